import ClusterModel
import Foundation
import PaperReproduction
import Testing
import Theory

/// Closed forms that the tables use, against numbers worked out by hand and against the program's Theory.
@Suite("References of the reproduction")
struct ReferenceTests {
  private static let flips = Parameters(injectionRate: 2000, volume: 1, gamma: 18, gammaTriplet: 0, spinFlipTime: 10)
  private static let triplet = Parameters(
    injectionRate: 1800, volume: 1, gamma: 18, gammaTriplet: 1.8e-3, spinFlipTime: nil)

  @Test(
    "moments (8), (9), (S13), (S14)",
    arguments: [
      (flips, ModelName.heisenberg, 1.1283791671, 1.5, "Eq. (8)"),
      (triplet, .heisenberg, 1.0222064660, 1.1829309, "Eq. (9)"),
      (flips, .ising, 0.5641895835, 0.5, "Eq. (S13)"),
      (triplet, .ising, 0.5786171, 0.4891397, "Eq. (S14)"),
    ])
  func moments(_ p: Parameters, _ model: ModelName, _ mean: Double, _ square: Double, _ place: String) throws {
    let forms = try #require(LimitForms(p, model: model))
    #expect(abs(forms.N0 - 100) < 1e-9)
    #expect(abs(forms.mean - mean) < 2e-6)
    #expect(abs(forms.secondMoment - square) < 2e-6)
    #expect(abs(forms.variance - (square - mean * mean)) < 1e-5)
    #expect(forms.momentsPlace == place)
    let law = try #require(StationaryDistribution(p, model: model))
    #expect(abs(law.mean / 100 - forms.mean) < 1e-8)
    #expect(abs(law.secondMoment / 1e4 - forms.secondMoment) < 1e-8)
  }

  @Test("N0, m0 and times of the limits")
  func scales() throws {
    let flips = try #require(LimitForms(ReferenceTests.flips, model: .heisenberg))
    #expect(abs(flips.m0 - 100.0 / 180) < 1e-12)
    #expect(flips.time == 10)
    #expect(flips.noise == 0.5)
    let triplet = try #require(LimitForms(ReferenceTests.triplet, model: .su2))
    #expect(abs(triplet.m0 - 0.5) < 1e-9)
    // (1800 · 1.8e-3²)^(−1/3) = (5.832e-3)^(−1/3) = 1/0.18.
    #expect(abs(triplet.time - 1 / 0.18) < 1e-9)
    #expect(triplet.noise == 0.6)
    #expect(LimitForms(ReferenceTests.triplet, model: .ising)?.noise == nil)
    var both = ReferenceTests.flips
    both.gammaTriplet = 1
    #expect(LimitForms(both, model: .heisenberg) == nil)
    both.gammaTriplet = 0
    both.spinFlipTime = nil
    #expect(LimitForms(both, model: .heisenberg) == nil)
  }

  @Test("a point of the plane and its parameters", arguments: [(0.01, 1e-3), (1, 1), (10, 100), (1e-3, 1e4)])
  func plane(v: Double, a: Double) throws {
    let point = ReducedPoint(v: v, a: a)
    let parameters = point.parameters(N: 1e7)
    let back = try #require(ReducedPoint(parameters))
    #expect(abs(back.v / v - 1) < 1e-12)
    #expect(abs(back.a / a - 1) < 1e-12)
    // (S9) has two equations: both hold.
    let (p, n) = (point.polarization, point.number)
    #expect(abs(n - ((1 - p) / p - 2 * v)) <= 1e-12 * max(n, v))
    #expect(abs(2 * (1 - p * p) * pow((1 - p) / (2 * v * p) - 1, 2) / a - 1) < 1e-6)
    #expect(abs(point.criticalN(N: 1e7) * n - 1e7) < 1e-2)
    // And the program's mean field of that cluster has N = 10⁷, up to the Γ̄t term of (S7).
    #expect(abs(ClusterScales(parameters).meanFieldN / 1e7 - 1) < 0.01)
    #expect(abs(point.enhancement * point.unpolarizedNumber / n - 1) < 1e-6)
  }

  @Test(
    "the crossover with exact counting is the mean field of su2",
    arguments: [(0.01, 1.0), (0.1, 0.01), (1, 1), (3, 10), (0.1, 100)])
  func counted(v: Double, a: Double) throws {
    let point = ReducedPoint(v: v, a: a)
    let counted = CountedCrossover(point)
    let N = 1e5
    let state = try MeanField(point.parameters(N: N), equations: .processes(.su2)).stationary()
    // Up to terms of order 1/Nc and 1/N.
    #expect(abs(state.polarization - counted.polarization) < 1e-3)
    #expect(abs(state.N / point.criticalN(N: N) / counted.number - 1) < 1e-3)
    // It differs from (S9) by more than that.
    #expect(counted.polarization - point.polarization > 4e-3 * (1 - counted.polarization))
  }

  @Test("a straight line")
  func line() throws {
    let x = [1.0, 2, 4, 7]
    let exact = try #require(LineFit(x: x, y: x.map { 3 - 0.5 * $0 }, errors: [0.1, 0.2, 0.1, 0.3]))
    #expect(abs(exact.intercept.value - 3) < 1e-12)
    #expect(abs(exact.slope.value + 0.5) < 1e-12)
    // Two points: the line through both, with the errors of the differences.
    let two = try #require(LineFit(x: [0.1, 0.2], y: [1, 2], errors: [0.03, 0.04]))
    #expect(abs(two.intercept.value) < 1e-12)
    #expect(abs(two.slope.standardError - 0.5) < 1e-12)
    #expect(abs(two.intercept.standardError - (0.06 * 0.06 + 0.04 * 0.04).squareRoot()) < 1e-12)
    #expect(LineFit(x: [1], y: [1], errors: [1]) == nil)
    #expect(LineFit(x: [1, 1], y: [1, 2], errors: [1, 1]) == nil)
    #expect(LineFit(x: [1, 2], y: [1, 2], errors: [1, .nan]) == nil)
  }
}
