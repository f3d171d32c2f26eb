import CGSL
import Foundation

/// Weighted nonlinear least squares (Levenberg-Marquardt, `gsl_multifit_nlinear`).
public enum CurveFit {
  /// Fits A exp(−t/τ) to points (t, y) with weights.
  /// - Parameters:
  ///   - start: first guess (A, τ).
  /// - Returns: (A, τ).
  /// - Throws: `GSLError` when there are fewer than three points, a value is not finite, no weight is positive, or there is
  ///   no convergence in 100 steps.
  public static func exponential(
    times: [Double], values: [Double], weights: [Double], start: (amplitude: Double, time: Double)
  ) throws(GSLError) -> (amplitude: Double, time: Double) {
    _ = GSL.isPrepared
    let count = times.count
    guard count >= 3, values.count == count, weights.count == count else {
      throw GSLError(code: 4, function: "gsl_multifit_nlinear (fewer than three points)")
    }
    // GSL's test on the gradient is absolute: weights that sum to one make it independent of their unit.
    let sum = weights.reduce(0, +)
    guard sum > 0, sum.isFinite, values.allSatisfy(\.isFinite) else {
      throw GSLError(code: 4, function: "gsl_multifit_nlinear (values or weights)")
    }
    var weights = weights.map { $0 / sum }
    let noProgress: Int32 = 27  // GSL_ENOPROG
    // The fit runs in t/τ₀ and log-free form, with rate λ = τ₀/τ, so that both parameters are of order one.
    let scale = start.time
    var parameters = gsl_multifit_nlinear_default_parameters()
    let context = ExponentialData(times: times.map { $0 / scale }, values: values.map { $0 / start.amplitude })
    guard let work = gsl_multifit_nlinear_alloc(qpspin_nlinear_trust(), &parameters, count, 2) else {
      throw GSLError(code: GSL.outOfMemory, function: "gsl_multifit_nlinear_alloc")
    }
    defer { gsl_multifit_nlinear_free(work) }
    var guess = [1.0, 1.0]
    let code = withExtendedLifetime(context) { () -> Int32 in
      var system = gsl_multifit_nlinear_fdf()
      system.f = exponentialResiduals
      system.df = exponentialJacobian
      system.fvv = nil
      system.n = count
      system.p = 2
      system.params = Unmanaged.passUnretained(context).toOpaque()
      return weights.withUnsafeMutableBufferPointer { weights in
        guess.withUnsafeMutableBufferPointer { guess in
          var w = gsl_vector_view_array(weights.baseAddress, count)
          var x = gsl_vector_view_array(guess.baseAddress, 2)
          var info: Int32 = 0
          var code = gsl_multifit_nlinear_winit(&x.vector, &w.vector, &system, work)
          if code == 0 { code = gsl_multifit_nlinear_driver(100, 1e-10, 1e-10, 0, nil, nil, &info, work) }
          // No first step from a guess that is the minimum already: GSL calls that a failure, its gradient tells.
          if code != 0 && info == noProgress { code = gsl_multifit_nlinear_test(0, 1e-10, 0, &info, work) }
          return code
        }
      }
    }
    try GSL.check(code, "gsl_multifit_nlinear_driver")
    guard let position = gsl_multifit_nlinear_position(work) else {
      throw GSLError(code: 5, function: "gsl_multifit_nlinear_position")
    }
    return (
      gsl_vector_get(position, 0) * start.amplitude, scale / gsl_vector_get(position, 1)
    )
  }
}

private final class ExponentialData: Sendable {
  let times: [Double]
  let values: [Double]

  init(times: [Double], values: [Double]) {
    self.times = times
    self.values = values
  }
}

private func exponentialResiduals(
  _ x: UnsafePointer<gsl_vector>?, _ context: UnsafeMutableRawPointer?, _ f: UnsafeMutablePointer<gsl_vector>?
) -> Int32 {
  guard let x, let context, let f else { return 5 }
  let data = Unmanaged<ExponentialData>.fromOpaque(context).takeUnretainedValue()
  let amplitude = gsl_vector_get(x, 0)
  let rate = gsl_vector_get(x, 1)
  for i in data.times.indices {
    gsl_vector_set(f, i, amplitude * boundedExponential(-rate * data.times[i]) - data.values[i])
  }
  return 0
}

private func exponentialJacobian(
  _ x: UnsafePointer<gsl_vector>?, _ context: UnsafeMutableRawPointer?, _ jacobian: UnsafeMutablePointer<gsl_matrix>?
) -> Int32 {
  guard let x, let context, let jacobian else { return 5 }
  let data = Unmanaged<ExponentialData>.fromOpaque(context).takeUnretainedValue()
  let amplitude = gsl_vector_get(x, 0)
  let rate = gsl_vector_get(x, 1)
  for i in data.times.indices {
    let e = boundedExponential(-rate * data.times[i])
    gsl_matrix_set(jacobian, i, 0, e)
    gsl_matrix_set(jacobian, i, 1, -amplitude * data.times[i] * e)
  }
  return 0
}

/// e^x, bounded so that a wild trial step does not overflow.
private func boundedExponential(_ x: Double) -> Double { x < -700 ? 0 : exp(min(x, 50)) }
