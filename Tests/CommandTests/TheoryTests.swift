import Foundation
import TestSupport
import Testing

/// The commands that compute without random numbers.
@Suite struct TheoryCommandTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let config: String

    var testDescription: String { name }
  }

  private static let cases = [
    Case(name: "heisenberg", config: Configs.tiny(name: "heisenberg")),
    Case(name: "su2", config: Configs.tiny(name: "su2", model: "su2")),
    Case(name: "ising", config: Configs.tiny(name: "ising", model: "ising")),
    Case(
      name: "ising-field",
      config: Configs.tiny(
        name: "ising-field", model: "ising", parameters: "\"injectionRate\": 20, \"volume\": 0.2, \"zeeman\": 0.5")),
    Case(name: "polarized", config: Configs.tiny(name: "polarized", model: "polarized")),
    Case(
      name: "unpolarized",
      config: Configs.tiny(
        name: "unpolarized", model: "heisenberg", parameters: "\"injectionRate\": 1.8e15, \"volume\": 1e-3")),
    Case(
      name: "nothing", config: Configs.tiny(name: "nothing", parameters: "\"injectionRate\": 0, \"volume\": 1")),
    Case(
      name: "sweep-never", config: Configs.sweep(more: ", \"exact\": \"never\"")),
  ]

  /// Text is compared word for word, numbers up to the digits that a table shows.
  @Test(arguments: cases) private func theory(_ item: Case) throws {
    let scratch = try Scratch()
    try scratch.write(item.config, to: "c.json")
    let outcome = try Program.run(["theory", "c.json"], in: scratch)
    #expect(outcome.ending == .code(0))
    #expect(outcome.error == "")
    try Golden.expectNumeric(outcome.output, "theory-\(item.name).txt")
    #expect(scratch.listing() == ["c.json"])
  }

  @Test func theoryJSON() throws {
    let scratch = try Scratch()
    try scratch.write(Configs.sweep(), to: "c.json")
    let outcome = try Program.run(["theory", "c.json", "--json"], in: scratch)
    #expect(outcome.ending == .code(0))
    let root = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect(root["name"] as? String == "sweep" && root["model"] as? String == "heisenberg")
    let points = try #require(root["points"] as? [[String: Any]])
    #expect(points.count == 3)
    for (point, A) in zip(points, [10.0, 20, 40]) {
      #expect((point["parameters"] as? [String: Any])?["injectionRate"] as? Double == A)
      let exact = try #require((point["exact"] as? [String: Any])?["estimates"] as? [String: Double])
      let other = try #require((point["fokkerPlanck"] as? [String: Any])?["estimates"] as? [String: Double])
      #expect(exact.count == 13 && other.count == 11)
      #expect(exact.values.allSatisfy { $0.isFinite })
      #expect(point["neededSize"] == nil && point["exactSolution"] != nil)
    }
  }

  @Test func failures() throws {
    let scratch = try Scratch()
    #expect(try Program.run(["theory", "c.json"], in: scratch) == .failure(65, "c.json: there is no such file"))
    try scratch.write(Configs.tiny(parameters: "\"injectionRate\": 20, \"volume\": -1"), to: "c.json")
    #expect(
      try Program.run(["theory", "c.json"], in: scratch)
        == .failure(65, "c.json: parameters.volume is -1; it must be a finite number > 0"))
  }
}
