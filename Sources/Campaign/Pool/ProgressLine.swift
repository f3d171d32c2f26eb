import Foundation

/// What is said of a run's progress, in as much room as there is.
public struct ProgressLine: Sendable {
  private let reading: ProgressMeter.Reading
  private let relativeErrorOfTauN: Double?
  private let isBounded: Bool

  /// - Parameters:
  ///   - relativeErrorOfTauN: nil where it is not known yet.
  ///   - isBounded: whether the run may end before all that it could run.
  public init(_ reading: ProgressMeter.Reading, relativeErrorOfTauN: Double?, isBounded: Bool) {
    self.reading = reading
    self.relativeErrorOfTauN = relativeErrorOfTauN
    self.isBounded = isBounded
  }

  private var percent: String { String(format: "%3.0f %%", (100 * reading.done).rounded(.down)) }
  private var tasks: String { "\(reading.finishedBlocks)/\(reading.blocks)" }
  /// None before the first task is done.
  private var rate: [String] {
    reading.events > 0 ? [String(format: "%.3g events/s", reading.eventsPerSecond)] : []
  }

  private var left: String {
    if reading.isFinishing { return "writing results" }
    guard let remaining = reading.remaining else { return "time left unknown" }
    return (isBounded ? "at most " : "") + "\(ProgressLine.duration(remaining)) left"
  }

  private var precision: String? {
    relativeErrorOfTauN.map { String(format: "tauN ± %.2g %%", 100 * $0) }
  }

  /// For a log: no bar.
  public var plain: String {
    ([percent.trimmingCharacters(in: .whitespaces), tasks + " tasks"] + rate + [left] + [precision].compactMap(\.self))
      .joined(separator: "  ")
  }

  /// For a terminal: a bar, and of the rest what fits, the most important first.
  public func text(columns: Int) -> String {
    let choices = [
      [percent, tasks + " tasks"] + rate + [left] + [precision].compactMap(\.self),
      [percent, tasks + " tasks"] + rate + [left],
      [percent, tasks, left], [percent, left], [percent],
    ]
    for words in choices {
      let text = words.joined(separator: "  ")
      let room = min(50, columns - text.count - 4)
      if room >= 8 { return bar(room) + "  " + text }
    }
    let text = choices.last?.joined() ?? ""
    return String(text.prefix(columns))
  }

  private func bar(_ width: Int) -> String {
    let filled = min(width, max(0, Int((Double(width) * reading.done).rounded(.down))))
    return "[" + String(repeating: "#", count: filled) + String(repeating: "-", count: width - filled) + "]"
  }

  static func duration(_ seconds: Double) -> String {
    if !(seconds < 3.6e8) { return "more than 100000 h" }
    let whole = Int(seconds.rounded(.up))
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3600) h \(whole % 3600 / 60) min"
  }
}
