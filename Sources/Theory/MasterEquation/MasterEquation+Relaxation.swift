import ClusterModel

/// A stationary fluctuation and the slowest decay that it takes part in.
struct SlowRelaxation: Sendable {
  let noise: FluctuationNoise
  /// In s.
  let slowestTime: Double
}

extension MasterEquation {
  /// Zero-frequency noise of an observable and its slowest relaxation time, from one factorisation.
  func relaxation(of observable: Observable) throws(MasterEquationError) -> SlowRelaxation {
    let factors = try MarkovFactorization(generator, reference: reference)
    return relaxation(factors, start: centred(values(observable)), end: centred(values(observable))) { centred($0) }
  }

  /// The same of the spin vector, or of the signed spin where the axis is pinned.
  /// - Throws: `noSpin` for the polarised models.
  func spinRelaxation() throws(MasterEquationError) -> SlowRelaxation {
    switch model.spinVector {
    case .pinned: return try relaxation(of: .spin)
    case .absent: throw .noSpin
    case .wandering: break
    }
    let problem = model.withModel { spinProblem($0) }
    let factors = try MarkovFactorization(problem.matrix, reference: reference)
    return relaxation(factors, start: problem.start, end: problem.end) { $0 }
  }

  /// C(t) = ⟨start·exp(−At)·end⟩: its integral is ⟨start·A⁻¹·end⟩, and A⁻¹ applied again and again leaves the slowest mode.
  private func relaxation(
    _ factors: borrowing MarkovFactorization, start: [Double], end: [Double], project: ([Double]) -> [Double]
  ) -> SlowRelaxation {
    func product(_ a: [Double], _ b: [Double]) -> Double {
      var sum = 0.0
      for i in law.indices { sum += law[i] * a[i] * b[i] }
      return sum
    }
    let variance = product(start, end)
    var x = project(factors.solution(end))
    let noise = 2 * product(start, x)
    var time = noise / (2 * variance)
    for _ in 0..<300 {
      let size = product(x, x)
      guard size > 0 else { break }
      let next = project(factors.solution(x))
      let last = time
      time = product(x, next) / size
      let scale = 1 / time
      x = next.map { $0 * scale }
      // No further: what rounding has mixed in of the other parity grows, if that is the slower one.
      if abs(time - last) <= 1e-9 * abs(time) { break }
    }
    return SlowRelaxation(noise: FluctuationNoise(variance: variance, noise: noise), slowestTime: time)
  }
}
