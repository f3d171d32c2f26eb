import Foundation
import Kernel
import Results
import Theory

/// The text that `plan` prints: what would run, and what it takes.
public struct PlanTable: Sendable {
  public let text: String

  /// Typical speed of one core, where none was measured, in events/s.
  static let eventsPerSecond = 5e7

  /// - Parameter calibration: what short runs took; nil: events from mean field and a typical speed.
  public init(_ plan: CampaignPlan, threads: Int, calibration: Calibration? = nil) {
    let configuration = plan.configuration
    func number(_ value: Double) -> String { value.isFinite ? String(format: "%.4g", value) : "none" }
    var lines = [
      "\(configuration.name): \(configuration.model.rawValue), \(plan.points.count) "
        + "\(plan.points.count == 1 ? "point" : "points") of \(configuration.trajectories) "
        + "\(configuration.trajectories == 1 ? "trajectory" : "trajectories"), "
        + "rng \(plan.generator.name), seed \(configuration.seed)"
        + (configuration.accuracy.map { ", \(configuration.algorithm.rawValue) with accuracy \($0.plain)" } ?? ""),
      "",
    ]
    if let line = PlanTable.suppression(plan) { lines.insert("  " + line, at: 1) }
    let parameters = ParameterColumns.varying(in: plan.points.map(\.parameters))
    var rows = [
      ["point"] + parameters.map(\.symbol)
        + ["N0", "m0", "t_f [s]", "regime", "duration [s]", "burn-in [s]", "events"]
    ]
    for (index, point) in plan.points.enumerated() where index < 20 || index == plan.points.count - 1 {
      if index == plan.points.count - 1 && index > 20 { rows.append(["…"]) }
      let events = calibration?.expectation(index, in: plan).events ?? point.expectedEvents
      rows.append(
        ["\(index + 1)"] + parameters.map { $0.value(point.parameters).map(number) ?? "none" } + [
          number(point.scales.N0), number(point.scales.m0), number(point.scales.tf), point.scales.regime.rawValue,
          number(point.duration), number(point.burnIn), number(events),
        ])
    }
    lines += TextColumns.lines(rows)
    let expected = plan.points.indices.map { index in
      let point = plan.points[index]
      let seconds = point.expectedWork / PlanTable.eventsPerSecond
      return calibration?.expectation(index, in: plan)
        ?? (point.expectedEvents, seconds, seconds / Double(point.blockCount))
    }
    let events = expected.reduce(0) { $0 + $1.0 }
    let work = expected.reduce(0) { $0 + $1.1 }
    let parallel = Double(min(threads, max(1, plan.blockCount)))
    // Workers cannot share a job: the longest one is the least that the run takes.
    let time = max(work / parallel, expected.map(\.2).max() ?? 0)
    let theory = calibration == nil ? 0 : TheoryCost.seconds(plan) / Double(min(threads, plan.points.count))
    let most = configuration.precision == nil ? "" : "at most "
    lines += [
      "",
      "  expected: \(most)\(number(events)) events, about \(PlanTable.time(time)) on "
        + "\(threads) \(threads == 1 ? "core" : "cores"), "
        + (theory >= 1 ? "\(PlanTable.time(theory)) for exact solutions, " : "")
        + "\(PlanTable.memory(plan, threads: threads)) MB of memory",
    ]
    if let note = PlanTable.emptyLanes(plan, threads: threads), time >= 5 { lines.append("  note: " + note) }
    text = lines.onePerLine
  }

  /// Fewer trajectories than draw events at once: nil where there are enough. Leaps go one by one.
  private static func emptyLanes(_ plan: CampaignPlan, threads: Int) -> String? {
    let trajectories = plan.points.reduce(0) { $0 + $1.trajectories }
    let isInStep = plan.points.contains { $0.leapAccuracy == nil }
    guard trajectories < laneCount * threads, isInStep else { return nil }
    return
      "a core draws events for eight trajectories in little more time than for one; here are \(trajectories) for "
      + "\(threads) \(threads == 1 ? "core" : "cores"), and more and shorter ones would take less time"
  }

  /// Which form K has in the constants that follow from the numbers of a material; nil where none does.
  private static func suppression(_ plan: CampaignPlan) -> String? {
    let material = plan.configuration.material
    if material.name != nil { return nil }
    let numbers = material.numbers
    func part(_ K: PhononSuppression, at energy: String, in constant: String) -> String {
      "K(\(energy)) = \(String(format: "%.4g", K.factor)) in \(constant): \(K.regime.formula)"
    }
    var parts: [String] = []
    if plan.points.contains(where: { $0.parameters.gammaTriplet == numbers.gammaTriplet(gamma: material.gamma) }) {
      parts.append(part(numbers.tripletSuppression, at: "Δ", in: "Γ̄t"))
    }
    if plan.points.contains(where: { $0.parameters.spinFlipTime == numbers.spinFlipTime }) {
      parts.append(part(numbers.flipSuppression, at: "δε", in: "τs"))
    }
    return parts.isEmpty ? nil : "material: " + parts.joined(separator: "; ")
  }

  static func time(_ seconds: Double) -> String {
    switch seconds {
    case ..<1: "1 s"
    case ..<120: String(format: "%.0f s", seconds)
    case ..<7200: String(format: "%.0f min", seconds / 60)
    case ..<172_800: String(format: "%.1f h", seconds / 3600)
    case ..<1e9: String(format: "%.1f days", seconds / 86400)
    default: String(format: "%.3g years", seconds / 31_557_600)
    }
  }

  /// Tables of the trajectories that run at once and of the points in work, from the size of N that mean field expects.
  private static func memory(_ plan: CampaignPlan, threads: Int) -> Int {
    let bytes = plan.points.map { point in
      let size = max(point.scales.N0.isFinite ? point.scales.N0 : 0, point.scales.meanFieldN, 32)
      let N = 4 * min(size, Double(TrajectoryTask.defaultPopulationLimit))
      // m is small beside N, but where it passes N/2 when the spin reverses.
      let columns =
        switch point.model {
        case .heisenberg, .su2: N / 8
        case .ising, .polarizedIsing: N / 4
        case .polarized: 4.0
        }
      let cells = min(N * columns, Double(OccupationTimes.cellLimit))
      let tables = min(point.trajectories, threads * (point.leapAccuracy == nil ? laneCount : 1))
      let blocks = Double(point.blockCount * point.lags.count) * 7 * 8
      // A quarter more: of a table that grows there are two for a moment.
      return Double(tables) * (cells + 8 * N) * 8 * 1.25 + blocks
    }
    return 32 + Int((bytes.max() ?? 0) / 1e6)
  }
}
