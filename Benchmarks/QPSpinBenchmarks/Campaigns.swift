import Benchmark
import Campaign
import Foundation
import Results

/// What a run takes besides its events: the start of the program, trajectories that are hardly any, reduction and files.
func campaignBenchmarks() {
  Benchmark("start of the program: qpspin --version") { _ in try launch(["--version"]) }
  Benchmark("start to end of the program: 1 trajectory of a few events") { _ in
    try inScratch { directory in
      let config = directory.appending(path: "config.json")
      try Data(
        """
        { "name": "tiny", "model": "heisenberg", "parameters": { "injectionRate": 20, "volume": 1 }, "timeUnit": "tf",
          "trajectories": 1, "duration": 1, "burnIn": 0, "exact": "never", "seed": 1 }
        """.utf8
      ).write(to: config)
      let output = directory.appending(path: "out").path()
      try launch(["run", config.path(), "--output", output, "--threads", "1", "--quiet"])
    }
  }
  // 20 events and 4096 samples each, so that reduction has as many lags as after a long run.
  for trajectories in [64, 512, 5120] {
    Benchmark("campaign of \(trajectories) short trajectories") {
      benchmark in
      let plan = try Case(trajectories: trajectories, events: 20 * Double(trajectories), samples: 4096).plan()
      try inScratch { directory in
        benchmark.startMeasurement()
        let results = try ResultsDirectory(creating: directory.appending(path: "out").path())
        _ = try CampaignRun(plan, threads: 1).run(into: results)
        try results.commit()
        benchmark.stopMeasurement()
      }
    }
  }
}

private struct LaunchError: Error {
  let command: String
}

/// Runs the program that `QPSPIN` in the environment names, else the release build beside this package.
private func launch(_ arguments: [String]) throws {
  let path = ProcessInfo.processInfo.environment["QPSPIN"] ?? "../.build/release/qpspin"
  let process = Process()
  process.executableURL = URL(filePath: path)
  process.arguments = arguments
  process.standardOutput = FileHandle.nullDevice
  try process.run()
  process.waitUntilExit()
  if process.terminationStatus != 0 { throw LaunchError(command: ([path] + arguments).joined(separator: " ")) }
}

/// Calls `body` with a new directory, which is removed afterwards.
private func inScratch(_ body: (URL) throws -> Void) throws {
  let directory = FileManager.default.temporaryDirectory.appending(path: "qpspin-benchmark-\(UUID())")
  try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: directory) }
  try body(directory)
}
