import Foundation
import TestSupport
import Testing

/// A standard output that takes nothing is an error with a code, never the end by a signal.
@Suite struct StreamTests {
  private static let commands = [
    "schema", "--help", "--version", "help run", "plan c.json", "run c.json --output out",
  ]

  private func scratch() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.write(Configs.tiny(), to: "c.json")
    return scratch
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")), arguments: commands)
  func fullDisk(_ command: String) throws {
    let outcome = try Program.shell("exec \"$0\" \(command) > /dev/full", in: scratch())
    #expect(outcome == .failure(74, "standard output: cannot be written (No space left on device)"))
  }

  @Test(arguments: commands)
  func closed(_ command: String) throws {
    let outcome = try Program.shell("exec \"$0\" \(command) >&-", in: scratch())
    #expect(outcome == .failure(74, "standard output: cannot be written (Bad file descriptor)"))
  }

  /// As in `qpspin schema | head -0`: the reader is gone before the first byte.
  @Test(arguments: commands)
  func brokenPipe(_ command: String) throws {
    let line = "{ sleep 1; \"$0\" \(command); echo \"code $?\" >&2; } | true"
    let outcome = try Program.shell(line, in: scratch())
    #expect(
      outcome == .code(0, error: "qpspin: standard output: cannot be written (Broken pipe)\ncode 74\n"))
  }

  /// What was simulated is kept, though the table could not be printed.
  @Test func resultsAreKept() throws {
    let scratch = try scratch()
    #expect(try Program.shell("exec \"$0\" run c.json --output out >&-", in: scratch).ending == .code(74))
    let printed = try Program.run(["run", "c.json", "--output", "out", "--quiet"], in: scratch)
    #expect(printed.ending == .code(0))
    #expect(printed.output.hasPrefix("tiny: heisenberg, spin-relaxation\n"))
  }

  /// With nobody to tell, the code still tells.
  @Test(arguments: ["2>&-", "2>/dev/full", ">&- 2>&- <&-"])
  func errorsWithoutStandardError(_ redirection: String) throws {
    let scratch = try scratch()
    for (command, code) in [("frobnicate", 64), ("run none.json", 65), ("run c.json --output c.json", 73)]
      as [(String, Int32)]
    {
      let outcome = try Program.shell("exec \"$0\" \(command) \(redirection)", in: scratch)
      #expect(outcome == .code(code), "\(command) \(redirection)")
    }
    #expect(scratch.listing() == ["c.json"])
  }

  /// Without standard streams, files that are opened must not take their numbers and be printed into.
  @Test func noStreamsAtAll() throws {
    let scratch = try scratch()
    let outcome = try Program.shell("exec \"$0\" run c.json --output closed >&- 2>&- <&-", in: scratch)
    #expect(outcome.ending == .code(74))
    #expect(try Program.run(["run", "c.json", "--output", "open"], in: scratch).ending == .code(0))
    #expect(try scratch.deterministicFiles(of: "closed") == scratch.deterministicFiles(of: "open"))
  }
}
