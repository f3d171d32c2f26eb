import ClusterModel
import Foundation
import Testing
import Theory

/// Each misprint of the paper that the code corrects: the printed form fails a check that the corrected one passes.
@Suite struct MisprintTests {
  static let p = aluminium(A: 2e7, V: 0.05)
  static let c = RateConstants(p)

  /// (3) is printed AV² − Γ̄tN0; from Eq. (1) at m ≪ N it is AV² − Γ̄tN0².
  @Test func reversedSpinsOfEquation3() {
    let N0 = ClusterScales(Self.p).N0
    func balance(_ m: Double) -> Double {
      (Self.c.injection - 2 * Self.c.singlet * N0 * m - Self.c.triplet * N0 * N0) / Self.c.injection
    }
    let V = Self.p.volume
    let printed = (Self.p.injectionRate * V * V - Self.p.gammaTriplet * N0) / (2 * Self.p.gamma * N0)
    #expect(abs(balance(ClusterScales(Self.p).m0)) < 1e-12)
    #expect(abs(balance(printed)) > 1e-4)
  }

  /// t_f in the triplet regime is printed (AΓ̄t/V)^(−1/3), which is not a time: it changes otherwise with the unit of time.
  @Test func fluctuationTimeOfTheTripletRegime() {
    let p = aluminium(A: 500, V: 2, spinFlipTime: nil)
    let tf = ClusterScales(p).tf
    let corrected = 1 / cbrt(p.injectionRate * p.gammaTriplet * p.gammaTriplet / p.volume)
    let printed = 1 / cbrt(p.injectionRate * p.gammaTriplet / p.volume)
    #expect(relativeError(tf, corrected) < 1e-12)
    #expect(relativeError(tf, printed) > 1)
  }

  /// (S4) is printed with the gain 1 − 1/(N−m) from (N−1, m−1): injection would not conserve probability.
  @Test func secondInjectionGainOfS4() {
    for k in 2...6 {
      let (N, m) = (Double(k + 3), 3.0)
      let rates = Heisenberg(Self.c).rates(N: N, m: m)
      #expect(relativeError(rates[0] + rates[1], Self.c.injection) < 1e-14)
      let K = Double(k)
      let printed = Self.c.injection / 2 * ((1 + 1 / (K + 1)) + (1 - 1 / K))
      #expect(relativeError(printed, Self.c.injection) > 0.01)
    }
  }

  /// (S7) is printed with a minus in front of the Γ̄t term; from Eq. (1) it is a plus.
  @Test func signOfS7() throws {
    let state = try MeanField(Self.p, equations: .paper).stationary()
    let k = state.N - state.m
    let left = Self.c.injection / k
    let (singlet, triplet) = (2 * Self.c.singlet * state.m, Self.c.triplet * state.N * state.N / k)
    #expect(relativeError(singlet + triplet, left) < 1e-8)
    #expect(relativeError(singlet - triplet, left) > 1e-3)
    // (S8) holds as printed.
    let right = (Self.c.triplet * state.N + 2 * Self.c.flip) * (state.N - 2 * state.m)
    #expect(relativeError(right, left) < 1e-7)
  }

  /// The main text counts (N−m)²/2 and m²/2 pairs; there are k(k−1)/2 and m(m−1)/2, in all N(N−1)/2, and none at N = 1.
  @Test func pairsInTripletAnnihilation() {
    for (N, m) in [(1.0, 0.0), (1, 1), (7, 2), (40, 5)] {
      let rates = Heisenberg(Self.c).rates(N: N, m: m)
      let pairs = (rates[5] + rates[6] + rates[7]) / Self.c.triplet
      #expect(abs(pairs - N * (N - 1) / 2) < 1e-9 * N * N)
      let k = N - m
      #expect(abs(k * k / 2 + k * m + m * m / 2 - N * (N - 1) / 2) > 0.4)
      if m == 0 || m == 1 { #expect(N > 1 || pairs == 0) }
    }
  }

  /// (S5) is printed with flips N → N − 2 for all N: at N = 1 that is N = −1.
  @Test func flipsOfOneParticleInS5() {
    for model in [Polarized(Self.c).rates(N: 1.0, m: 0), PolarizedIsing(Self.c).rates(N: 1.0, m: 0)] {
      #expect(model[3] == 0)
      #expect(model[2] == 0)
    }
    #expect(abs(Polarized(Self.c).rates(N: 2.0, m: 0)[3] / (2 * Self.c.flip) - 1) < 1e-15)
  }

  /// Note [26] is printed with Δ = 168 meV, which gives a thousandth of the paper's own Γ̄ ≈ 18 µm³/s.
  @Test func gapOfNote26() {
    var printed = MaterialNumbers.aluminium
    printed.gap = 168e3
    #expect(abs(MaterialNumbers.aluminium.gamma - 18) < 1)
    #expect(printed.gamma < 0.02)
  }

  /// Supplement I is printed with S = (N − m)/2; singlet annihilation, (N, m) → (N − 2, m − 1), keeps S = N/2 − m only.
  @Test func spinOfSupplementI() throws {
    let singlet = try #require(SU2.processes.first { $0.name == "singletAnnihilation" })
    let (N, m) = (10, 3)
    let after = State(N: N + singlet.deltaN, m: m + singlet.deltaM)
    #expect(after.twiceSpin == State(N: N, m: m).twiceSpin)
    #expect(after.N - after.m != N - m)
  }
}
