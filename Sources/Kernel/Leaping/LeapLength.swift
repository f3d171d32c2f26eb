package import ClusterModel

extension LeapMethod {
  /// How long a leap may be.
  package struct Length: Sendable {
    /// In s; may be infinite.
    package var time: Double
    /// Rate of all events in the state, in s⁻¹.
    package var eventRate: Double
  }

  /// The time over which the state may change by a share `accuracy` of itself, in s.
  ///
  /// As in Y. Cao, D. T. Gillespie, L. R. Petzold, J. Chem. Phys. 124, 044109 (2006), doi:10.1063/1.2159468, mean and
  /// standard deviation of the change are bounded; here that of the excess T = N − 2m, on which everything slow depends.
  /// What annihilation of minority spins does is not bounded: their law is solved. Bounds on T, relative to N (to T itself in
  /// `su2`, whose rates have 1/T):
  /// - by drift and by diffusion, and by the sum of all that relaxes T (not injection);
  /// - while minority spins are far from their equilibrium, by the drift of their number.
  package func length(in state: State, accuracy: Double) -> Length {
    let channels = channels(in: state)
    let rates = model.rates(N: Double(state.N), m: Double(state.m))
    let minority = channels.minority(state)
    var (total, drift, diffusion, relaxation, births, deaths) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    for i in 0..<channels.count {
      let change = Double(channels.deltaT[i])
      total += rates[i]
      drift += rates[i] * change
      diffusion += rates[i] * change * change
      if channels.deltaN[i] <= 0 { relaxation += rates[i] * abs(change) }
      switch channels.kinds[i] {
      case .birth: births += rates[i]
      case .death: deaths += rates[i]
      case .pairDeath: deaths += 2 * rates[i]
      case .neutral: break
      }
    }
    let scale = accuracy * Double(Model.countsMultiplets ? state.N - 2 * minority : state.N)
    var time = min(scale / abs(drift), scale * scale / diffusion, accuracy * Double(state.N) / relaxation)
    if Model.hasReversedSpins, births != deaths {
      let room = accuracy * Double(state.N)
      let stationary = stationaryMinority(channels, births: births, state: state, minority: minority)
      if abs(stationary - Double(minority)) > room { time = min(time, room / abs(births - deaths)) }
    }
    // Turns of the axis go with 1/k²: with few spins left along it, each event counts.
    if Model.spinVector == .wandering, 4 * (state.N - state.m) < state.N { time = 0 }
    // No number of events of a leap may pass what GSL counts to.
    if total > 0 { time = min(time, 5e8 / total) }
    return Length(time: time.isNaN ? 0 : time, eventRate: total)
  }

  /// Where births and deaths balance at the excess of the state.
  private func stationaryMinority(_ channels: LeapChannels, births: Double, state: State, minority: Int) -> Double {
    let T = Double(state.N - 2 * minority)
    let one = channels.deathRatePerSpin(model, T: T, minority: 1)
    let growth = max(0, channels.deathRatePerSpin(model, T: T, minority: 2) - one)
    let D = (one * one + 4 * growth * births).squareRoot()
    return D + one > 0 ? 2 * births / (one + D) : .infinity
  }
}
