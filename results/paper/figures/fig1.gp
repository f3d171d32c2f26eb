# Fig. 1 of the paper with the measured polarisation
width = 760
height = 640
load "style.gp"
set output "fig1.".format

set xtics ('10^{−3}' -3, '10^{−2}' -2, '10^{−1}' -1, '1' 0, '10' 1)
set ytics ('10^{−4}' -4, '10^{−2}' -2, '1' 0, '10^2' 2, '10^4' 4)
set tics front
unset grid
set style fill solid 1 noborder
set yrange [-4.7:6.5]
set xrange [-3.55:1.55]
set ytics ('10^{−4}' -4, '10^{−2}' -2, '1' 0, '10^2' 2, '10^4' 4, '10^6' 6)
set xlabel 'V/V_c'
set ylabel 'A/A_c'
set cblabel 'polarisation'
set cbrange [0:1]
set key off
set label 1 'SR' at -2.7,-4.1 font ',20' textcolor rgb '#000000' front
set label 2 'TA' at -3.2,1.9 font ',20' textcolor rgb '#000000' front
set label 3 'unpolarised' at 0.15,4.6 font ',17' textcolor rgb '#ffffff' front
set label 4 'V = V_c' at 0.08,0.35 textcolor rgb '#ffffff' front
set label 5 'N ≈ N_c' at -1.9,4.9 textcolor rgb '#ffffff' front
set label 6 'a = 8v' at -3.4,-1.75 textcolor rgb '#000000' front
$lines << END
x,y
0.0,-4.7
0.0,0.0
END
$large << END
x,y
0.0,0.0
-3.25,6.5
END
$crossing << END
x,y
-3.55,-2.6469
-0.30103,0.60206
END
plot 'fig1_map.csv' using 1:2:3 with image notitle, \
  $lines using 1:2 with lines linecolor rgb '#ffffff' linewidth 2.2 dashtype (6,3) notitle, \
  $large using 1:2 with lines linecolor rgb '#ffffff' linewidth 2.2 dashtype (6,3) notitle, \
  $crossing using 1:2 with lines linecolor rgb '#000000' linewidth 1.6 dashtype (6,3) notitle, \
  'fig1_aluminium.csv' using 1:2:(column("polarization")) with points pointtype 7 pointsize 2.1 palette notitle, \
  'fig1_aluminium.csv' using 1:2 with points pointtype 6 pointsize 2.1 linewidth 1.6 linecolor rgb '#ffffff' notitle, \
  'fig1_others.csv' using 1:2:(column("polarization")) with points pointtype 5 pointsize 1.8 palette notitle, \
  'fig1_others.csv' using 1:2 with points pointtype 4 pointsize 1.8 linewidth 1.6 linecolor rgb '#ffffff' notitle, \
  'fig1_aluminium.csv' using (column(1)+0.12):(column(2)-(column("S9")<0.65 ? 0 : 0.15)):(sprintf('%.2f',column("polarization"))):(column("S9")<0.65 ? 0xffffff : 0x000000) with labels left font ',12' textcolor rgb variable notitle, \
  'fig1_others.csv' using (column(1)+0.12):(column(2)-(column("S9")<0.65 ? 0 : 0.15)):(sprintf('%.2f',column("polarization"))):(column("S9")<0.65 ? 0xffffff : 0x000000) with labels left font ',12' textcolor rgb variable notitle
