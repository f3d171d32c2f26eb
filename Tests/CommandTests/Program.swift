import Dispatch
import Foundation
import Synchronization
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

  /// Longer than any run of these tests takes.
  private static let timeLimit = 120.0

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
    process.environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no",
      "LD_LIBRARY_PATH": ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"] ?? "",
    ]
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

/// A directory for one test, removed with it.
final class Scratch: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent("qpspin-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  var path: String { url.path }

  /// Writes a file; directories on the way are made.
  @discardableResult
  func write(_ content: Data, to name: String) throws -> String {
    let file = url.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try content.write(to: file)
    return name
  }

  @discardableResult
  func write(_ text: String, to name: String) throws -> String { try write(Data(text.utf8), to: name) }

  func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: url.appendingPathComponent(name)), as: UTF8.self)
  }

  /// Every file and directory below, hidden ones too, in order.
  func listing() -> [String] {
    (FileManager.default.enumerator(atPath: url.path)?.compactMap { $0 as? String } ?? []).sorted()
  }

  /// Content of every file below `directory` that is determined by the config.
  func deterministicFiles(of directory: String) throws -> [String: String] {
    var files: [String: String] = [:]
    for name in listing() where name.hasPrefix(directory + "/") && !name.hasSuffix("provenance.json") {
      var isDirectory: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: url.appendingPathComponent(name).path, isDirectory: &isDirectory)
      if !isDirectory.boolValue { files[String(name.dropFirst(directory.count + 1))] = try read(name) }
    }
    return files
  }
}
