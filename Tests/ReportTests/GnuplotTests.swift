import Foundation
import Report
import TestSupport
import Testing

/// Scripts as gnuplot takes them.
@Suite struct GnuplotTests {
  private func draw(_ script: FigureScript, in scratch: Scratch, formats: Set<FigureFormat> = []) throws -> DrawnFigures
  {
    try FigureFolder(in: scratch.path).draw([Figure(script, caption: "")], with: try Gnuplot(), formats: formats)
  }

  private func simple(_ title: String = "title") -> FigureScript {
    var script = FigureScript("simple", subject: "a test")
    script.axis(.x, "x", range: 0...1)
    script.add(block: "data", columns: ["x", "y"], rows: [[0, 1], [1, 2], [0.5, .nan]])
    script.plot([.init("$data", using: "1:2", with: "lines linestyle 2", title: title)])
    return script
  }

  /// The same bytes each time, in all formats; nothing is left beside the figures.
  @Test func formats() throws {
    let scratch = try Scratch()
    let first = try draw(simple(), in: scratch, formats: [.pdf, .png])
    #expect(first.failures.isEmpty)
    #expect(
      scratch.listing() == ["figures"]
        + ["simple.gp", "simple.pdf", "simple.png", "simple.svg", "style.gp"].map { "figures/\($0)" })
    let svg = try scratch.read("figures/simple.svg")
    #expect(first.svg["simple"] == svg && svg.contains("<svg") && svg.contains("#D55E00") == false)
    #expect(svg.contains("rgb(213,  94,   0)"))
    #expect(
      try Data(contentsOf: scratch.url.appendingPathComponent("figures/simple.png")).prefix(4)
        == Data([0x89, 0x50, 0x4E, 0x47]))
    #expect(
      try Data(contentsOf: scratch.url.appendingPathComponent("figures/simple.pdf")).prefix(4) == Data("%PDF".utf8))
    #expect(try draw(simple(), in: scratch).svg["simple"] == svg)
  }

  /// A script can be run by hand, and does not depend on settings of its user.
  @Test func byHand() throws {
    let scratch = try Scratch()
    let svg = try draw(simple(), in: scratch).svg["simple"]
    // A start-up file of the user's that would change every figure, and a terminal.
    try scratch.write("set title 'mine'\n", to: ".gnuplot")
    let environment = ProcessInfo.processInfo.environment.merging(["HOME": scratch.path, "GNUTERM": "dumb"]) { $1 }
    let other = try FigureFolder(in: scratch.path).draw(
      [Figure(simple(), caption: "")], with: Gnuplot(environment: environment), formats: [])
    #expect(other.svg["simple"] == svg)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try Gnuplot().path)
    process.arguments = ["-d", "simple.gp"]
    process.currentDirectoryURL = scratch.url.appendingPathComponent("figures")
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(try scratch.read("figures/simple.svg") == svg)
  }

  /// Text from outside is shown, never obeyed.
  @Test(arguments: TextTests.hostile)
  func hostileTitles(_ title: String) throws {
    let scratch = try Scratch()
    let drawn = try draw(simple(GnuplotText.literal(title)), in: scratch)
    #expect(drawn.failures.isEmpty, "\(drawn.failures)")
    #expect(!scratch.listing().contains { $0.contains("pwned") })
    let svg = try #require(drawn.svg["simple"])
    #expect(!svg.contains("<script"))
    for visible in ["a'b", "a\\b", "a@b", "a_b^c", "`touch pwned`"] where visible == title {
      #expect(svg.contains(">\(visible)<") || svg.contains(visible), "\(visible)")
    }
  }

  /// A figure that fails is told with gnuplot's reason; the others are drawn; an old picture does not stay.
  @Test func failure() throws {
    let scratch = try Scratch()
    _ = try draw(simple(), in: scratch)
    try scratch.write("mine", to: "figures/notes.txt")
    var broken = FigureScript("simple", subject: "a test")
    broken.add("plot 'no such file' using 1:2")
    var other = FigureScript("other", subject: "a test")
    other.add("plot [0:1] x")
    let drawn = try FigureFolder(in: scratch.path).draw(
      [Figure(broken, caption: ""), Figure(other, caption: "")], with: try Gnuplot(), formats: [])
    let reason = try #require(drawn.failures["simple"]).description
    #expect(reason.contains("no such file") && !reason.contains("\n"), "\(reason)")
    #expect(drawn.svg.keys.sorted() == ["other"])
    #expect(try scratch.files(in: "figures") == ["notes.txt", "other.gp", "other.svg", "simple.gp", "style.gp"])
  }

  @Test func missing() throws {
    #expect(throws: GnuplotFailure.missing) { try Gnuplot(environment: ["PATH": "/nowhere:/"]) }
    let scratch = try Scratch()
    let drawn = try FigureFolder(in: scratch.path).draw([Figure(simple(), caption: "")], with: nil, formats: [])
    #expect(drawn.failures == ["simple": .missing])
    #expect(try scratch.files(in: "figures") == ["simple.gp", "style.gp"])
  }

  /// Ticks of logarithmic axes stand at the numbers that they name.
  @Test(arguments: [
    (1e-3...1e1, 5), (528.0...6e4, 2), (2.0...5.0, 3), (1.0...50.0, 6), (1.02...1.04, 3), (1e-30...1e30, 7),
    (3.0...8.0, 6),
  ])
  func logarithmicTicks(_ item: (range: ClosedRange<Double>, labels: Int)) throws {
    var script = FigureScript("ticks", subject: "a test")
    script.logarithmicAxis(.x, "x", range: item.range)
    let line = try #require(script.text.split(separator: "\n").first { $0.hasPrefix("set xtics") })
    let ticks = line.dropFirst("set xtics (".count).dropLast().split(separator: ", ").map { $0.split(separator: " ") }
    let labelled = ticks.filter { $0[0] != "''" }
    #expect(labelled.count == item.labels, "\(line)")
    for tick in labelled {
      let text = tick[0].dropFirst().dropLast()
      let power = text.hasPrefix("10^{") ? "1e" + text.dropFirst(4).dropLast() : String(text)
      let (named, place) = (try #require(Double(power)), try #require(Double(tick[1])))
      #expect(abs(named - place) <= 6e-3 * place, "\(line)")
      #expect(item.range.contains(place))
    }
  }
}
