import Foundation
import GSLBridge
import Testing

@Suite("Fits")
struct CurveFitTests {
  struct Curve: Sendable, CustomTestStringConvertible {
    let amplitude: Double
    let time: Double
    /// First guess in units of the right answer.
    let guess: (amplitude: Double, time: Double)
    var testDescription: String { "\(amplitude) exp(−t/\(time)) from \(guess)" }
  }

  static let curves = [
    Curve(amplitude: 1, time: 1, guess: (1, 1)),
    Curve(amplitude: 25.4, time: 2.2, guess: (0.5, 2)),
    Curve(amplitude: 25.4, time: 2.2, guess: (1.5, 0.4)),
    Curve(amplitude: 3e8, time: 5.6e-5, guess: (0.8, 1.3)),
    Curve(amplitude: 1e-14, time: 1e6, guess: (1.2, 0.7)),
    Curve(amplitude: -4, time: 0.3, guess: (1.1, 1.5)),
  ]

  @Test("an exact exponential is recovered, on even and uneven times, whatever the weights", arguments: curves)
  func exact(curve: Curve) throws {
    let grids = [
      (0..<40).map { 0.1 * Double($0) }, (0..<12).map { 0.05 * pow(1.6, Double($0)) }, [0.3, 0.9, 2.1],
    ]
    for grid in grids {
      let times = grid.map { $0 * curve.time }
      let values = times.map { curve.amplitude * exp(-$0 / curve.time) }
      for weights in [grid.map { _ in 1 }, grid.map { 1e-20 * (1 + 5 * $0) }, grid.map { 1e20 * exp($0) }] {
        let fit = try CurveFit.exponential(
          times: times, values: values, weights: weights,
          start: (curve.amplitude * curve.guess.amplitude, curve.time * curve.guess.time))
        #expect(abs(fit.amplitude / curve.amplitude - 1) < 1e-6, "\(fit)")
        #expect(abs(fit.time / curve.time - 1) < 1e-6, "\(fit)")
      }
    }
  }

  @Test("a point of no weight does not count, however wrong")
  func outlier() throws {
    let times = (0..<20).map { 0.2 * Double($0) }
    var values = times.map { 3 * exp(-$0 / 1.7) }
    var weights = times.map { _ in 1.0 }
    values[7] = 1e3
    weights[7] = 0
    let fit = try CurveFit.exponential(times: times, values: values, weights: weights, start: (2, 2))
    #expect(abs(fit.amplitude - 3) < 1e-7 && abs(fit.time - 1.7) < 1e-7, "\(fit)")
  }

  @Test("at the minimum the weighted residuals are across both derivatives")
  func normalEquations() throws {
    // A curve that is no exponential: the fit must satisfy Σ w r ∂f = 0, which pins where the weights enter.
    let times = (0..<30).map { 0.1 * Double($0) }
    let values = times.map { 2 * exp(-$0 / 0.5) + 1.3 * exp(-$0 / 2) + 0.01 * cos(40 * $0) }
    for weights in [times.map { _ in 1.0 }, times.map { 1 / (0.01 + $0) }] {
      let fit = try CurveFit.exponential(times: times, values: values, weights: weights, start: (3, 1))
      var (byAmplitude, byTime, scale) = (0.0, 0.0, 0.0)
      for i in times.indices {
        let e = exp(-times[i] / fit.time)
        let residual = weights[i] * (fit.amplitude * e - values[i])
        byAmplitude += residual * e
        byTime += residual * times[i] * e
        scale += abs(residual)
      }
      #expect(abs(byAmplitude) < 1e-6 * scale && abs(byTime) < 1e-6 * scale, "\(fit): \(byAmplitude), \(byTime)")
    }
  }

  @Test("too few points, or arrays of different lengths, are an error")
  func lengths() {
    func fit(_ times: Int, _ values: Int, _ weights: Int) throws {
      _ = try CurveFit.exponential(
        times: (0..<times).map { Double($0) }, values: (0..<values).map { exp(-Double($0)) },
        weights: (0..<weights).map { _ in 1 }, start: (1, 1))
    }
    for (times, values, weights) in [(0, 0, 0), (2, 2, 2), (4, 3, 4), (4, 4, 3), (3, 4, 4)] {
      let error = #expect(throws: GSLError.self, "\(times), \(values), \(weights)") { try fit(times, values, weights) }
      #expect(error?.function.hasPrefix("gsl_multifit_nlinear") == true)
    }
    #expect(throws: Never.self) { try fit(3, 3, 3) }
  }

  @Test("values or weights that are not numbers, and weights of no weight, are errors")
  func notNumbers() {
    let times = (0..<10).map { Double($0) }
    let values = times.map { exp(-$0) }
    for bad in [Double.nan, .infinity, -.infinity] {
      var broken = values
      broken[4] = bad
      #expect(throws: GSLError.self, "\(bad)") {
        try CurveFit.exponential(times: times, values: broken, weights: times.map { _ in 1 }, start: (1, 1))
      }
      #expect(throws: GSLError.self, "weight \(bad)") {
        try CurveFit.exponential(times: times, values: values, weights: broken, start: (1, 1))
      }
    }
    #expect(throws: GSLError.self) {
      try CurveFit.exponential(times: times, values: values, weights: times.map { _ in 0 }, start: (1, 1))
    }
  }
}
