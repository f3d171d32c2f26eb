import ClusterModel
import Results
import Statistics

/// Summaries as a run would write them.
enum Samples {
  static func estimate(_ value: Double, _ error: Double) -> EstimateRecord {
    EstimateRecord(Estimate(value: value, standardError: error))
  }

  static func summary(
    estimates: [String: EstimateRecord] = ["meanN": estimate(96.04, 0.12), "tauN": estimate(11.9, 0.4)],
    parameters: Parameters = Parameters(
      injectionRate: 20, volume: 1, gamma: 18, gammaTriplet: 0.0018, spinFlipTime: nil),
    warnings: [String] = []
  ) -> Summary {
    Summary(
      name: "sample", model: .heisenberg, parameters: ParameterRecord(parameters), algorithm: "direct",
      scales: ScaleRecord(
        N0: 9.6, m0: 0.05, tf: nil, regime: "spin-relaxation", meanFieldN: nil, meanFieldPolarization: 1),
      run: RunRecord(
        trajectories: 4, endedBy: "trajectories", duration: 100, burnIn: 10, seed: .max, rng: "taus113",
        streams: "whole-state", point: 0, firstTrajectory: 0, events: 12345, burnInEvents: 1200,
        eventsByProcess: ["injection": 12345]),
      estimates: estimates,
      eventRates: ["injectionAligned": EstimateRecord(Estimate(value: 12.5, standardError: 0.25))],
      diagnostics: DiagnosticRecord(
        windowN: 30, windowJ: nil, correlationTimesPerTrajectory: 8.4, errorRatioMeanN: 1.02), warnings: warnings)
  }

  static func sweep(points: Int, warnings: [String] = []) -> SweepSummary {
    SweepSummary(name: "sample", model: .heisenberg, points: points, events: 1, burnInEvents: 2, warnings: warnings)
  }
}
