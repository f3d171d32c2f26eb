import ClusterModel
import Foundation
import Kernel
import Results
import Statistics
import Theory

/// Puts the summary of a point together from its plan and its estimates.
struct SummaryBuilder {
  let plan: PointPlan
  let estimates: PointEstimates
  let reduction: PointReduction.Complete
  let theory: PointTheory

  private var total: BlockOutcome { reduction.total }
  private var trajectories: Int { reduction.trajectories }

  func summary(name: String, algorithm: String) -> Summary {
    let processes = plan.model.processes
    return Summary(
      name: name, model: plan.model, parameters: ParameterRecord(plan.parameters), algorithm: algorithm,
      accuracy: plan.leapAccuracy, scales: ScaleRecord(plan.scales),
      run: RunRecord(
        trajectories: trajectories, endedBy: reduction.endedBy.rawValue, duration: plan.duration, burnIn: plan.burnIn,
        seed: plan.seed,
        rng: plan.generator.name, streams: StreamSeeding.separation(of: plan.generator).rawValue, point: plan.index,
        firstTrajectory: 0, events: total.events.reduce(0, +), burnInEvents: total.burnInEvents,
        eventsByProcess: Dictionary(uniqueKeysWithValues: zip(processes.map(\.name), total.events))),
      estimates: Dictionary(uniqueKeysWithValues: estimates.values.map { ($0.name, EstimateRecord($0.estimate)) }),
      eventRates: Dictionary(
        uniqueKeysWithValues: zip(processes.map(\.name), total.eventRates.estimates.map { EstimateRecord($0) })),
      diagnostics: diagnostics, warnings: warnings)
  }

  private var slowest: Double? {
    let times = ["tauN", "tauJ"].compactMap { estimates.value($0)?.value }.filter { $0 > 0 }
    return times.max()
  }

  private var diagnostics: DiagnosticRecord {
    var ratio: Double?
    if let noise = estimates.value("noiseN")?.value, let mean = estimates.value("meanN"), noise > 0,
      mean.standardError.isFinite
    {
      ratio = mean.standardError / (noise / (Double(trajectories) * plan.duration)).squareRoot()
    }
    return DiagnosticRecord(
      windowN: estimates.windowN, windowJ: estimates.windowJ,
      correlationTimesPerTrajectory: slowest.map { plan.duration / $0 }, errorRatioMeanN: ratio)
  }

  private var warnings: [String] {
    var result: [String] = []
    if trajectories == 1 {
      result.append("one trajectory has no spread: standard errors need at least two")
    } else if trajectories < 16 {
      result.append(
        "\(trajectories) trajectories: the standard errors themselves are uncertain by about "
          + "\(Int((100 / (2 * Double(trajectories - 1)).squareRoot()).rounded())) %")
    }
    for (name, target, error) in plan.precision?.unreached(estimates.value) ?? [] {
      let reached = error.map { "has reached \(SummaryBuilder.short($0))" } ?? "has no error to judge by"
      result.append(
        "precision.\(name) is \(SummaryBuilder.short(target)), but after all trajectories it \(reached): take more, "
          + "or longer ones")
    }
    if let slowest, plan.duration < 50 * slowest {
      result.append(
        "a trajectory lasts \(SummaryBuilder.short(plan.duration / slowest)) correlation times, fewer than 50: "
          + "correlation times and noise are biased low, and their errors too")
    }
    if estimates.isTruncated {
      result.append(
        "the autocovariance has not decayed within the longest lag: take a longer duration or correlation.maximumLag")
    }
    result += theory.refusals
    if total.events.reduce(0, +) == 0 { result.append("no event happened in the measured time") }
    return result
  }

  static func short(_ value: Double) -> String { String(format: "%.3g", value) }
}

extension ScaleRecord {
  init(_ scales: ClusterScales) {
    func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
    self.init(
      N0: finite(scales.N0), m0: finite(scales.m0), tf: finite(scales.tf), regime: scales.regime.rawValue,
      meanFieldN: finite(scales.meanFieldN), meanFieldPolarization: finite(scales.meanFieldPolarization))
  }
}
