package import ClusterModel

/// The number of minority spins after a stretch of time in which it is known how many came in.
///
/// Minority spins annihilate with the majority: at excess T each dies at a rate c + γx that grows with their number x, so
/// x obeys ẋ = β − c x − γ x² on average, solved here in closed form (Riccati), however stiff it is. About that the
/// linearised noise gives the variance. The law itself is taken to be binomial: for γx ≪ c (a polarised cluster) each spin
/// that was there or came in is still alive independently of the others, so that it is exactly binomial when all are of one kind;
/// of many it is nearly normal.
package struct MinorityLaw: Sendable {
  /// Mean and variance at the end.
  package let mean: Double
  package let variance: Double
  /// Lifetimes of the minority spins that the stretch lasts.
  package let relaxation: Double
  /// Those that were there at the start or came in: no more can be there at the end.
  package let most: Int

  /// - Parameters:
  ///   - start: minority spins at the start.
  ///   - births: those that came in, at times that are even over the stretch.
  ///   - injected: majority spins that came in likewise.
  ///   - T: excess at the start; `deltaT`: its change.
  ///   - duration: in s, > 0.
  package init<Model: ClusterModel>(
    _ model: Model, _ channels: LeapChannels, start: Int, births: Int, injected: Int, T: Double, deltaT: Double,
    duration: Double
  ) {
    let beta = Double(births) / duration
    let x0 = Double(start)
    most = start + births

    /// c, γ and the stationary x at an excess.
    func rates(_ T: Double) -> (c: Double, gamma: Double, D: Double, stationary: Double) {
      let one = channels.deathRatePerSpin(model, T: T, minority: 1)
      let gamma = max(0, channels.deathRatePerSpin(model, T: T, minority: 2) - one)
      // ⟨x²⟩ = ⟨x⟩² + ρ⟨x⟩ with ρ = k/N: the variance of x at fixed T is ρ⟨x⟩.
      var c = one
      var D = 0.0
      var x = 0.0
      for _ in 0..<2 {
        (x, D) = MinorityLaw.equilibrium(births: beta, deathRate: c, growth: gamma)
        c = one - gamma * (T + 2 * x > 0 ? x / (T + 2 * x) : 0)
      }
      return (c, gamma, D, x)
    }

    let first = rates(T)
    let early = Decay(first.D * duration)
    let (c, gamma, D, stationary) = rates(T + deltaT * early.lateness)
    let decay = Decay(D * duration)
    // No deaths at all.
    if D == 0 || !stationary.isFinite {
      mean = x0 + Double(births)
      variance = 0
      relaxation = 0
      return
    }
    relaxation = D * duration
    let u = x0 - stationary
    mean = max(0, stationary + u * decay.p / (1 + gamma * u / D * (1 - decay.p)))

    // Deaths make noise at the rate of their number; births, whose number is known, by when they came. A majority spin
    // that comes in or goes shifts the equilibrium, by κ.
    let kappa = min(1, gamma * stationary / D)
    let deaths = max(0, (c + gamma * x0) * x0)
    let noise = beta * (1 - kappa) * (1 - kappa) + Double(injected) / duration * kappa * kappa
    variance = beta * decay.square / D + (deaths - beta) * decay.p * (1 - decay.p) / D + noise * decay.bridge / D
  }

  /// The positive root of β = cx + γx², infinite if there is none, and the rate D = c + 2γx at which it is approached.
  static func equilibrium(births: Double, deathRate c: Double, growth: Double) -> (number: Double, rate: Double) {
    let D = (c * c + 4 * growth * births).squareRoot()
    if c >= 0 { return (births == 0 ? 0 : 2 * births / (c + D), D) }
    return ((D - c) / (2 * growth), D)
  }

  /// Draws the number at the end, 0 to `most`.
  package func draw<Variates: LeapVariates & ~Copyable>(_ variates: inout Variates) -> Int {
    if mean >= Double(most) { return most }
    if mean <= 0 { return 0 }
    // n trials of probability mean/n have the variance mean (1 − mean/n).
    let difference = mean - variance
    var trials = most
    if difference > 0, mean * mean < difference * Double(most) {
      trials = min(most, max(1, Int((mean * mean / difference - 1e-9).rounded(.up))))
      if Double(trials) < mean { trials = most }
    }
    return variates.binomial(trials: trials, probability: min(1, mean / Double(trials)))
  }
}

/// Functions of z = λ·duration for a relaxation at rate λ; by series where they would cancel.
struct Decay {
  /// e^−z.
  let p: Double
  /// λ∫e^(−2λs) ds = (1 − p²)/2.
  let square: Double
  /// The same for noise whose total over the stretch is known: (1 − p²)/2 − (1 − p)²/z.
  let bridge: Double
  /// Where between start (0) and end (1) a quantity that changes evenly is felt: [1 − (1 − p)/z]/(1 − p).
  let lateness: Double

  init(_ z: Double) {
    p = ElementaryFunctions.exponential(-z)
    square = (1 - p * p) / 2
    if z < 1e-3 {
      bridge = z * z * z / 12
      lateness = 0.5 + z / 12
    } else {
      bridge = max(0, square - (1 - p) * (1 - p) / z)
      lateness = (1 - (1 - p) / z) / (1 - p)
    }
  }
}
