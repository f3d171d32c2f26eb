import ArgumentParser
import Foundation
import Results

@main
struct QPSpin: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "qpspin",
    abstract: "Exact Monte Carlo of excess quasi-particles in superconductors.",
    discussion: """
      Simulates the model of Meyer, Houzet and Nazarov, PRL 125, 097006 (2020): quasi-particles that annihilate only in \
      spin singlets, and the spin-polarised clusters that they form. Results are histograms of N, the spin \
      autocorrelation, spectra and correlation times, each with its standard error.

      Example: qpspin run configs/quickstart.json
      """,
    version: "qpspin \(Build.version)",
    subcommands: [
      Run.self, Plan.self, TheoryCommand.self, Verify.self, ReportCommand.self, MaterialCommand.self, Schema.self,
    ])

  /// Parses and runs; whatever goes wrong becomes one line and an exit code.
  static func main() {
    StandardStreams.prepare()
    do {
      let arguments = Array(CommandLine.arguments.dropFirst())
      try refuseUnknownCommand(arguments)
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch {
      Foundation.exit(end(error))
    }
  }
}

/// Ends the program: one line on standard error, and the code that says what kind of failure it was.
struct Failure: Error {
  /// From sysexits.h, as in docs/command-line.md.
  enum Code: Int32 {
    case usage = 64
    case badData = 65
    case internalError = 70
    case cannotCreate = 73
    case inputOutput = 74
  }

  let code: Code
  let message: String

  func end() -> ExitCode {
    StandardStreams.writeError("qpspin: \(message)\n")
    return ExitCode(code.rawValue)
  }
}
