package import GSLBridge

/// A source of whole random numbers for leaps. Tests can put numbers of their own in place of a generator's.
package protocol LeapVariates: ~Copyable {
  /// A number from the Poisson law of the given mean, 0 ≤ mean ≤ 10⁹.
  mutating func poisson(mean: Double) -> Int
  /// Successes of `trials` independent trials of the given probability.
  mutating func binomial(trials: Int, probability: Double) -> Int
}

/// The variates of one trajectory: its GSL generator, on a stream of its own, so that exact steps in between do not shift
/// the numbers of the leaps.
package struct GSLVariates: LeapVariates, ~Copyable {
  var generator: RandomGenerator

  /// - Parameter ordinal: number of the trajectory counted through all points of the run.
  /// - Throws: `GSLError` if GSL cannot allocate the generator.
  package init(_ type: RandomGeneratorType, identity: StreamIdentity, ordinal: Int) throws(GSLError) {
    generator = try RandomGenerator(type)
    StreamSeeding.start(&generator, on: identity.with(purpose: .leaps), ordinal: ordinal)
  }

  package mutating func poisson(mean: Double) -> Int { generator.poisson(mean: mean) }

  package mutating func binomial(trials: Int, probability: Double) -> Int {
    generator.binomial(trials: trials, probability: probability)
  }
}
