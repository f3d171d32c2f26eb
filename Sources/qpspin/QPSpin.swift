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
    subcommands: [Run.self, Plan.self, Schema.self])
}

/// Ends the program: one line on standard error, and the code that says what kind of failure it was.
struct Failure: Error {
  /// From sysexits.h, as in docs/command-line.md.
  enum Code: Int32 {
    case badData = 65
    case internalError = 70
    case cannotCreate = 73
    case inputOutput = 74
  }

  let code: Code
  let message: String

  func end() -> ExitCode {
    FileHandle.standardError.write(Data("qpspin: \(message)\n".utf8))
    return ExitCode(code.rawValue)
  }
}
