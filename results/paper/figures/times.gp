# τ_N against A, V, τs and Γ̄t
width = 900
height = 640
load "style.gp"
set output "times.".format

set multiplot layout 2,2 margins 0.09,0.97,0.12,0.97 spacing 0.11,0.15
set logscale xy
set format '10^{%T}'
set key off
set xrange [0.8:5000]
set xlabel 'A (µm^{−3} s^{−1})'
set ylabel 'τ_N (s)' offset 0.8,0
set yrange [0.5:50]
plot 'time-sr-injection.csv' using 1:(column("limit")) with lines linestyle 6 title 'Fokker-Planck', \
  'time-sr-injection.csv' using 1:(column("exact")) with lines linetype 1 title 'SR, exact', \
  'time-sr-injection.csv' using 1:(column("tauN")):(column("standardError")) with yerrorbars linetype 1 pointtype 7 pointsize 0.6 title 'SR, Monte Carlo', \
  'time-ta-injection.csv' using 1:(column("limit")) with lines linestyle 6 title 'Fokker-Planck', \
  'time-ta-injection.csv' using 1:(column("exact")) with lines linetype 2 title 'TA, exact', \
  'time-ta-injection.csv' using 1:(column("tauN")):(column("standardError")) with yerrorbars linetype 2 pointtype 5 pointsize 0.6 title 'TA, Monte Carlo'
set key off
set xrange [0.07:14]
set xlabel 'V (µm^3)'
set ylabel '' offset 0.8,0
set yrange [0.5:50]
plot 'time-sr-volume.csv' using 1:(column("limit")) with lines linestyle 6 title 'Fokker-Planck', \
  'time-sr-volume.csv' using 1:(column("exact")) with lines linetype 1 title 'SR, exact', \
  'time-sr-volume.csv' using 1:(column("tauN")):(column("standardError")) with yerrorbars linetype 1 pointtype 7 pointsize 0.6 title 'SR, Monte Carlo', \
  'time-ta-volume.csv' using 1:(column("limit")) with lines linestyle 6 title 'Fokker-Planck', \
  'time-ta-volume.csv' using 1:(column("exact")) with lines linetype 2 title 'TA, exact', \
  'time-ta-volume.csv' using 1:(column("tauN")):(column("standardError")) with yerrorbars linetype 2 pointtype 5 pointsize 0.6 title 'TA, Monte Carlo'
set key on inside bottom right vertical Left reverse maxrows 3
set xrange [0.7:140]
set xlabel 'τ_s (s)'
set ylabel 'τ_N (s)' offset 0.8,0
set yrange [0.1:100]
plot 'time-sr-flips.csv' using 1:(column("limit")) with lines linestyle 6 title 'Fokker-Planck', \
  'time-sr-flips.csv' using 1:(column("exact")) with lines linetype 1 title 'SR, exact', \
  'time-sr-flips.csv' using 1:(column("tauN")):(column("standardError")) with yerrorbars linetype 1 pointtype 7 pointsize 0.6 title 'SR, Monte Carlo'
set key on inside bottom left vertical Left reverse maxrows 3
set xrange [1e-5:0.04]
set xlabel 'Γ̄_t (µm^3 s^{−1})'
set ylabel '' offset 0.8,0
set yrange [0.5:500]
plot 'time-ta-triplet.csv' using 1:(column("limit")) with lines linestyle 6 title 'Fokker-Planck', \
  'time-ta-triplet.csv' using 1:(column("exact")) with lines linetype 2 title 'TA, exact', \
  'time-ta-triplet.csv' using 1:(column("tauN")):(column("standardError")) with yerrorbars linetype 2 pointtype 5 pointsize 0.6 title 'TA, Monte Carlo'
unset multiplot
