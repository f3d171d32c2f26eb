/* What one would write in an afternoon: Gillespie's direct method for one trajectory with GSL's mt19937,
   gsl_ran_exponential, a linear scan over the processes, and a time-weighted histogram of N. Nothing else is recorded.

   gcc -O3 -march=native loop.c -o loop -lgsl -lgslcblas -lm
   ./loop MODEL A V EVENTS    MODEL: heisenberg, su2, ising; aluminium's constants; prints the mean of N */
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double g0 = 18, gt0 = 1.8e-3, w = 0.1;
static double histogram[1 << 20];

static const int dN_paper[] = {1, 1, -2, 0, 0, -2, -2, -2}, dm_paper[] = {0, 1, -1, 1, -1, 0, -1, -2};
static const int dN_su2[] = {1, 1, -2, 0, 0, -2, -2, -2, -2}, dm_su2[] = {0, 1, -1, 1, -1, 0, -2, -1, -1};

static inline void rates_heisenberg(double N, double m, double I, double g, double gt, double *a) {
  double k = N - m;
  a[0] = I * (1 + 1 / (k + 1)) / 2;
  a[1] = I * (1 - 1 / (k + 1)) / 2;
  a[2] = g * k * m;
  a[3] = w * k;
  a[4] = w * m;
  a[5] = gt * k * (k - 1) / 2;
  a[6] = gt * k * m;
  a[7] = gt * m * (m - 1) / 2;
}

static inline void rates_ising(double N, double m, double I, double g, double gt, double *a) {
  rates_heisenberg(N, m, I, g, gt, a);
  a[0] = a[1] = I / 2;
}

static inline void rates_su2(double N, double m, double I, double g, double gt, double *a) {
  double k = N - m, T = k - m, T1 = T + 1;
  a[0] = I * (T / 2 + 1) / T1;
  a[1] = I * (T / 2) / T1;
  a[2] = g * m * (k + 1);
  a[3] = T >= 2 ? w * (k + 1) * (T - 1) / T1 : 0;
  a[4] = w * m * (T + 3) / T1;
  a[5] = T >= 2 ? gt * (T - 1) * (k + 1) * k / (2 * T1) : 0;
  a[6] = gt * (T + 3) * m * (m - 1) / (2 * T1);
  a[7] = gt * (k + 1) * m / 2;
  a[8] = T > 0 ? gt * (k + 1) * m / 2 : 0;
}

#define LOOP(RATES, COUNT, DN, DM)                                                        \
  for (long n = 0; n < events; n++) {                                                     \
    double a[COUNT], sum = 0;                                                             \
    RATES(N, m, I, g, gt, a);                                                             \
    for (int i = 0; i < COUNT; i++) sum += a[i];                                          \
    histogram[N] += gsl_ran_exponential(rng, 1 / sum);                                    \
    double u = gsl_rng_uniform(rng) * sum;                                                \
    int i = 0;                                                                            \
    while (i < COUNT - 1 && u >= a[i]) u -= a[i++];                                       \
    N += DN[i];                                                                           \
    m += DM[i];                                                                           \
  }

int main(int argc, char **argv) {
  if (argc != 5) return fprintf(stderr, "loop MODEL A V EVENTS\n"), 64;
  double V = atof(argv[3]), I = atof(argv[2]) * V, g = g0 / V, gt = gt0 / V;
  long N = 10, m = 0, events = atol(argv[4]);
  gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
  if (!strcmp(argv[1], "heisenberg")) {
    LOOP(rates_heisenberg, 8, dN_paper, dm_paper)
  } else if (!strcmp(argv[1], "ising")) {
    LOOP(rates_ising, 8, dN_paper, dm_paper)
  } else if (!strcmp(argv[1], "su2")) {
    LOOP(rates_su2, 9, dN_su2, dm_su2)
  } else {
    return fprintf(stderr, "unknown model %s\n", argv[1]), 64;
  }
  double time = 0, mean = 0;
  for (long i = 0; i < 1 << 20; i++) time += histogram[i], mean += i * histogram[i];
  printf("%.6g\n", mean / time);
  return 0;
}
