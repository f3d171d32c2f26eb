package import ClusterModel

/// Gillespie's direct method for one trajectory: one state, one pending event.
///
/// D. T. Gillespie, J. Phys. Chem. 81, 2340 (1977), doi:10.1021/j100540a008. Statistically exact; see `EventDraw`.
package struct DirectMethod<Model: ClusterModel>: ~Copyable {
  private let draws: EventDraw<Model>
  package internal(set) var N: Int
  package internal(set) var m: Int
  var pending: PendingEvent<Double>

  package init<Words: RandomWords & ~Copyable>(
    _ model: Model, constants: RateConstants? = nil, start: State, words: inout Words
  ) {
    draws = EventDraw(model, constants: constants)
    N = start.N
    m = start.m
    pending = draws.next(N: start.N, m: start.m, &words)
  }

  package var model: Model { draws.model }
  package var state: State { State(N: N, m: m) }
  /// Time until the next event, in s; infinite in an absorbing state.
  package var wait: Double { pending.wait }
  /// The process of the next event.
  package var process: Int { Int(pending.process) }
  /// By what the next event multiplies the spin vector.
  package var spinFactor: Double { pending.spinFactor }
  /// λ of the processes that only turn the axis, in s⁻¹.
  package var axisDecayRate: Double { pending.axisDecayRate }

  /// Lets `span` seconds pass.
  ///
  /// - Returns: false when the population limit was passed.
  @inline(__always)
  package mutating func advance<Words: RandomWords & ~Copyable, Watch: EventObserver & ~Copyable>(
    for span: Double, words: inout Words, limit: Int, observer: inout Watch
  ) -> Bool {
    var left = span
    return advance(left: &left, events: .max, words: &words, limit: limit, observer: &observer) != .runaway
  }

  /// Lets `left` seconds pass, or as many as `events` events take: what is then left of them is in `left`.
  @inline(__always)
  package mutating func advance<Words: RandomWords & ~Copyable, Watch: EventObserver & ~Copyable>(
    left: inout Double, events: Int, words: inout Words, limit: Int, observer: inout Watch
  ) -> Advance {
    var happened = 0
    while pending.wait < left {
      if happened == events { return .interrupted }
      happened += 1
      observer.held(self, time: pending.wait)
      left -= pending.wait
      observer.happens(self)
      N += Int(pending.deltaN)
      m += Int(pending.deltaM)
      if N > limit { return .runaway }
      pending = draws.next(N: N, m: m, &words)
    }
    observer.held(self, time: left)
    pending.wait -= left
    return .arrived
  }
}

/// How a stretch of time ended.
package enum Advance: Sendable {
  /// It has passed.
  case arrived
  /// Somewhere on the way: it can be gone on with.
  case interrupted
  /// The population limit was passed.
  case runaway
}

extension EventDraw {
  /// The next event from the state (N, m).
  @inline(__always)
  fileprivate func next<Words: RandomWords & ~Copyable>(
    N: Int, m: Int, _ words: inout Words
  ) -> PendingEvent<Double> {
    let word = Double(words.next())
    let drawn = draw(N: Double(N), m: Double(m), word: word)
    return drawn.isUncertain ? refine(N: Double(N), m: Double(m), word: word, words: &words) : drawn
  }
}

/// Sees what happens to a trajectory and cannot change it.
package protocol EventObserver: ~Copyable {
  /// The present state was held for `time` seconds.
  mutating func held<Model: ClusterModel>(_ event: borrowing DirectMethod<Model>, time: Double)
  /// The pending event happens: the state is still the one before it.
  mutating func happens<Model: ClusterModel>(_ event: borrowing DirectMethod<Model>)
}
