import ArgumentParser
import Report

struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare a finished run with the exact solution of its model.",
    discussion: """
      Prints every estimate, the rates of all processes, P(N) and the autocovariances at a few lags beside the numerically \
      exact master equation (beside Fokker-Planck where that does not fit), with z = (value − reference)/standard error. \
      Exit code 1 if they disagree at a false-alarm level of 1e-3 for the whole run.

      Example: qpspin verify results/quickstart
      """)

  @Argument(help: "A results directory.")
  var directory: String

  func run() throws {
    try reportingFailures {
      let verifier = try Verifier(directory)
      let verifications = try verifier.verify()
      try StandardStreams.write(VerificationTable(verifications, name: verifier.name).text)
      if !verifications.allSatisfy(\.agrees) { throw ExitCode(1) }
    }
  }
}
