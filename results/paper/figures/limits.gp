# S_N(0) against the size of the cluster
width = 760
height = 560
load "style.gp"
set output "limits.".format

set xlabel '1/N_0'
set ylabel 'S_N(0)/⟨⟨N²⟩⟩ (τ_s or (AΓ̄_t²/V)^{−1/3})'
set xrange [-0.004:0.108]
set yrange [0.44:0.80]
$limit << END
x,y
0.0,0.48202
0.0,0.55999
0.0,0.46241
0.0,0.70974
END
$line << END
x,y,error
-0.0015,0.48377,0.0012238
-0.0015,0.56106,0.00097289
-0.0015,0.46344,0.0011777
-0.0015,0.71066,0.0013927
END
plot 'limit-sr-quantum.csv' using (column("inverseN0")):(column("exact")) with lines linetype 1 notitle, \
  'limit-sr-quantum.csv' using (column("inverseN0")):(column("noise")):(column("standardError")) with yerrorbars linetype 1 pointtype 5 pointsize 0.7 title 'quantum, SR [τ_s]', \
  'limit-ta-quantum.csv' using (column("inverseN0")):(column("exact")) with lines linetype 2 notitle, \
  'limit-ta-quantum.csv' using (column("inverseN0")):(column("noise")):(column("standardError")) with yerrorbars linetype 2 pointtype 7 pointsize 0.7 title 'quantum, TA [(AΓ̄_t²/V)^{−1/3}]', \
  'limit-sr-classical.csv' using (column("inverseN0")):(column("exact")) with lines linetype 3 notitle, \
  'limit-sr-classical.csv' using (column("inverseN0")):(column("noise")):(column("standardError")) with yerrorbars linetype 3 pointtype 9 pointsize 0.7 title 'classical, SR [τ_s]', \
  'limit-ta-classical.csv' using (column("inverseN0")):(column("exact")) with lines linetype 4 notitle, \
  'limit-ta-classical.csv' using (column("inverseN0")):(column("noise")):(column("standardError")) with yerrorbars linetype 4 pointtype 11 pointsize 0.7 title 'classical, TA [(AΓ̄_t²/V)^{−1/3}]', \
  $limit using 1:2 with points linecolor rgb '#000000' pointtype 2 pointsize 0.9 title 'Fokker-Planck', \
  $line using 1:2:3 with yerrorbars linecolor rgb '#000000' pointtype 6 pointsize 0.9 title 'extrapolated Monte Carlo'
