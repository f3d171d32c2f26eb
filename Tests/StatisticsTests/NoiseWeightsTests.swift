import Foundation
import GSLBridge
import Statistics
import Testing

@Suite("Noise from a covariance")
struct NoiseWeightsTests {
  private func noise(_ lags: [Double], _ covariance: [Double], _ frequency: Double) -> Double {
    let weights = CorrelationIntegral.noiseWeights(lags: lags, last: lags.count - 1, frequency: frequency)
    return zip(weights, covariance).reduce(0) { $0 + $1.0 * $1.1 }
  }

  @Test("an exponential on a fine grid gives its Lorentzian", arguments: [0, 1e-5, 0.01, 0.1, 0.5, 2, 10])
  func exponential(frequency: Double) {
    let (variance, time, step) = (3.0, 0.7, 0.002)
    let lags = (0..<14_000).map { Double($0) * step }
    let covariance = lags.map { variance * exp(-$0 / time) }
    let omega = 2 * Double.pi * frequency
    let expected = 2 * variance * time / (1 + omega * omega * time * time)
    // Straight lines between the points add step²/12 of the curvature: step²/(12 time²) of the noise at zero frequency.
    let tolerance = 2 * variance * time * step * step / (6 * time * time)
    #expect(abs(noise(lags, covariance, frequency) - expected) < tolerance)
  }

  @Test("a triangle gives h sinc² exactly, at frequencies of every size", arguments: [1e-9, 1.0, 1e7])
  func triangle(h: Double) {
    for phase in [0, 1e-6, 1e-4, 9.99e-4, 1.001e-3, 0.01, 0.3, 1, 3, 6.1, 20, 1000] {
      let half = phase / 2
      let expected = phase == 0 ? h : h * (sin(half) / half) * (sin(half) / half)
      #expect(abs(noise([0, h], [1, 0], phase / (2 * .pi * h)) - expected) < 1e-9 * h, "phase \(phase)")
    }
  }

  @Test("any broken line is integrated exactly, on uneven lags")
  func brokenLine() throws {
    let rule = try GaussLegendre(64)
    let lags = [0, 0.001, 0.3, 0.4, 1.1, 3, 3.5, 8]
    let covariance = [5, 2, 4, -1, 0.5, 2, 0, -1.0]
    for frequency in [0, 1e-6, 1e-4, 1.5e-4, 0.003, 0.02, 0.17, 1, 2.7] {
      let omega = 2 * Double.pi * frequency
      var expected = 0.0
      for i in 1..<lags.count {
        let (a, b) = (lags[i - 1], lags[i])
        expected += rule.integral(from: a, to: b) { t in
          2 * cos(omega * t) * (covariance[i - 1] + (covariance[i] - covariance[i - 1]) * (t - a) / (b - a))
        }
      }
      #expect(abs(noise(lags, covariance, frequency) - expected) < 1e-8, "\(frequency) Hz")
    }
  }

  /// The grid of a run: 32 even lags, then 16 an octave, with τ of some ten steps. Straight lines are off by (h/τ)²/12.
  @Test(
    "a cubic between coarse lags gives the Lorentzian over twenty times closer than straight lines",
    arguments: [5.0, 10, 20])
  func cubic(stepsPerTime: Double) {
    let grid = LagGrid(step: 1, maximumLag: 40 * stepsPerTime)
    let lags = grid.times
    let covariance = lags.map { exp(-$0 / stepsPerTime) }
    let last = lags.count - 1
    for frequency in [0, 0.01, 0.1, 0.3].map({ $0 / stepsPerTime }) {
      let omega = 2 * Double.pi * frequency * stepsPerTime
      let expected = 2 * stepsPerTime / (1 + omega * omega)
      let weights = CorrelationIntegral.cubicNoiseWeights(lags: lags, last: last, frequency: frequency)
      let cubic = zip(weights, covariance).reduce(0) { $0 + $1.0 * $1.1 }
      let error = abs(cubic / expected - 1)
      let straightError = abs(noise(lags, covariance, frequency) / expected - 1)
      #expect(error < 0.003 / (stepsPerTime * stepsPerTime), "\(frequency): \(error)")
      #expect(straightError > 20 * error, "\(straightError) against \(error)")
    }
  }

  @Test("up to four lags, and where C is straight, the cubic is the straight line")
  func cubicOfLines() {
    let lags = [0, 0.5, 2, 3, 5, 9]
    #expect(
      CorrelationIntegral.cubicNoiseWeights(lags: lags, last: 2, frequency: 0.1)
        == CorrelationIntegral.noiseWeights(lags: lags, last: 2, frequency: 0.1))
    let line = lags.map { 3 - 0.25 * $0 }
    for frequency in [0, 0.05, 1] {
      let weights = CorrelationIntegral.cubicNoiseWeights(lags: lags, last: 5, frequency: frequency)
      let value = zip(weights, line).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(abs(value - noise(lags, line, frequency)) < 1e-12)
    }
  }

  @Test("the last lag ends the integral; at zero frequency it is twice the trapezoidal rule")
  func trapezoidal() {
    let lags = [0, 0.5, 2, 3]
    #expect(CorrelationIntegral.noiseWeights(lags: lags, last: 3, frequency: 0) == [0.5, 2, 2.5, 1])
    #expect(CorrelationIntegral.noiseWeights(lags: lags, last: 2, frequency: 0) == [0.5, 2, 1.5])
    #expect(CorrelationIntegral.noiseWeights(lags: lags, last: 0, frequency: 0) == [0])
    #expect(CorrelationIntegral.cumulative([4, 2, 1, 3], lags: lags) == [0, 1.5, 3.75, 5.75])
    #expect(CorrelationIntegral.cumulative([4], lags: [0]) == [0])
  }
}
