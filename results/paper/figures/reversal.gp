# Reversal time of classical spins against their size
width = 640
height = 420
load "style.gp"
set output "reversal.".format

set logscale x
set xrange [4:100]
set xlabel 'N_0'
set ylabel 'time / t_f'
set yrange [0:4]
plot 'reversal.csv' using 1:(column("limit")) with lines linestyle 3 title 'τ_J, Fokker-Planck', \
  'reversal.csv' using 1:(column("exact")) with lines linestyle 2 title 'τ_J, exact', \
  'reversal.csv' using 1:2:3 with yerrorbars linestyle 1 pointsize 0.8 title 'τ_J, Monte Carlo', \
  'reversal.csv' using 1:(column("passage")) with linespoints linestyle 5 pointtype 4 pointsize 0.7 title 'mean passage time, exact'
