import ClusterModel

/// Stationary means of a master equation; S = N/2 − m, dimensionless.
public struct StationaryMoments: Sendable, Hashable {
  public let meanN: Double
  public let varianceN: Double
  public let meanM: Double
  public let varianceM: Double
  public let meanS: Double
  public let meanAbsS: Double
  public let varianceS: Double
  /// ⟨|S|⟩/⟨N/2⟩.
  public let polarization: Double
}

extension MasterEquation {
  /// A quantity that has a value in every state.
  public enum Observable: Sendable, Hashable, CaseIterable {
    /// N.
    case number
    /// m, the number of reversed spins.
    case reversed
    /// S = N/2 − m, signed for classical spins.
    case spin
    /// |S|.
    case spinMagnitude
  }

  /// The values of an observable, in the order of the states.
  func values(_ observable: Observable) -> [Double] {
    values { N, m in
      switch observable {
      case .number: N
      case .reversed: m
      case .spin: N / 2 - m
      case .spinMagnitude: abs(N / 2 - m)
      }
    }
  }

  func values(_ f: (_ N: Double, _ m: Double) -> Double) -> [Double] {
    var found: [Double] = []
    found.reserveCapacity(space.count)
    space.forEach { _, N, m in found.append(f(Double(N), Double(m))) }
    return found
  }

  /// ⟨f⟩.
  func mean(_ f: [Double]) -> Double {
    var sum = 0.0
    for i in law.indices { sum += law[i] * f[i] }
    return sum
  }

  /// f − ⟨f⟩.
  func centred(_ f: [Double]) -> [Double] {
    let mean = mean(f)
    return f.map { $0 - mean }
  }

  /// ⟨f⟩.
  public func mean(_ observable: Observable) -> Double { mean(values(observable)) }

  /// ⟨f²⟩ − ⟨f⟩².
  public func variance(_ observable: Observable) -> Double { mean(centred(values(observable)).map { $0 * $0 }) }

  /// All stationary moments.
  public var moments: StationaryMoments {
    let (meanN, meanAbsS) = (mean(.number), mean(.spinMagnitude))
    return StationaryMoments(
      meanN: meanN, varianceN: variance(.number), meanM: mean(.reversed), varianceM: variance(.reversed),
      meanS: mean(.spin), meanAbsS: meanAbsS, varianceS: variance(.spin), polarization: 2 * meanAbsS / meanN)
  }

  /// P(N), from the smallest N kept.
  public var distributionOfN: [Double] {
    let range = space.rangeOfN
    var found = [Double](repeating: 0, count: range.count)
    space.forEach { i, N, _ in found[N - range.lowerBound] += law[i] }
    return found
  }

  /// P(m) from m = 0.
  public var distributionOfM: [Double] {
    var found: [Double] = []
    space.forEach { i, _, m in
      while found.count <= m { found.append(0) }
      found[m] += law[i]
    }
    return found
  }

  /// P(2S), from the smallest 2S kept.
  public var distributionOfTwiceSpin: (smallest: Int, probabilities: [Double]) {
    let probabilities = space.layers.indices.map { i in law[space.offsets[i]..<space.offsets[i + 1]].reduce(0, +) }
    return (space.smallestT, probabilities)
  }
}
