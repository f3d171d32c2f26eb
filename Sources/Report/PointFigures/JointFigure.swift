import ClusterModel
import Foundation
import Results

/// P(N, m) as a map in logarithmic colours.
enum JointFigure {
  /// States are taken together until there are at most so many along each axis.
  private static let mostCells = 160.0
  /// Colours go down to this share of the largest probability.
  private static let leastShare = 1e-6

  static func figure(_ point: PointData) throws(FileError) -> Figure? {
    let table = try point.required("joint_N_m.csv", columns: ["N", "m", "probability"])
    guard let grid = Grid(table) else { return nil }
    var script = FigureScript("joint_N_m", subject: "P(N, m): share of the time in each state")
    script.axis(.x, "number of quasi-particles N", range: grid.N.edges)
    script.axis(.y, "reversed spins m", range: grid.m.edges)
    if grid.m.edges.upperBound - grid.m.edges.lowerBound <= 12 { script.add("set ytics 1") }
    if grid.N.edges.upperBound - grid.N.edges.lowerBound <= 12 { script.add("set xtics 1") }
    script.add("set tics out nomirror")
    script.add("unset grid")
    script.add("unset key")
    let width = grid.N.width * grid.m.width
    script.add("set cblabel \(GnuplotText.quoted(width == 1 ? "P(N, m)" : "P(N, m), for each state"))")
    script.add("set logscale cb")
    script.add("set format cb \"10^{%T}\"")
    script.add("set cbrange [\(grid.peak * leastShare):\(grid.peak)]")
    let file = "joint_N_m_grid.csv"
    script.plot([
      .init("\(GnuplotText.quoted(file)) nonuniform matrix", using: "1:2:3", with: "image")
    ])
    let together =
      width == 1
      ? "" : " Colours are means over \(NumberText.short(grid.N.width)) × \(NumberText.short(grid.m.width)) states."
    return Figure(
      script, caption: "Share of the time in each state (N, m). White: never visited." + together,
      tables: [(file, grid.table.data)])
  }

  /// One axis of the map, in cells of equal width.
  struct Cells {
    /// Middle of the first cell.
    let first: Double
    let width: Double
    let count: Int

    var edges: ClosedRange<Double> { (first - width / 2)...(first + (Double(count) - 0.5) * width) }

    init?(_ values: [Double]) {
      let distinct = Set(values).sorted()
      guard distinct.count > 1, let low = distinct.first, let high = distinct.last, high - low < 1e9 else { return nil }
      let smallest = zip(distinct, distinct.dropFirst()).map { $1 - $0 }.min() ?? 1
      let step = max(1, smallest)
      width = step * max(1, ((high - low) / step / mostCells).rounded(.up))
      count = Int(((high - low) / width).rounded(.down)) + 1
      first = low + (width - step) / 2
    }

    func place(_ value: Double) -> Int { Int(((value - first) / width).rounded()) }
  }

  private struct Grid {
    let N: Cells
    let m: Cells
    let peak: Double
    let table: Table

    init?(_ table: PlotTable) {
      let (allN, allM, all) = (table["N"], table["m"], table["probability"])
      guard let most = all.filter({ !$0.isNaN }).max(), most > 0 else { return nil }
      let rows = all.indices.filter { all[$0] >= leastShare * most && !allN[$0].isNaN && !allM[$0].isNaN }
      guard let N = Cells(rows.map { allN[$0] }), let m = Cells(rows.map { allM[$0] }) else { return nil }
      // Probability of one state, the mean over those in a cell.
      let states = N.width * m.width
      var cells = [[Double]](repeating: Array(repeating: 0, count: N.count), count: m.count)
      for row in rows {
        let (column, line) = (N.place(allN[row]), m.place(allM[row]))
        guard (0..<N.count).contains(column), (0..<m.count).contains(line) else { continue }
        cells[line][column] += all[row] / states
      }
      var result = Table(["m"] + (0..<N.count).map { Table.text(N.first + Double($0) * N.width) })
      for (line, cells) in cells.enumerated() {
        result.add([m.first + Double(line) * m.width] + cells.map { $0 > 0 ? $0 : nil })
      }
      self.N = N
      self.m = m
      peak = cells.joined().max() ?? most
      self.table = result
    }
  }
}
