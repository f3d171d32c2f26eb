public import Foundation

/// Everything about a run that is not determined by its config: `provenance.json`.
public struct Provenance: Sendable, Codable, Equatable {
  public var version: String
  /// Commit of the source, with `-dirty` for uncommitted changes; "unknown" for a binary apart from its source.
  public var gitCommit: String
  public var compiler: String
  public var gslVersion: String
  public var host: String
  public var system: String
  public var command: [String]
  /// Processors of the machine, and worker threads used.
  public var cores: Int
  public var threads: Int
  /// ISO 8601, UTC.
  public var start: String
  /// How often the run was begun or continued; `start` is that of the last time.
  public var sessions: Int?
  /// Of all of them that were saved, in s.
  public var wallTime: Double
  public var cpuTime: Double
  /// Events, burn-in included, per second of wall time.
  public var eventsPerSecond: Double
  /// In bytes.
  public var peakMemory: Int
  /// Of a merged run: of each shard, in order.
  public var shards: [Provenance]?

  public init(
    gslVersion: String, threads: Int, start: Date, sessions: Int = 1, wallTime: Double, cpuTime: Double, events: Int
  ) {
    version = Build.version
    gitCommit = Build.gitCommit
    compiler = Build.compiler
    self.gslVersion = gslVersion
    host = ProcessInfo.processInfo.hostName
    system = ProcessInfo.processInfo.operatingSystemVersionString
    command = CommandLine.arguments
    cores = ProcessInfo.processInfo.processorCount
    self.threads = threads
    self.start = start.formatted(.iso8601)
    self.wallTime = wallTime
    self.sessions = sessions
    self.shards = nil
    self.cpuTime = cpuTime
    eventsPerSecond = wallTime > 0 ? Double(events) / wallTime : 0
    peakMemory = Build.resourceUsage.peakMemory
  }
}

/// What this program is.
public enum Build {
  public static let version = "0.1.0"

  static var compiler: String {
    #if compiler(>=6.4)
      "Swift 6.4 or newer"
    #elseif compiler(>=6.3)
      "Swift 6.3"
    #else
      "Swift 6.2"
    #endif
  }

  /// From the file that `make install` puts at share/qpspin/COMMIT, else from the git work tree around the program.
  static var gitCommit: String {
    let program = URL(fileURLWithPath: CommandLine.arguments.first ?? "").resolvingSymlinksInPath()
    let executable = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? program.path
    let directory = URL(fileURLWithPath: executable).deletingLastPathComponent()
    let installed = directory.deletingLastPathComponent().appendingPathComponent("share/qpspin/COMMIT")
    if let text = try? String(contentsOf: installed, encoding: .utf8) {
      return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
    guard let commit = git(["rev-parse", "--verify", "HEAD"], in: directory), !commit.isEmpty,
      // Only the tree that qpspin was built in, not one that merely lies around the program.
      git(["ls-files", "--error-unmatch", ":/Sources/qpspin"], in: directory) != nil
    else { return "unknown" }
    let changes = git(["status", "--porcelain", "--untracked-files=no"], in: directory)
    return changes == "" ? commit : commit + "-dirty"
  }

  /// What git prints, or nil if it fails.
  private static func git(_ arguments: [String], in directory: URL) -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git"] + arguments
    process.currentDirectoryURL = directory
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return nil }
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Processor time in s and largest resident memory in bytes of this process so far.
  package static var resourceUsage: (cpuTime: Double, peakMemory: Int) {
    var usage = rusage()
    #if canImport(Glibc)
      guard getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return (0, 0) }
      let unit = 1024
    #else
      guard getrusage(RUSAGE_SELF, &usage) == 0 else { return (0, 0) }
      let unit = 1
    #endif
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) * 1e-6 }
    return (seconds(usage.ru_utime) + seconds(usage.ru_stime), Int(usage.ru_maxrss) * unit)
  }
}
