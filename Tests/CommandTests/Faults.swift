import Foundation
import TestSupport

/// Faults of the machine, by a library that stands between the program and the system: Faults/faults.c says which.
enum Faults {
  /// The library, built with the C compiler once for all tests; nil where there is none, or another system.
  static let library: String? = {
    #if os(Linux)
      let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Faults/faults.c")
      let library = FileManager.default.temporaryDirectory.appendingPathComponent("qpspin-faults-\(getpid()).so").path
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = ["cc", "-shared", "-fPIC", "-o", library, source.path, "-ldl"]
      process.standardError = FileHandle.nullDevice
      guard (try? process.run()) != nil else { return nil }
      process.waitUntilExit()
      return process.terminationStatus == 0 ? library : nil
    #else
      return nil
    #endif
  }()

  static let isPossible = library != nil

  /// Runs the program under a fault, and without gnuplot.
  static func run(_ fault: String, _ arguments: String, in scratch: Scratch) throws -> Outcome {
    try Program.shell(
      "PATH=/nowhere LD_PRELOAD='\(library ?? "")' QPSPIN_FAULT='\(fault)' exec \"$0\" \(arguments)", in: scratch)
  }

  /// Runs it without any, and without gnuplot.
  static func runWell(_ arguments: String, in scratch: Scratch) throws -> Outcome {
    try Program.shell("PATH=/nowhere exec \"$0\" \(arguments)", in: scratch)
  }

  /// How often the program changes a file.
  static func operations(_ arguments: String, in scratch: Scratch) throws -> Int {
    _ = try run("count \(scratch.path)/count", arguments, in: scratch)
    return Int(try scratch.read("count").trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
  }
}
