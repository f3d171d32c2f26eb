package import ClusterModel

extension LeapMethod {
  /// How long a leap may be.
  package struct Length: Sendable {
    /// In s; may be infinite.
    package var time: Double
    /// Rate of all events, in s⁻¹.
    package var eventRate: Double
  }

  /// The time over which the state may change by a share `accuracy` of itself, in s.
  ///
  /// As in Y. Cao, D. T. Gillespie, L. R. Petzold, J. Chem. Phys. 124, 044109 (2006), doi:10.1063/1.2159468, mean and
  /// standard deviation of the change are bounded; here that of the excess T = N − 2m, on which everything slow depends.
  /// What annihilation of minority spins does is not bounded: their law is solved. Bounds on T, relative to N (to T itself in
  /// models that count multiplets, whose rates have 1/T):
  /// - by drift and by diffusion, and by the sum of all that relaxes T (not injection);
  /// - while minority spins are far from their equilibrium, by the drift of their number.
  ///
  /// Rates are those at the equilibrium of minority spins at the excess of the state, not at their number of the moment:
  /// lengths that went with it would choose among the states that fluctuate fast, and bias what is counted at the ends.
  package func length(in state: State, accuracy: Double) -> Length {
    let channels = channels(in: state)
    let T = Double(state.N - 2 * channels.minority(state))
    let now = model.rates(N: Double(state.N), m: Double(state.m))
    let stationary = Model.hasReversedSpins ? stationaryMinority(channels, rates: now, T: T) : 0
    let N = T + 2 * stationary
    guard stationary.isFinite, N > 0, stationary + T >= 0 else { return unsteady(now) }
    let rates = channels.rates(model, T: T, minority: stationary)
    var (total, drift, diffusion, relaxation) = (0.0, 0.0, 0.0, 0.0)
    for i in 0..<channels.count {
      let change = Double(channels.deltaT[i])
      // At less than one minority spin on average m(m − 1) is negative.
      let rate = max(0, rates[i])
      total += rate
      drift += rate * change
      diffusion += rate * change * change
      if channels.deltaN[i] <= 0 { relaxation += rate * abs(change) }
    }
    let scale = accuracy * (Model.countsMultiplets ? T : N)
    var time = min(scale / abs(drift), scale * scale / diffusion, accuracy * N / relaxation)
    // Six standard deviations are more than fluctuations make.
    let room = max(accuracy * N, 6 * (stationary + 1).squareRoot())
    if Model.hasReversedSpins, abs(stationary - Double(channels.minority(state))) > room {
      time = min(time, accuracy * N / abs(minorityDrift(channels, now)))
    }
    // Turns of the axis go with 1/k²: with few spins left along it, each event counts.
    if Model.spinVector == .wandering, 4 * (state.N - state.m) < state.N { time = 0 }
    // No number of events of a leap may pass what GSL counts to.
    if total > 0 { time = min(time, 5e8 / total) }
    return Length(time: time > 0 ? time : 0, eventRate: total)
  }

  /// Where there is no equilibrium to leap from: no leap.
  private func unsteady(_ rates: Rates<Double>) -> Length {
    var total = 0.0
    for i in 0..<processCapacity { total += rates[i] }
    return Length(time: 0, eventRate: total)
  }

  /// Where births and deaths of minority spins balance at an excess.
  private func stationaryMinority(_ channels: LeapChannels, rates: Rates<Double>, T: Double) -> Double {
    var births = 0.0
    for i in 0..<channels.count where channels.kinds[i] == .birth { births += rates[i] }
    if births == 0 { return 0 }
    let one = channels.deathRatePerSpin(model, T: T, minority: 1)
    let growth = max(0, channels.deathRatePerSpin(model, T: T, minority: 2) - one)
    return MinorityLaw.equilibrium(births: births, deathRate: one, growth: growth).number
  }

  private func minorityDrift(_ channels: LeapChannels, _ rates: Rates<Double>) -> Double {
    var drift = 0.0
    for i in 0..<channels.count {
      switch channels.kinds[i] {
      case .birth: drift += rates[i]
      case .death: drift -= rates[i]
      case .pairDeath: drift -= 2 * rates[i]
      case .neutral: break
      }
    }
    return drift
  }
}
