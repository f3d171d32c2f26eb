import ClusterModel

/// The state of eight trajectories and the pending event of each.
struct LaneState {
  var N = Lanes.zero
  var m = Lanes.zero
  /// Time until the pending event, in s; infinite in an absorbing state.
  var wait = Lanes.zero
  /// What the pending event is and does.
  var process = Lanes(repeating: LaneState.noProcess)
  var deltaN = Lanes.zero
  var deltaM = Lanes.zero
  var spinFactor = Lanes(repeating: 1)
  /// λ of the axis-only processes in the present state, in s⁻¹.
  var decayRate = Lanes.zero
  /// Time left to the lane's next stop, in s; infinite for an idle lane.
  var left = Lanes(repeating: .infinity)
  /// Lanes that do not measure: burning in or idle.
  var silent = LaneMask(repeating: true)
  var idle = LaneMask(repeating: true)
  /// Π of the spin factors, and ∫λ dt, since the last sample.
  var factor = Lanes(repeating: 1)
  var decay = Lanes.zero

  /// The process of an event that changes nothing, with which a lane starts.
  static let noProcess = 15.0

  /// Puts a trajectory that starts in (N, m) into a lane. Its first event is drawn with that of the others, after an
  /// event without effect at once.
  mutating func seat(_ lane: Int, _ start: State) {
    N[lane] = Double(start.N)
    m[lane] = Double(start.m)
    wait[lane] = 0
    process[lane] = LaneState.noProcess
    deltaN[lane] = 0
    deltaM[lane] = 0
    spinFactor[lane] = 1
    decayRate[lane] = 0
    silent[lane] = true
    idle[lane] = false
    startMeasuring(lane)
  }

  /// Forgets the spin factor so far.
  mutating func startMeasuring(_ lane: Int) {
    factor[lane] = 1
    decay[lane] = 0
  }

  mutating func takeSpinFactor(_ lane: Int) -> Double {
    let result = factor[lane] * ElementaryFunctions.exponential(-decay[lane])
    startMeasuring(lane)
    return result
  }
}

/// Draws the next event of every lane: `DirectMethod.draw`, operation by operation.
struct LaneDraw<Model: ClusterModel> {
  let model: Model
  private let deltaN: InlineArray<12, Double>
  private let deltaM: InlineArray<12, Double>
  private let processCount: Int

  init(_ model: Model) {
    self.model = model
    let processes = Model.processes
    processCount = processes.count
    deltaN = InlineArray { $0 < processes.count ? Double(processes[$0].deltaN) : 0 }
    deltaM = InlineArray { $0 < processes.count ? Double(processes[$0].deltaM) : 0 }
  }

  /// - Returns: the lanes whose process is so rare that the time needs a word of its own, with what `finish` needs.
  @inline(__always)
  func draw(_ s: inout LaneState, _ words: SIMD8<UInt64>, extra: (Int) -> UInt64) {
    let rates = model.rates(N: s.N, m: s.m)
    let upTo = cumulativeRates(rates)
    let total = upTo[processCapacity - 1]
    let high = Lanes(upperHalvesOf: words) * 0x1p-32 * total
    let low = (Lanes(lowerHalvesOf: words) + 0.5) * 0x1p-64 * total
    let mark = Lanes.lesser(high + low, total.nextDownOfPositive)

    var chosen = Choice(
      process: .zero, below: .zero, rate: rates[0], deltaN: Lanes(repeating: deltaN[0]),
      deltaM: Lanes(repeating: deltaM[0]), numerator: Lanes(repeating: 1), denominator: Lanes(repeating: 1))
    if Model.spinVector == .wandering {
      (chosen.numerator, chosen.denominator) = model.spinFraction(of: 0, N: s.N, m: s.m)
    }
    take(1, &chosen, where: mark .>= upTo[0], upTo[0], rates[1], s)
    take(2, &chosen, where: mark .>= upTo[1], upTo[1], rates[2], s)
    // Nearly all events are of the first three processes.
    if any(mark .>= upTo[2]) {
      for i in 3..<processCount { take(i, &chosen, where: mark .>= upTo[i - 1], upTo[i - 1], rates[i], s) }
    }
    s.process = chosen.process
    s.deltaN = chosen.deltaN
    s.deltaM = chosen.deltaM
    if Model.spinVector == .wandering {
      s.spinFactor = chosen.numerator / chosen.denominator
      s.decayRate = model.axisDecayRate(N: s.N, m: s.m)
    }

    var share = ((high - chosen.below) + low) / chosen.rate
    let rare = (chosen.rate .< total * 0x1p-11) .& (.!s.idle)
    if any(rare) {
      for lane in 0..<laneCount where rare[lane] {
        share[lane] = (Double(extra(lane) >> 11) + 0.5) * 0x1p-53
      }
    }
    share.replace(with: 1, where: share .> 1)
    share.replace(with: 0x1p-64, where: share .< 0x1p-64)
    s.wait = -ElementaryFunctions.logarithm(share) / total
    s.wait.replace(with: .infinity, where: total .<= 0)
  }

  private struct Choice {
    var process: Lanes
    var below: Lanes
    var rate: Lanes
    var deltaN: Lanes
    var deltaM: Lanes
    var numerator: Lanes
    var denominator: Lanes
  }

  /// Lanes whose mark is not below the sum up to the process before take this process.
  @inline(__always)
  private func take(
    _ process: Int, _ chosen: inout Choice, where beyond: LaneMask, _ below: Lanes, _ rate: Lanes, _ s: LaneState
  ) {
    chosen.process.replace(with: Double(process), where: beyond)
    chosen.below.replace(with: below, where: beyond)
    chosen.rate.replace(with: rate, where: beyond)
    chosen.deltaN.replace(with: deltaN[process], where: beyond)
    chosen.deltaM.replace(with: deltaM[process], where: beyond)
    if Model.spinVector == .wandering {
      let (numerator, denominator) = model.spinFraction(of: process, N: s.N, m: s.m)
      chosen.numerator.replace(with: numerator, where: beyond)
      chosen.denominator.replace(with: denominator, where: beyond)
    }
  }
}
