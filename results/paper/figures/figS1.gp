# Fig. S1 of the paper, and the same from su2
width = 1040
height = 720
load "style.gp"
set output "figS1.".format

set xrange [-3.1:1.1]
set yrange [-4.2:4.2]
set xtics ('10^{−3}' -3, '10^{−2}' -2, '10^{−1}' -1, '1' 0, '10' 1)
set ytics ('10^{−4}' -4, '10^{−2}' -2, '1' 0, '10^2' 2, '10^4' 4)
set tics front
unset grid
set style fill solid 1 noborder
set key off
set multiplot layout 2,3 margins 0.07,0.94,0.09,0.93 spacing 0.105,0.14
set cbrange [0:1]
unset logscale cb
set cbtics autofreq
set title 'a) p, Eq. (S9)' offset 0,-0.6
set xlabel ''
set ylabel 'A/A_c' offset 1.2,0
plot 'figS1.csv' using 1:2:(column("polarizationS9")) with image notitle
set cbrange [1e-5:1e4]
set logscale cb
set cbtics ('10^{−4}' 1e-4, '10^{−2}' 1e-2, '1' 1, '10^2' 1e2, '10^4' 1e4)
set title 'b) N/N_c, Eq. (S9)' offset 0,-0.6
set xlabel ''
set ylabel ''
plot 'figS1.csv' using 1:2:(column("numberS9")) with image notitle
set cbrange [1:20]
set logscale cb
set format cb '%g'
set cbtics (1,2,3,5,10,20)
set title 'c) N/N_{unpol}, Eq. (S9)' offset 0,-0.6
set xlabel ''
set ylabel ''
plot 'figS1.csv' using 1:2:(column("enhancementS9")) with image notitle
set cbrange [0:1]
unset logscale cb
set format cb '%h'
set cbtics autofreq
set title 'a) p, su2 exact' offset 0,-0.6
set xlabel 'V/V_c'
set ylabel 'A/A_c' offset 1.2,0
plot 'figS1.csv' using 1:2:(column("polarizationExact")) with image notitle
set cbrange [1e-5:1e4]
set logscale cb
set cbtics ('10^{−4}' 1e-4, '10^{−2}' 1e-2, '1' 1, '10^2' 1e2, '10^4' 1e4)
set title 'b) N/N_c, su2 exact' offset 0,-0.6
set xlabel 'V/V_c'
set ylabel ''
plot 'figS1.csv' using 1:2:(column("numberExact")) with image notitle
set cbrange [1:20]
set logscale cb
set format cb '%g'
set cbtics (1,2,3,5,10,20)
set title 'c) N/N_{unpol}, su2 exact' offset 0,-0.6
set xlabel 'V/V_c'
set ylabel ''
plot 'figS1.csv' using 1:2:(column("enhancementExact")) with image notitle
unset multiplot
