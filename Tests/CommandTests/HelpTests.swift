import Foundation
import TestSupport
import Testing

/// What the program says about itself.
@Suite struct HelpTests {
  @Test(arguments: [
    ("qpspin", ["--help"]), ("qpspin", ["-h"]), ("qpspin", ["help"]), ("qpspin", []),
    ("run", ["run", "--help"]), ("run", ["help", "run"]), ("run", ["run", "config.json", "--help"]),
    ("plan", ["plan", "--help"]), ("schema", ["schema", "--help"]), ("theory", ["theory", "--help"]),
    ("material", ["material", "--help"]), ("report", ["report", "--help"]),
  ])
  func help(_ item: (name: String, arguments: [String])) throws {
    let outcome = try Program.run(item.arguments, in: Scratch())
    #expect(outcome.ending == .code(0))
    #expect(outcome.error == "")
    try Golden.expectExact(outcome.output, "help-\(item.name).txt")
  }

  @Test func version() throws {
    #expect(try Program.run(["--version"], in: Scratch()) == .code(0, output: "qpspin 0.1.0\n"))
  }

  @Test func schema() throws {
    let outcome = try Program.run(["schema"], in: Scratch())
    #expect(outcome.ending == .code(0))
    #expect(outcome.error == "")
    let schema = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    #expect(schema?["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
    try Golden.expectExact(outcome.output, "schema.json")
  }

  /// Usage that nobody can mean, each with its line.
  @Test(arguments: [
    (
      ["frobnicate"],
      "unknown command \"frobnicate\"; it must be one of run, plan, theory, verify, report, material, schema, help"
    ),
    (
      ["rnu", "c.json"],
      "unknown command \"rnu\"; it must be one of run, plan, theory, verify, report, material, schema, help; "
        + "did you mean \"run\"?"
    ),
    (
      ["c.json"],
      "unknown command \"c.json\"; it must be one of run, plan, theory, verify, report, material, schema, help"
    ),
    (
      ["new\nline"],
      "unknown command \"new\\u{A}line\"; it must be one of run, plan, theory, verify, report, material, schema, help"
    ),
    (["--frobnicate"], "Unknown option '--frobnicate' (see 'qpspin --help')"),
    (["run"], "Missing expected argument '<config>' (see 'qpspin run --help')"),
    (["plan"], "Missing expected argument '<config>' (see 'qpspin plan --help')"),
    (["run", "c.json", "d.json"], "Unexpected argument 'd.json' (see 'qpspin run --help')"),
    (["plan", "c.json", "d.json"], "Unexpected argument 'd.json' (see 'qpspin plan --help')"),
    (["schema", "c.json"], "Unexpected argument 'c.json' (see 'qpspin schema --help')"),
    (["run", "c.json", "--threads", "0"], "--threads is 0; it must be from 1 to 4096 (see 'qpspin run --help')"),
    (["run", "c.json", "--threads", "-2"], "--threads is -2; it must be from 1 to 4096 (see 'qpspin run --help')"),
    (["run", "c.json", "--threads", "4097"], "--threads is 4097; it must be from 1 to 4096 (see 'qpspin run --help')"),
    (["plan", "c.json", "--threads", "0"], "--threads is 0; it must be from 1 to 4096 (see 'qpspin plan --help')"),
    (
      ["run", "c.json", "--threads", "many"],
      "The value 'many' is invalid for '--threads <threads>' (see 'qpspin run --help')"
    ),
    (
      ["run", "c.json", "--threads", "2.5"],
      "The value '2.5' is invalid for '--threads <threads>' (see 'qpspin run --help')"
    ),
    (["run", "c.json", "--threads"], "Missing value for '--threads <threads>' (see 'qpspin run --help')"),
    (["run", "c.json", "--seed", "-1"], "The value '-1' is invalid for '--seed <seed>' (see 'qpspin run --help')"),
    (
      ["run", "c.json", "--seed", "18446744073709551616"],
      "The value '18446744073709551616' is invalid for '--seed <seed>' (see 'qpspin run --help')"
    ),
    (["run", "c.json", "--seed", "1e3"], "The value '1e3' is invalid for '--seed <seed>' (see 'qpspin run --help')"),
    (["run", "c.json", "--output", ""], "--output is empty; it must name a directory (see 'qpspin run --help')"),
    (["run", "c.json", "--output"], "Missing value for '--output <output>' (see 'qpspin run --help')"),
    (["report"], "Missing expected argument '<directory>' (see 'qpspin report --help')"),
    (["report", ""], "the results directory is empty; it must name a directory (see 'qpspin report --help')"),
    (
      ["report", "r", "--format", "jpg"],
      "The value 'jpg' is invalid for '--format <format>': \"jpg\" is no format of figures; it must be one of svg, pdf, png "
        + "(see 'qpspin report --help')"
    ),
    (
      ["run", "c.json", "--overwite"],
      "Unknown option '--overwite'. Did you mean '--overwrite'? (see 'qpspin run --help')"
    ),
  ])
  func usage(_ item: (arguments: [String], message: String)) throws {
    let scratch = try Scratch()
    try scratch.write(Configs.tiny(), to: "c.json")
    #expect(try Program.run(item.arguments, in: scratch) == .failure(64, item.message))
    #expect(scratch.listing() == ["c.json"])
  }
}
