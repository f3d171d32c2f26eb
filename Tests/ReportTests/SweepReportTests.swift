import ClusterModel
import Foundation
import Report
import Results
import TestSupport
import Theory
import Testing

/// Figures and pages of sweeps.
@Suite struct SweepReportTests {
  private let results = WrittenResults(
    model: .polarized,
    parameters: Parameters(injectionRate: 20, volume: 1, gamma: 18, gammaTriplet: 0, spinFlipTime: 10), exact: "never")

  @Test func oneParameter() throws {
    let scratch = try Scratch()
    try results.writeSweep(volumes: [1, 2, 4], to: "s", in: scratch)
    #expect(try Reporter(scratch.path + "/s").write() == nil)
    let names = ["meanN", "noiseN", "tauN", "tauNFit", "varianceN"]
    #expect(try scratch.files(in: "s/figures").filter { $0.hasSuffix(".svg") } == names.map { "sweep_\($0).svg" })
    // Theory between the points too, from the first to the last.
    let curves = try TableReader(scratch.path + "/s/figures/sweep_theory.csv")
    #expect(curves.column("volume")?.first == 1 && curves.column("volume")?.last == 4)
    #expect(curves.rows.count == 81)
    let theory = try #require(curves.column("fokkerPlanckMeanN")?.compactMap { $0 })
    // ⟨N⟩ = (2/√π)N0 in the spin-flip regime, N0 = √(AVτs/2).
    #expect(abs(theory[0] / (2 / Double.pi.squareRoot() * 10) - 1) < 1e-6)
    let page = try scratch.read("s/report.html")
    for point in ["0001", "0002", "0003"] {
      #expect(page.contains("<a href=\"points/\(point)/report.html\">"))
      #expect(try scratch.read("s/points/\(point)/report.html").contains("<a href=\"../../report.html\">"))
    }
  }

  /// The data of the maps, in which gnuplot's NaN stands for cells that have no value.
  private func grid(_ scratch: Scratch) throws -> TableReader {
    let text = try scratch.read("s/figures/sweep_grid.csv")
    #expect(text.contains(",NaN"))
    try scratch.write(text.replacingOccurrences(of: "NaN", with: ""), to: "grid.csv")
    return try TableReader(scratch.path + "/grid.csv")
  }

  /// Cells stand where their parameters are, also where the lists of values are not sorted.
  @Test func twoParameters() throws {
    let scratch = try Scratch()
    try results.writeSweep(volumes: [3, 1, 2], rates: [20, 10], to: "s", in: scratch)
    // A mean that tells the point.
    for index in 1...6 {
      let file = "s/points/000\(index)/summary.json"
      var summary = try JSONDecoder().decode(Summary.self, from: Data(scratch.read(file).utf8))
      summary.estimates["meanN"]?.value = 100 * summary.parameters.injectionRate + summary.parameters.volume
      try scratch.write(JSONText.encode(summary), to: file)
    }
    #expect(try Reporter(scratch.path + "/s").write() == nil)
    #expect(try scratch.files(in: "s/figures").contains("map_meanN.svg"))
    let grid = try grid(scratch)
    #expect(grid.column("meanN") == [1001, 2001, 1002, 2002, 1003, 2003])
    #expect(grid.column("column") == [0, 1, 0, 1, 0, 1] && grid.column("row") == [0, 0, 1, 1, 2, 2])
    // No exact solution was asked for: Fokker-Planck stands beside, ⟨N⟩ = (2/√π)√(AVτs/2).
    #expect(grid.column("exactMeanN")?.allSatisfy { $0 == nil } == true)
    let theory = try #require(grid.column("approximateMeanN")?.compactMap { $0 })
    #expect(abs(theory[3] / (2 / Double.pi.squareRoot() * (20.0 * 2 * 5).squareRoot()) - 1) < 1e-6)
    let script = try scratch.read("s/figures/map_meanN.gp")
    #expect(script.contains("set title 'Fokker-Planck'") && script.contains("simulation against Fokker-Planck (%)"))
    #expect(try scratch.read("s/report.html").contains("<figure id=\"map_meanN\" class=\"wide\">"))
  }

  /// The master equation beside the map, and the difference in standard errors.
  @Test func twoParametersExact() throws {
    let scratch = try Scratch()
    let exact = WrittenResults(model: results.model, parameters: results.parameters, exact: "auto")
    try exact.writeSweep(volumes: [1, 2], rates: [20, 10], to: "s", in: scratch)
    #expect(try Reporter(scratch.path + "/s").write() == nil)
    let grid = try grid(scratch)
    let values = try #require(grid.column("exactMeanN")?.compactMap { $0 })
    let equation = try MasterEquation(
      Parameters(injectionRate: 20, volume: 1, gamma: 18, gammaTriplet: 0, spinFlipTime: 10), model: .polarized)
    #expect(values.count == 4 && abs(values[1] / equation.moments.meanN - 1) < 1e-9)
    #expect(grid.column("approximateMeanN")?.allSatisfy { $0 == nil } == true)
    let script = try scratch.read("s/figures/map_meanN.gp")
    #expect(script.contains("set title 'exact'") && script.contains("(simulation − exact)/error"))
  }

  /// More parameters, or points that are no grid, have a table and a sentence.
  @Test func otherSweeps() throws {
    let scratch = try Scratch()
    try results.writeSweep(volumes: [1, 2, 2], to: "s", in: scratch)
    #expect(try Reporter(scratch.path + "/s").write() == nil)
    #expect(try scratch.read("s/report.html").contains("The points are not a grid of parameters"))
    try results.writeSweep(volumes: [1], to: "t", in: scratch)
    #expect(try Reporter(scratch.path + "/t").write() == nil)
    #expect(try scratch.read("t/report.html").contains("There is one point only"))
  }

  /// The points of a large sweep have pages when they are asked for.
  @Test func manyPoints() throws {
    let scratch = try Scratch()
    try results.writeSweep(volumes: (1...21).map(Double.init), to: "s", in: scratch)
    _ = try Reporter(scratch.path + "/s", gnuplot: nil).write()
    #expect(!(try scratch.files(in: "s/points/0001")).contains("report.html"))
    #expect(try scratch.read("s/report.html").contains("The pages of points are made by `qpspin report`"))
    _ = try Reporter(scratch.path + "/s", gnuplot: nil).write(allPoints: true)
    #expect(try scratch.files(in: "s/points/0021").contains("report.html"))
    #expect(try scratch.read("s/report.html").contains("<a href=\"points/0021/report.html\">21</a>"))
  }

  /// A point that is not there is told.
  @Test func missingPoint() throws {
    let scratch = try Scratch()
    try results.writeSweep(volumes: [1, 2], to: "s", in: scratch)
    try FileManager.default.removeItem(atPath: scratch.path + "/s/points/0002/summary.json")
    #expect {
      _ = try Reporter(scratch.path + "/s")
    } throws: {
      "\($0)" == "\(scratch.path)/s/points/0002/summary.json: is missing: not a whole results directory"
    }
  }
}
