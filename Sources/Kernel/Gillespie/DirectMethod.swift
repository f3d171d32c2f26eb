import ClusterModel

/// Gillespie's direct method: the event loop. One state, one pending event.
///
/// D. T. Gillespie, J. Phys. Chem. 81, 2340 (1977), doi:10.1021/j100540a008. Statistically exact. Each event takes one
/// 64-bit word: as a uniform number it chooses the process, and what is left of it below the chosen process, again uniform,
/// gives the waiting time. A process whose share is below 2⁻¹¹ leaves too few bits for that and draws a second word, so a
/// process is resolved to 2⁻⁵³ of the total rate or better and a waiting time has 53 random bits or more.
struct DirectMethod<Model: ClusterModel>: ~Copyable {
  let model: Model
  private(set) var N: Int
  private(set) var m: Int
  /// Time until the next event, in s; infinite in an absorbing state.
  private(set) var wait: Double
  /// The process of the next event.
  private(set) var process: Int

  private let processCount: Int
  private let deltaN: InlineArray<12, Int>
  private let deltaM: InlineArray<12, Int>

  init<Words: RandomWords & ~Copyable>(_ model: Model, start: State, words: inout Words) {
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

  var state: State { State(N: N, m: m) }

  /// Lets `span` seconds pass.
  ///
  /// - Returns: false when the population limit was passed, with the time left of the span in `left`.
  @inline(__always)
  mutating func advance<Words: RandomWords & ~Copyable, Watch: EventObserver & ~Copyable>(
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
    let upTo = CumulativeRates(rates)
    let total = upTo.total
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
      let chosen = upTo.place(of: mark)
      (process, below, rate) = (chosen, upTo[chosen - 1], rates[chosen])
    }
    var share = ((high - below) + low) / rate
    if rate < total * 0x1p-11 { share = (Double(words.next() >> 11) + 0.5) * 0x1p-53 }
    // Rounding can carry the remainder a last bit outside 0…1.
    share = share > 1 ? 1 : (share < 0x1p-64 ? 0x1p-64 : share)
    wait = -ElementaryFunctions.logarithm(share) / total
  }
}

/// Partial sums of the rates, each at least the one before it; equal where a rate is zero.
///
/// Added as a tree, four additions deep. Rounding is monotonic, so fl(c + fl(a + b)) ≥ fl(c + a) for b ≥ 0.
struct CumulativeRates {
  private var first: SIMD8<Double>
  private var second: SIMD4<Double>

  @inline(__always)
  init(_ r: Rates<Double>) {
    let r01 = r[0] + r[1]
    let r23 = r[2] + r[3]
    let r45 = r[4] + r[5]
    let r67 = r[6] + r[7]
    let r89 = r[8] + r[9]
    let r0123 = r01 + r23
    let r4567 = r45 + r67
    let r07 = r0123 + r4567
    let r09 = r07 + r89
    first = SIMD8(
      r[0], r01, r01 + r[2], r0123, r0123 + r[4], r0123 + r45, r0123 + (r45 + r[6]), r07)
    second = SIMD4(r07 + r[8], r09, r09 + r[10], r09 + (r[10] + r[11]))
  }

  @inline(__always)
  var total: Double { second[3] }

  @inline(__always)
  subscript(_ i: Int) -> Double { i < 8 ? first[i] : second[i - 8] }

  /// The number of sums that are not above `mark`: the process that `mark` falls on.
  @inline(__always)
  func place(of mark: Double) -> Int {
    let below = SIMD8<Int64>(repeating: 0).replacing(with: 1, where: first .<= mark)
    let further = SIMD4<Int64>(repeating: 0).replacing(with: 1, where: second .<= mark)
    return Int(below.wrappedSum() + further.wrappedSum())
  }
}

/// Sees what happens to a trajectory and cannot change it.
protocol EventObserver: ~Copyable {
  /// The state (N, m) was held for `time` seconds.
  mutating func held<Model: ClusterModel>(N: Int, m: Int, time: Double, model: Model)
  /// An event of `process` leaves the state (N, m).
  mutating func happens<Model: ClusterModel>(_ process: Int, N: Int, m: Int, model: Model)
}
