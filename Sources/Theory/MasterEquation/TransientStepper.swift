import GSLBridge

/// Steps of e^{−Aᵀt} on a vector of probabilities by the shift-and-invert Krylov method.
struct TransientStepper: ~Copyable {
  private let matrix: TransitionMatrix
  private let reference: Int
  /// 1 + γAᵀ of the last step, factorised: steps of about the same length share it.
  private var factors: MarkovFactorization?
  /// γ of these factors, in s.
  private var gamma = 0.0

  init(_ matrix: TransitionMatrix) {
    self.matrix = matrix
    reference = matrix.order / 2
  }

  /// e^{−Aᵀ·step}·`law`; a step that does not converge is split in two, up to ten times.
  mutating func advance(
    _ law: [Double], by step: Double, splittings: Int = 10
  ) throws(MasterEquationError) -> [Double] {
    if let next = try krylov(law, step) { return next }
    if splittings == 0 { throw .inaccurate(residual: 1) }
    let middle = try advance(law, by: step / 2, splittings: splittings - 1)
    return try advance(middle, by: step / 2, splittings: splittings - 1)
  }

  /// nil when 60 vectors do not reach the tolerance.
  private mutating func krylov(_ law: [Double], _ step: Double) throws(MasterEquationError) -> [Double]? {
    // Any γ will do; the method converges fastest near a tenth of the step.
    if factors == nil || abs(step / (10 * gamma) - 1) > 0.2 {
      factors = nil
      gamma = step / 10
      factors = try MarkovFactorization(matrix.shifted(by: 1 / gamma), reference: reference)
    }
    let norm = TransientStepper.product(law, law).squareRoot()
    if norm == 0 { return law }
    var basis = [law.map { $0 / norm }]
    // Columns of the Hessenberg matrix H with (1 + γAᵀ)⁻¹V = VH + …
    var columns: [[Double]] = []
    var last: [Double] = []
    while basis.count <= 60 {
      let newest = basis[basis.count - 1]
      guard var v = factors?.transposedSolution(newest.map { $0 / gamma }) else { return nil }
      var column = [Double](repeating: 0, count: basis.count)
      for _ in 0..<2 {
        for (k, u) in basis.enumerated() {
          let overlap = TransientStepper.product(u, v)
          column[k] += overlap
          for i in v.indices { v[i] -= overlap * u[i] }
        }
      }
      let length = TransientStepper.product(v, v).squareRoot()
      let isInvariant = length < 1e-14
      columns.append(column + [length])
      if isInvariant || basis.count % 5 == 0 {
        let now = try coefficients(columns, step / gamma)
        var change = 0.0
        for k in now.indices {
          let d = now[k] - (k < last.count ? last[k] : 0)
          change += d * d
        }
        let size = TransientStepper.product(now, now)
        if isInvariant || (!last.isEmpty && change < 1e-24 * size) {
          var next = [Double](repeating: 0, count: law.count)
          for (k, u) in basis.enumerated() where k < now.count {
            let factor = norm * now[k]
            for i in next.indices { next[i] += factor * u[i] }
          }
          return next
        }
        if !change.isFinite { return nil }
        last = now
      }
      for i in v.indices { v[i] /= length }
      basis.append(v)
    }
    return nil
  }

  /// exp[−(t/γ)(H⁻¹ − 1)]e₁.
  private func coefficients(_ columns: [[Double]], _ ratio: Double) throws(MasterEquationError) -> [Double] {
    let n = columns.count
    var H = [Double](repeating: 0, count: n * n)
    for (j, column) in columns.enumerated() { for i in 0..<min(n, column.count) { H[i * n + j] = column[i] } }
    do {
      var inverse = try DenseMatrix.inverse(H, order: n)
      for i in 0..<n { inverse[i * n + i] -= 1 }
      let exponential = try DenseMatrix.exponential(inverse.map { -ratio * $0 }, order: n)
      return (0..<n).map { exponential[$0 * n] }
    } catch {
      throw .library(error)
    }
  }

  private static func product(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for i in a.indices { sum += a[i] * b[i] }
    return sum
  }
}
