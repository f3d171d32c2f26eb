package import ClusterModel

/// The stationary estimates of a point without a random number, under the names that `summary.json` has for them.
///
/// A value that the description does not give is absent, never zero or NaN. Noise is two-sided and in s, times are in s,
/// frequencies in Hz; C_J and `noiseJ` as in docs/physics.md: C_J of the whole vector, `noiseJ` of one component.
package struct TheoreticalEstimates: Sendable {
  package enum Source: String, Sendable, Hashable {
    /// The stationary point of the model's mean field.
    case meanField
    /// Leading order in 1/N for a polarised cluster: off by about 1/N0 and m/N.
    case fokkerPlanck
    /// The master equation, to about ten digits.
    case exact
  }

  package let source: Source
  package let model: ModelName
  /// By the name of the estimate: `meanN`, `varianceN`, …
  package let values: [String: Double]
  /// The slowest relaxation time of N, in s.
  package internal(set) var slowestTimeN: Double?
  /// The slowest relaxation time of the spin, in s: of the vector, or of the signed spin where the axis is pinned.
  package internal(set) var slowestTimeJ: Double?
  /// What only the exact solution has.
  package internal(set) var exactSolution: ExactSolutionDetails?

  /// Events of each process in s⁻¹, by the processes' names; exact solutions only.
  package internal(set) var eventRates: [String: Double] = [:]

  let distributionN: ValueDistribution?
  let distributionM: ValueDistribution?
  let distributionTwiceSpin: ValueDistribution?
  let number: Curve?
  let spin: Curve?

  /// An autocovariance with its spectrum.
  struct Curve: Sendable {
    /// At a lag in s.
    let autocovariance: @Sendable (Double) -> Double
    /// At an angular frequency in s⁻¹.
    let noise: @Sendable (Double) -> Double
  }

  init(
    _ source: Source, model: ModelName, values: [String: Double], distributionN: ValueDistribution? = nil,
    distributionM: ValueDistribution? = nil, distributionTwiceSpin: ValueDistribution? = nil, number: Curve? = nil,
    spin: Curve? = nil
  ) {
    self.source = source
    self.model = model
    self.values = values.filter { $0.value.isFinite }
    self.distributionN = distributionN
    self.distributionM = distributionM
    self.distributionTwiceSpin = distributionTwiceSpin
    self.number = number
    self.spin = spin
  }

  /// P(N), place N from 0; empty for mean field.
  package func probabilityN() -> [Double] {
    guard let distributionN else { return [] }
    return [Double](repeating: 0, count: distributionN.first) + distributionN.probabilities
  }

  /// P(m); nil where it is not known or the model has no m.
  package func probabilityM() -> ValueDistribution? { distributionM }

  /// P(2S); nil where it is not known or the model has no S.
  package func probabilityTwiceSpin() -> ValueDistribution? { distributionTwiceSpin }

  /// C_N at lags in s; nil for mean field, and where curves were not asked for.
  package func autocovarianceN(lags: [Double]) -> [Double]? { number.map { lags.map($0.autocovariance) } }

  /// C_J at lags in s; nil also for a model without a spin vector.
  package func autocovarianceJ(lags: [Double]) -> [Double]? { spin.map { lags.map($0.autocovariance) } }

  /// S_N at frequencies in Hz.
  package func noiseN(frequencies: [Double]) -> [Double]? {
    number.map { curve in frequencies.map { curve.noise(2 * .pi * $0) } }
  }

  /// The noise of one component of J at frequencies in Hz.
  package func noiseJ(frequencies: [Double]) -> [Double]? {
    spin.map { curve in frequencies.map { curve.noise(2 * .pi * $0) / componentsOfSpin(model) } }
  }
}

/// The size of an exact solution, and what classical spins add.
package struct ExactSolutionDetails: Sendable, Hashable {
  package let size: MasterEquationSize
  package let smallestN: Int
  package let largestN: Int
  /// Probability of the states from which a transition is left out.
  package let edgeWeight: Double
  /// `ising` only.
  package internal(set) var reversal: PolarizationReversal?
}

/// C_J is the sum over so many equal components.
func componentsOfSpin(_ model: ModelName) -> Double { model.spinVector == .wandering ? 3 : 1 }

extension [String: Double] {
  /// Noise and time of the spin from its C_J(0) and ∫C_J dt over all t, and the flux noise, one-sided.
  mutating func addSpin(variance: Double, noise: Double, model: ModelName, fluxPerSpin: Double) {
    let component = noise / componentsOfSpin(model)
    self["noiseJ"] = component
    self["tauJ"] = noise / (2 * variance)
    self["fluxNoise"] = 8 * fluxPerSpin * fluxPerSpin * component
  }
}
