import ClusterModel
import Foundation
import Results

/// What a reader should know before using the numbers of a point, in plain words.
enum ReportWarnings {
  static func of(_ point: PointData, _ theory: PointComparison) -> [String] {
    let summary = point.summary
    var result = summary.warnings
    let slowest = ["tauN", "tauJ"].compactMap { point.estimate($0) }.filter { $0 > 0 && $0.isFinite }.max()
    if !isStationary(point) {
      result.append(
        "the averages hold the way from the start to the stationary state; the theory beside them is that of the "
          + "stationary state, so there is no z")
    } else if let slowest, !point.settings.startsStationary, summary.run.burnIn < 5 * slowest {
      result.append(
        "the burn-in is \(NumberText.short(summary.run.burnIn / slowest, digits: 2)) correlation times: the start may "
          + "still be seen in the averages")
    }
    let uncertainty = 3 / (2 * Double(max(1, summary.run.trajectories))).squareRoot()
    if let ratio = summary.diagnostics.errorRatioMeanN, summary.run.trajectories >= 8, abs(ratio - 1) > uncertainty {
      result.append(
        "the error of meanN from the spread between trajectories is \(NumberText.short(ratio, digits: 3)) times the one "
          + "that noiseN predicts: "
          + (ratio > 1
            ? "trajectories may not be stationary yet, or slower than the window of C_N"
            : "one of the two is wrong by chance, or N hardly varies"))
    }
    if let refusal = theory.refusal {
      result.append("no exact solution stands beside these numbers: \(refusal)")
    }
    if summary.algorithm == "tau-leaping" {
      result.append("the algorithm leaps over events: its bias is in docs/numerics.md, and is not in the errors")
    }
    if summary.model != .ising, let polarization = summary.scales.meanFieldPolarization, polarization < 0.8,
      theory.fokkerPlanck != nil
    {
      result.append(
        "m ≪ N does not hold (polarisation \(NumberText.short(polarization, digits: 2)) in mean field): N0, t_f and "
          + "Fokker-Planck are outside their range")
    }
    return result
  }

  /// Whether the averages are those of the stationary state.
  static func isStationary(_ point: PointData) -> Bool {
    let run = point.summary.run
    return point.settings.startsStationary || run.burnIn >= 3 * (point.summary.scales.tf ?? .infinity)
  }
}
