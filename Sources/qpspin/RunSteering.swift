import ArgumentParser
import Campaign
import Dispatch
import Foundation
import Results

/// When a run saves, when it stops, and which part of it is done.
struct RunSteering: ParsableArguments {
  @Option(name: .long, help: "Run only part K of N, to be joined by `merge`.")
  var shard: String?

  @Option(name: .customLong("time-limit"), help: "Stop in time to be saved after this time: 90s, 30m, 1h30m, 1:30:00.")
  var timeLimit: String?

  @Option(name: .customLong("checkpoint-interval"), help: "Time between checkpoints. (default: 5m)")
  var checkpointInterval: String?

  func validate() throws {
    _ = try TimeSpan.seconds(timeLimit, "--time-limit", least: 1)
    _ = try TimeSpan.seconds(checkpointInterval, "--checkpoint-interval", least: TimeSpan.leastInterval)
    _ = try part
  }

  var part: Shard? {
    get throws {
      guard let shard else { return nil }
      let numbers = shard.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
      if numbers.count == 2, let index = numbers[0], let count = numbers[1], let part = Shard(index, of: count) {
        return part
      }
      throw ValidationError(
        "--shard is \(shard.oneLine()); it must be K/N with 1 ≤ K ≤ N ≤ \(Shard.most), such as 2/8")
    }
  }

  /// What steers a run, from the options.
  func control(quiet: Bool) throws -> RunControl {
    let interval =
      try TimeSpan.seconds(checkpointInterval, "--checkpoint-interval", least: 0) ?? RunControl.defaultInterval
    return RunControl(interval: interval) { message in
      if !quiet { StandardStreams.writeError("qpspin: warning: \(message)\n") }
    }
  }

  /// Starts to listen for signals and to look at the clock.
  func watch(_ control: RunControl, quiet: Bool) throws -> RunWatch {
    var deadlines: [RunWatch.Deadline] = []
    if let limit = try TimeSpan.seconds(timeLimit, "--time-limit", least: 0) {
      deadlines.append(.init(time: RunWatch.begun + limit, margin: min(limit / 10, 10), reason: "the time limit"))
    }
    if let text = ProcessInfo.processInfo.environment["SLURM_JOB_END_TIME"], let end = Double(text) {
      let left = end - Date.now.timeIntervalSince1970
      if left > 0, left < 1e8 {
        deadlines.append(
          .init(time: RunControl.now + left, margin: min(left / 10, 60), reason: "the end of the Slurm job"))
      }
    }
    return RunWatch(control, deadlines: deadlines)
  }
}

/// Stops a run on signals and at its time limit.
final class RunWatch {
  struct Deadline: Sendable {
    /// On the clock of `RunControl.now`.
    let time: Double
    /// Seconds before it at which the run stops, besides what saving takes.
    let margin: Double
    let reason: String
  }

  /// About when the program started.
  static let begun = RunControl.now

  private var sources: [any DispatchSourceProtocol] = []

  init(_ control: RunControl, deadlines: [Deadline]) {
    let queue = DispatchQueue(label: "qpspin.signals")
    for (number, name) in [(SIGINT, "SIGINT"), (SIGTERM, "SIGTERM"), (SIGUSR1, "SIGUSR1"), (SIGHUP, "SIGHUP")] {
      // nohup ignores it for good.
      if number == SIGHUP && RunWatch.isIgnored(SIGHUP) { continue }
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        if number == SIGINT && control.isStopping {
          // For the second time: at once. What is on the disk is whole at each moment.
          signal(SIGINT, SIG_DFL)
          // All threads of Dispatch block signals: sent to the process, it would come here again.
          var interrupt = sigset_t()
          sigemptyset(&interrupt)
          sigaddset(&interrupt, SIGINT)
          pthread_sigmask(SIG_UNBLOCK, &interrupt, nil)
          raise(SIGINT)
        }
        control.stop(name)
      }
      source.resume()
      sources.append(source)
    }
    guard !deadlines.isEmpty else { return }
    let timer = DispatchSource.makeTimerSource(queue: queue)
    timer.schedule(deadline: .now(), repeating: 0.2)
    timer.setEventHandler {
      for deadline in deadlines where RunControl.now >= deadline.time - deadline.margin - 3 * control.saveTime {
        control.stop(deadline.reason)
      }
    }
    timer.resume()
    sources.append(timer)
  }

  func end() { for source in sources { source.cancel() } }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    let ignore = unsafeBitCast(SIG_IGN, to: Int.self)
    #if canImport(Glibc)
      return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == ignore
    #else
      return unsafeBitCast(action.__sigaction_u.__sa_handler, to: Int.self) == ignore
    #endif
  }
}

/// Times as a user writes them.
enum TimeSpan {
  /// Between checkpoints, in s.
  static let leastInterval = 0.1

  /// The value of an option.
  static func seconds(_ text: String?, _ option: String, least: Double) throws -> Double? {
    guard let text else { return nil }
    guard let seconds = seconds(text), seconds >= least, seconds <= 1e8 else {
      throw ValidationError(
        "\(option) is \(text.oneLine()); it must be a time of at least \(least.formatted()) s, such as 90s, 30m, 1h30m, 1:30:00"
      )
    }
    return seconds
  }

  /// Seconds in "90s", "30m", "1h30m", "2d", "45:00" (minutes and seconds) or "1:30:00"; nil for anything else.
  static func seconds(_ text: String) -> Double? {
    if text.contains(":") {
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 2 || parts.count == 3,
        parts.allSatisfy({ !$0.isEmpty && $0.count <= 6 && $0.allSatisfy { $0.isASCII && $0.isNumber } })
      else { return nil }
      return parts.reduce(0) { 60 * $0 + (Double($1) ?? .nan) }
    }
    var rest = Substring(text)
    var total = 0.0
    var lastUnit = Double.infinity
    while !rest.isEmpty {
      let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      rest = rest.dropFirst(number.count)
      guard let value = Double(number), let unit = rest.popFirst().flatMap({ units[$0] }), unit < lastUnit else {
        return nil
      }
      total += value * unit
      lastUnit = unit
    }
    return text.isEmpty ? nil : total
  }

  private static let units: [Character: Double] = ["d": 86400, "h": 3600, "m": 60, "s": 1]
}
