import Campaign
import Foundation

/// Shows progress on standard error: one line that is redrawn on a terminal, else a plain line now and then.
final class ProgressDisplay {
  private let timer: any DispatchSourceTimer
  private let queue = DispatchQueue(label: "qpspin.progress")
  private let isTerminal: Bool

  init(_ meter: ProgressMeter) {
    let isTerminal = isatty(STDERR_FILENO) == 1
    self.isTerminal = isTerminal
    timer = DispatchSource.makeTimerSource(queue: queue)
    let interval = isTerminal ? 0.5 : 30
    timer.schedule(deadline: .now() + interval, repeating: interval)
    timer.setEventHandler {
      let reading = meter.reading
      let line = ProgressDisplay.line(reading, width: isTerminal ? 24 : 0)
      StandardStreams.writeError(isTerminal ? "\r\u{1B}[K" + line : line + "\n")
    }
    timer.resume()
  }

  /// Stops and leaves the line clean.
  func end() {
    timer.cancel()
    queue.sync {}
    if isTerminal { StandardStreams.writeError("\r\u{1B}[K") }
  }

  static func line(_ reading: ProgressMeter.Reading, width: Int) -> String {
    let filled = Int((Double(width) * reading.done).rounded(.down))
    let bar =
      width > 0
      ? "[" + String(repeating: "#", count: filled) + String(repeating: "-", count: width - filled) + "] " : ""
    let percent = String(format: "%3.0f %%", 100 * reading.done)
    let rate = String(format: "%.3g events/s", reading.eventsPerSecond)
    let left = reading.remaining.map { "\(duration($0)) left" } ?? "time left unknown"
    return "\(bar)\(percent)  \(reading.finishedBlocks)/\(reading.blocks) tasks  \(rate)  \(left)"
  }

  static func duration(_ seconds: Double) -> String {
    if seconds >= 3.6e8 { return "more than 100000 h" }
    let whole = Int(seconds.rounded(.up))
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3600) h \(whole % 3600 / 60) min"
  }
}
