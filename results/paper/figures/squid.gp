# Flux noise of a cluster in a SQUID against its size
width = 760
height = 560
load "style.gp"
set output "squid.".format

set logscale xy
set format '10^{%T}'
set xrange [20:16000]
set yrange [1e-15:1e-10]
set xlabel 'N_0 = (AV^2/Γ̄_t)^{1/3}'
set ylabel 'S_Φ(0), two-sided (Φ_0^2/Hz)'
$level << END
x,y
20.0,1e-12
16000.0,1e-12
END
plot $level using 1:2 with lines linestyle 7 title 'commonly measured, 10^{−12}', \
  'squid.csv' using 1:(column("limitSpin")) with lines linetype 1 title 'vector, Fokker-Planck', \
  'squid.csv' using 1:2:3 with yerrorbars linetype 1 pointtype 7 pointsize 0.8 title 'vector, Monte Carlo', \
  'squid.csv' using 1:(column("limitNumber")) with lines linetype 2 title 'S_N/3, Fokker-Planck', \
  'squid.csv' using 1:4:5 with yerrorbars linetype 2 pointtype 5 pointsize 0.8 title 'S_N/3, Monte Carlo', \
  'squid.csv' using 1:(column("unpolarized")) with lines linestyle 5 title 'N_0 independent spins, same time'
