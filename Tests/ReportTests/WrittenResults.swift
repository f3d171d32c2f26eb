import ClusterModel
import Foundation
import Results
import Statistics
import TestSupport

/// Results directories as `run` writes them, with numbers from formulas.
struct WrittenResults {
  var name = "written"
  var model = ModelName.su2
  var parameters = Parameters(injectionRate: 20, volume: 1, gamma: 18, gammaTriplet: 1.8e-3, spinFlipTime: 10)
  var hasErrors = true
  var hasTheory = true
  var initialState = "\"stationary\""
  var exact = "auto"
  /// Times larger than a small cluster.
  var size = 1
  var warnings: [String] = []

  private var hasSpin: Bool { model.spinVector != .absent }
  private var N0: Double { 10 * Double(size) }

  /// Writes a point's files into `directory` of `scratch`.
  func write(to directory: String, in scratch: Scratch) throws {
    func put(_ table: Table, _ name: String) throws { try scratch.write(table.data, to: "\(directory)/\(name)") }
    try put(histogram(from: 0, to: 3 * 10 * size, peak: N0, step: 1), "histogram_N.csv")
    if model.hasReversedSpins {
      try put(histogram(from: 0, to: 3, peak: 0, step: 1), "histogram_m.csv")
      let lowest = model.spinVector == .pinned ? -30 * size : 0
      try put(histogram(from: lowest, to: 30 * size, peak: N0 / 2, step: 0.5), "histogram_S.csv")
    }
    var joint = Table(["N", "m", "probability"])
    for N in 0...(30 * size) {
      for m in 0...(model.hasReversedSpins ? 3 : 0) where m <= N {
        joint.add([Double(N), Double(m), exp(-pow(Double(N) / N0 - 1, 2) - 3 * Double(m)) / Double(size)])
      }
    }
    try put(joint, "joint_N_m.csv")
    try put(
      curve("lag", (0...60).map { 0.2 * Double($0) }, "autocovariance") { 25 * exp(-$0 / 2) }, "autocorrelation.csv")
    let frequencies = [0] + (0...40).map { 0.005 * pow(1.15, Double($0)) }
    try put(curve("frequency", frequencies, "noise") { 100 / (1 + pow(4 * Double.pi * $0, 2)) }, "spectrum.csv")
    var trace = Table(["trajectory", "time", "N", "m", "Sx", "Sy", "Sz"])
    for trajectory in 0..<2 {
      for i in 0..<50 {
        let S: Double? = hasSpin ? N0 / 2 * cos(Double(i) / 8) : nil
        trace.add([Double(trajectory), Double(i), N0, 0, hasSpin ? 0 : nil, hasSpin ? 0 : nil, S])
      }
    }
    try put(trace, "trace.csv")
    try scratch.write(JSONText.encode(summary), to: "\(directory)/summary.json")
    try scratch.write(config, to: "\(directory)/config.json")
  }

  private func histogram(from first: Int, to last: Int, peak: Double, step: Double) -> Table {
    var table = Table(["value", "probability", "standardError"] + (hasTheory ? ["exact", "fokkerPlanck"] : []))
    let width = 3 * Double(size)
    let norm = step / (width * Double.pi.squareRoot())
    for place in first...last {
      let value = step * Double(place)
      let p = peak == 0 ? pow(0.05, value) * 0.95 : norm * exp(-pow((abs(value) - peak) / width, 2))
      table.add([value, p, hasErrors ? 0.01 * p : nil] + (hasTheory ? [p, 1.1 * p] : []))
    }
    return table
  }

  private func curve(_ x: String, _ places: [Double], _ y: String, _ value: (Double) -> Double) -> Table {
    var table = Table(
      [x] + ["N", "J"].flatMap { [y + $0, "standardError" + $0] }
        + (hasTheory ? ["exactN", "fokkerPlanckN", "exactJ", "fokkerPlanckJ"] : []))
    for place in places {
      let v = value(place)
      let error = hasErrors ? 0.02 * v : nil
      table.add(
        [place, v, error, hasSpin ? v : nil, hasSpin ? error : nil]
          + (hasTheory ? [v, 0.8 * v, hasSpin ? v : nil, hasSpin ? 0.8 * v : nil] : []))
    }
    return table
  }

  /// Averages against time, for a transient.
  var ensemble: Table {
    var table = Table(["time", "meanN", "standardErrorN", "meanS", "standardErrorS", "exactN", "meanFieldN"])
    for i in 0...40 {
      let N = N0 * (1 - exp(-Double(i) / 5))
      table.add([Double(i), N, 0.1, N / 2, 0.05, N, 0.9 * N])
    }
    return table
  }

  var summary: Summary {
    var estimates: [String: EstimateRecord] = [:]
    var values = ["meanN": 10.9, "varianceN": 26.1, "noiseN": 118, "tauN": 2.26, "tauNFit": 2.3]
    if hasSpin { values.merge(["noiseJ": 120, "tauJ": 4.4, "tauJFit": 4.4, "fluxNoise": 9.6e-12]) { $1 } }
    if model.hasReversedSpins { values.merge(["meanM": 0.055, "meanS": 5.4, "polarization": 0.99]) { $1 } }
    for (name, value) in values {
      estimates[name] = EstimateRecord(Estimate(value: value, standardError: hasErrors ? 0.01 * value : .nan))
    }
    return Summary(
      name: name, model: model, parameters: ParameterRecord(parameters), algorithm: "direct",
      scales: ScaleRecord(
        N0: N0, m0: 0.05, tf: 4.6, regime: "spin-relaxation", meanFieldN: N0, meanFieldPolarization: 0.98),
      run: RunRecord(
        trajectories: hasErrors ? 64 : 1, endedBy: "trajectories", duration: 1000, burnIn: 50, seed: 1, rng: "taus113",
        streams: "whole-state", point: 0, firstTrajectory: 0, events: 1_000_000, burnInEvents: 50_000,
        eventsByProcess: ["spinFlip": 1000]),
      estimates: estimates,
      eventRates: ["spinFlip": EstimateRecord(Estimate(value: 0.98, standardError: 0.004))],
      diagnostics: DiagnosticRecord(
        windowN: 18, windowJ: hasSpin ? 36 : nil, correlationTimesPerTrajectory: 227, errorRatioMeanN: 1),
      warnings: warnings)
  }

  private var config: String {
    """
    { "name": "\(name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))", "squid": { "fluxPerSpin": 1e-7 },
      "initialState": \(initialState), "ensemble": null, "exact": "\(exact)" }
    """
  }

  /// Writes a sweep over the given volumes and rates, in that order, the last varying fastest.
  func writeSweep(volumes: [Double], rates: [Double] = [20], to directory: String, in scratch: Scratch) throws {
    var index = 0
    var table = Table(["point", "injectionRate", "volume", "meanN", "standardErrorMeanN"])
    for rate in rates {
      for volume in volumes {
        index += 1
        var point = self
        point.parameters.volume = volume
        point.parameters.injectionRate = rate
        try point.write(to: directory + String(format: "/points/%04d", index), in: scratch)
        table.add([Double(index), rate, volume, 10.9, 0.1])
      }
    }
    try scratch.write(table.data, to: directory + "/sweep.csv")
    try scratch.write(config, to: directory + "/config.json")
    let sweep = SweepSummary(
      name: name, model: model, points: index, events: 1000 * index, burnInEvents: index, warnings: warnings)
    try scratch.write(JSONText.encode(sweep), to: directory + "/summary.json")
  }
}

extension Scratch {
  /// Names of the files in a directory, in order.
  func files(in directory: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path + "/" + directory).sorted()
  }
}
