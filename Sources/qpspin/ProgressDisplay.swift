import Campaign
import Foundation
import Synchronization

/// Shows progress on standard error: one line that is redrawn on a terminal, else a plain line now and then.
final class ProgressDisplay {
  private let timer: any DispatchSourceTimer
  private let queue = DispatchQueue(label: "qpspin.progress")
  private let painter = ProgressPainter()
  private var isEnded = false

  /// - Parameter isBounded: whether the run may end before all that it could run.
  init(_ meter: ProgressMeter, isBounded: Bool) {
    timer = DispatchSource.makeTimerSource(queue: queue)
    let interval = painter.isTerminal ? 0.5 : 30
    timer.schedule(deadline: .now() + interval, repeating: interval)
    let precision = PrecisionWatch(meter)
    timer.setEventHandler { [painter] in
      painter.show(
        ProgressLine(meter.reading, relativeErrorOfTauN: precision.current(), isBounded: isBounded))
    }
    timer.resume()
  }

  /// Stops and leaves the line clean; more than once is as good as once.
  func end() {
    if isEnded { return }
    isEnded = true
    timer.cancel()
    queue.sync {}
    painter.clear()
  }
}

/// Standard error as a terminal, or as a log.
private final class ProgressPainter: Sendable {
  private let terminal: Mutex<ProgressTerminal?>
  let isTerminal: Bool

  init() {
    let found = ProgressTerminal()
    isTerminal = found != nil
    terminal = Mutex(found)
  }

  func show(_ line: ProgressLine) {
    terminal.withLock { if $0 == nil { StandardStreams.writeError(line.plain + "\n") } else { $0?.draw(line) } }
  }

  func clear() { terminal.withLock { $0?.clear() } }
}

/// The relative error of `tauN`, worked out rarely enough that the run does not feel it.
private final class PrecisionWatch: Sendable {
  private struct State {
    var value: Double?
    var next = 2.0
  }

  private let meter: ProgressMeter
  private let state = Mutex(State())

  init(_ meter: ProgressMeter) { self.meter = meter }

  /// The last value; a new one when fifty times the time that one takes is over.
  func current() -> Double? {
    let begin = meter.reading.elapsed
    let state = state.withLock { $0 }
    if begin < state.next { return state.value }
    let value = meter.relativeErrorOfTauN()
    let end = meter.reading.elapsed
    self.state.withLock { $0 = State(value: value, next: end + max(2, 50 * (end - begin))) }
    return value
  }
}

/// A terminal that redraws its last line.
struct ProgressTerminal {
  /// Columns that the line took, from which what a narrower window has made of it is known.
  private var drawn = 0
  /// Whether lines are broken anew when the window becomes narrower. xterm and screen cut them off; tmux within does not.
  private let reflows: Bool

  /// nil where standard error is no terminal, or one that cannot redraw.
  init?() {
    let environment = ProcessInfo.processInfo.environment
    let kind = environment["TERM"] ?? ""
    if isatty(STDERR_FILENO) != 1 || kind.isEmpty || kind == "dumb" { return nil }
    reflows = environment["TMUX"] != nil || (environment["XTERM_VERSION"] == nil && environment["STY"] == nil)
  }

  mutating func draw(_ line: ProgressLine) {
    // The last column stays free: some terminals go to the next line when it is written.
    let text = line.text(columns: max(1, ProgressTerminal.columns - 1))
    StandardStreams.writeError(erasing + text)
    drawn = text.count
  }

  mutating func clear() {
    if drawn > 0 { StandardStreams.writeError(erasing) }
    drawn = 0
  }

  /// To the first column of what was drawn, which a window that has become narrower shows in several lines; and away.
  private var erasing: String {
    let lines = drawn > 0 && reflows ? (drawn - 1) / max(1, ProgressTerminal.columns) : 0
    return "\r" + (lines > 0 ? "\u{1B}[\(lines)A" : "") + "\u{1B}[J"
  }

  /// Width of the window, asked for each time: it may change.
  private static var columns: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}
