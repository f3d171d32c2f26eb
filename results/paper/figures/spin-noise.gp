# The spin vector against the number over the plane
width = 980
height = 470
load "style.gp"
set output "spin-noise.".format

set xrange [-3.1:1.1]
set yrange [-4.2:4.2]
set xtics ('10^{−3}' -3, '10^{−2}' -2, '10^{−1}' -1, '1' 0, '10' 1)
set ytics ('10^{−4}' -4, '10^{−2}' -2, '1' 0, '10^2' 2, '10^4' 4)
set tics front
unset grid
set style fill solid 1 noborder
set key off
set multiplot layout 1,2 margins 0.08,0.92,0.13,0.90 spacing 0.15,0.14
set xlabel 'V/V_c'
set logscale cb
set cbtics (1,2,3,5,7,10,20,30,50,70,100,200)
set title 'τ_J/τ_N' offset 0,-0.6
set ylabel 'A/A_c' offset 1.2,0
set cbrange [1:12]
plot 'spin-noise_map.csv' using 1:2:(column("timeRatio")) with image notitle, \
  'spin-noise_points.csv' using 1:2:(column("timeRatio")) with points pointtype 7 pointsize 1.5 palette notitle, \
  'spin-noise_points.csv' using 1:2 with points pointtype 6 pointsize 1.5 linewidth 1.5 linecolor rgb '#ffffff' notitle
set title '4S_{Jz}(0) / (S_N(0)/3)' offset 0,-0.6
set ylabel ''
set cbrange [7:200]
plot 'spin-noise_map.csv' using 1:2:(column("noiseRatio")) with image notitle, \
  'spin-noise_points.csv' using 1:2:(column("noiseRatio")) with points pointtype 7 pointsize 1.5 palette notitle, \
  'spin-noise_points.csv' using 1:2 with points pointtype 6 pointsize 1.5 linewidth 1.5 linecolor rgb '#ffffff' notitle
unset multiplot
