import ClusterModel
import Foundation
import GSLBridge
public import Results
import Theory

/// Sets a finished run beside the exact solution, or beside Fokker-Planck where that is not to be had.
public struct Verifier: Sendable {
  private let reader: ResultsReader

  public init(_ reader: ResultsReader) { self.reader = reader }

  /// Compares every point.
  /// - Throws: `FileError` when a table is missing or damaged.
  public func verify() throws -> [Verification] {
    var points: [(source: ReferenceSource, comparisons: [Comparison], remarks: [String])] = []
    for (index, summary) in reader.summaries.enumerated() {
      points.append(try PointVerifier(summary, directory: reader.directory(ofPoint: index)).compare())
    }
    let count = points.reduce(0) { $0 + $1.comparisons.count }
    return points.enumerated().map { index, point in
      let trajectories = reader.summaries[index].run.trajectories
      // Bonferroni: the family level shared out evenly; the errors come from the spread of so many trajectories.
      let threshold = StudentDistribution.twoSidedQuantile(
        probability: Verification.familyLevel / Double(max(1, count)),
        degreesOfFreedom: Double(max(1, min(trajectories, 512) - 1)))
      return Verification(
        point: index + 1, source: point.source, comparisons: point.comparisons, threshold: threshold,
        remarks: point.remarks)
    }
  }
}

/// Compares one point.
private struct PointVerifier {
  let summary: Summary
  let directory: String
  let parameters: Parameters

  init(_ summary: Summary, directory: String) {
    self.summary = summary
    self.directory = directory
    parameters = summary.parameters.parameters
  }

  func compare() throws -> (source: ReferenceSource, comparisons: [Comparison], remarks: [String]) {
    var remarks = summary.warnings
    let flux = try fluxPerSpin()
    let theory: TheoreticalEstimates
    let source: ReferenceSource
    do {
      theory = try TheoreticalEstimates.exact(parameters, model: summary.model, fluxPerSpin: flux)
      source = .exact
    } catch {
      remarks.append("no exact solution: \(error)")
      source = .fokkerPlanck
      guard let law = TheoreticalEstimates.fokkerPlanck(parameters, model: summary.model, fluxPerSpin: flux) else {
        remarks.append("no Fokker-Planck solution either: nothing to compare with")
        return (source, [], remarks)
      }
      theory = law
    }
    var comparisons: [Comparison] = []
    for name in EstimateName.all {
      guard let estimate = summary.estimates[name], let reference = theory.values[name] else { continue }
      add(&comparisons, name, estimate.value, estimate.standardError, reference)
    }
    for (name, reference) in theory.eventRates.sorted(by: { $0.key < $1.key }) {
      // A handful of events is not normally distributed.
      guard let rate = summary.eventRates[name], (summary.run.eventsByProcess[name] ?? 0) >= 100 else { continue }
      add(&comparisons, "rate of \(name)", rate.value, rate.standardError, reference)
    }
    try compareHistogram(theory, &comparisons)
    try compareCorrelations(theory, &comparisons)
    return (source, comparisons, remarks)
  }

  private func add(
    _ comparisons: inout [Comparison], _ quantity: String, _ value: Double, _ error: Double?, _ reference: Double
  ) {
    guard let error, reference.isFinite else { return }
    // Numbers without any spread agree or do not, up to rounding.
    if error == 0 && abs(value - reference) <= 1e-9 * abs(reference) { return }
    comparisons.append(Comparison(quantity, value: value, standardError: error, reference: reference))
  }

  /// P(N), where N was visited often enough for a normal distribution: at least 100 times independently.
  private func compareHistogram(_ theory: TheoreticalEstimates, _ comparisons: inout [Comparison]) throws {
    guard let tauN = theory.values["tauN"] else { return }
    let table = try TableReader(directory + "/histogram_N.csv")
    guard let values = table.column("value"), let probabilities = table.column("probability"),
      let errors = table.column("standardError")
    else { throw FileError(.badData, path: table.path, "lacks value, probability or standardError") }
    let visits = Double(summary.run.trajectories) * summary.run.duration / (2 * tauN)
    let exact = theory.probabilityN()
    for i in values.indices {
      guard let N = values[i], let value = probabilities[i], N >= 0, Int(N) < exact.count else { continue }
      if exact[Int(N)] * visits >= 100 { add(&comparisons, "P(N = \(Int(N)))", value, errors[i], exact[Int(N)]) }
    }
  }

  /// C_N and C_J at a few lags up to three correlation times.
  private func compareCorrelations(_ theory: TheoreticalEstimates, _ comparisons: inout [Comparison]) throws {
    let table = try TableReader(directory + "/autocorrelation.csv")
    guard let lags = table.column("lag")?.compactMap({ $0 }), lags.count == table.rows.count else {
      throw FileError(.badData, path: table.path, "lacks lag")
    }
    for letter in ["N", "J"] {
      guard let time = theory.values["tau\(letter)"], let values = table.column("autocovariance\(letter)"),
        let errors = table.column("standardError\(letter)")
      else { continue }
      var places: [Int] = []
      for multiple in [0.1, 0.3, 1, 2, 3] {
        let place = lags.firstIndex { $0 >= multiple * time } ?? lags.count - 1
        if place > 0 && places.last != place { places.append(place) }
      }
      let chosen = places.map { lags[$0] }
      guard let references = letter == "N" ? theory.autocovarianceN(lags: chosen) : theory.autocovarianceJ(lags: chosen)
      else { continue }
      for (place, reference) in zip(places, references) {
        guard let value = values[place] else { continue }
        add(&comparisons, "C_\(letter)(\(String(format: "%.3g", lags[place])) s)", value, errors[place], reference)
      }
    }
  }

  /// From the point's config.json.
  private func fluxPerSpin() throws(FileError) -> Double {
    struct Config: Decodable {
      struct Loop: Decodable { let fluxPerSpin: Double }
      let squid: Loop
    }
    let path = directory + "/config.json"
    let data = try ResultsReader.contents(path)
    guard let config = try? JSONDecoder().decode(Config.self, from: data) else {
      throw FileError(.badData, path: path, "is not a config of qpspin")
    }
    return config.squid.fluxPerSpin
  }
}
