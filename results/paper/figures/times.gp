# τ_N against A, V, τs and Γ̄t
width = 900
height = 640
load "style.gp"
set output "times.".format

set multiplot layout 2,2 margins 0.09,0.98,0.09,0.98 spacing 0.11,0.14
set logscale xy
set format '10^{%T}'
set key off
set xlabel 'A  [µm^{−3} s^{−1}]'
set ylabel 'τ_N  [s]'
set yrange [0.2:40]
plot 'time-sr-injection.csv' using 1:(column("limit")) with lines linestyle 6 title 'Fokker-Planck', \
  'time-sr-injection.csv' using 1:(column("exact")) with lines linetype 1 title 'exact, flips alone', \
  'time-sr-injection.csv' using 1:(column("tauN")):(column("standardError")) with yerrorbars linetype 1 pointtype 7 pointsize 0.6 title 'Monte Carlo', \
  'time-ta-injection.csv' using 1:(column("limit")) with lines linestyle 6 title 'Fokker-Planck', \
  'time-ta-injection.csv' using 1:(column("exact")) with lines linetype 2 title 'exact, triplet annihilation alone', \
  'time-ta-injection.csv' using 1:(column("tauN")):(column("standardError")) with yerrorbars linetype 2 pointtype 5 pointsize 0.6 title 'Monte Carlo'
set key off
set xlabel 'V  [µm^3]'
set ylabel ''
set yrange [0.2:40]
plot 'time-sr-volume.csv' using 1:(column("limit")) with lines linestyle 6 title 'Fokker-Planck', \
  'time-sr-volume.csv' using 1:(column("exact")) with lines linetype 1 title 'exact, flips alone', \
  'time-sr-volume.csv' using 1:(column("tauN")):(column("standardError")) with yerrorbars linetype 1 pointtype 7 pointsize 0.6 title 'Monte Carlo', \
  'time-ta-volume.csv' using 1:(column("limit")) with lines linestyle 6 title 'Fokker-Planck', \
  'time-ta-volume.csv' using 1:(column("exact")) with lines linetype 2 title 'exact, triplet annihilation alone', \
  'time-ta-volume.csv' using 1:(column("tauN")):(column("standardError")) with yerrorbars linetype 2 pointtype 5 pointsize 0.6 title 'Monte Carlo'
set key inside bottom right vertical Left reverse maxrows 4
set xlabel 'τ_s  [s]'
set ylabel 'τ_N  [s]'
set yrange [0.1:100]
plot 'time-sr-flips.csv' using 1:(column("limit")) with lines linestyle 6 title 'Fokker-Planck', \
  'time-sr-flips.csv' using 1:(column("exact")) with lines linetype 1 title 'exact, flips alone', \
  'time-sr-flips.csv' using 1:(column("tauN")):(column("standardError")) with yerrorbars linetype 1 pointtype 7 pointsize 0.6 title 'Monte Carlo'
set key inside top right vertical Left reverse maxrows 4
set xlabel 'Γ_t  [µm^3 s^{−1}]'
set ylabel ''
set yrange [0.1:2000]
plot 'time-ta-triplet.csv' using 1:(column("limit")) with lines linestyle 6 title 'Fokker-Planck', \
  'time-ta-triplet.csv' using 1:(column("exact")) with lines linetype 2 title 'exact, triplet annihilation alone', \
  'time-ta-triplet.csv' using 1:(column("tauN")):(column("standardError")) with yerrorbars linetype 2 pointtype 5 pointsize 0.6 title 'Monte Carlo'
unset multiplot
