/* What Swift needs of GSL. Accessors only, no logic: each function below is here because Swift 6 cannot
   import the thing it reads (a mutable C global). */
#ifndef QPSPIN_CGSL_SHIM_H
#define QPSPIN_CGSL_SHIM_H

#include <gsl/gsl_cblas.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_fft_real.h>
#include <gsl/gsl_fft_halfcomplex.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_interp.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_matrix.h>
#include <gsl/gsl_min.h>
#include <gsl/gsl_multifit_nlinear.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_odeiv2.h>
#include <gsl/gsl_poly.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_roots.h>
#include <gsl/gsl_sf.h>
#include <gsl/gsl_splinalg.h>
#include <gsl/gsl_spline.h>
#include <gsl/gsl_spmatrix.h>
#include <gsl/gsl_version.h>

/* `gsl_version` is a mutable global. */
static inline const char *qpspin_gsl_version(void) { return gsl_version; }

/* Method types are constant pointers in mutable globals. */
static inline const gsl_root_fsolver_type *qpspin_root_brent(void) { return gsl_root_fsolver_brent; }
static inline const gsl_odeiv2_step_type *qpspin_ode_msbdf(void) { return gsl_odeiv2_step_msbdf; }
static inline const gsl_odeiv2_step_type *qpspin_ode_rkf45(void) { return gsl_odeiv2_step_rkf45; }
static inline const gsl_multifit_nlinear_type *qpspin_nlinear_trust(void) { return gsl_multifit_nlinear_trust; }
static inline const gsl_interp_type *qpspin_interp_cspline(void) { return gsl_interp_cspline; }
static inline const gsl_splinalg_itersolve_type *qpspin_splinalg_gmres(void) { return gsl_splinalg_itersolve_gmres; }

#endif
