import Foundation
import TestSupport
import Testing

/// `submit`, with a Slurm that is a few lines of shell. A real one is in Tests/Cluster.
@Suite struct SubmitTests {
  private func scratch(_ config: String = Configs.tiny()) throws -> Scratch {
    let scratch = try Scratch()
    try scratch.write(config, to: "c.json")
    return scratch
  }

  /// With `slurm` first in PATH; commands there are those scripts.
  private func run(_ arguments: String, slurm: [String: String] = [:], in scratch: Scratch) throws -> Outcome {
    for (name, text) in slurm {
      let path = try scratch.write("#!/bin/sh\n" + text, to: "bin/\(name)")
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: scratch.url.appendingPathComponent(path).path)
    }
    // Whatever Slurm the machine has is not in it.
    return try Program.shell("PATH=$PWD/bin \"$0\" submit \(arguments)", in: scratch)
  }

  /// Numbers the jobs 1, 2, …; notes its arguments, and what it was given of the environment.
  private static let sbatch = """
    echo "$@" >>calls
    echo "${SBATCH_ARRAY_INX-unset} ${SBATCH_PARTITION-unset}" >>environment
    { while read -r line; do n=$line; done; } <number
    echo "$((n + 1))" >number
    echo "$((n + 1));cluster"
    """

  @Test func dryRun() throws {
    let scratch = try scratch()
    let outcome = try run(
      "c.json --shards 3 --output \"r/it's a test\" --time 90m --partition main --account a --memory 2G --threads 2 "
        + "--checkpoint-interval 1m --sbatch=--constraint=avx2 --sbatch --qos=low --seed 5 --dry-run", in: scratch)
    #expect(outcome.ending == .code(0))
    #expect(outcome.error == "")
    let program = URL(fileURLWithPath: try Program.path()).resolvingSymlinksInPath().path
    try Golden.expectExact(
      outcome.output.replacingOccurrences(of: program, with: "/PROGRAM").replacingOccurrences(
        of: scratch.path, with: "/HERE"), "submit.txt")
    #expect(scratch.listing() == ["c.json"])
  }

  /// What is written and submitted; what is left of it after shards came in; the same again.
  @Test func submitted() throws {
    let scratch = try scratch()
    try scratch.write("11\n", to: "number")
    let slurm = ["sbatch": Self.sbatch, "squeue": "exit 1"]
    let outcome = try run("c.json --shards 3 --seed 5", slurm: slurm, in: scratch)
    #expect(
      outcome
        == .code(
          0,
          output: """
            job 12: 3 of 3 shards of tiny
            job 13: joins them, when all shards are there, to results/tiny
            qpspin status results/tiny tells how far they are

            """))
    let shards = scratch.path + "/results/tiny-shards"
    let calls = [
      "--parsable \(shards)/array.sh",
      "--parsable --dependency=afterok:12 --kill-on-invalid-dep=yes \(shards)/merge.sh",
    ]
    #expect(try scratch.read("calls") == calls.map { $0 + "\n" }.joined())
    #expect(try scratch.read("results/tiny-shards/array.sh").contains("#SBATCH --array=1-3\n"))
    #expect(
      scratch.listing().filter { $0.hasPrefix("results/") }
        == ["results/tiny-shards"]
        + ["array.sh", "config.json", "merge.sh", "submission.json"].map { "results/tiny-shards/\($0)" })
    for place in ["results/tiny", "results/tiny-shards"] {
      let status = try Program.run(["status", place], in: scratch)
      #expect(status.output.hasPrefix("tiny: 0 of 3 shards finished\n  shard 1/3: not begun, or elsewhere\n"))
    }

    let shard = try Program.run(
      ["run", shards + "/config.json", "--shard", "2/3", "--output", shards, "--quiet"], in: scratch)
    #expect(shard == .code(0))
    let rest = try run("c.json --shards 3 --seed 5", slurm: slurm, in: scratch)
    #expect(rest.output.hasPrefix("job 14: 2 of 3 shards of tiny\njob 15: "))
    #expect(try scratch.read("results/tiny-shards/array.sh").contains("#SBATCH --array=1,3\n"))
    let status = try Program.run(["status", "results/tiny"], in: scratch)
    #expect(status.output.hasPrefix("tiny: 1 of 3 shards finished\n  shard 1/3: not begun, or elsewhere\n"))

    for index in ["1/3", "3/3"] {
      _ = try Program.run(["run", "c.json", "--seed", "5", "--shard", index, "--quiet"], in: scratch)
    }
    let merge = try run("c.json --shards 3 --seed 5", slurm: slurm, in: scratch)
    #expect(merge.output.hasPrefix("job 16: joins them, to results/tiny\n"))
    let merged = try Program.run(["merge", "results/tiny-shards", "--output", "results/tiny", "--quiet"], in: scratch)
    let done = try run("c.json --shards 3 --seed 5", slurm: slurm, in: scratch)
    #expect(done == .code(0, output: merged.output, error: "qpspin: results/tiny holds this run already\n"))
    #expect(try scratch.read("number") == "16\n")
  }

  /// Joining makes figures and a report unless told not to.
  @Test(arguments: [("", false), (" --no-report", true)])
  func noReport(_ option: String, isPassedOn: Bool) throws {
    let scratch = try scratch()
    let scripts = try run("c.json --shards 3 --dry-run" + option, in: scratch)
    #expect(scripts.ending == .code(0))
    #expect(scripts.output.contains("}\" --no-report\n") == isPassedOn, "\(scripts.output)")
  }

  /// Variables of sbatch that would undo the scripts do not reach it; others of the user's do.
  @Test func environment() throws {
    let scratch = try scratch()
    try scratch.write("0\n", to: "number")
    try scratch.write("export SBATCH_ARRAY_INX=7 SBATCH_PARTITION=mine\n\"$@\"\n", to: "with")
    // Makes the commands.
    _ = try run("c.json --shards 2 --dry-run", slurm: ["sbatch": Self.sbatch], in: scratch)
    let command = "PATH=$PWD/bin /bin/sh with \"$0\" submit c.json --shards 2"
    #expect(try Program.shell(command + " --output a", in: scratch).ending == .code(0))
    #expect(try Program.shell(command + " --output b --partition p", in: scratch).ending == .code(0))
    #expect(try scratch.read("environment") == "unset mine\nunset mine\nunset unset\nunset unset\n")
  }

  /// One line, the right code, and nothing left behind.
  @Test(
    arguments: [
      (
        "c.json --shards 3", [:],
        73,
        "sbatch: is not in PATH: jobs are submitted where Slurm is, on a cluster's login node; --dry-run prints the scripts"
      ),
      (
        "c.json --shards 3 --output r",
        ["sbatch": "echo 'sbatch: error: invalid partition: x' >&2; echo 'sbatch: error: Failed: y' >&2; exit 1"],
        73, "sbatch: refused HERE/r-shards/array.sh: invalid partition: x; Failed: y"
      ),
      (
        "c.json --shards 3 --output r", ["sbatch": "exit 3"], 73,
        "sbatch: refused HERE/r-shards/array.sh: it ended with code 3"
      ),
      ("c.json --shards 3 --output r", ["sbatch": "echo hello"], 73, "sbatch: refused HERE/r-shards/array.sh: hello"),
      (
        "c.json --shards 3 --output r",
        [
          "sbatch": "case $2 in *array.sh) echo 7;; *) echo no >&2; exit 1;; esac", "scancel": "echo \"$@\" >cancelled",
        ],
        73, "sbatch: refused HERE/r-shards/merge.sh: no"
      ),
      (
        "c.json --shards 7", [:], 64,
        "--shards is 7; for this config it must be at most 6, so that each has something to do"
      ),
      (
        "bad.json --shards 3", [:], 65,
        "bad.json: parameters is missing; it must be an object"
      ),
      (
        "precise.json --shards 4", [:], 64,
        "--shards is 4; for this config it must be at most 3, as many as points, which are not divided where a precision is asked for"
      ),
      (
        "c.json --shards 3 --output 'a\\b'", [:], 64,
        "a\\b-shards: a path for Slurm must have no backslash and no control character"
      ),
      (
        "c.json --shards 3 --output c.json/x", ["sbatch": "echo 1"], 73,
        "HERE/c.json/x-shards: cannot be written (Not a directory)"
      ),
      ("c.json --shards 3 --output c.json", [:], 73, "c.json: is a file; the output must be a directory"),
    ] as [(String, [String: String], Int32, String)])
  func refused(_ item: (arguments: String, slurm: [String: String], code: Int32, message: String)) throws {
    let scratch = try scratch()
    try scratch.write("{\"name\":\"x\",\"model\":\"heisenberg\",\"trajectories\":2,\"duration\":10}", to: "bad.json")
    try scratch.write(Configs.sweep(trajectories: 40, more: ", \"precision\": {\"meanN\": 0.5}"), to: "precise.json")
    let outcome = try run(item.arguments, slurm: item.slurm, in: scratch)
    #expect(outcome == .failure(item.code, item.message.replacingOccurrences(of: "HERE", with: scratch.path)))
    let left = scratch.listing().filter { !$0.hasPrefix("bin") && !$0.hasSuffix(".json") }
    // The array is of no use without its merge.
    #expect(left == (item.slurm["scancel"] == nil ? [] : ["cancelled"]))
    if !left.isEmpty { #expect(try scratch.read("cancelled") == "7\n") }
  }

  /// What is in the way of the shards is found before anything is submitted, and stays.
  @Test func place() throws {
    let scratch = try scratch()
    func complaint(_ arguments: String, slurm: [String: String] = ["sbatch": "echo 1"]) throws -> String {
      let before = scratch.listing().filter { !$0.hasPrefix("bin") }
      let outcome = try run(arguments, slurm: slurm, in: scratch)
      #expect(outcome.ending == .code(73), "\(outcome)")
      #expect(outcome.output == "")
      #expect(scratch.listing().filter { !$0.hasPrefix("bin") } == before)
      return outcome.error
    }
    let shard = try Program.run(["run", "c.json", "--shard", "1/2", "--output", "r-shards", "--quiet"], in: scratch)
    #expect(shard == .code(0))
    #expect(
      try complaint("c.json --shards 3 --output r")
        == "qpspin: r-shards: shard-1-of-2.qpshard there is not one of 3 shards; remove it, or take another --output\n")
    #expect(
      try complaint("c.json --shards 2 --output r --seed 2")
        == "qpspin: r-shards: shard 1/2 there is not of this run: it is of another config (seed was 1, is 2); "
        + "remove it, or take another --output\n")
    #expect(try run("c.json --shards 2 --output r", slurm: ["sbatch": "echo 5"], in: scratch).ending == .code(0))
    #expect(
      try complaint("c.json --shards 2 --output r", slurm: ["squeue": "echo 5"])
        == "qpspin: r-shards: job 5 of an earlier submission is still in the queue; wait for it, or scancel 5 5\n")
    #expect(try run("c.json --shards 2 --output s", slurm: ["squeue": "exit 1"], in: scratch).ending == .code(0))
    #expect(
      try complaint("c.json --shards 2 --output s --seed 2")
        == "qpspin: s-shards: shards of another config were submitted there (seed was 1, is 2); "
        + "remove it, or take another --output\n")
    #expect(try Program.run(["run", "c.json", "--output", "whole", "--quiet"], in: scratch).ending == .code(0))
    #expect(
      try complaint("c.json --shards 2 --output whole --seed 2")
        == "qpspin: whole: holds a run of another config (seed was 1, is 2); remove it, or take another --output\n")
  }

  @Test(arguments: [
    ("--shards 0", "--shards is 0; it must be from 1 to 100000"),
    ("--shards -1", "--shards is -1; it must be from 1 to 100000"),
    ("--shards 100001", "--shards is 100001; it must be from 1 to 100000"),
    ("--shards 2 --threads 0", "--threads is 0; it must be from 1 to 4096"),
    ("--shards 2 --time 4m", "--time is 4m; it must be a time of at least 300 s, such as 90s, 30m, 1h30m, 1:30:00"),
    ("--shards 2 --time soon", "--time is soon; it must be a time of at least 300 s, such as 90s, 30m, 1h30m, 1:30:00"),
    ("--shards 2 --partition 'a b'", "--partition is \"a b\"; it must be letters, digits, and . _ - , +"),
    ("--shards 2 --account ''", "--account is \"\"; it must be letters, digits, and . _ - , +"),
    ("--shards 2 --memory 2GB", "--memory is \"2GB\"; it must be a whole number, in MB, or with K, M, G or T after it"),
    (
      "--shards 2 --sbatch=--array=1",
      "--sbatch is \"--array=1\"; it must be a long option of sbatch other than --array, such as --constraint=avx2"
    ),
    (
      "--shards 2 --sbatch '--comment=a\nb'",
      "--sbatch is \"--comment=a\\u{A}b\"; it must be a long option of sbatch other than --array, such as --constraint=avx2"
    ),
  ])
  func usage(_ item: (options: String, message: String)) throws {
    let scratch = try scratch()
    let outcome = try run("c.json --dry-run " + item.options, in: scratch)
    #expect(outcome == .failure(64, item.message + " (see 'qpspin submit --help')"))
  }
}
