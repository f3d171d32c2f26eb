import Dispatch
import Foundation
import Synchronization
import TestSupport
import Testing

/// What a run of the program left: how it ended, and all that it printed.
struct Outcome: Equatable, CustomTestStringConvertible {
  enum Ending: Equatable {
    case code(Int32)
    /// Ended by a signal: a crash, whatever else.
    case signal(Int32)
  }

  var ending: Ending
  var output: String
  var error: String

  /// The program ended by itself with this code.
  static func code(_ code: Int32, output: String = "", error: String = "") -> Outcome {
    Outcome(ending: .code(code), output: output, error: error)
  }

  /// It printed one line of complaint and nothing else.
  static func failure(_ code: Int32, _ message: String) -> Outcome {
    .code(code, error: "qpspin: \(message)\n")
  }

  var testDescription: String { "\(ending)\n[output]\n\(output)\n[error]\n\(error)" }
}

/// The built program.
enum Program {
  struct NotFound: Error, CustomStringConvertible {
    let description: String
  }

  /// Next to the test bundle.
  static func path() throws -> String {
    let bundles = [Bundle.main] + Bundle.allBundles.filter { $0.bundlePath.hasSuffix(".xctest") }
    let directories = bundles.flatMap { bundle -> [URL] in
      [bundle.bundleURL, bundle.bundleURL.deletingLastPathComponent()]
        + [bundle.executableURL?.deletingLastPathComponent()].compactMap(\.self)
    }
    let candidates = directories.map { $0.appendingPathComponent("qpspin").path }
    guard let path = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
      throw NotFound(description: "no program at \(candidates)")
    }
    return path
  }

  /// What `make sanitize` tells the sanitizers, for the program as well.
  private static let sanitizerOptions = ProcessInfo.processInfo.environment.filter {
    ["ASAN_OPTIONS", "TSAN_OPTIONS"].contains($0.key)
  }

  /// Longer than any run of these tests takes, in s.
  private static let timeLimit = sanitizerOptions.isEmpty ? 120.0 : 1200

  /// Runs the program in `directory`.
  static func run(_ arguments: [String], in directory: Scratch) throws -> Outcome {
    try launch(try path(), arguments, in: directory)
  }

  /// Runs a line of shell, in which `"$0"` is the program.
  static func shell(_ line: String, in directory: Scratch) throws -> Outcome {
    try launch("/bin/sh", ["-c", line, try path()], in: directory)
  }

  private static func launch(_ executable: String, _ arguments: [String], in directory: Scratch) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    process.currentDirectoryURL = directory.url
    // No colours, widths or languages of whoever runs the tests; a crash is one without minutes of stack traces.
    let own = ProcessInfo.processInfo.environment
    process.environment = [
      "PATH": own["PATH"] ?? "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no",
      "LD_LIBRARY_PATH": own["LD_LIBRARY_PATH"] ?? "",
    ].merging(sanitizerOptions) { $1 }
    let output = Pipe()
    let error = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = error
    try process.run()
    let end = DispatchWorkItem { [identifier = process.processIdentifier] in kill(identifier, SIGKILL) }
    DispatchQueue.global().asyncAfter(deadline: .now() + timeLimit, execute: end)
    let errorData = Mutex(Data())
    let group = DispatchGroup()
    let errorHandle = error.fileHandleForReading
    DispatchQueue.global().async(group: group) {
      let data = errorHandle.readDataToEndOfFile()
      errorData.withLock { $0 = data }
    }
    let outputData = output.fileHandleForReading.readDataToEndOfFile()
    group.wait()
    process.waitUntilExit()
    end.cancel()
    let status = process.terminationStatus
    return Outcome(
      ending: process.terminationReason == .exit ? .code(status) : .signal(status),
      output: String(decoding: outputData, as: UTF8.self),
      error: String(decoding: errorData.withLock { $0 }, as: UTF8.self))
  }
}
