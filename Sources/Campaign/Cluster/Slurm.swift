import Dispatch
public import Foundation
public import Results
import Synchronization

/// Slurm, by its commands.
public struct Slurm: Sendable {
  private let sbatch: String

  /// - Throws: `FileError` (`cannotCreate`) if it is not installed.
  public init() throws(FileError) {
    guard let sbatch = Slurm.find("sbatch") else {
      throw FileError(
        .cannotCreate, path: "sbatch",
        "is not in PATH: jobs are submitted where Slurm is, on a cluster's login node; --dry-run prints the scripts")
    }
    self.sbatch = sbatch
  }

  /// Writes scripts and config to the shards' directory and submits the jobs. What fails leaves nothing behind.
  /// - Returns: the jobs: the array if there is one, and the merge.
  public func submit(_ job: ClusterJob, config: Data) throws -> (array: String?, merge: String) {
    let directory = job.shardsDirectory
    var files = NewFiles()
    var array: String?
    do {
      try files.makeDirectory(directory)
      try files.write(Submission.config(in: directory), config)
      if !job.tasks.isEmpty { try files.write(job.arrayPath, Data(job.arrayScript.utf8)) }
      try files.write(job.mergePath, Data(job.mergeScript.utf8))
      if !job.tasks.isEmpty { array = try submit(job.arrayPath, [], job.settings) }
      let merge = try submit(job.mergePath, array.map { ClusterJob.dependency(on: $0) } ?? [], job.settings)
      let submission = Submission(shards: job.shards, arrayJob: array, mergeJob: merge)
      // The jobs are on their way, with or without it.
      try? files.write(Submission.file(in: directory), JSONText.encode(submission))
      return (array, merge)
    } catch {
      if let array, let scancel = Slurm.find("scancel") { _ = try? Slurm.launch(scancel, [array]) }
      files.remove()
      throw error
    }
  }

  /// Whether a job waits or runs.
  public static func isQueued(_ job: String) -> Bool {
    guard let squeue = find("squeue") else { return false }
    guard let result = try? launch(squeue, ["--noheader", "--jobs=\(job)", "--format=%i"]) else { return false }
    return result.code == 0 && result.output.contains { !$0.isWhitespace }
  }

  private func submit(
    _ script: String, _ options: [String], _ settings: ClusterJob.Settings
  ) throws(FileError) -> String {
    let result = try Slurm.launch(sbatch, ["--parsable"] + options + [script], settings)
    // "12" or "12;cluster".
    let job = result.output.prefix { $0 != ";" && $0 != "\n" }
    if result.code == 0, !job.isEmpty, job.allSatisfy({ $0.isASCII && $0.isNumber }) { return String(job) }
    let lines = (result.error + "\n" + result.output).split(separator: "\n").map { line -> Substring in
      line.hasPrefix("sbatch: error: ") ? line.dropFirst("sbatch: error: ".count) : line
    }
    let message = lines.isEmpty ? "it ended with code \(result.code)" : lines.joined(separator: "; ")
    throw FileError(.cannotCreate, path: "sbatch", "refused \(script): \(message)")
  }

  private static func find(_ name: String) -> String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// The environment without what sbatch would take for more than the lines of the scripts. What is not in them, such as
  /// a partition where none was given, stays as the user has it.
  static func environment(_ environment: [String: String], _ settings: ClusterJob.Settings) -> [String: String] {
    var own = [
      "ARRAY_INX", "CPUS_PER_TASK", "EXPORT", "GET_USER_ENV", "JOB_NAME", "NO_REQUEUE", "OPEN_MODE", "OUTPUT", "ERROR",
      "REQUEUE", "SIGNAL", "WAIT",
    ]
    if settings.partition != nil { own.append("PARTITION") }
    if settings.account != nil { own.append("ACCOUNT") }
    if settings.time != nil { own.append("TIMELIMIT") }
    if settings.memory != nil { own += ["MEM_PER_CPU", "MEM_PER_GPU", "MEM_PER_NODE"] }
    return environment.filter { name, _ in !own.contains { name == "SBATCH_\($0)" } }
  }

  private static func launch(
    _ program: String, _ arguments: [String], _ settings: ClusterJob.Settings = .init()
  ) throws(FileError) -> (code: Int32, output: String, error: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = environment(ProcessInfo.processInfo.environment, settings)
    process.standardInput = FileHandle.nullDevice
    let (output, error) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = error
    do { try process.run() } catch {
      throw FileError(.cannotCreate, path: program, "cannot be run (\(FileError.reason(error)))")
    }
    let errorText = Mutex(Data())
    let group = DispatchGroup()
    let handle = error.fileHandleForReading
    DispatchQueue.global().async(group: group) {
      let data = handle.readDataToEndOfFile()
      errorText.withLock { $0 = data }
    }
    let text = output.fileHandleForReading.readDataToEndOfFile()
    group.wait()
    process.waitUntilExit()
    return (
      process.terminationStatus, String(decoding: text, as: UTF8.self),
      String(decoding: errorText.withLock { $0 }, as: UTF8.self)
    )
  }
}
