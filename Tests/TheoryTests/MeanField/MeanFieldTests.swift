import ClusterModel
import Foundation
import Testing
import Theory

@Suite struct MeanFieldTests {
  static let points: [Parameters] = [
    aluminium(A: 20), aluminium(A: 2000), aluminium(A: 2e6, V: 0.01), aluminium(A: 2e4, V: 100),
    aluminium(A: 1.8e15, V: 1e-3), aluminium(A: 50, V: 2, gammaTriplet: 0), aluminium(A: 50, V: 2, spinFlipTime: nil),
  ]

  /// `ClusterScales` solves (S7), (S8) by one root; the drift of (1), (2) must vanish there.
  @Test(arguments: points) func scalesAreTheStationaryPointOfEquations1And2(_ p: Parameters) throws {
    var trapped = p
    trapped.trappingTime = 3
    for parameters in [p, trapped] {
      let scales = ClusterScales(parameters)
      let field = MeanField(parameters, equations: .paper)
      let N = scales.meanFieldN
      let drift = field.drift(MeanFieldState(N: N, m: N * (1 - scales.meanFieldPolarization) / 2))
      let injection = parameters.injectionRate * parameters.volume
      // N0 is so close to full polarisation that m is rounded: only then is the second equation inexact.
      #expect(abs(drift.N) < 1e-9 * injection, "\(parameters)")
      #expect(abs(drift.m) < 1e-9 * injection, "\(parameters)")
      let stationary = try field.stationary()
      #expect(relativeError(stationary.N, N) < 1e-9, "\(parameters)")
    }
  }

  @Test func limitsOfEquation4() {
    let relaxation = ClusterScales(aluminium(A: 2000, gammaTriplet: 0))
    #expect(relativeError(relaxation.N0, 100) < 1e-14)
    #expect(relativeError(relaxation.m0, 1 / 180.0 * 100) < 1e-13)
    #expect(relativeError(relaxation.tf, 5) < 1e-14)
    let triplet = ClusterScales(aluminium(A: 200, V: 2, spinFlipTime: nil))
    #expect(relativeError(triplet.N0, cbrt(800 / 1.8e-3)) < 1e-14)
    // The paper's m0 of this regime is the leading term in 1/N0 of Eq. (3).
    let leading = cbrt(800 * 1.8e-3 * 1.8e-3) / 36 * triplet.N0
    #expect(relativeError(triplet.m0, leading * (1 - 1 / triplet.N0)) < 1e-12)
    #expect(triplet.regime == .tripletAnnihilation)
    #expect(ClusterScales(aluminium(A: 0)).regime == .empty)
    #expect(ClusterScales(aluminium(A: 2, gammaTriplet: 0, spinFlipTime: nil)).regime == .unlimited)
  }

  /// The models' own drift is Eqs. (1), (2) for large N and m ≪ N, and differs where the paper drops terms.
  @Test func processesAgreeWithThePaperForLargeClusters() {
    let p = aluminium(A: 2e7, V: 1e-2)
    let state = MeanFieldState(N: 4000, m: 40)
    let paper = MeanField(p, equations: .paper).drift(state)
    for model in [ModelName.heisenberg, .su2] {
      let own = MeanField(p, equations: .processes(model)).drift(state)
      #expect(abs(own.N - paper.N) < 1e-3 * abs(paper.N), "\(model)")
      #expect(abs(own.m - paper.m) < 1e-2 * abs(paper.m), "\(model)")
    }
  }

  /// N0 = N_c: Eq. (S9) and the exact counting, where m ≪ N does not hold.
  @Test func squidExampleIsOnlyPartlyPolarised() throws {
    let p = aluminium(A: 1.8e15, V: 1e-3)
    let scales = ClusterScales(p)
    #expect(relativeError(scales.N0, 1e4) < 1e-5)
    #expect(abs(scales.meanFieldPolarization - 0.394) < 5e-4)
    #expect(abs(scales.meanFieldN - 15386) < 5)
    #expect(abs(scales.unpolarizedN - 14142) < 2)
    let exact = try MeanField(p, equations: .processes(.su2)).stationary()
    #expect(abs(exact.N - 16180) < 10)
    #expect(abs(exact.spin - 3930) < 10)
  }

  @Test func clustersGrowFromEmptyToTheirStationaryPoint() throws {
    let p = aluminium(A: 2000)
    for model in [ModelName.heisenberg, .su2] {
      let field = MeanField(p, equations: .processes(model))
      let goal = try field.stationary()
      let path = try field.trajectory(from: MeanFieldState(N: 0, m: 0), at: [0, 0.01, 1, 400])
      #expect(path[0].N == 0)
      #expect(relativeError(path[1].N, 20) < 0.5)
      #expect(relativeError(path[3].N, goal.N) < 1e-6, "\(model)")
      #expect(relativeError(path[3].m, goal.m) < 1e-6, "\(model)")
    }
    let paper = MeanField(p, equations: .paper)
    let path = try paper.trajectory(from: MeanFieldState(N: 50, m: 1), at: [400])
    #expect(relativeError(path[0].N, try paper.stationary().N) < 1e-6)
    #expect(throws: (any Error).self) { try paper.trajectory(from: MeanFieldState(N: 0, m: 0), at: [1]) }
  }

  @Test func everyModelHasAStationaryPoint() throws {
    for model in ModelName.allCases {
      for p in [aluminium(A: 20), aluminium(A: 2000), aluminium(A: 2e4, V: 100)] {
        let field = MeanField(p, equations: .processes(model))
        let point = try field.stationary()
        let drift = field.drift(point)
        #expect(abs(drift.N) < 1e-8 * p.injectionRate * p.volume, "\(model) \(p)")
        #expect(abs(drift.m) < 1e-8 * p.injectionRate * p.volume, "\(model) \(p)")
      }
    }
  }

  /// Almost nothing comes in, and relaxing there overshoots: an answer or an error, and soon.
  @Test(arguments: ModelName.allCases) func almostEmptyComesToAnEnd(_ model: ModelName) {
    let p = Parameters(injectionRate: 20, volume: 1e-12, gamma: 18, gammaTriplet: 0.0018, spinFlipTime: 1)
    let point = try? MeanField(p, equations: .processes(model)).stationary()
    // Pairs are N(N − 1)/2: one that is left stays.
    #expect(point.map { 0...2 ~= $0.N } ?? true)
  }

  /// dN/dt = AV − N/τ_trap alone: N(t) = AVτ(1 − e^{−t/τ}).
  @Test func trappingAloneIsExponential() throws {
    let p = Parameters(
      injectionRate: 30, volume: 1, gamma: 0, gammaTriplet: 0, spinFlipTime: nil, trappingTime: 2)
    let times = [0.1, 1, 4, 9]
    let path = try MeanField(p, equations: .processes(.ising)).trajectory(from: MeanFieldState(N: 0, m: 0), at: times)
    for (t, state) in zip(times, path) { #expect(relativeError(state.N, 60 * (1 - exp(-t / 2))) < 1e-7) }
  }
}
