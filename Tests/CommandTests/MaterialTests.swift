import Foundation
import TestSupport
import Testing

/// The estimates for a material by name, by numbers, and from files.
@Suite struct MaterialCommandTests {
  private static let disorder = [
    "--meanFreePath", "60", "--latticeConstant", "0.405", "--soundVelocity", "6400", "--gap", "200",
  ]

  @Test func byName() throws {
    let scratch = try Scratch()
    let plain = try Program.run(["material"], in: scratch)
    #expect(plain.ending == .code(0) && plain.error == "")
    #expect(try Program.run(["material", "aluminium"], in: scratch) == plain)
    try Golden.expectNumeric(plain.output, "material.txt")
    let json = try Program.run(["material", "--json"], in: scratch)
    #expect(json.ending == .code(0) && json.error == "")
    try Golden.expectNumeric(json.output, "material.json")
  }

  /// Both processes in different regimes: 1/(ql) at Δ, ql at δε.
  @Test func byNumbers() throws {
    let scratch = try Scratch()
    let text = try Program.run(["material"] + Self.disorder, in: scratch)
    #expect(text.ending == .code(0) && text.error == "")
    try Golden.expectNumeric(text.output, "material-disorder.txt")
    let json = try Program.run(["material", "--json"] + Self.disorder, in: scratch)
    #expect(json.ending == .code(0) && json.error == "")
    try Golden.expectNumeric(json.output, "material-disorder.json")
    let given = try Program.run(["material", "--gamma", "25", "--spinOrbit", "0"], in: scratch)
    #expect(given.ending == .code(0) && given.error == "")
    try Golden.expectNumeric(given.output, "material-given.txt")
  }

  /// The object alone, a config with it, the config that a run leaves, and options say the same.
  @Test func fromFiles() throws {
    let scratch = try Scratch()
    let object = #"{"meanFreePath": 60, "latticeConstant": 0.405, "soundVelocity": 6400, "gap": 200}"#
    let byOptions = try Program.run(["material"] + Self.disorder, in: scratch)
    try scratch.write(object, to: "m.json")
    #expect(try Program.run(["material", "--config", "m.json"], in: scratch) == byOptions)
    try scratch.write(Configs.tiny(more: ", \"material\": \(object)"), to: "c.json")
    #expect(try Program.run(["material", "--config", "c.json"], in: scratch) == byOptions)
    #expect(try Program.run(["run", "c.json", "--output", "r"], in: scratch).ending == .code(0))
    #expect(try Program.run(["material", "--config", "r/config.json"], in: scratch) == byOptions)
    // A config without a material has aluminium.
    try scratch.write(Configs.tiny(), to: "plain.json")
    let byName = try Program.run(["material"], in: scratch)
    #expect(try Program.run(["material", "--config", "plain.json"], in: scratch) == byName)
  }

  @Test(
    arguments: [
      (
        ["aluminum"], 64,
        "unknown material \"aluminum\"; it must be one of aluminium; did you mean \"aluminium\"?; others are given by "
          + "their numbers"
      ),
      (["--gap", "-1"], 65, "options: gap is -1; it must be a finite number > 0"),
      (["--gap", "nan"], 65, "options: gap is nan; it must be a finite number > 0"),
      (
        ["--gap", "1e-300"], 65,
        "options: the numbers of the material give gamma = inf; it must be a finite number >= 0"
      ),
      (
        ["--suppression", "0.5", "--meanFreePath", "10"], 65,
        "options: suppression is given beside meanFreePath; it must be left out: K follows from meanFreePath, "
          + "latticeConstant and soundVelocity"
      ),
      (
        ["--meanFreePath", "10"], 65,
        "options: meanFreePath is given, but soundVelocity is missing; it must be a finite number > 0: K needs "
          + "latticeConstant and soundVelocity"
      ),
      (
        ["aluminium", "--gap", "170"], 64,
        "the name \"aluminium\" and --gap are given; one of name, --config and numbers is allowed (see 'qpspin material "
          + "--help')"
      ),
      (
        ["--config", "bad.json", "--gap", "170"], 64,
        "--config and --gap are given; one of name, --config and numbers is allowed (see 'qpspin material --help')"
      ),
      (["--config", "none.json"], 65, "none.json: there is no such file"),
      (
        ["--config", "bad.json"], 65,
        "bad.json: suppression is given beside latticeConstant; it must be left out: K follows from meanFreePath, "
          + "latticeConstant and soundVelocity"
      ),
      (["--config", "list.json"], 65, "list.json: the top level is an array; it must be an object"),
      (["--config", "config.json"], 65, "config.json: model is missing; it must be one of "),
    ] as [([String], Int32, String)])
  func failures(_ item: (arguments: [String], code: Int32, message: String)) throws {
    let scratch = try Scratch()
    try scratch.write(#"{"latticeConstant": 0.4, "soundVelocity": 5000, "suppression": 1}"#, to: "bad.json")
    try scratch.write("[1]", to: "list.json")
    try scratch.write(#"{"name": "x", "material": "aluminium"}"#, to: "config.json")
    let outcome = try Program.run(["material"] + item.arguments, in: scratch)
    #expect(outcome.ending == .code(item.code) && outcome.output == "")
    #expect(outcome.error.hasPrefix("qpspin: " + item.message), "\(outcome.error)")
    #expect(outcome.error.filter(\.isNewline).count == 1)
  }

  /// Numbers at the ends of what doubles hold leave a report without what cannot be said.
  @Test(arguments: [
    ["--spinOrbit", "1e-100"], ["--gammaTriplet", "1e300"], ["--gammaTriplet", "1e-290", "--gamma", "1e200"],
    ["--spinFlipTime", "1e-9"], ["--excessEnergy", "0"], ["--gap", "1e-300", "--gamma", "18", "--gammaTriplet", "1"],
  ])
  func extremes(_ arguments: [String]) throws {
    let scratch = try Scratch()
    for form in [[], ["--json"]] {
      let outcome = try Program.run(["material"] + arguments + form, in: scratch)
      #expect(outcome.ending == .code(0) && outcome.error == "", "\(arguments + form): \(outcome.error)")
      #expect(!outcome.output.contains(" inf") && !outcome.output.contains(" nan"))
    }
  }
}
