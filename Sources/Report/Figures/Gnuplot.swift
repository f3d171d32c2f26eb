import Dispatch
import Foundation

/// Why gnuplot has not drawn a figure, in plain words.
package struct GnuplotFailure: Error, Sendable, Equatable, CustomStringConvertible {
  package let description: String

  package static let missing = GnuplotFailure(description: "gnuplot is not installed, or not in PATH")
}

/// The program gnuplot.
package struct Gnuplot: Sendable {
  package let path: String
  /// What of the environment it needs to run.
  private let environment: [String: String]

  /// How long one figure may take, in s.
  static let timeLimit = 60.0

  /// Looks for gnuplot in `PATH`.
  /// - Throws: `GnuplotFailure.missing`.
  package init(environment: [String: String] = ProcessInfo.processInfo.environment) throws(GnuplotFailure) {
    let directories = (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
    let candidates = directories.map { "\($0)/gnuplot" }
    guard let path = candidates.first(where: FileManager.default.isExecutableFile) else { throw .missing }
    self.path = path
    // Languages and fonts of the caller's would make other bytes of the same data.
    self.environment = environment.filter { ["HOME", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"].contains($0.key) }
      .merging(["LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"]) { $1 }
  }

  /// Runs a script in its directory, without the settings of whoever calls it.
  /// - Parameter script: name of a file in `directory`.
  package func run(_ script: String, in directory: String, format: FigureFormat) throws(GnuplotFailure) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = ["-d", "-e", "format=\"\(format.rawValue)\"", script]
    process.currentDirectoryURL = URL(fileURLWithPath: directory)
    process.environment = environment
    let errors = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = errors
    do { try process.run() } catch { throw GnuplotFailure(description: "gnuplot could not be started") }
    let identifier = process.processIdentifier
    let end = DispatchWorkItem { kill(identifier, SIGKILL) }
    DispatchQueue.global().asyncAfter(deadline: .now() + Gnuplot.timeLimit, execute: end)
    let data = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    end.cancel()
    if process.terminationReason == .uncaughtSignal {
      throw GnuplotFailure(description: "gnuplot was ended by signal \(process.terminationStatus)")
    }
    guard process.terminationStatus == 0 else {
      throw GnuplotFailure(description: "gnuplot failed (\(Gnuplot.reason(String(decoding: data, as: UTF8.self))))")
    }
  }

  /// The lines of gnuplot's complaint that say what is wrong: those that name a line of the script.
  static func reason(_ complaint: String) -> String {
    let lines = complaint.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
    let places = lines.filter { $0.contains("line ") }
    let reason = (places.isEmpty ? lines.suffix(1) : places[...]).joined(separator: "; ")
    return reason.isEmpty ? "no message" : String(reason.prefix(200))
  }
}
