import ClusterModel
package import Foundation
import Kernel
package import Results
import Statistics
import Theory

/// A finished point: its summary and its tables, ready to be written.
package struct PointResult: Sendable {
  package let summary: Summary
  /// File name and content.
  package let files: [(name: String, data: Data)]

  /// - Parameters:
  ///   - config: content of the point's config.json.
  package init(
    plan: PointPlan, name: String, algorithm: String, exact: ExactSolution, reduction: PointReduction.Complete,
    config: Data
  ) throws {
    let total = reduction.total
    let estimates = PointEstimates(blocks: reduction.blocks, estimator: CurveEstimator(plan))
    let theory = PointTheory(plan, mode: exact)
    summary = SummaryBuilder(plan: plan, estimates: estimates, reduction: reduction, theory: theory).summary(
      name: name, algorithm: algorithm)
    var files: [(name: String, data: Data)] = [("config.json", config)]
    files.append(
      (
        "histogram_N.csv",
        PointTables.histogram(total.histogramN) { theory.histogram(PointTheory.probabilityN, over: $0) }.data
      ))
    if plan.model.hasReversedSpins {
      files.append(
        (
          "histogram_m.csv",
          PointTables.histogram(total.histogramM) { theory.histogram(PointTheory.probabilityM, over: $0) }.data
        ))
      files.append(
        (
          "histogram_S.csv",
          PointTables.spinHistogram(total.histogramTwiceSpin, negative: total.histogramNegativeTwiceSpin) {
            theory.histogram(PointTheory.probabilityTwiceSpin, over: $0)
          }.data
        ))
    }
    files.append(("joint_N_m.csv", PointTables.joint(total.joint, trajectories: reduction.trajectories).data))
    files.append(("autocorrelation.csv", PointTables.autocorrelation(estimates, theory).data))
    files.append(("spectrum.csv", PointTables.spectrum(estimates, theory).data))
    if let times = plan.ensembleTimes {
      files.append(
        (
          "ensemble.csv",
          PointTables.ensemble(
            total.ensemble, times: times, hasReversedSpins: plan.model.hasReversedSpins, theory.ensemble
          ).data
        ))
    }
    if !total.traces.isEmpty { files.append(("trace.csv", PointTables.traces(total.traces).data)) }
    files.append(("summary.json", try JSONText.encode(summary)))
    self.files = files
  }
}

extension CurveEstimator {
  /// The estimator of a point.
  init(_ plan: PointPlan) {
    self.init(
      spinVector: plan.model.spinVector, hasReversedSpins: plan.model.hasReversedSpins, lags: plan.lags.times,
      referenceN: plan.referenceN, spinHasMean: plan.model.spinVector == .pinned && plan.parameters.zeeman != 0,
      fluxPerSpin: plan.fluxPerSpin)
  }
}

/// The tables of a point. Columns: docs/results.md.
enum PointTables {
  static func histogram(_ means: RowMeans, theory: ([Int]) -> PointTheory.Columns) -> Table {
    let rows = trimmed(means.estimates).enumerated().map { (value: $0.offset, unit: 1.0, estimate: $0.element) }
    return histogram(rows, theory)
  }

  /// S in steps of ½, from the lowest to the highest that occurred.
  static func spinHistogram(
    _ positive: RowMeans, negative: RowMeans, theory: ([Int]) -> PointTheory.Columns
  ) -> Table {
    let below = trimmed(negative.estimates).enumerated().reversed().filter { $0.offset > 0 }
    let rows =
      below.map { (value: -$0.offset, unit: 0.5, estimate: $0.element) }
      + trimmed(positive.estimates).enumerated().map { (value: $0.offset, unit: 0.5, estimate: $0.element) }
    return histogram(rows, theory)
  }

  private static func histogram(
    _ rows: [(value: Int, unit: Double, estimate: Estimate)], _ theory: ([Int]) -> PointTheory.Columns
  ) -> Table {
    let columns = theory(rows.map(\.value))
    var table = Table(["value", "probability", "standardError"] + columns.names)
    for (i, row) in rows.enumerated() {
      table.add(
        [Double(row.value) * row.unit, row.estimate.value, row.estimate.standardError] + columns.cells(i))
    }
    return table
  }

  private static func trimmed(_ estimates: [Estimate]) -> ArraySlice<Estimate> {
    estimates[..<((estimates.lastIndex { $0.value > 0 } ?? -1) + 1)]
  }

  static func joint(_ joint: JointProbability, trajectories: Int) -> Table {
    var table = Table(["N", "m", "probability"])
    // The middle of each bin; bins are one state wide unless very many states occurred.
    let middleN = Double((1 << joint.binN) - 1) / 2
    let middleM = Double((1 << joint.binM) - 1) / 2
    for (row, cells) in joint.rows.enumerated() {
      for (column, value) in cells.enumerated() where value > 0 {
        table.add([
          Double(row << joint.binN) + middleN, Double(column << joint.binM) + middleM, value / Double(trajectories),
        ])
      }
    }
    return table
  }

  static func autocorrelation(_ estimates: PointEstimates, _ theory: PointTheory) -> Table {
    let lags = estimates.lags
    let columns = theory.curves(N: { $0.autocovarianceN(lags: lags) }, J: { $0.autocovarianceJ(lags: lags) })
    var table = Table(
      ["lag", "autocovarianceN", "standardErrorN", "autocovarianceJ", "standardErrorJ"] + columns.names)
    for (i, lag) in lags.enumerated() where estimates.covarianceN[i].value.isFinite {
      let N = estimates.covarianceN[i]
      let J = i < estimates.covarianceJ.count ? estimates.covarianceJ[i] : nil
      table.add([lag, N.value, N.standardError, J?.value, J?.standardError] + columns.cells(i))
    }
    return table
  }

  static func spectrum(_ estimates: PointEstimates, _ theory: PointTheory) -> Table {
    let frequencies = estimates.frequencies
    let columns = theory.curves(
      N: { $0.noiseN(frequencies: frequencies) }, J: { $0.noiseJ(frequencies: frequencies) })
    var table = Table(["frequency", "noiseN", "standardErrorN", "noiseJ", "standardErrorJ"] + columns.names)
    for (i, frequency) in frequencies.enumerated() where i < estimates.noiseN.count {
      let N = estimates.noiseN[i]
      let J = i < estimates.noiseJ.count ? estimates.noiseJ[i] : nil
      table.add([frequency, N.value, N.standardError, J?.value, J?.standardError] + columns.cells(i))
    }
    return table
  }

  /// - Parameter times: since the start of the trajectory, burn-in included, in s.
  static func ensemble(
    _ sums: [EnsembleSums], times: [Double], hasReversedSpins: Bool, _ theory: PointTheory.Columns
  ) -> Table {
    let names = hasReversedSpins ? ["N", "M", "S", "AbsS"] : ["N"]
    var table = Table(["time"] + names.flatMap { ["mean\($0)", "standardError\($0)"] } + theory.names)
    for (i, (time, sum)) in zip(times, sums).enumerated() {
      let cells = sum.estimates.prefix(names.count).flatMap { [$0.value, $0.standardError] as [Double?] }
      table.add([time] + cells + theory.cells(i))
    }
    return table
  }

  static func traces(_ traces: [[TracePoint]]) -> Table {
    var table = Table(["trajectory", "time", "N", "m", "Sx", "Sy", "Sz"])
    for (i, trace) in traces.enumerated() {
      for point in trace {
        let spin = point.spin
        table.add([
          Double(i), point.time, Double(point.state.N), Double(point.state.m), spin?.x, spin?.y, spin?.z,
        ])
      }
    }
    return table
  }
}
