import ClusterModel
import Foundation
import Statistics
import Theory

/// Past the paper: the crossover with exact counting of spins.
struct CrossoverPage {
  private let session: PaperSession
  private let grid: [PlaneValues]

  /// Points along the edge of the polarised region, and within it.
  private static let samples = [
    ReducedPoint(v: 0.01, a: 0.01), ReducedPoint(v: 0.1, a: 0.01), ReducedPoint(v: 0.3, a: 0.01),
    ReducedPoint(v: 1, a: 0.01), ReducedPoint(v: 0.1, a: 1), ReducedPoint(v: 0.01, a: 100),
    ReducedPoint(v: 0.01, a: 1e4), ReducedPoint(v: 1, a: 1),
  ]

  init(_ session: PaperSession, _ grid: [PlaneValues]) {
    self.session = session
    self.grid = grid
  }

  var text: String {
    [
      "# The crossover to the unpolarised state, with exact counting",
      "Eq. (S9) uses m ≪ N beyond its range, as the paper says. The model su2 counts the multiplets of N spins exactly and has no such "
        + "limit. Two things separate them. The counting: (S9) takes the spin for (N − m)/2 where it is N/2 − m, so its mean field has "
        + "p(1+p)/2 where su2 has p². With exact counting (S9) becomes n = (1−p²)/(2p²) − 2v, a = 2(1−p²)[(1−p²)/(4vp²) − 1]² for N → ∞, and p = 1/√(1+4v) instead of 1/(1+2v) for A → 0. And fluctuations: (S9) is the most probable state, while a polarisation ⟨|S|⟩/⟨N/2⟩ is a mean, "
        + "over a spin that is as uncertain as it is large.", meanFieldText, exactText, numberText,
      Markdown.picture("crossover", "Deviation of Eq. (S9) from su2 over the plane."), table,
      "Exact: su2 with so many quasi-particles that (S9) has that N; the mean field of su2 is for N → ∞. "
        + sizeText,
      "Data: [figS1.csv](figures/figS1.csv), one row a point of the plane.",
    ].joined(separator: "\n\n") + "\n"
  }

  private func place(_ point: ReducedPoint) -> String {
    "v = \(Text.number(point.v, digits: 2)), a = \(Text.number(point.a, digits: 2))"
  }

  private func largest(_ value: (PlaneValues) -> Double) -> (cell: PlaneValues, value: Double)? {
    grid.filter { value($0).isFinite }.map { ($0, value($0)) }.max { abs($0.1) < abs($1.1) }
  }

  private var meanFieldText: String {
    let deviation = { (cell: PlaneValues) in cell.meanFieldPolarization - cell.point.polarization }
    guard let most = largest(deviation) else { return "" }
    let smallest = grid.map(deviation).filter(\.isFinite).min() ?? .nan
    let polarized = grid.filter { $0.point.polarization > 0.9 }
    let inside = polarized.map { abs(deviation($0)) }.filter(\.isFinite).max() ?? .nan
    return
      "**The counting alone.** In mean field su2 is more polarised than (S9) at \(grid.filter { deviation($0) > 0 }.count) of "
      + "\(grid.count) points of the plane (the lowest difference is \(Text.number(smallest, digits: 2))). The largest difference, "
      + "\(Text.fixed(most.value, 3)), is at \(place(most.cell.point)), where (S9) has p = \(Text.fixed(most.cell.point.polarization, 3)). "
      + "Where (S9) has p > 0.9 it is off by at most \(Text.fixed(inside, 3))."
  }

  private var exactText: String {
    let deviation = { (cell: PlaneValues) in cell.exactPolarization - cell.point.polarization }
    guard let most = largest(deviation) else { return "" }
    let off = grid.filter { abs(deviation($0)) > 0.05 }.count
    let solved = grid.filter { $0.exact != nil }.count
    return
      "**With fluctuations.** The exact polarisation of clusters with N = \(Text.number(session.scale.sizes.least)) to \(Text.number(session.scale.sizes.most)) differs from (S9) by more than "
      + "0.05 at \(off) of \(solved) points, and by at most \(Text.fixed(abs(most.value), 3)), at \(place(most.cell.point)). "
      + leastText
  }

  /// The least polarised cluster that is solved: fluctuations of the spin are all that is left.
  private var leastText: String {
    let solved = grid.filter { $0.exact != nil }
    guard let least = solved.min(by: { $0.point.polarization < $1.point.polarization }),
      let N = session.scale.sizes.N(least.point)
    else { return "" }
    return
      "In the least polarised of them, \(place(least.point)), (S9) has p = \(Text.fixed(least.point.polarization, 3)), su2 in mean field "
      + "\(Text.fixed(least.meanFieldPolarization, 3)), and the exact value is \(Text.fixed(least.exactPolarization, 3)); as many independent spins, "
      + "N = \(Text.number(N, digits: 3)), would have √(8/πN) = \(Text.fixed((8 / (Double.pi * N)).squareRoot(), 3))."
  }

  private var numberText: String {
    let solved = grid.filter { $0.exact != nil }
    let deviation = { (cell: PlaneValues) in cell.exactNumber / cell.point.number - 1 }
    guard let most = solved.max(by: { deviation($0) < deviation($1) }),
      let least = solved.min(by: { deviation($0) < deviation($1) })
    else { return "" }
    func words(_ cell: PlaneValues) -> String {
      "\(DistributionCase.difference(cell.exactNumber, cell.point.number)) at \(place(cell.point))"
    }
    return
      "**The number.** ⟨N⟩ of su2 is between \(words(least)) and \(words(most)) that of (S9). In the polarised limits the mean is 1.128 (flips) and "
      + "1.022 (triplet annihilation) times N0, Eqs. (8) and (9): fluctuations, no error of the counting."
  }

  private var table: String {
    let sizes = session.scale.sizes.samples.map { Text.number($0) }
    let rows = CrossoverPage.samples.map { point -> [String] in
      let cells = session.scale.sizes.samples.map { N in
        PlaneValues(point, exact: session.exact[ReducedGrid.system(point, N: N)], N: N)
      }
      return [Text.number(point.v, digits: 2), Text.number(point.a, digits: 2), Text.fixed(point.polarization, 3)]
        + [Text.fixed(cells[0].meanFieldPolarization, 3)] + cells.map { Text.fixed($0.exactPolarization, 3) }
        + [Text.number(point.number, digits: 3), Text.number(cells[0].meanFieldNumber, digits: 3)]
        + [Text.number(cells[2].exactNumber, digits: 3)]
    }
    return Markdown.table(
      [
        "v", "a", "p, (S9)", "p, su2 mean field", "p, exact, N = \(sizes[0])", "N = \(sizes[1])", "N = \(sizes[2])",
        "N/Nc, (S9)",
        "su2 mean field",
        "exact, N = \(sizes[2])",
      ], rows)
  }

  /// Whether the exact polarisation changes still from 60 to 120.
  private var sizeText: String {
    let sizes = session.scale.sizes.samples
    let changes = CrossoverPage.samples.map { point -> Double in
      let values = sizes.suffix(2).map { session.exact.value("polarization", ReducedGrid.system(point, N: $0)) ?? .nan }
      return abs(values[1] - values[0])
    }.filter(\.isFinite)
    return
      "From N = \(Text.number(sizes[1])) to \(Text.number(sizes[2])) the exact polarisation changes by at most \(Text.fixed(changes.max() ?? .nan, 3)) at these points."
  }
}
