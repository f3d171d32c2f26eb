import ClusterModel
import Foundation
import GSLBridge
public import Results
import Theory

/// Sets a finished run beside the exact solution, or beside Fokker-Planck where that is not to be had.
public struct Verifier: Sendable {
  private let reader: ResultsReader

  /// - Throws: `FileError`: `badData` where there is no whole results directory at `path`.
  public init(_ path: String) throws(FileError) { reader = try ReportDirectory.read(path) }

  /// Of the whole run.
  public var name: String { reader.sweep?.name ?? reader.summaries.first?.name ?? reader.path }

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
    let run = try RunSettings(directory)
    // From a given start without burn-in there is nothing stationary, but the way there can be compared.
    if let start = run.start, summary.run.burnIn < 3 * (summary.scales.tf ?? .infinity) {
      remarks.append("the run starts from N = \(start.N), m = \(start.m) and is compared in time, from ensemble.csv")
      var comparisons: [Comparison] = []
      do { try compareEnsemble(from: start, &comparisons) } catch let error as MasterEquationError {
        remarks.append("no exact solution: \(error)")
      }
      return (.exact, comparisons, remarks)
    }
    let theory: TheoreticalEstimates
    let source: ReferenceSource
    var systematic = 0.0
    do {
      theory = try TheoreticalEstimates.exact(
        parameters, model: summary.model, fluxPerSpin: run.fluxPerSpin, limits: MasterEquationLimits())
      source = .exact
    } catch {
      remarks.append("no exact solution: \(error)")
      source = .fokkerPlanck
      guard summary.scales.regime != Regime.unpolarized.rawValue, let N0 = summary.scales.N0, N0 > 0,
        let law = TheoreticalEstimates.fokkerPlanck(
          parameters, model: summary.model, fluxPerSpin: run.fluxPerSpin)
      else {
        remarks.append("Fokker-Planck does not hold here: nothing to compare with")
        return (source, [], remarks)
      }
      theory = law
      // Leading order in 1/N and m/N: docs/verification.md has the size of the rest, up to about 4/N0.
      systematic = 4 / N0 + 2 * (summary.scales.m0 ?? 0) / N0
      remarks.append(
        "Fokker-Planck holds up to terms of order 1/N0 and m/N: "
          + String(format: "%.2g %% is added to each standard error", 100 * systematic))
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
    if systematic > 0 { comparisons = comparisons.map { $0.widened(by: systematic) } }
    return (source, comparisons, remarks)
  }

  /// Means of N, m, S, |S| against the time since the start, at about a dozen moments.
  private func compareEnsemble(from start: State, _ comparisons: inout [Comparison]) throws {
    let table = try TableReader(directory + "/ensemble.csv")
    let rows = table.rows.indices.filter { $0 > 0 && $0 % max(1, table.rows.count / 12) == 0 }
    guard let times = table.column("time") else { throw FileError(.badData, path: table.path, "lacks time") }
    let chosen = rows.filter { times[$0] != nil }
    let states = try TransientSolution.states(
      parameters, model: summary.model, from: start, at: chosen.compactMap { times[$0] })
    for (row, state) in zip(chosen, states) {
      for (letter, reference) in [
        ("N", state.meanN), ("M", state.meanM), ("S", state.meanS), ("AbsS", state.meanAbsS),
      ] {
        guard let value = table.column("mean\(letter)")?[row], let error = table.column("standardError\(letter)")?[row],
          error > 0
        else { continue }
        add(&comparisons, "mean\(letter) at \(String(format: "%.3g", state.time)) s", value, error, reference)
      }
    }
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
      guard let N = values[i], let value = probabilities[i], N >= 0, N < Double(exact.count) else { continue }
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
}
