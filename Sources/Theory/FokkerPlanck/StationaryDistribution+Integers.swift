import Foundation

extension StationaryDistribution {
  /// Probabilities of N = 0, 1, 2, …, to stand beside those of a simulation.
  ///
  /// Classical spins make N = |T| with T = N − 2m of either sign: two values of T for each N, but only one for N = 0, which has half the
  /// weight of the density there. So T is as likely at 0 as beside it, and P(1) = 2 P(0) where nothing but injection
  /// matters, as in the master equation. For quantum spins it is the law of `integerProbabilities`.
  public func countedProbabilities() -> [Double] {
    var probabilities = integerProbabilities()
    if power == 2 { return probabilities }
    let norm = 1 / (1 - probabilities[0] / 2)
    probabilities[0] /= 2
    for N in probabilities.indices { probabilities[N] *= norm }
    return probabilities
  }

  /// Probabilities of N = 0, 1, 2, …: the law of `density` on the integers, normalised there, to draw initial states from.
  ///
  /// Cut where less than 1e-17 is left; the probabilities sum to 1. For N0 below 1 everything sits on the lowest N
  /// that the law allows (1 for quantum spins, 0 for classical ones).
  /// - Complexity: O(`upperLimit`) in time and memory, about 6 N0 numbers.
  public func integerProbabilities() -> [Double] {
    let count = max(Int(upperLimit.rounded(.up)), 1) + 1
    let step = 1 / scale
    let quantum = power == 2
    let lowest = quantum ? 1 : 0
    // Relative to the weight near the peak, so that nothing underflows for N0 far below 1.
    let reference = exponent(max(mode.rounded(.down), Double(lowest)) * step)
    var probabilities = [Double](repeating: 0, count: count)
    var sum = 0.0
    for N in lowest..<count {
      let u = Double(N) * step
      let weight = exp(exponent(u) - reference)
      let probability = quantum ? u * u * weight : weight
      probabilities[N] = probability
      sum += probability
    }
    let norm = 1 / sum
    for N in 0..<count { probabilities[N] *= norm }
    return probabilities
  }

  private func exponent(_ u: Double) -> Double { -(cubic * u + quadratic) * u * u }
}
