package import ClusterModel
import Foundation
import Theory

/// A point of the plane of reduced volume and injection rate, v = V/Vc and a = A/Ac, of Figs. 1 and S1.
package struct ReducedPoint: Sendable, Hashable {
  package var v: Double
  package var a: Double

  package init(v: Double, a: Double) {
    self.v = v
    self.a = a
  }

  /// nil where one of the scales does not exist.
  package init?(_ p: Parameters) {
    guard let flipTime = p.spinFlipTime, p.gammaTriplet > 0 else { return nil }
    v = p.volume / (p.gamma * flipTime)
    a = p.injectionRate * (p.gammaTriplet * flipTime) * (p.gammaTriplet * flipTime) / p.gamma
  }

  /// p of (S9).
  package var polarization: Double { (try? Crossover.polarization(injectionRate: a, volume: v)) ?? .nan }
  /// n = N/Nc of (S9).
  package var number: Double { Crossover.number(polarization: polarization, volume: v) }
  /// N/N_unpol of (S9).
  package var enhancement: Double { (try? Crossover.enhancement(injectionRate: a, volume: v)) ?? .nan }
  /// N_unpol/Nc.
  package var unpolarizedNumber: Double { v * (2 * a).squareRoot() }

  /// Parameters at this point of the plane, of which (S9) says that the cluster has `N` quasi-particles.
  ///
  /// The plane leaves Nc = Γ̄/Γ̄t open: it decides how many quasi-particles there are. τs is 1 s and V 1 µm³.
  package func parameters(N: Double) -> Parameters {
    let criticalN = N / number
    let gamma = 1 / v
    return Parameters(
      injectionRate: a * criticalN * criticalN / gamma, volume: 1, gamma: gamma, gammaTriplet: gamma / criticalN,
      spinFlipTime: 1)
  }

  /// Nc of such a cluster.
  package func criticalN(N: Double) -> Double { N / number }
}

/// The plane as a grid, evenly spaced in both logarithms.
struct ReducedGrid {
  static let logV = (-3.0, 1.0)
  static let logA = (-4.0, 4.0)
  let side: Int
  let points: [ReducedPoint]

  init(side: Int) {
    self.side = side
    func values(_ range: (Double, Double)) -> [Double] {
      (0..<side).map { range.0 + (range.1 - range.0) * Double($0) / Double(side - 1) }
    }
    points = values(ReducedGrid.logA).flatMap { a in
      values(ReducedGrid.logV).map { ReducedPoint(v: pow(10, $0), a: pow(10, a)) }
    }
  }

  static func system(_ point: ReducedPoint, N: Double) -> System {
    System(parameters: point.parameters(N: N), model: .su2)
  }

  /// gnuplot's axes of a map with so many points along each side: they end where its cells do.
  static func axes(side: Int) -> [String] {
    func range(_ axis: String, _ ends: (Double, Double)) -> String {
      let half = (ends.1 - ends.0) / Double(side - 1) / 2
      return "set \(axis)range [\(Rounded.to5(ends.0 - half)):\(Rounded.to5(ends.1 + half))]"
    }
    return [range("x", logV), range("y", logA)] + ticks
  }

  /// The ticks of these axes, and a frame that is drawn over the cells.
  static let ticks = [
    "set xtics ('10^{−3}' -3, '10^{−2}' -2, '10^{−1}' -1, '1' 0, '10' 1)",
    "set ytics ('10^{−4}' -4, '10^{−2}' -2, '1' 0, '10^2' 2, '10^4' 4)", "set tics front", "unset grid",
    "set style fill solid 1 noborder",
  ]

  /// The label of the vertical axis where `isFirst`, away from the edge of the picture; none at other panels of a row.
  static func labelA(_ isFirst: Bool) -> String { isFirst ? "set ylabel 'A/A_c' offset 1.2,0" : "set ylabel ''" }
}

/// How many quasi-particles by (S9) the clusters have that are solved exactly.
struct ClusterSizes: Sendable {
  /// Γ̄ is at least so many times Γ̄t.
  static let leastCriticalN = 30.0

  let least: Double
  /// More are not solved.
  let most: Double
  /// Three sizes, ascending, for comparison.
  let samples: [Double]

  /// At least `least`, and so many that Nc is not too small; nil where more than `most` would be needed.
  func N(_ point: ReducedPoint) -> Double? {
    let N = max(least, ClusterSizes.leastCriticalN * point.number)
    return N <= most ? N : nil
  }
}

/// What is known of one point of the plane.
struct PlaneValues {
  let point: ReducedPoint
  let exact: TheoreticalEstimates?
  /// Mean field of su2 for N → ∞.
  let counted: CountedCrossover
  private let exactCriticalN: Double

  init(_ point: ReducedPoint, exact: TheoreticalEstimates?, N: Double) {
    self.point = point
    self.exact = exact
    exactCriticalN = point.criticalN(N: N)
    counted = CountedCrossover(point)
  }

  var meanFieldPolarization: Double { counted.polarization }
  var meanFieldNumber: Double { counted.number }
  var exactPolarization: Double { exact?.values["polarization"] ?? .nan }
  var exactNumber: Double { (exact?.values["meanN"] ?? .nan) / exactCriticalN }
  /// τ_J/τ_N.
  var timeRatio: Double { (exact?.values["tauJ"] ?? .nan) / (exact?.values["tauN"] ?? .nan) }
  /// 4S_Jz(0) over the paper's estimate S_N(0)/3.
  var noiseRatio: Double { 12 * (exact?.values["noiseJ"] ?? .nan) / (exact?.values["noiseN"] ?? .nan) }

  static func grid(_ session: PaperSession) throws -> [PlaneValues] {
    let grid = ReducedGrid(side: session.scale.gridSide)
    let sizes = grid.points.map { session.scale.sizes.N($0) }
    // The largest first, so that no core ends up waiting for one.
    let systems = zip(grid.points, sizes).compactMap { point, N in
      N.map { ($0, ReducedGrid.system(point, N: $0)) }
    }
    try session.exact.solve(systems.sorted { $0.0 > $1.0 }.map(\.1), threads: session.threads)
    return zip(grid.points, sizes).map { point, N in
      PlaneValues(
        point, exact: N.flatMap { session.exact[ReducedGrid.system(point, N: $0)] }, N: N ?? session.scale.sizes.least)
    }
  }
}
