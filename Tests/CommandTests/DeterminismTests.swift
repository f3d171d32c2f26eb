import Foundation
import TestSupport
import Testing

/// The same bytes from the same config, however it is run.
@Suite struct DeterminismTests {
  private func run(_ arguments: [String], in scratch: Scratch) throws {
    let outcome = try Program.run(["run"] + arguments + ["--quiet"], in: scratch)
    #expect(outcome.ending == .code(0), "\(arguments): \(outcome.error)")
  }

  /// More tasks than threads, fewer tasks than threads, and blocks of several trajectories.
  @Test(arguments: [
    Configs.sweep(trajectories: 5), Configs.sweep(trajectories: 1),
    Configs.tiny(trajectories: 2),
    Configs.tiny(trajectories: 1200, duration: 2, more: ", \"ensemble\": {}")
      .replacingOccurrences(of: "\"duration\": 10", with: "\"duration\": 1")
      .replacingOccurrences(of: "\"maximumLag\": 8", with: "\"maximumLag\": 1"),
    Configs.sweep(trajectories: 3, more: ", \"rng\": \"taus2\""), Configs.leaping,
  ])
  func threads(_ config: String) throws {
    let scratch = try Scratch()
    try scratch.write(config, to: "c.json")
    for threads in [1, 2, 7] {
      try run(["c.json", "--output", "t\(threads)", "--threads", "\(threads)"], in: scratch)
    }
    let files = try scratch.deterministicFiles(of: "t1")
    #expect(files.keys.contains("summary.json") && files.keys.contains { $0.hasSuffix("autocorrelation.csv") })
    for threads in [2, 7] { #expect(try scratch.deterministicFiles(of: "t\(threads)") == files, "\(threads)") }
  }

  /// Another seed changes what is random, and nothing else.
  @Test func seed() throws {
    let scratch = try Scratch()
    try scratch.write(Configs.tiny(), to: "c.json")
    try scratch.write(Configs.tiny(seed: "18446744073709551615"), to: "d.json")
    try run(["c.json", "--output", "one"], in: scratch)
    try run(["c.json", "--output", "other", "--seed", "18446744073709551615"], in: scratch)
    try run(["d.json", "--output", "same"], in: scratch)
    let one = try scratch.deterministicFiles(of: "one")
    let other = try scratch.deterministicFiles(of: "other")
    #expect(one.keys.sorted() == other.keys.sorted())
    // Scripts of figures may be the same: they read the numbers from the tables.
    for (name, content) in one where !name.hasSuffix(".gp") { #expect(other[name] != content, "\(name)") }
    #expect(try scratch.deterministicFiles(of: "same") == other)
  }

  /// config.json of a run is the run.
  @Test(arguments: [
    Configs.sweep(), Configs.leaping, Configs.tiny(more: ", \"rng\": \"taus2\", \"point\": 3, \"ensemble\": {}"),
  ])
  func resolvedConfig(_ config: String) throws {
    let scratch = try Scratch()
    try scratch.write(config, to: "c.json")
    try run(["c.json", "--output", "first"], in: scratch)
    try run(["first/config.json", "--output", "second"], in: scratch)
    #expect(try scratch.deterministicFiles(of: "second") == scratch.deterministicFiles(of: "first"))
  }

  /// A point of a sweep, run alone from its own config, gives the files that it gave in the sweep: also with a generator
  /// whose streams are counted through all points.
  @Test(arguments: ["taus113", "taus2", "mt19937"])
  func pointAlone(_ rng: String) throws {
    let scratch = try Scratch()
    try scratch.write(Configs.sweep(more: ", \"rng\": \"\(rng)\""), to: "c.json")
    try run(["c.json", "--output", "all"], in: scratch)
    for number in ["0001", "0003"] {
      try run(["all/points/\(number)/config.json", "--output", "alone\(number)"], in: scratch)
      let files = try scratch.deterministicFiles(of: "alone\(number)")
      #expect(files == (try scratch.deterministicFiles(of: "all/points/\(number)")), "point \(number)")
    }
  }

  /// Points do not share random numbers: two points with the same parameters differ.
  @Test func pointsAreIndependent() throws {
    let scratch = try Scratch()
    try scratch.write(Configs.tiny(more: ", \"point\": 0"), to: "c.json")
    try scratch.write(Configs.tiny(more: ", \"point\": 1"), to: "d.json")
    try run(["c.json", "--output", "c"], in: scratch)
    try run(["d.json", "--output", "d"], in: scratch)
    #expect(try scratch.read("c/histogram_N.csv") != scratch.read("d/histogram_N.csv"))
  }
}
