public import ClusterModel
import Foundation
import GSLBridge

/// Mean field that has no stationary point to report.
public struct NoStationaryPoint: Error, Sendable, CustomStringConvertible {
  public let parameters: Parameters
  public var description: String {
    "mean field has no stationary point that could be found for \(parameters): nothing limits the cluster, or the "
      + "iteration did not converge"
  }
}

extension MeanField {
  /// The stationary point that the equations reach from the polarised cluster of Eqs. (3), (4); classical spins: the
  /// unpolarised one.
  ///
  /// Newton's method from the closed forms, after a relaxation in time where those are not close enough.
  /// - Throws: `NoStationaryPoint`.
  public func stationary() throws(NoStationaryPoint) -> MeanFieldState {
    if parameters.injectionRate == 0 { return MeanFieldState(N: 0, m: 0) }
    let scales = ClusterScales(parameters, pinned: equations == .processes(.ising))
    if !hasReversedSpins { return try stationaryNumber() }
    guard scales.meanFieldN.isFinite, scales.meanFieldN > 0 else { throw NoStationaryPoint(parameters: parameters) }
    var state = MeanFieldState(
      N: scales.meanFieldN, m: scales.meanFieldN * (1 - scales.meanFieldPolarization) / 2)
    if scales.meanFieldPolarization == 1 { state.m = min(scales.m0, state.N / 2) }
    // For a handful of quasi-particles the closed forms miss the models' own point: relax towards it, then polish.
    for relaxation in [0.0, 1, 10, 100, 1000] {
      if relaxation > 0 {
        guard let later = try? trajectory(from: state, at: [relaxation * scales.tf]).last else { break }
        state = later
      }
      if let found = newton(from: state) { return found }
    }
    throw NoStationaryPoint(parameters: parameters)
  }

  private func newton(from start: MeanFieldState) -> MeanFieldState? {
    var (N, m) = (start.N, start.m)
    // What a relaxation to almost nothing gives may be below it.
    guard N > 0, m >= 0, m <= N else { return nil }
    for _ in 0..<60 {
      let change = field(N, m)
      let J = MeanField.jacobian(field, N, m)
      let determinant = J.NN * J.mm - J.Nm * J.mN
      var dN = (change.N * J.mm - change.m * J.Nm) / determinant
      var dm = (change.m * J.NN - change.N * J.mN) / determinant
      guard dN.isFinite, dm.isFinite else { return nil }
      // Keep 0 < N and m between 0 and N.
      while N - dN <= 0 || m - dm < 0 || m - dm > N - dN {
        dN /= 2
        dm /= 2
        if abs(dN) <= 1e-18 * N, abs(dm) <= 1e-18 * N { return nil }
      }
      N -= dN
      m -= dm
      if abs(dN) <= 1e-13 * N && abs(dm) <= 1e-12 * m + 1e-15 * N {
        let J = MeanField.jacobian(field, N, m)
        // Only a stable point is one.
        return J.NN + J.mm < 0 && J.NN * J.mm - J.Nm * J.mN > 0 ? MeanFieldState(N: N, m: m) : nil
      }
    }
    return nil
  }

  private func stationaryNumber() throws(NoStationaryPoint) -> MeanFieldState {
    var upper = 1.0
    while field(upper, 0).N > 0 {
      upper *= 2
      if upper > 1e15 { throw NoStationaryPoint(parameters: parameters) }
    }
    guard let N = try? RootFinder.bracketed(from: 0, to: upper, { field($0, 0).N }) else {
      throw NoStationaryPoint(parameters: parameters)
    }
    return MeanFieldState(N: N, m: 0)
  }
}
