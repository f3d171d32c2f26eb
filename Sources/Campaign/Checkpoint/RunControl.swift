import Dispatch
import Kernel
import Synchronization

/// From outside a run: when it is to save what it has, and whether it is to stop.
public final class RunControl: Sendable {
  /// Seconds between checkpoints.
  public let interval: Double
  let request = PauseRequest()
  private let reason = Mutex<String?>(nil)
  private let warning: @Sendable (String) -> Void
  private let longestSave = Mutex(0.0)

  /// Five minutes.
  public static let defaultInterval = 300.0

  /// - Parameter warn: told of damage that was got over, in one sentence each; from any thread.
  public init(interval: Double = RunControl.defaultInterval, warn: @escaping @Sendable (String) -> Void = { _ in }) {
    self.interval = interval
    warning = warn
  }

  /// Lets the run stop as soon as everything is saved; the first reason counts.
  public func stop(_ reason: String) {
    self.reason.withLock { if $0 == nil { $0 = reason } }
    request.stop()
  }

  public var isStopping: Bool { request.isStop }
  var stopReason: String { reason.withLock { $0 ?? "a request" } }

  func warn(_ message: String) { warning(message) }

  /// How long the slowest checkpoint took so far, in s.
  public internal(set) var saveTime: Double {
    get { longestSave.withLock { $0 } }
    set { longestSave.withLock { $0 = max($0, newValue) } }
  }

  /// Seconds on a clock that nobody can set.
  public static var now: Double { Double(DispatchTime.now().uptimeNanoseconds) * 1e-9 }
}

/// A run that stopped before its end, with everything saved.
public struct RunStopped: Error, Sendable {
  /// What stopped it.
  public let reason: String
  /// Share of the work that is done, 0 to 1.
  public let done: Double
}
