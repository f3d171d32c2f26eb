import Foundation
import TestSupport
import Testing

/// `verify`: a run against the exact solution of its model.
@Suite struct VerifyTests {
  /// Long enough that 2 % more injection shows at once: about 10⁶ events.
  private static let config = """
    {
      "name": "v", "model": "su2", "parameters": { "injectionRate": 20, "volume": 1 }, "trajectories": 32,
      "duration": 1200, "seed": 4, "trace": { "trajectories": 0, "points": 2 }
    }
    """

  /// Replaces a parameter in the summary, as if the run were of another config.
  private func claim(_ key: String, _ value: Double, in scratch: Scratch) throws {
    let text = try scratch.read("r/summary.json")
    var object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    var parameters = try #require(object["parameters"] as? [String: Any])
    parameters[key] = value
    object["parameters"] = parameters
    try scratch.write(
      String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self), to: "r/summary.json")
  }

  @Test func agreementAndDisagreement() throws {
    let scratch = try Scratch()
    try scratch.write(Self.config, to: "c.json")
    #expect(try Program.run(["run", "c.json", "--output", "r", "--quiet"], in: scratch).ending == .code(0))
    let right = try Program.run(["verify", "r"], in: scratch)
    #expect(right.ending == .code(0))
    #expect(right.error == "")
    #expect(right.output.hasPrefix("v: against exact\n"))
    #expect(right.output.contains("verdict: agrees (0 of "))
    // Every kind of comparison is there.
    for part in ["meanN ", "tauJ ", "rate of spinFlip ", "P(N = 10) ", "C_N(", "C_J("] {
      #expect(right.output.contains("  \(part)"), "\(part)")
    }
    try claim("injectionRate", 20.4, in: scratch)
    let wrong = try Program.run(["verify", "r"], in: scratch)
    #expect(wrong.ending == .code(1))
    #expect(wrong.error == "")
    #expect(wrong.output.contains("verdict: DISAGREES"))
    #expect(wrong.output.contains("disagrees\n"))
  }

  @Test func damagedResults() throws {
    let scratch = try Scratch()
    #expect(
      try Program.run(["verify", "r"], in: scratch)
        == .failure(65, "r: is not a results directory of qpspin: there is no summary.json in it"))
    try scratch.write(Configs.tiny(name: "t"), to: "c.json")
    #expect(try Program.run(["run", "c.json", "--output", "r", "--quiet"], in: scratch).ending == .code(0))
    let table = try scratch.read("r/autocorrelation.csv")
    try scratch.write("lag,autocovarianceN,standardErrorN\n0,one,2\n", to: "r/autocorrelation.csv")
    #expect(
      try Program.run(["verify", "r"], in: scratch)
        == .failure(65, "r/autocorrelation.csv: line 2: \"one\" is not a number"))
    try scratch.write("lag,autocovarianceN,standardErrorN\n0,1\n", to: "r/autocorrelation.csv")
    #expect(
      try Program.run(["verify", "r"], in: scratch)
        == .failure(65, "r/autocorrelation.csv: line 2 has 2 cells; the header has 3"))
    try scratch.write("", to: "r/autocorrelation.csv")
    #expect(try Program.run(["verify", "r"], in: scratch) == .failure(65, "r/autocorrelation.csv: is empty"))
    try scratch.write(table, to: "r/autocorrelation.csv")
    #expect(try Program.run(["verify", "r"], in: scratch).ending == .code(0))
    try scratch.write("{", to: "r/summary.json")
    #expect(
      try Program.run(["verify", "r"], in: scratch) == .failure(65, "r/summary.json: is not a summary of qpspin"))
  }
}
