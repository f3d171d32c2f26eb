import CGSL

/// Roots of functions of one variable.
public enum RootFinder {
  /// A root of `function` between `lower` and `upper`, where it must change sign, by Brent's method.
  /// - Parameter relativeTolerance: width of the final bracket relative to the root.
  /// - Throws: `GSLError` when there is no change of sign or no convergence in 200 steps.
  public static func bracketed(
    from lower: Double, to upper: Double, relativeTolerance: Double = 1e-14, _ function: (Double) -> Double
  ) throws(GSLError) -> Double {
    _ = GSL.isPrepared
    guard let solver = gsl_root_fsolver_alloc(qpspin_root_brent()) else {
      throw GSLError(code: GSL.outOfMemory, function: "gsl_root_fsolver_alloc")
    }
    defer { gsl_root_fsolver_free(solver) }
    let outcome: (Int32, Double) = withGSLFunction(function) { wrapped in
      var code = gsl_root_fsolver_set(solver, wrapped, lower, upper)
      var steps = 0
      while code == 0 && steps < 200 {
        code = gsl_root_fsolver_iterate(solver)
        if code != 0 { break }
        let bracket = (gsl_root_fsolver_x_lower(solver), gsl_root_fsolver_x_upper(solver))
        // At a root met exactly GSL closes the bracket; at zero its test, strictly less than 0, would never accept that.
        if bracket.0 == bracket.1 || gsl_root_test_interval(bracket.0, bracket.1, 0, relativeTolerance) == 0 {
          return (0, gsl_root_fsolver_root(solver))
        }
        steps += 1
      }
      return (code == 0 ? 11 /* GSL_EMAXITER */ : code, 0)
    }
    try GSL.check(outcome.0, "gsl_root_fsolver_brent")
    return outcome.1
  }

  /// The real roots of x³ + a x² + b x + c, ascending.
  public static func cubic(_ a: Double, _ b: Double, _ c: Double) -> [Double] {
    var x = (0.0, 0.0, 0.0)
    let count = gsl_poly_solve_cubic(a, b, c, &x.0, &x.1, &x.2)
    return count == 3 ? [x.0, x.1, x.2] : [x.0]
  }
}
