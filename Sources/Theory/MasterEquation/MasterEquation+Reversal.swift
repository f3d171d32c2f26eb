import ClusterModel

/// How long classical spins keep their polarisation.
public struct PolarizationReversal: Sendable, Hashable {
  /// Decay time of the slowest mode of the signed spin S, in s.
  public let relaxationTime: Double
  /// ⟨|S|⟩, beyond which the cluster counts as polarised.
  public let threshold: Double
  /// Mean time from the stationary law on S ≥ threshold to the first S ≤ −threshold, in s.
  public let meanTimeFromUp: Double
  /// The same from S ≤ −threshold; equal without a field.
  public let meanTimeFromDown: Double
}

extension MasterEquation {
  /// The reversal of the polarisation of `ising`.
  /// - Throws: `noSpin` for the other models, whose axis wanders or which have none; `disconnected` where one of the
  ///   polarisations has no probability left.
  public func polarizationReversal() throws(MasterEquationError) -> PolarizationReversal {
    guard model.spinVector == .pinned else { throw .noSpin }
    return try polarizationReversal(relaxationTime: try relaxation(of: .spin).slowestTime)
  }

  func polarizationReversal(relaxationTime: Double) throws(MasterEquationError) -> PolarizationReversal {
    let threshold = mean(.spinMagnitude)
    let spin = values(.spin)
    return PolarizationReversal(
      relaxationTime: relaxationTime, threshold: threshold,
      meanTimeFromUp: try meanPassageTime(from: spin.map { $0 >= threshold }, to: spin.map { $0 <= -threshold }),
      meanTimeFromDown: try meanPassageTime(from: spin.map { $0 <= -threshold }, to: spin.map { $0 >= threshold }))
  }

  /// Mean time from the stationary law on `start` to the first state of `target`, in s.
  func meanPassageTime(from start: [Bool], to target: [Bool]) throws(MasterEquationError) -> Double {
    var (peak, total) = (-1, 0.0)
    for i in law.indices where start[i] && !target[i] {
      total += law[i]
      if peak < 0 || law[i] > law[peak] { peak = i }
    }
    guard total > 0, target.contains(true) else { throw .disconnected }
    let factors = try MarkovFactorization(generator.stopping(in: target), reference: peak)
    guard factors.losesProbability else { throw .disconnected }
    let times = factors.solution(target.map { $0 ? 0 : 1 })
    var sum = 0.0
    for i in law.indices where start[i] && !target[i] { sum += law[i] * times[i] }
    return sum / total
  }
}
