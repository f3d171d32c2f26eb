# Classical spins in a Zeeman field
width = 860
height = 440
load "style.gp"
set output "zeeman.".format

set multiplot layout 1,2 margins 0.08,0.98,0.14,0.97 spacing 0.10,0.1
set xlabel 'E_Z/k_BT'
set xrange [-0.05:2.05]
set yrange [-1:45]
set ylabel '⟨N⟩, and ⟨S⟩ (ħ)' offset 0.5,0
set key inside left top vertical reverse Left maxrows 6
plot 'zeeman.csv' using 1:(column("exactN")) with lines linetype 1 title '⟨N⟩ exact', \
  'zeeman.csv' using 1:2:3 with yerrorbars linetype 1 pointtype 7 pointsize 0.7 title 'Monte Carlo', \
  'zeeman.csv' using 1:(column("limitN")) with lines linetype 1 dashtype (6,4) title 'Fokker-Planck', \
  'zeeman.csv' using 1:(column("exactS")) with lines linetype 2 title '⟨S⟩ exact', \
  'zeeman.csv' using 1:6:7 with yerrorbars linetype 2 pointtype 5 pointsize 0.7 title 'Monte Carlo', \
  'zeeman.csv' using 1:(column("limitS")) with lines linetype 2 dashtype (6,4) title 'Fokker-Planck'
set ylabel 'time (s)' offset 1,0
set logscale y
set yrange [2:400]
plot 'zeeman.csv' using 1:(column("exactJ")) with lines linetype 1 title 'τ_J exact', \
  'zeeman.csv' using 1:10:11 with yerrorbars linetype 1 pointtype 7 pointsize 0.7 title 'Monte Carlo', \
  'zeeman.csv' using 1:(column("passageUp")) with linespoints linetype 3 pointtype 8 pointsize 0.7 title 'up to down', \
  'zeeman.csv' using 1:(column("passageDown")) with linespoints linetype 4 pointtype 10 pointsize 0.7 title 'down to up'
unset multiplot
