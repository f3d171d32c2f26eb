import Campaign
import TestSupport
import Testing

/// The scripts of `submit`, as text. What Slurm makes of them is tried in Tests/Cluster.
@Suite struct ClusterJobTests {
  private func job(directory: String = "/data/r-shards", tasks: [Int] = [1], _ settings: ClusterJob.Settings = .init())
    -> ClusterJob
  {
    ClusterJob(
      name: "r", version: "1", program: directory + "/q", config: directory + "/config.json",
      shardsDirectory: directory,
      output: "/data/r", shards: 9, tasks: tasks, settings: settings)
  }

  private func directives(_ job: ClusterJob) -> [String] {
    job.arrayScript.split(separator: "\n").filter { $0.hasPrefix("#SBATCH ") }.map { String($0.dropFirst(8)) }
  }

  @Test(arguments: [
    ([1], "1"), ([1, 2, 3], "1-3"), ([2, 4, 5, 9], "2,4-5,9"), ([1, 3], "1,3"), (Array(1...100_000), "1-100000"),
  ])
  func array(_ item: (tasks: [Int], text: String)) {
    #expect(directives(job(tasks: item.tasks)).contains("--array=\(item.text)"))
  }

  /// Rounded up to whole minutes: Slurm counts in them.
  @Test(arguments: [
    (300.0, "0-00:05:00"), (301, "0-00:06:00"), (3600, "0-01:00:00"), (86_400, "1-00:00:00"),
    (100_000_000, "1157-09:47:00"),
  ])
  func time(_ item: (seconds: Double, text: String)) {
    var settings = ClusterJob.Settings()
    settings.time = item.seconds
    #expect(directives(job(settings)).contains("--time=\(item.text)"))
  }

  /// Options of the user come last: sbatch takes the last of two.
  @Test func usersOptions() {
    var settings = ClusterJob.Settings()
    settings.options = ["--nodes=2", "--comment=a \"b\" 'c' # \\"]
    #expect(directives(job(settings)).suffix(2) == ["\"--nodes=2\"", "\"--comment=a \\\"b\\\" 'c' # \\\\\""])
  }

  /// A shell gets each path back as it was, and Slurm no replacement that nobody asked for.
  @Test(arguments: ["/a b/c", "/it's", "/\"$HOME\"", "/$(touch x)`touch y`", "/100 %A", "/é/雪", "/-n ;&|<>*?[x]~#!"])
  func quoting(_ path: String) throws {
    let job = job(directory: path)
    let line = try #require(directives(job).first { $0.hasPrefix("--output=") })
    let escaped = path.replacing("%", with: "%%").replacing("\"", with: "\\\"")
    #expect(line == "--output=\"\(escaped)/slurm-%A_%a.log\"")
    let scratch = try Scratch()
    let lines = job.arrayScript.split(separator: "\n").filter { $0.wholeMatch(of: /(program|config|shards)=.*/) != nil }
    try scratch.write(lines.joined(separator: "\n") + "\nprintf '%s\\n' \"$program\" \"$config\" \"$shards\"", to: "s")
    #expect(try Shell.run("s", in: scratch) == "\(path)/q\n\(path)/config.json\n\(path)\n")
    #expect(scratch.listing() == ["s"])
  }
}
