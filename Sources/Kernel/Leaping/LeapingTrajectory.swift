package import ClusterModel

/// A trajectory that leaps where leaps are long, and goes event by event where they are not.
package struct LeapingTrajectory<Model: ClusterModel>: ~Copyable {
  package private(set) var state: State
  private let method: LeapMethod<Model>
  private let constants: RateConstants?
  private let accuracy: Double
  /// The exact method, from where the last leap ended; nil during leaps.
  private var exact: DirectMethod<Model>?

  /// A leap of fewer events is not worth its own time: they are drawn one by one.
  package static var fewestEvents: Double { 150 }

  package init(_ model: Model, constants: RateConstants? = nil, start: State, accuracy: Double) {
    state = start
    method = LeapMethod(model)
    self.constants = constants
    self.accuracy = accuracy
  }

  /// Lets `span` seconds pass.
  /// - Returns: false when the population limit was passed.
  mutating func advance<
    Words: RandomWords & ~Copyable, Variates: LeapVariates & ~Copyable, Watch: LeapWatch & ~Copyable
  >(
    for span: Double, words: inout Words, variates: inout Variates, limit: Int, observer: inout Watch
  ) -> Bool {
    var left = span
    while left > 0 {
      let length = method.length(in: state, accuracy: accuracy)
      // As many equal leaps as it takes, rather than a short one at the end.
      let time = length.time < left ? left / (left / length.time).rounded(.up) : left
      if length.eventRate * time >= LeapingTrajectory.fewestEvents,
        let (first, second) = method.leap(from: state, duration: time, variates: &variates)
      {
        observer.leapt(first, from: state, duration: time / 2, by: method)
        observer.leapt(second, from: first.state, duration: time / 2, by: method)
        state = second.state
        exact = nil
        left -= time
        if state.N > limit { return false }
        continue
      }
      let some = length.eventRate > 0 ? min(left, LeapingTrajectory.fewestEvents / length.eventRate) : left
      var direct = exact.take() ?? DirectMethod(method.model, constants: constants, start: state, words: &words)
      let goesOn = direct.advance(for: some, words: &words, limit: limit, observer: &observer)
      state = direct.state
      exact = consume direct
      if !goesOn { return false }
      left -= some
    }
    return true
  }
}
