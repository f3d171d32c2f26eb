import ClusterModel

/// Strength and duration of a stationary fluctuation.
public struct FluctuationNoise: Sendable, Hashable {
  /// C(0).
  public let variance: Double
  /// S(0) = ∫C(t)dt over all t, two-sided, in s.
  public let noise: Double
  /// ∫₀^∞C dt/C(0) = S(0)/(2C(0)), in s.
  public var correlationTime: Double { noise / (2 * variance) }
}

extension MasterEquation {
  /// Zero-frequency noise of the given observables, S(0) = 2⟨δf A⁻¹ δf⟩, from one factorisation.
  public func noise(of observables: [Observable]) throws(MasterEquationError) -> [FluctuationNoise] {
    let factors = try MarkovFactorization(generator, reference: reference)
    return observables.map { observable in
      let f = centred(values(observable))
      let x = centred(factors.solution(f))
      var (variance, noise) = (0.0, 0.0)
      for i in law.indices {
        variance += law[i] * f[i] * f[i]
        noise += 2 * law[i] * f[i] * x[i]
      }
      return FluctuationNoise(variance: variance, noise: noise)
    }
  }

  /// S_N(0) and τ_N.
  public func numberNoise() throws(MasterEquationError) -> FluctuationNoise { try noise(of: [.number])[0] }

  /// C_J(0) = ⟨J²⟩, ∫C_J dt over all t and τ_J of the whole spin vector; one component carries a third of both.
  ///
  /// For a pinned axis it is the autocovariance of the signed S, its mean subtracted, and there is one component only.
  /// - Throws: `noSpin` for the polarised models.
  public func spinNoise() throws(MasterEquationError) -> FluctuationNoise {
    switch model.spinVector {
    case .pinned: return try noise(of: [.spin])[0]
    case .absent: throw .noSpin
    case .wandering: break
    }
    let problem = model.withModel { spinProblem($0) }
    let x = try MarkovFactorization(problem.matrix, reference: reference).solution(problem.end)
    var (square, noise) = (0.0, 0.0)
    for i in law.indices {
      square += law[i] * problem.start[i] * problem.end[i]
      noise += 2 * law[i] * problem.start[i] * x[i]
    }
    return FluctuationNoise(variance: square, noise: noise)
  }

  /// S_Jz(0), the zero-frequency noise of one component of the spin in s: a third of the vector's, or all of a pinned one's.
  public func spinComponentNoise() throws(MasterEquationError) -> Double {
    try spinNoise().noise / (model.spinVector == .wandering ? 3 : 1)
  }

  /// C_J(t) = ⟨start·exp(−At)·end⟩ with the operator A that carries the spin factors.
  func spinProblem<Model: ClusterModel>(
    _ type: Model.Type
  ) -> (matrix: TransitionMatrix, start: [Double], end: [Double]) {
    let model = Model(RateConstants(parameters))
    return (
      TransitionMatrix(spin: model, on: space), values(model.correlatorStart), values(model.correlatorEnd)
    )
  }
}
