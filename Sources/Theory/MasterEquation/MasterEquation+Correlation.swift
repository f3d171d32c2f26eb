import ClusterModel

extension MasterEquation {
  /// Autocovariance and spectrum of an observable.
  /// - Throws: `inaccurate` where the reduced model misses its tolerance of 1e-9.
  /// - Complexity: one factorisation for each shift, 10 to 25 of them.
  public func correlation(of observable: Observable) throws(MasterEquationError) -> CorrelationFunction {
    try RationalKrylov.correlation(
      generator, weight: law, observable: centred(values(observable)), reference: reference, isConservative: true)
  }

  /// C_N(t) and S_N(ω).
  public func numberCorrelation() throws(MasterEquationError) -> CorrelationFunction { try correlation(of: .number) }

  /// C_J(t) = ⟨J(0)·J(t)⟩ of the whole spin vector and its spectrum; one component carries a third of both.
  ///
  /// For a pinned axis it is the autocovariance of the signed S.
  /// - Throws: `noSpin` for the polarised models.
  public func spinCorrelation() throws(MasterEquationError) -> CorrelationFunction {
    switch model.spinVector {
    case .pinned: return try correlation(of: .spin)
    case .absent: throw .noSpin
    case .wandering: break
    }
    let problem = model.withModel { spinProblem($0) }
    // C_J = Σ P start·exp(−At)·end = ⟨end, exp(−At) end⟩ under the weight P·start/end.
    let weight = law.indices.map { i in
      problem.end[i] == 0 ? law[i] : law[i] * problem.start[i] / problem.end[i]
    }
    return try RationalKrylov.correlation(
      problem.matrix, weight: weight, observable: problem.end, reference: reference, isConservative: false)
  }
}
