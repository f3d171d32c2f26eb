import CGSL

/// Whole random numbers of given laws. GSL's algorithms: M. Galassi et al., GNU Scientific Library Reference Manual,
/// chapter "Random Number Distributions".
extension RandomGenerator {
  /// The largest mean of `poisson` and number of trials of `binomial`: GSL counts in 32 bits.
  public static let largestCount = 2_000_000_000

  /// A number from the Poisson law.
  /// - Parameter mean: 0 to 10⁹, so that no draw leaves the 32 bits.
  public mutating func poisson(mean: Double) -> Int {
    precondition(mean >= 0 && mean <= 1e9, "Poisson mean \(mean)")
    return mean == 0 ? 0 : Int(gsl_ran_poisson(handle, mean))
  }

  /// The number of successes of `trials` independent trials.
  /// - Parameters:
  ///   - trials: 0 to `largestCount`.
  ///   - probability: of one success, 0 to 1.
  public mutating func binomial(trials: Int, probability: Double) -> Int {
    precondition(trials >= 0 && trials <= RandomGenerator.largestCount, "\(trials) trials")
    precondition(probability >= 0 && probability <= 1, "probability \(probability)")
    if trials == 0 || probability == 0 { return 0 }
    if probability == 1 { return trials }
    return Int(gsl_ran_binomial(handle, probability, UInt32(trials)))
  }
}
