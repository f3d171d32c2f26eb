# P(N) of polarised clusters of quantum and classical spins
width = 860
height = 680
load "style.gp"
set output "distributions.".format

set multiplot layout 2,2 margins 0.08,0.98,0.09,0.98 spacing 0.09,0.13
set xrange [0:3.2]
set key off
set label 1 'heisenberg, SR' at graph 0.97,0.92 right
set label 2 'Eq. (7)' at graph 0.97,0.84 right
set key off
set xlabel ''
set ylabel 'N_0 P(N)' offset 0.8,0
set yrange [0:0.92705]
$peak0 << END
x,y
1.0,0.0
1.0,0.92705
END
$mean0 << END
x,y
1.1314,0.0
1.1314,0.92705
END
plot $peak0 using 1:2 with lines linestyle 6 title 'N_0', \
  $mean0 using 1:2 with lines linestyle 7 title '⟨N⟩', \
  'distribution_heisenberg-sr.csv' using (column("x")):(column("exact")) with lines linestyle 2 title 'exact', \
  'distribution_heisenberg-sr.csv' using (column("x")):(column("limit")) with lines linestyle 3 title 'Eq. (7), (S12)', \
  'distribution_heisenberg-sr.csv' using (column("x")):((int(column("N"))%8==0 ? column("probability") : NaN)-column("standardError")):(0):((int(column("N"))%8==0 ? column("probability") : NaN)+column("standardError")-((int(column("N"))%8==0 ? column("probability") : NaN)-column("standardError"))) with vectors nohead linestyle 1 notitle, \
  'distribution_heisenberg-sr.csv' using (column("x")):(int(column("N"))%8==0 ? column("probability") : NaN) with points linestyle 1 title 'Monte Carlo'
set label 1 'heisenberg, TA' at graph 0.97,0.92 right
set label 2 'Eq. (7)' at graph 0.97,0.84 right
set key off
set xlabel ''
set ylabel '' offset 0.8,0
set yrange [0:1.1381]
$peak1 << END
x,y
1.0,0.0
1.0,1.1381
END
$mean1 << END
x,y
1.0262,0.0
1.0262,1.1381
END
plot $peak1 using 1:2 with lines linestyle 6 title 'N_0', \
  $mean1 using 1:2 with lines linestyle 7 title '⟨N⟩', \
  'distribution_heisenberg-ta.csv' using (column("x")):(column("exact")) with lines linestyle 2 title 'exact', \
  'distribution_heisenberg-ta.csv' using (column("x")):(column("limit")) with lines linestyle 3 title 'Eq. (7), (S12)', \
  'distribution_heisenberg-ta.csv' using (column("x")):((int(column("N"))%8==0 ? column("probability") : NaN)-column("standardError")):(0):((int(column("N"))%8==0 ? column("probability") : NaN)+column("standardError")-((int(column("N"))%8==0 ? column("probability") : NaN)-column("standardError"))) with vectors nohead linestyle 1 notitle, \
  'distribution_heisenberg-ta.csv' using (column("x")):(int(column("N"))%8==0 ? column("probability") : NaN) with points linestyle 1 title 'Monte Carlo'
set label 1 'ising, SR' at graph 0.97,0.92 right
set label 2 'Eq. (S12)' at graph 0.97,0.84 right
set key at graph 0.985,0.80 right top vertical Left reverse samplen 1.6 spacing 1.1 maxrows 6 font ',12'
set xlabel 'N/N_0'
set ylabel 'N_0 P(N)' offset 0.8,0
set yrange [0:2.1168]
$peak2 << END
x,y
1.0,0.0
1.0,2.1168
END
$mean2 << END
x,y
0.60078,0.0
0.60078,2.1168
END
plot $peak2 using 1:2 with lines linestyle 6 title 'N_0', \
  $mean2 using 1:2 with lines linestyle 7 title '⟨N⟩', \
  'distribution_ising-sr.csv' using (column("x")):(column("exact")) with lines linestyle 2 title 'exact', \
  'distribution_ising-sr.csv' using (column("x")):(column("limit")) with lines linestyle 3 title 'Eq. (7), (S12)', \
  'distribution_ising-sr.csv' using (column("x")):((int(column("N"))%8==0 ? column("probability") : NaN)-column("standardError")):(0):((int(column("N"))%8==0 ? column("probability") : NaN)+column("standardError")-((int(column("N"))%8==0 ? column("probability") : NaN)-column("standardError"))) with vectors nohead linestyle 1 notitle, \
  'distribution_ising-sr.csv' using (column("x")):(int(column("N"))%8==0 ? column("probability") : NaN) with points linestyle 1 title 'Monte Carlo'
set label 1 'ising, TA' at graph 0.97,0.92 right
set label 2 'Eq. (S12)' at graph 0.97,0.84 right
set key off
set xlabel 'N/N_0'
set ylabel '' offset 0.8,0
set yrange [0:1.8476]
$peak3 << END
x,y
1.0,0.0
1.0,1.8476
END
$mean3 << END
x,y
0.60827,0.0
0.60827,1.8476
END
plot $peak3 using 1:2 with lines linestyle 6 title 'N_0', \
  $mean3 using 1:2 with lines linestyle 7 title '⟨N⟩', \
  'distribution_ising-ta.csv' using (column("x")):(column("exact")) with lines linestyle 2 title 'exact', \
  'distribution_ising-ta.csv' using (column("x")):(column("limit")) with lines linestyle 3 title 'Eq. (7), (S12)', \
  'distribution_ising-ta.csv' using (column("x")):((int(column("N"))%8==0 ? column("probability") : NaN)-column("standardError")):(0):((int(column("N"))%8==0 ? column("probability") : NaN)+column("standardError")-((int(column("N"))%8==0 ? column("probability") : NaN)-column("standardError"))) with vectors nohead linestyle 1 notitle, \
  'distribution_ising-ta.csv' using (column("x")):(int(column("N"))%8==0 ? column("probability") : NaN) with points linestyle 1 title 'Monte Carlo'
unset multiplot
