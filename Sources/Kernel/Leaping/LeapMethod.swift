package import ClusterModel

/// Numbers of events of each process.
package typealias EventCounts = InlineArray<12, Int>

/// Leaps over many events: how many of each process happen in a time over which the rates hardly change.
///
/// Everything but the minority spins is drawn from Poisson laws (D. T. Gillespie, J. Chem. Phys. 115, 1716 (2001),
/// doi:10.1063/1.1378322), in two halves, the rates of the second being twice those at the middle less those at the start:
/// second order in the weak sense (D. F. Anderson, M. Koyama, Multiscale Model. Simul. 10, 1493 (2012),
/// doi:10.1137/110849699). The minority spins, which annihilate much faster than anything else happens, follow `MinorityLaw` in
/// each half: a leap may last many of their lifetimes. Each death is then given to a process in proportion to its rate, so
/// that the state is changed by whole events and by nothing else.
package struct LeapMethod<Model: ClusterModel>: Sendable {
  package let model: Model
  let plain: LeapChannels
  let swapped: LeapChannels

  package init(_ model: Model) {
    self.model = model
    plain = LeapChannels(Model.processes, hasReversedSpins: Model.hasReversedSpins, isSwapped: false)
    swapped = LeapChannels(Model.processes, hasReversedSpins: Model.hasReversedSpins, isSwapped: true)
  }

  /// The processes as seen from a state.
  package func channels(in state: State) -> LeapChannels {
    Model.spinVector == .pinned && 2 * state.m > state.N ? swapped : plain
  }

  /// One half of a leap.
  package struct Half: Sendable {
    package var state: State
    package var counts: EventCounts
    /// Lifetimes of minority spins that it lasts; 0 without any.
    package var relaxation: Double

    package init(state: State, counts: EventCounts, relaxation: Double = 0) {
      (self.state, self.counts, self.relaxation) = (state, counts, relaxation)
    }
  }

  /// Both halves, one after the other.
  package struct Leap: Sendable {
    package let first: Half
    package let second: Half

    package init(first: Half, second: Half) { (self.first, self.second) = (first, second) }

    /// The weight w of the start and that of the end in time averages over the leap; the state in the middle has 1 − 2w.
    ///
    /// It makes averages exact of whatever changes evenly, and of what relaxes with the minority spins: for e^(−zs/h) with
    /// halves of duration h, w + (1 − 2w)q + wq² = (1 − q²)/(2z), q = e^(−z). Simpson's rule, w = 1/6, for slow
    /// relaxation, and the middle alone for a fast one. (Weights of the ends would favour states with few minority
    /// spins: T, which tells how long a leap is, is lower where many have just come in. An error of 1/N.)
    package var weightOfEnds: Double {
      let z = first.relaxation
      if z < 0.01 { return 1.0 / 6 }
      let q = ElementaryFunctions.exponential(-z)
      return ((1 - q * q) / (2 * z) - q) / ((1 - q) * (1 - q))
    }
  }

  /// Draws both halves of a leap of `duration` s.
  /// - Returns: nil if the numbers drawn lead out of the model's states, or so far that the rates do not hold.
  package func leap<Variates: LeapVariates & ~Copyable>(
    from state: State, duration: Double, variates: inout Variates
  ) -> Leap? {
    let channels = channels(in: state)
    let rates = model.rates(N: Double(state.N), m: Double(state.m))
    guard let first = half(channels, from: state, rates: rates, duration: duration / 2, variates: &variates) else {
      return nil
    }
    var middle = model.rates(N: Double(first.state.N), m: Double(first.state.m))
    for i in 0..<channels.count where channels.kinds[i] != .pairDeath {
      middle[i] = max(0, 2 * middle[i] - rates[i])
    }
    guard
      let second = half(channels, from: first.state, rates: middle, duration: duration / 2, variates: &variates)
    else { return nil }
    return Leap(first: first, second: second)
  }

  /// Half a leap: everything at the given rates, and the minority spins by their law.
  private func half<Variates: LeapVariates & ~Copyable>(
    _ channels: LeapChannels, from state: State, rates: Rates<Double>, duration: Double, variates: inout Variates
  ) -> Half? {
    var counts = EventCounts(repeating: 0)
    var deltaT = 0
    var births = 0
    var injected = 0
    var relaxation = 0.0
    var minority = channels.minority(state)
    for i in 0..<channels.count where channels.kinds[i] != .death && rates[i] > 0 {
      var count = variates.poisson(mean: min(rates[i] * duration, 1e9))
      switch channels.kinds[i] {
      case .birth: births += count
      case .pairDeath:
        count = min(count, minority / 2)
        minority -= 2 * count
      default: if channels.deltaN[i] > 0 { injected += count }
      }
      counts[i] = count
      deltaT += count * channels.deltaT[i]
    }
    // Far beyond what a leap may do: the numbers are not to be trusted, and the rates might be none.
    if abs(deltaT) > state.N / 2 { return nil }
    if Model.hasReversedSpins {
      let T = state.N - 2 * channels.minority(state)
      if !isResolved(T: T + deltaT) { return nil }
      let law = MinorityLaw(
        model, channels, start: minority, births: births, injected: injected, T: Double(T),
        deltaT: Double(deltaT), duration: duration)
      guard law.mean.isFinite, law.variance.isFinite else { return nil }
      relaxation = law.relaxation
      let left = min(max(0, law.draw(&variates)), law.most)
      let middle = max(1, 0.5 * Double(minority + left))
      let deaths = channels.rates(model, T: Double(T) + 0.5 * Double(deltaT), minority: middle)
      LeapMethod.distribute(law.most - left, over: deaths, channels, to: &counts, variates: &variates)
    }
    let next = channels.state(state, after: counts)
    return Model.isValid(next) && next.N >= 0 && isResolved(T: next.N - 2 * channels.minority(next))
      ? Half(state: next, counts: counts, relaxation: relaxation) : nil
  }

  /// Whether rates can be extrapolated at an excess: where the size of the spin enters as 1/S, not near S = 0.
  private func isResolved(T: Int) -> Bool { !Model.countsMultiplets || T >= 2 }

  /// Gives each of `deaths` to one of the processes that cause them, in proportion to their rates.
  private static func distribute<Variates: LeapVariates & ~Copyable>(
    _ deaths: Int, over rates: Rates<Double>, _ channels: LeapChannels, to counts: inout EventCounts,
    variates: inout Variates
  ) {
    var chief = 0
    var largest = -1.0
    for i in 0..<channels.count where channels.kinds[i] == .death && rates[i] > largest {
      (chief, largest) = (i, rates[i])
    }
    var others = 0.0
    for i in 0..<channels.count where channels.kinds[i] == .death && i != chief { others += rates[i] }
    // Most deaths are of one process: the others, all together, take one draw that mostly gives none.
    var rare =
      others > 0 ? variates.binomial(trials: deaths, probability: min(1, others / (others + largest))) : 0
    counts[chief] += deaths - rare
    for i in 0..<channels.count where channels.kinds[i] == .death && i != chief && rare > 0 && rates[i] > 0 {
      let share =
        others > rates[i] ? variates.binomial(trials: rare, probability: min(1, rates[i] / others)) : rare
      counts[i] += share
      rare -= share
      others -= rates[i]
    }
    counts[chief] += rare
  }
}
