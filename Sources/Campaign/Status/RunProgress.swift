import Foundation
import Results

/// How far a session is: `progress.json` of the hidden directory, written every few seconds for `status`. Nothing depends on
/// it.
public struct RunProgress: Sendable, Codable, Equatable {
  /// Share of the run that is done, 0 to 1.
  public var done: Double
  public var finishedTasks: Int
  public var tasks: Int
  public var eventsPerSecond: Double
  /// In s; absent before anything can be said.
  public var remaining: Double?
  /// ISO 8601, UTC: when this was written, and when the last checkpoint was.
  public var time: String
  public var saved: String?

  static let interval = 2.0
  /// Seconds after which a process that shows nothing new may have ended. Other machines see files up to a minute late.
  static let silence = 120.0

  init(_ reading: ProgressMeter.Reading, saved: Date?) {
    done = reading.done
    finishedTasks = reading.finishedBlocks
    tasks = reading.blocks
    eventsPerSecond = reading.eventsPerSecond
    remaining = reading.remaining.flatMap { $0.isFinite ? $0 : nil }
    time = Date.now.formatted(.iso8601)
    self.saved = saved?.formatted(.iso8601)
  }

  private static func file(in directory: String) -> String { directory + "/progress.json" }

  /// Failing does no harm.
  func write(in directory: String) {
    guard let data = try? JSONText.encode(self) else { return }
    let path = RunProgress.file(in: directory)
    do throws(POSIXFailure) {
      try POSIXFile.create(path + ".new", [UInt8](data))
      try POSIXFile.rename(path + ".new", to: path)
    } catch {}
  }

  /// Seconds since a process was at work in a hidden directory: by its own clock or that of the file system, whichever says
  /// longer ago, since a copy has a new date. nil where there is nothing of one.
  static func age(in directory: String) -> Double? {
    guard let text = read(in: directory)?.time, let time = try? Date(text, strategy: .iso8601) else { return nil }
    let attributes = try? FileManager.default.attributesOfItem(atPath: file(in: directory))
    let changed = attributes?[.modificationDate] as? Date ?? time
    return max(0, Date.now.timeIntervalSince(min(time, changed)))
  }

  static func read(in directory: String) -> RunProgress? {
    guard let bytes = try? POSIXFile.read(file(in: directory)) else { return nil }
    return try? JSONDecoder().decode(RunProgress.self, from: Data(bytes))
  }
}
