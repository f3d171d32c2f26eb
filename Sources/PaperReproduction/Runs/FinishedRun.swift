import Campaign
import ClusterModel
import Foundation
import Results
import Statistics
import Theory

/// A config that has been run, point by point.
struct FinishedRun: Sendable {
  let name: String
  let configuration: Configuration
  let points: [FinishedPoint]

  init(_ name: String, configuration: Configuration, reader: ResultsReader) {
    self.name = name
    self.configuration = configuration
    points = reader.summaries.enumerated().map { index, summary in
      FinishedPoint(summary: summary, directory: reader.directory(ofPoint: index))
    }
  }

  /// The only point of a config without a sweep, the first of one with it.
  var point: FinishedPoint { points[0] }
}

/// One point of a run: its parameters, estimates and tables.
struct FinishedPoint: Sendable {
  let summary: Summary
  let directory: String

  var model: ModelName { summary.model }
  var parameters: Parameters { summary.parameters.parameters }
  var scales: ClusterScales { ClusterScales(parameters, pinned: model.spinVector == .pinned) }
  var system: System { System(parameters: parameters, model: model) }

  /// NaN where the run has no such estimate.
  func estimate(_ name: String) -> Estimate {
    guard let record = summary.estimates[name] else { return Estimate(value: .nan, standardError: .nan) }
    return Estimate(value: record.value, standardError: record.standardError ?? .nan)
  }

  func value(_ name: String) -> Double { estimate(name).value }

  /// Of all standard errors: blocks of trajectories less one.
  var degreesOfFreedom: Double { Double(max(1, min(summary.run.trajectories, PointPlan.maximumBlocks) - 1)) }

  /// ⟨N²⟩. Its error is the sum of those of the variance and of 2⟨N⟩ times the mean, an upper limit.
  var secondMoment: Estimate {
    let (mean, variance) = (estimate("meanN"), estimate("varianceN"))
    return Estimate(
      value: variance.value + mean.value * mean.value,
      standardError: variance.standardError + 2 * mean.value * mean.standardError)
  }

  /// ⟨J²⟩ = C_J(0).
  func spinSquare() throws -> Estimate {
    let table = try TableReader(directory + "/autocorrelation.csv")
    guard let value = table.column("autocovarianceJ")?.first ?? nil,
      let error = table.column("standardErrorJ")?.first ?? nil
    else { throw FileError(.badData, path: table.path, "lacks autocovarianceJ or standardErrorJ") }
    return Estimate(value: value, standardError: error)
  }

  /// P(N) from N = 0.
  func distributionOfN() throws -> [Estimate] {
    let table = try TableReader(directory + "/histogram_N.csv")
    guard let values = table.column("probability"), let errors = table.column("standardError") else {
      throw FileError(.badData, path: table.path, "lacks probability or standardError")
    }
    return zip(values, errors).map { Estimate(value: $0 ?? .nan, standardError: $1 ?? .nan) }
  }

  /// Share of the time with S > 0 in that with S ≠ 0. Its error is not known: values of S next to each other are correlated.
  func shareOfPositiveSpin() throws -> Double {
    let table = try TableReader(directory + "/histogram_S.csv")
    guard let values = table.column("value"), let probabilities = table.column("probability") else {
      throw FileError(.badData, path: table.path, "lacks value or probability")
    }
    var (up, down) = (0.0, 0.0)
    for (value, probability) in zip(values, probabilities) {
      if (value ?? 0) > 0 { up += probability ?? 0 }
      if (value ?? 0) < 0 { down += probability ?? 0 }
    }
    return up / (up + down)
  }

  /// Times that a trajectory forgets N, over all trajectories: the number of independent samples, about.
  func independentSamples(tauN: Double) -> Double {
    Double(summary.run.trajectories) * summary.run.duration / (2 * tauN)
  }
}
