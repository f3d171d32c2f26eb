import Foundation
import TestSupport
import Testing

import Campaign
import Results

/// What a new run says to what is in its place.
@Suite struct ExistingResultsTests {
  private func compare(_ path: String, _ plan: CampaignPlan) throws -> ExistingResults.Comparison {
    try ExistingResults(path).compare(with: plan)
  }

  @Test func nothing() throws {
    let scratch = try Scratch()
    #expect(try compare(scratch.path, plan()) == .none)
    #expect(try compare(scratch.path + "/new", plan()) == .none)
    #expect(try compare(scratch.path + "/new/deep", plan()) == .none)
  }

  /// A run of the same config, with and without a sweep; provenance does not count.
  @Test(arguments: [nil, #"{"volume": [1, 2]}"#])
  func same(_ sweep: String?) throws {
    let scratch = try Scratch()
    let plan = try plan(["sweep": sweep])
    try scratch.write("{}", to: "summary.json")
    try scratch.write(plan.configuration.encoded(), to: "config.json")
    try scratch.write("anything", to: "provenance.json")
    #expect(try compare(scratch.path, plan) == .same)
    #expect(try compare(scratch.path + "/", plan) == .same)
  }

  /// A config that is written differently but means the same is the same.
  @Test func sameMeaning() throws {
    let scratch = try Scratch()
    try scratch.write("{}", to: "summary.json")
    try scratch.write(plan().configuration.encoded(), to: "config.json")
    let other = try plan([
      "duration": "1.00e2", "material": #""aluminium""#, "rng": "\"\(CampaignPlan.defaultGenerator)\"",
      "parameters": #"{"volume": 1.0, "gamma": 18, "injectionRate": 2e1}"#,
    ])
    #expect(try compare(scratch.path, other) == .same)
  }

  @Test(
    arguments: [
      (["seed": "2"], "seed was 1, is 2"), (["name": #""y""#], #"name was "x", is "y""#),
      (["burnIn": "3.5"], "burnIn was null, is 3.5"), (["rng": #""mt19937""#], #"rng was "taus113", is "mt19937""#),
      (["seed": "18446744073709551615"], "seed was 1, is 18446744073709551615"),
      (["timeUnit": #""tf""#, "seed": "5"], "seed was 1, is 5; timeUnit was \"s\", is \"tf\""),
      (["ensemble": #"{"times": 3}"#], #"ensemble was null, is {"times": 3}"#),
      (["sweep": #"{"volume": [1, 2]}"#], #"point was 0, is absent; sweep was null, is {"volume": [1, 2]}"#),
      (["parameters": #"{"volume": 2, "injectionRate": 20}"#], "parameters.volume was 1, is 2"),
    ] as [([String: String], String)])
  func different(_ item: (changes: [String: String], difference: String)) throws {
    let scratch = try Scratch()
    try scratch.write("{}", to: "summary.json")
    let old = try plan()
    try scratch.write(old.configuration.encoded(), to: "config.json")
    #expect(try compare(scratch.path, plan(item.changes)) == .different(item.difference))
  }

  /// Neighbouring 64-bit seeds are different, though a double cannot tell them apart.
  @Test func largeSeeds() throws {
    let scratch = try Scratch()
    try scratch.write("{}", to: "summary.json")
    try scratch.write(plan(["seed": "18446744073709551615"]).configuration.encoded(), to: "config.json")
    #expect(
      try compare(scratch.path, plan(["seed": "18446744073709551614"]))
        == .different("seed was 18446744073709551615, is 18446744073709551614"))
  }

  @Test func unreadableConfig() throws {
    let scratch = try Scratch()
    try scratch.write("{}", to: "summary.json")
    try scratch.write("{", to: "config.json")
    #expect(try compare(scratch.path, plan()) == .different("its config.json cannot be read"))
  }

  /// Anything else is not qpspin's to replace.
  @Test(arguments: [["notes.txt"], ["config.json"], ["summary.json"], ["sub/summary.json"], [".hidden"]])
  func foreign(_ names: [String]) throws {
    let scratch = try Scratch()
    for name in names { try scratch.write("{}", to: name) }
    let plan = try plan()
    do throws(FileError) {
      _ = try ExistingResults(scratch.path).compare(with: plan)
      Issue.record("taken for a run")
    } catch {
      #expect(error.kind == .cannotCreate)
      #expect(
        error.description
          == "\(scratch.path): is a directory with other things in it; the output must be new, empty, or a run")
    }
  }

  @Test func file() throws {
    let scratch = try Scratch()
    try scratch.write("", to: "file")
    let plan = try plan()
    do throws(FileError) {
      _ = try ExistingResults(scratch.path + "/file").compare(with: plan)
      Issue.record("taken for a run")
    } catch {
      #expect(error.kind == .cannotCreate)
      #expect(error.description == "\(scratch.path)/file: is a file; the output must be a directory")
    }
  }
}
