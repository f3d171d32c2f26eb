import ClusterModel

/// The state of eight trajectories and the pending event of each.
struct LaneState {
  var N = Lanes(0)
  var m = Lanes(0)
  /// Time until the pending event, in s; infinite in an absorbing state.
  var wait = Lanes(0)
  /// What the pending event is and does.
  var process = Lanes(LaneState.noProcess)
  var deltaN = Lanes(0)
  var deltaM = Lanes(0)
  var spinFactor = Lanes(1)
  /// λ of the axis-only processes in the present state, in s⁻¹.
  var decayRate = Lanes(0)
  /// Time left to the lane's next stop, in s; infinite for an idle lane.
  var left = Lanes(.infinity)
  /// Lanes that do not measure: burning in or idle.
  var silent = LaneMask(repeating: true)
  var idle = LaneMask(repeating: true)
  /// Π of the spin factors, and ∫λ dt, since the last sample.
  var factor = Lanes(1)
  var decay = Lanes(0)

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

/// The event that a lane has drawn, before its waiting time is known.
struct LaneChoice {
  var process: Lanes
  var deltaN: Lanes
  var deltaM: Lanes
  /// Sum of the rates before the chosen one, and its rate, in s⁻¹.
  var below: Lanes
  var rate: Lanes
  /// The spin factor as a fraction.
  var numerator: Lanes
  var denominator: Lanes
}

/// Chooses the next process of every lane: `DirectMethod.draw`, operation by operation.
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

  /// The process on which `mark` falls in each lane.
  @inline(__always)
  func choose(_ mark: Lanes, _ rates: Rates<Lanes>, _ upTo: Rates<Lanes>, N: Lanes, m: Lanes) -> LaneChoice {
    let first = mark.lanes .>= upTo[0].lanes
    let second = mark.lanes .>= upTo[1].lanes
    var chosen = LaneChoice(
      process: Lanes(0).replacing(with: Lanes(1), where: first).replacing(with: Lanes(2), where: second),
      deltaN: Lanes(deltaN[0]).replacing(with: Lanes(deltaN[1]), where: first)
        .replacing(with: Lanes(deltaN[2]), where: second),
      deltaM: Lanes(deltaM[0]).replacing(with: Lanes(deltaM[1]), where: first)
        .replacing(with: Lanes(deltaM[2]), where: second),
      below: Lanes(0).replacing(with: upTo[0], where: first).replacing(with: upTo[1], where: second),
      rate: rates[0].replacing(with: rates[1], where: first).replacing(with: rates[2], where: second),
      numerator: Lanes(1), denominator: Lanes(1))
    if Model.spinVector == .wandering {
      let f0 = model.spinFraction(of: 0, N: N, m: m)
      let f1 = model.spinFraction(of: 1, N: N, m: m)
      let f2 = model.spinFraction(of: 2, N: N, m: m)
      chosen.numerator = f0.numerator.replacing(with: f1.numerator, where: first)
        .replacing(with: f2.numerator, where: second)
      chosen.denominator = f0.denominator.replacing(with: f1.denominator, where: first)
        .replacing(with: f2.denominator, where: second)
    }
    // Nearly all events are of the first three processes.
    if any(mark.lanes .>= upTo[2].lanes) { chooseFurther(&chosen, mark, rates, upTo, N, m) }
    return chosen
  }

  @inline(never)
  private func chooseFurther(
    _ chosen: inout LaneChoice, _ mark: Lanes, _ rates: Rates<Lanes>, _ upTo: Rates<Lanes>, _ N: Lanes, _ m: Lanes
  ) {
    for i in 3..<processCount {
      let beyond = mark.lanes .>= upTo[i - 1].lanes
      chosen.process.replace(with: Lanes(Double(i)), where: beyond)
      chosen.below.replace(with: upTo[i - 1], where: beyond)
      chosen.rate.replace(with: rates[i], where: beyond)
      chosen.deltaN.replace(with: Lanes(deltaN[i]), where: beyond)
      chosen.deltaM.replace(with: Lanes(deltaM[i]), where: beyond)
      if Model.spinVector == .wandering {
        let fraction = model.spinFraction(of: i, N: N, m: m)
        chosen.numerator.replace(with: fraction.numerator, where: beyond)
        chosen.denominator.replace(with: fraction.denominator, where: beyond)
      }
    }
  }
}
