package import ClusterModel

/// What events of a process do to the minority spins of a cluster.
package enum ChannelKind: Sendable {
  /// One more.
  case birth
  /// One fewer, at a rate (nearly) proportional to their number: these may be fast.
  case death
  /// Two fewer.
  case pairDeath
  /// None: only the majority changes.
  case neutral
}

/// The processes of a model as leaps see them: by what they do to the minority, the smaller of the two numbers of spins,
/// and to the excess T = majority − minority.
///
/// The minority is m, or, where spins may be reversed as a whole (`ising`), k = N − m once that is smaller.
/// A model of N alone has no minority, and T = N.
package struct LeapChannels: Sendable {
  /// Whether the minority is k.
  package let isSwapped: Bool
  let count: Int
  let kinds: InlineArray<12, ChannelKind>
  let deltaN: InlineArray<12, Int>
  let deltaM: InlineArray<12, Int>
  let deltaT: InlineArray<12, Int>

  package init(_ processes: [Process], hasReversedSpins: Bool, isSwapped: Bool) {
    self.isSwapped = isSwapped
    count = processes.count
    var kinds = InlineArray<12, ChannelKind>(repeating: .neutral)
    var deltaN = InlineArray<12, Int>(repeating: 0)
    var deltaM = deltaN
    var deltaT = deltaN
    for (i, process) in processes.enumerated() {
      let minority = isSwapped ? process.deltaN - process.deltaM : process.deltaM
      deltaN[i] = process.deltaN
      deltaM[i] = process.deltaM
      deltaT[i] = process.deltaN - 2 * minority
      if !hasReversedSpins { continue }
      switch minority {
      case 1: kinds[i] = .birth
      case -1: kinds[i] = .death
      case -2: kinds[i] = .pairDeath
      default: kinds[i] = .neutral
      }
    }
    self.kinds = kinds
    self.deltaN = deltaN
    self.deltaM = deltaM
    self.deltaT = deltaT
  }

  /// The number of minority spins in a state.
  func minority(_ state: State) -> Int { isSwapped ? state.N - state.m : state.m }

  /// The rates in the (not necessarily whole) state of excess `T` and `minority` spins, in s⁻¹.
  func rates<Model: ClusterModel>(_ model: Model, T: Double, minority: Double) -> Rates<Double> {
    model.rates(N: T + 2 * minority, m: isSwapped ? T + minority : minority)
  }

  /// The sum of the death rates per minority spin, in s⁻¹, with that many minority spins.
  func deathRatePerSpin<Model: ClusterModel>(_ model: Model, T: Double, minority: Double) -> Double {
    let rates = rates(model, T: T, minority: minority)
    var sum = 0.0
    for i in 0..<count where kinds[i] == .death { sum += rates[i] }
    return sum / minority
  }

  /// The state after `counts` events of each process.
  func state(_ state: State, after counts: InlineArray<12, Int>) -> State {
    var next = state
    for i in 0..<count {
      next.N += counts[i] * deltaN[i]
      next.m += counts[i] * deltaM[i]
    }
    return next
  }
}
