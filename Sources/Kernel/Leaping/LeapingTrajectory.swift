package import ClusterModel

/// A trajectory that leaps where leaps are long, and goes event by event where they are not.
package struct LeapingTrajectory<Model: ClusterModel>: ~Copyable, TrajectoryStepper {
  package internal(set) var state: State
  let method: LeapMethod<Model>
  let constants: RateConstants?
  private let accuracy: Double
  /// The exact method, from where the last leap ended; nil during leaps.
  var exact: DirectMethod<Model>?
  /// Numbers of events of the leaps.
  var variates: GSLVariates

  /// A leap of fewer events is not worth its own time: they are drawn one by one.
  package static var fewestEvents: Double { 150 }

  package init(
    _ model: Model, constants: RateConstants? = nil, start: State, accuracy: Double,
    variates: consuming GSLVariates
  ) {
    state = start
    method = LeapMethod(model)
    self.constants = constants
    self.accuracy = accuracy
    self.variates = variates
  }

  /// Leaps between looks at whether a pause is due; each takes microseconds, or a few hundred single events.
  private static var leapsAtOnce: Int { 16 }

  mutating func advance<Words: RandomWords & ~Copyable, Watch: LeapWatch & ~Copyable>(
    left: inout Double, words: inout Words, limit: Int, observer: inout Watch
  ) -> Advance {
    var leaps = 0
    while left > 0 {
      if leaps == LeapingTrajectory.leapsAtOnce { return .interrupted }
      leaps += 1
      let length = method.length(in: state, accuracy: accuracy)
      // As many equal leaps as it takes, rather than a short one at the end.
      let time = length.time < left ? left / (left / length.time).rounded(.up) : left
      if length.eventRate * time >= LeapingTrajectory.fewestEvents,
        let leap = method.leap(from: state, duration: time, variates: &variates)
      {
        observer.leapt(leap, from: state, duration: time, by: method)
        state = leap.second.state
        exact = nil
        left -= time
        if state.N > limit { return .runaway }
        continue
      }
      let some = length.eventRate > 0 ? min(left, LeapingTrajectory.fewestEvents / length.eventRate) : left
      var direct = exact.take() ?? DirectMethod(method.model, constants: constants, start: state, words: &words)
      let goesOn = direct.advance(for: some, words: &words, limit: limit, observer: &observer)
      state = direct.state
      exact = consume direct
      if !goesOn { return .runaway }
      left -= some
    }
    return .arrived
  }
}
