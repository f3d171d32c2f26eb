# How far Eq. (S9) is off
width = 1040
height = 400
load "style.gp"
set output "crossover.".format

set xrange [-3.1:1.1]
set yrange [-4.2:4.2]
set xtics ('10^{−3}' -3, '10^{−2}' -2, '10^{−1}' -1, '1' 0, '10' 1)
set ytics ('10^{−4}' -4, '10^{−2}' -2, '1' 0, '10^2' 2, '10^4' 4)
set tics front
unset grid
set style fill solid 1 noborder
set key off
set multiplot layout 1,3 margins 0.07,0.94,0.18,0.89 spacing 0.105,0.14
set xlabel 'V/V_c'
set title 'p of su2 mean field − p of (S9)' offset 0,-0.6
set ylabel 'A/A_c' offset 1.2,0
set cbrange [0:*]
plot 'figS1.csv' using 1:2:(column("polarizationMeanField")-column("polarizationS9")) with image notitle
set title 'p of su2 exact − p of (S9)' offset 0,-0.6
set ylabel ''
set cbrange [0:*]
plot 'figS1.csv' using 1:2:(column("polarizationExact")-column("polarizationS9")) with image notitle
set title 'N of su2 exact over N of (S9) − 1' offset 0,-0.6
set ylabel ''
set cbrange [0:*]
plot 'figS1.csv' using 1:2:(column("numberExact")/column("numberS9")-1) with image notitle
unset multiplot
