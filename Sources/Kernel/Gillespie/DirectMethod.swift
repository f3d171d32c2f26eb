package import ClusterModel

/// Gillespie's direct method: the event loop. One state, one pending event.
///
/// D. T. Gillespie, J. Phys. Chem. 81, 2340 (1977), doi:10.1021/j100540a008. Statistically exact. Each event takes one
/// 64-bit word: as a uniform number it chooses the process, and what is left of it below the chosen process, again uniform,
/// gives the waiting time. A process whose share is below 2⁻¹¹ leaves too few bits for that and draws an extra word, so a
/// process is resolved to 2⁻⁵³ of the total rate or better and a waiting time has 53 random bits or more.
package struct DirectMethod<Model: ClusterModel>: ~Copyable {
  package let model: Model
  package private(set) var N: Int
  package private(set) var m: Int
  /// Time until the next event, in s; infinite in an absorbing state.
  package private(set) var wait: Double
  /// The process of the next event.
  package private(set) var process: Int

  private let processCount: Int
  private let deltaN: InlineArray<12, Int>
  private let deltaM: InlineArray<12, Int>

  package init<Words: RandomWords & ~Copyable>(_ model: Model, start: State, words: inout Words) {
    precondition(Model.processes.count <= processCapacity, "\(Model.name) has too many processes")
    self.model = model
    N = start.N
    m = start.m
    wait = .infinity
    process = 0
    processCount = Model.processes.count
    let processes = Model.processes
    deltaN = InlineArray { $0 < processes.count ? processes[$0].deltaN : 0 }
    deltaM = InlineArray { $0 < processes.count ? processes[$0].deltaM : 0 }
    draw(&words)
  }

  package var state: State { State(N: N, m: m) }

  /// Lets `span` seconds pass.
  ///
  /// - Returns: false when the population limit was passed, with the time left of the span in `left`.
  @inline(__always)
  package mutating func advance<Words: RandomWords & ~Copyable, Watch: EventObserver & ~Copyable>(
    for span: Double, words: inout Words, limit: Int, observer: inout Watch
  ) -> Bool {
    var left = span
    while wait < left {
      observer.held(N: N, m: m, time: wait, model: model)
      left -= wait
      observer.happens(process, N: N, m: m, model: model)
      N += deltaN[process]
      m += deltaM[process]
      if N > limit { return false }
      draw(&words)
    }
    observer.held(N: N, m: m, time: left, model: model)
    wait -= left
    return true
  }

  /// Draws the next event from the present state.
  @inline(__always)
  private mutating func draw<Words: RandomWords & ~Copyable>(_ words: inout Words) {
    let rates = model.rates(N: Double(N), m: Double(m))
    let upTo = cumulativeRates(rates)
    let total = upTo[processCapacity - 1]
    guard total > 0 else {
      wait = .infinity
      return
    }
    let word = words.next()
    // 32 bits each, exact as doubles; the half keeps the number from zero.
    let high = Double(word >> 32) * 0x1p-32 * total
    let low = (Double(word & 0xFFFF_FFFF) + 0.5) * 0x1p-64 * total
    // Below the total, always: then a process with a positive rate is found, and never one without.
    let mark = min(high + low, total.nextDown)
    let below: Double
    let rate: Double
    // Nearly all events are of the first three processes; predicted branches let the processor run ahead.
    if mark < upTo[0] {
      (process, below, rate) = (0, 0, rates[0])
    } else if mark < upTo[1] {
      (process, below, rate) = (1, upTo[0], rates[1])
    } else if mark < upTo[2] {
      (process, below, rate) = (2, upTo[1], rates[2])
    } else {
      var chosen = 3
      while mark >= upTo[chosen] { chosen += 1 }
      (process, below, rate) = (chosen, upTo[chosen - 1], rates[chosen])
    }
    var share = ((high - below) + low) / rate
    if rate < total * 0x1p-11 { share = (Double(words.extra() >> 11) + 0.5) * 0x1p-53 }
    // Rounding can carry the remainder a last bit outside 0…1.
    share = share > 1 ? 1 : (share < 0x1p-64 ? 0x1p-64 : share)
    wait = -ElementaryFunctions.logarithm(share) / total
  }
}

/// Sees what happens to a trajectory and cannot change it.
package protocol EventObserver: ~Copyable {
  /// The state (N, m) was held for `time` seconds.
  mutating func held<Model: ClusterModel>(N: Int, m: Int, time: Double, model: Model)
  /// An event of `process` leaves the state (N, m).
  mutating func happens<Model: ClusterModel>(_ process: Int, N: Int, m: Int, model: Model)
}
