import Foundation

/// A dense real matrix, rows first.
public struct RealMatrix: Sendable {
  public let rows: Int
  public let columns: Int
  public private(set) var elements: [Double]

  public init(_ rows: Int, _ columns: Int) {
    self.rows = rows
    self.columns = columns
    elements = [Double](repeating: 0, count: rows * columns)
  }

  public subscript(row: Int, column: Int) -> Double {
    get { elements[row * columns + column] }
    set { elements[row * columns + column] = newValue }
  }

  public static func identity(_ size: Int) -> RealMatrix {
    var one = RealMatrix(size, size)
    for i in 0..<size { one[i, i] = 1 }
    return one
  }

  public var transposed: RealMatrix {
    var result = RealMatrix(columns, rows)
    for i in 0..<rows { for j in 0..<columns { result[j, i] = self[i, j] } }
    return result
  }

  public var trace: Double { (0..<rows).reduce(0) { $0 + self[$1, $1] } }

  public static func + (a: RealMatrix, b: RealMatrix) -> RealMatrix {
    var sum = a
    for i in a.elements.indices { sum.elements[i] += b.elements[i] }
    return sum
  }

  public static func * (scale: Double, a: RealMatrix) -> RealMatrix {
    var result = a
    for i in a.elements.indices { result.elements[i] *= scale }
    return result
  }

  public static func * (a: RealMatrix, b: RealMatrix) -> RealMatrix {
    precondition(a.columns == b.rows, "\(a.rows)×\(a.columns) times \(b.rows)×\(b.columns)")
    var product = RealMatrix(a.rows, b.columns)
    for i in 0..<a.rows {
      for l in 0..<a.columns where a[i, l] != 0 {
        let scale = a[i, l]
        for j in 0..<b.columns { product.elements[i * b.columns + j] += scale * b.elements[l * b.columns + j] }
      }
    }
    return product
  }
}

/// Quantum mechanics of `count` spins ½ by explicit matrices of size 2^count. Bit i of a basis state: spin i is down.
///
/// All matrices are real: S_y, the only imaginary one, is never needed, and σ_y acts on a density matrix as (iσ_y)ρ(iσ_y)ᵀ.
public struct SpinMatrices: Sendable {
  public let count: Int
  public let Sx: RealMatrix
  public let Sz: RealMatrix
  /// S(S+1).
  public let squared: RealMatrix
  public var size: Int { 1 << count }
  /// The possible values of twice the total spin.
  public var twiceSpins: [Int] { Array(stride(from: count % 2, through: count, by: 2)) }

  public init(count: Int) {
    self.count = count
    let size = 1 << count
    var raising = RealMatrix(size, size)
    var Sz = RealMatrix(size, size)
    for state in 0..<size {
      Sz[state, state] = Double(count) / 2 - Double(state.nonzeroBitCount)
      for spin in 0..<count where state >> spin & 1 == 1 { raising[state ^ 1 << spin, state] += 1 }
    }
    let lowering = raising.transposed
    Sx = 0.5 * (raising + lowering)
    self.Sz = Sz
    squared = lowering * raising + Sz * (Sz + RealMatrix.identity(size))
  }

  /// The projector on the sector of total spin `twice`/2.
  public func projector(twiceSpin twice: Int) -> RealMatrix {
    func value(_ twice: Int) -> Double { Double(twice * (twice + 2)) / 4 }
    var projector = RealMatrix.identity(size)
    for other in twiceSpins where other != twice {
      let scale = 1 / (value(twice) - value(other))
      projector = scale * (projector * (squared + (-value(other)) * RealMatrix.identity(size)))
    }
    return projector
  }

  /// |S, M⟩⟨S, M| along an axis turned by `angle` from z towards x, the multiplets of this S fully mixed; trace 1.
  public func mixed(twiceSpin: Int, twiceProjection: Int, angle: Double) -> RealMatrix {
    var onAxis = RealMatrix(size, size)
    for state in 0..<size where count - 2 * state.nonzeroBitCount == twiceProjection { onAxis[state, state] = 1 }
    let (c, s) = (cos(angle / 2), sin(angle / 2))
    var turn = RealMatrix(size, size)
    for to in 0..<size {
      for from in 0..<size {
        var amplitude = 1.0
        for spin in 0..<count {
          switch (from >> spin & 1, to >> spin & 1) {
          case (0, 1): amplitude *= s
          case (1, 0): amplitude *= -s
          default: amplitude *= c
          }
        }
        turn[to, from] = amplitude
      }
    }
    let density = projector(twiceSpin: twiceSpin) * turn * onAxis * turn.transposed
    return (1 / density.trace) * density
  }

  /// ⟨b| on spin `spin`: from `count` spins to the others, in their order.
  public func removing(_ spin: Int, in bit: Int) -> RealMatrix {
    var removal = RealMatrix(size / 2, size)
    for state in 0..<size where state >> spin & 1 == bit { removal[dropped(spin, of: state), state] = 1 }
    return removal
  }

  /// Σ amplitude[a][b] ⟨a b| on the spins `first` < `second`: from `count` spins to the others, in their order.
  public func removingPair(_ first: Int, _ second: Int, amplitudes: [[Double]]) -> RealMatrix {
    var removal = RealMatrix(size / 4, size)
    for state in 0..<size {
      removal[dropped(first, of: dropped(second, of: state)), state] +=
        amplitudes[state >> first & 1][state >> second & 1]
    }
    return removal
  }

  /// |b⟩ of one spin more, the last: from `count` spins to `count` + 1.
  public func adding(_ bit: Int) -> RealMatrix {
    var addition = RealMatrix(2 * size, size)
    for state in 0..<size { addition[state | bit << count, state] = 1 }
    return addition
  }

  /// σ_x, iσ_y and σ_z of spin `spin`.
  public func pauli(_ spin: Int) -> [RealMatrix] {
    var matrices = [RealMatrix](repeating: RealMatrix(size, size), count: 3)
    for state in 0..<size {
      let sign = state >> spin & 1 == 0 ? 1.0 : -1.0
      matrices[0][state ^ 1 << spin, state] = 1
      matrices[1][state ^ 1 << spin, state] = sign
      matrices[2][state, state] = sign
    }
    return matrices
  }

  private func dropped(_ spin: Int, of state: Int) -> Int {
    (state >> (spin + 1)) << spin | state & (1 << spin - 1)
  }
}

/// A quantum process of the Kraus form: at `rate`, ρ → operator ρ operatorᵀ.
public struct QuantumJump: Sendable {
  public let rate: Double
  public let jump: RealMatrix

  public init(_ rate: Double, _ jump: RealMatrix) {
    self.rate = rate
    self.jump = jump
  }
}

/// What jumps from one density matrix into one sector of total spin do, by their rates.
public struct QuantumOutcome: Sendable {
  public let twiceSpin: Int
  /// Rate of ending in this sector.
  public let rate: Double
  /// Σ rate · tr(S ρ'), not divided by the probability: the part of the vector that arrives here.
  public let vector: (x: Double, z: Double)
}

/// Applies `jumps`, each from ρ to `spins.count` spins, and sorts what comes out by its total spin.
public func quantumOutcomes(
  _ jumps: [QuantumJump], of density: RealMatrix, in spins: SpinMatrices
) -> [QuantumOutcome] {
  var after = RealMatrix(spins.size, spins.size)
  for jump in jumps { after = after + jump.rate * (jump.jump * density * jump.jump.transposed) }
  return spins.twiceSpins.map { twice in
    let part = spins.projector(twiceSpin: twice) * after
    return QuantumOutcome(
      twiceSpin: twice, rate: part.trace, vector: ((spins.Sx * part).trace, (spins.Sz * part).trace))
  }
}
