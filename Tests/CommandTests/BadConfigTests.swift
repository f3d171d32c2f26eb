import Foundation
import TestSupport
import Testing

/// Configs that cannot be run: one line that says why, code 65, and nothing on the disk.
@Suite struct BadConfigTests {
  private static let keys =
    "$schema, name, model, parameters, material, timeUnit, trajectories, duration, burnIn, initialState, seed, rng, "
    + "algorithm, accuracy, correlation, ensemble, trace, squid, exact, precision, sweep, point"

  private static let valid =
    "{\"name\":\"x\",\"model\":\"heisenberg\",\"parameters\":{\"injectionRate\":20,\"volume\":1},"
    + "\"trajectories\":2,\"duration\":10,\"seed\":1}"

  /// The valid config with one piece of its text replaced.
  private static func with(_ piece: String, _ replacement: String) -> String {
    valid.replacingOccurrences(of: piece, with: replacement)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let label: String
    let content: Data
    let message: String

    init(_ label: String, _ text: String, _ message: String) { self.init(label, Data(text.utf8), message) }

    init(_ label: String, _ content: Data, _ message: String) {
      self.label = label
      self.content = content
      self.message = message
    }

    var testDescription: String { label }
  }

  static let cases = [
    Case("empty", "", "is empty; it must hold one JSON object"),
    Case("blank", " \n\t ", "is empty; it must hold one JSON object"),
    Case(
      "truncated", String(valid.dropLast(30)),
      "line 1, column 89: the file ends inside a string that opened at line 1, column 79; it is truncated"),
    Case(
      "binary", Data([0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0]), "line 1, column 8: a zero byte; this is not a text file"),
    Case("not UTF-8", Data([0x7B, 0xFF]), "line 1, column 2: byte 0xFF is not valid UTF-8"),
    Case(
      "too large", String(repeating: " ", count: (4 << 20) + 1), "is larger than 4 MiB; a config is a small JSON text"),
    Case("deep", String(repeating: "[", count: 200_000), "line 1, column 33: nested deeper than 32 levels"),
    Case(
      "deep object", String(repeating: "{\"a\":", count: 90_000), "line 1, column 161: nested deeper than 32 levels"),
    Case("duplicate", with("\"seed\":1", "\"seed\":1,\"seed\":1"), "line 1, column 119: duplicate key \"seed\""),
    Case(
      "unknown", with("\"seed\":1", "\"seed\":1,\"burnin\":1"),
      "unknown key \"burnin\" in the top level; did you mean \"burnIn\"? allowed keys: \(keys)"),
    Case(
      "unknown parameter", with("\"volume\"", "\"volum\""),
      "unknown key \"volum\" in parameters; did you mean \"volume\"? allowed keys: injectionRate, volume, gamma, "
        + "gammaTriplet, spinFlipTime, trappingTime, zeeman"),
    Case(
      "NaN", with("\"volume\":1", "\"volume\":NaN"),
      "line 1, column 76: NaN is not a JSON value; every number must be finite"),
    Case(
      "1e999", with("\"volume\":1", "\"volume\":1e999"),
      "line 1, column 76: the number 1e999 is not representable as a double"),
    Case("negative", with("\"volume\":1", "\"volume\":-1"), "parameters.volume is -1; it must be a finite number > 0"),
    Case(
      "m > N", with("\"seed\":1", "\"seed\":1,\"initialState\":{\"N\":2,\"m\":3}"),
      "initialState.m is 3; it must be at most N = 2"),
    Case(
      "path as name", with("\"x\"", "\"../x\""),
      "name is \"../x\"; it must be a string of 1 to 100 characters A-Z a-z 0-9 . _ - that is not \".\" or \"..\""),
    Case(
      "generator", with("\"seed\":1", "\"seed\":1,\"rng\":\"mt19973\""),
      "rng is \"mt19973\"; it must be a generator of GSL; did you mean \"mt19937\"?"),
    Case(
      "sweep without a unit of time",
      with("\"seed\":1", "\"seed\":1,\"timeUnit\":\"tf\",\"sweep\":{\"injectionRate\":[1,0]}"),
      "at injectionRate = 0: timeUnit is \"tf\", but t_f = N0^2/(A V) is not defined: nothing is injected; "
        + "it must be \"s\""),
    Case(
      "sweep of nothing", with("\"seed\":1", "\"seed\":1,\"sweep\":{}"),
      "sweep is empty; it must have at least one parameter, or be null"),
    Case(
      "sweep too large",
      with(
        "\"seed\":1",
        "\"seed\":1,\"sweep\":{\"injectionRate\":{\"from\":1,\"to\":2,\"count\":1000},"
          + "\"volume\":{\"from\":1,\"to\":2,\"count\":1000}}"),
      "sweep has 1000000 points; it may have at most 100000"),
    Case(
      "no stationary state", with("\"volume\":1", "\"volume\":1,\"gammaTriplet\":0,\"spinFlipTime\":null"),
      "initialState is \"stationary\", but there is no such state: nothing limits the number of quasi-particles; "
        + "it must be given as \"empty\" or {\"N\": ..., \"m\": ...}"),
    Case(
      "too long", with("\"duration\":10", "\"duration\":1e30"),
      "duration is 1e+30 s; it must be at most 1e12 times correlation.step, here chosen from t_f"),
    Case(
      "step too small", with("\"duration\":10", "\"duration\":10,\"correlation\":{\"step\":1e-13}"),
      "correlation.step is 1e-13 s; it must be at least 1e-12 of the duration, 10.0 s"),
    Case(
      "too many events",
      with(
        "\"seed\":1",
        "\"seed\":1,\"correlation\":{\"step\":1e-8},\"duration\":10,\"burnIn\":1e308"
      ).replacingOccurrences(of: ",\"duration\":10,\"seed\"", with: ",\"seed\""),
      "the run has about inf events; it must have at most 1e+18"),
    Case(
      "too many streams",
      with("\"trajectories\":2", "\"trajectories\":10000000").replacingOccurrences(
        of: "\"seed\":1", with: "\"seed\":1,\"rng\":\"taus2\",\"point\":99999"),
      "trajectories × points is 10000000 × 100000; it must be at most 268435456 with rng \"taus2\""),
  ]

  @Test(arguments: cases)
  func refused(_ item: Case) throws {
    let scratch = try Scratch()
    try scratch.write(item.content, to: "c.json")
    for command in ["run", "plan"] {
      let outcome = try Program.run([command, "c.json"], in: scratch)
      #expect(outcome == .failure(65, "c.json: " + item.message), "\(command)")
    }
    #expect(scratch.listing() == ["c.json"])
  }

  @Test(arguments: [
    ("none.json", "none.json: there is no such file"), ("sub", "sub: is a directory; it must be a JSON file"),
    ("", "the path of the config is empty; it must name a JSON file"),
    ("file/c.json", "file/c.json: cannot be read: Not a directory"),
  ])
  func unreadable(_ item: (path: String, message: String)) throws {
    let scratch = try Scratch()
    try scratch.write("", to: "sub/inside")
    try scratch.write("", to: "file")
    for command in ["run", "plan"] {
      #expect(try Program.run([command, item.path], in: scratch) == .failure(65, item.message), "\(command)")
    }
    #expect(scratch.listing() == ["file", "sub", "sub/inside"])
  }

  /// A device that never ends is not read to its end.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/zero")))
  func endless() throws {
    let outcome = try Program.run(["plan", "/dev/zero"], in: Scratch())
    #expect(outcome == .failure(65, "/dev/zero: is larger than 4 MiB; a config is a small JSON text"))
  }

  /// Growth without end is found while running; nothing is left of it, new directories included.
  @Test func runaway() throws {
    let scratch = try Scratch()
    try scratch.write(
      Configs.tiny(
        parameters: "\"injectionRate\": 100, \"volume\": 1, \"gamma\": 0, \"gammaTriplet\": 0, \"spinFlipTime\": null"
      ).replacingOccurrences(of: "\"N\": 4 ", with: "\"N\": 3999990 "), to: "c.json")
    let outcome = try Program.run(["run", "c.json", "--output", "new/deep/run", "--threads", "1"], in: scratch)
    #expect(
      outcome
        == .failure(
          65,
          "c.json: N passed 4000000, the most that is run, within 2.0 s in trajectory 1: nothing limits it "
            + "(gammaTriplet is 0, spinFlipTime and trappingTime are null)"))
    #expect(scratch.listing() == ["c.json"])
  }

  /// In a sweep the point is named; with several threads it is the same one each time.
  @Test func runawayPoint() throws {
    let scratch = try Scratch()
    try scratch.write(
      Configs.tiny(
        parameters: "\"volume\": 1, \"gamma\": 0, \"gammaTriplet\": 0, \"spinFlipTime\": null", trajectories: 2,
        more:
          ", \"sweep\": { \"injectionRate\": [0, 100] }"
      ).replacingOccurrences(of: "\"N\": 4 ", with: "\"N\": 3999990 "), to: "c.json")
    // On one thread, which takes point 2 first: the other's histogram has four million rows to write.
    let outcome = try Program.run(["run", "c.json", "--threads", "1", "--quiet"], in: scratch)
    #expect(
      outcome
        == .failure(
          65,
          "c.json: N passed 4000000, the most that is run, within 2.0 s in trajectory 1 of point 2: nothing limits it "
            + "(gammaTriplet is 0, spinFlipTime and trappingTime are null)"))
    #expect(scratch.listing() == ["c.json"])
  }
}
