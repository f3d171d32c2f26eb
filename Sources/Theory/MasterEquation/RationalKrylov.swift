import Foundation
import GSLBridge

/// The resolvent ⟨f (iω + A)⁻¹ f⟩ at all frequencies from a small space of solutions of A + s at a few real s.
///
/// The space is orthonormal under a weight in which exp(−At) contracts (the stationary law, times S(S + 1) for the spin
/// vector), so the projected matrix has no growing mode. s = 0 comes first: S(0) is exact. More shifts are added where
/// the residual of the full equation is largest, until it is below the tolerance at every frequency; so what is truncated
/// is known. Rational Krylov method: Güttel, GAMM-Mitt. 36, 8 (2013), doi:10.1002/gamm.201310002.
struct RationalKrylov {
  let matrix: TransitionMatrix
  let weight: [Double]
  let reference: Int
  /// For a chain that conserves probability: solutions are kept orthogonal to the constant.
  let isConservative: Bool

  private var basis: [[Double]] = []
  /// A times the basis.
  private var images: [[Double]] = []
  /// ⟨vᵢ, A vⱼ⟩.
  private var projected: [[Double]] = []
  private var norm = 0.0

  /// - Throws: `inaccurate` when 100 vectors do not reach the tolerance.
  static func correlation(
    _ matrix: TransitionMatrix, weight: [Double], observable: [Double], reference: Int, isConservative: Bool,
    tolerance: Double = 1e-9
  ) throws(MasterEquationError) -> CorrelationFunction {
    var space = RationalKrylov(matrix, weight, reference, isConservative)
    return try space.solve(observable, tolerance)
  }

  private init(_ matrix: TransitionMatrix, _ weight: [Double], _ reference: Int, _ isConservative: Bool) {
    self.matrix = matrix
    self.weight = weight
    self.reference = reference
    self.isConservative = isConservative
  }

  private mutating func solve(_ f: [Double], _ tolerance: Double) throws(MasterEquationError) -> CorrelationFunction {
    norm = product(f, f).squareRoot()
    guard norm > 0 else { return CorrelationFunction(modes: [], variance: 0, residual: 0) }
    append(f)
    try extend(shift: 0)
    let slow = 1 / (2 * projectedTime())
    let fast = 4 * matrix.largestRate
    let decades = max(1, log10(fast / slow))
    let first = max(3, Int(decades.rounded(.up)))
    for i in 0..<first { try extend(shift: slow * pow(10, decades * Double(i) / Double(first))) }
    let probes = [0] + (0...Int(4 * decades)).map { slow / 10 * pow(10, Double($0) / 4) }
    while true {
      var (worst, place) = (0.0, 0.0)
      for omega in probes {
        let residual = try residual(f, omega)
        if residual > worst { (worst, place) = (residual, omega) }
      }
      if worst < tolerance { return try correlation(residual: worst) }
      if basis.count >= 100 || !worst.isFinite { throw .inaccurate(residual: worst) }
      try extend(shift: place)
    }
  }

  /// S(0)/2C(0) of the space so far.
  private func projectedTime() -> Double {
    let (a, b) = (projected[0][0], basis.count > 1 ? projected[0][1] : 0)
    let (c, d) = basis.count > 1 ? (projected[1][0], projected[1][1]) : (0, 1)
    return d / (a * d - b * c)
  }

  private func product(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for i in weight.indices { sum += weight[i] * a[i] * b[i] }
    return sum
  }

  /// Adds two steps with (A + shift)⁻¹.
  private mutating func extend(shift: Double) throws(MasterEquationError) {
    let factors = try MarkovFactorization(shift > 0 ? matrix.shifted(by: shift) : matrix, reference: reference)
    for _ in 0..<2 { append(factors.solution(basis[basis.count - 1])) }
  }

  /// Orthonormalises `vector` against the basis, twice, and adds it unless nothing new is left.
  private mutating func append(_ vector: [Double]) {
    var v = vector
    if isConservative {
      var mean = 0.0
      for i in weight.indices { mean += weight[i] * v[i] }
      for i in weight.indices { v[i] -= mean }
    }
    let before = product(v, v).squareRoot()
    for _ in 0..<2 {
      for u in basis {
        let overlap = product(u, v)
        for i in v.indices { v[i] -= overlap * u[i] }
      }
    }
    let length = product(v, v).squareRoot()
    guard length > 1e-11 * before, length.isFinite else { return }
    for i in v.indices { v[i] /= length }
    let image = matrix.rateOfChange(v).map { -$0 }
    for i in basis.indices { projected[i].append(product(basis[i], image)) }
    basis.append(v)
    images.append(image)
    projected.append(images.map { product(v, $0) })
  }

  private var flat: [Double] { projected.flatMap { $0 } }

  /// ‖f − (iω + A)x‖/‖f‖ for the projected solution x at ω.
  private func residual(_ f: [Double], _ omega: Double) throws(MasterEquationError) -> Double {
    var right = [Double](repeating: 0, count: basis.count)
    right[0] = norm
    let y: (real: [Double], imaginary: [Double])
    do { y = try DenseMatrix.solution(flat, plusImaginary: omega, right) } catch { throw .library(error) }
    var (re, im) = (f, [Double](repeating: 0, count: f.count))
    for k in basis.indices {
      let (a, b) = (y.real[k], y.imaginary[k])
      let (v, image) = (basis[k], images[k])
      for i in f.indices {
        re[i] -= a * image[i] - omega * b * v[i]
        im[i] -= b * image[i] + omega * a * v[i]
      }
    }
    return (product(re, re) + product(im, im)).squareRoot() / norm
  }

  private func correlation(residual: Double) throws(MasterEquationError) -> CorrelationFunction {
    var end = [Double](repeating: 0, count: basis.count)
    end[0] = norm
    do {
      let modes = try ModalDecomposition(flat.map { -$0 }, end: end, start: end).modes
      // Eigenvectors that nearly coincide would show here.
      let sum = modes.reduce(0) { $0 + $1.weightReal }
      guard abs(sum / (norm * norm) - 1) < 1e-8 else { throw MasterEquationError.inaccurate(residual: residual) }
      return CorrelationFunction(modes: modes, variance: norm * norm, residual: residual)
    } catch let error as GSLError {
      throw .library(error)
    } catch let error as MasterEquationError {
      throw error
    } catch {
      throw .inaccurate(residual: residual)
    }
  }
}
