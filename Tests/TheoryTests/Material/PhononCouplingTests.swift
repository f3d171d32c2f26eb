import Foundation
import Testing
import Theory

/// The suppression K of spin-orbit processes, against the paper's forms typed a second time.
@Suite struct PhononCouplingTests {
  /// A metal in which a phonon of 100 µeV has the given q·l and l/a, at l = 20 nm.
  private func metal(ql: Double, ratio: Double) -> MetalLengths {
    // ħ = 6.582119569·10⁻¹⁶ eV s: E/(ħc)·l with E in eV, c in m/s, l in m.
    let velocity = 100e-6 / 6.582119569e-16 * 20e-9 / ql
    return MetalLengths(soundVelocity: velocity, latticeConstant: 20 / ratio, meanFreePath: 20)
  }

  @Test func aGivenFactorHoldsAtEveryEnergy() {
    let K = PhononCoupling.given(0.3).suppression(energy: 17)
    #expect(K.factor == 0.3 && K.regime == .given && K.q == nil && K.qa == nil && K.ql == nil)
  }

  @Test func waveNumberOfAluminium() {
    // Δ = 168 µeV at 6400 m/s: 2π/q = 158 nm.
    let q = MetalLengths(soundVelocity: 6400, latticeConstant: 0.405, meanFreePath: nil).waveNumber(energy: 168)
    #expect(abs(2 * Double.pi / q - 157.55) < 0.01)
  }

  @Test func cleanIsQuadratic() {
    let clean = MetalLengths(soundVelocity: 6400, latticeConstant: 0.4, meanFreePath: nil)
    let (K, half) = (clean.suppression(energy: 100), clean.suppression(energy: 50))
    #expect(K.regime == .clean && K.ql == nil)
    #expect(relativeError(K.factor, pow(100e-6 / (6.582119569e-16 * 6400) * 0.4e-9, 2)) < 1e-12)
    #expect(relativeError(K.factor, 4 * half.factor) < 1e-14)
  }

  @Test(
    arguments: [
      (1e-3, 1000, 1e-3, .diffusive), (0.3, 1000, 0.3, .diffusive), (20, 1000, 0.05, .ballistic),
      (99.9, 1000, 1 / 99.9, .ballistic), (101, 1000, 1.01e-1 * 1.01e-1, .clean), (200, 1000, 0.04, .clean),
      // l = a: nothing lies between ql = 1 and (l/a)^⅔ = 1.
      (0.99, 1, 0.99, .diffusive),
    ] as [(Double, Double, Double, PhononSuppression.Regime)])
  func formByRange(_ item: (ql: Double, ratio: Double, K: Double, regime: PhononSuppression.Regime)) throws {
    let found = metal(ql: item.ql, ratio: item.ratio).suppression(energy: 100)
    #expect(relativeError(found.factor, item.K) < 1e-12)
    #expect(found.regime == item.regime)
    #expect(relativeError(try #require(found.ql), item.ql) < 1e-12)
    #expect(relativeError(try #require(found.qa), item.ql / item.ratio) < 1e-12)
  }

  /// At ql = 1 and at ql = (l/a)^⅔ = 100 the forms meet; K is never above 1.
  @Test func formsMeet() {
    for edge in [1.0, 100] {
      let below = metal(ql: edge * (1 - 1e-9), ratio: 1000).suppression(energy: 100)
      let above = metal(ql: edge * (1 + 1e-9), ratio: 1000).suppression(energy: 100)
      #expect(below.regime != above.regime)
      #expect(relativeError(below.factor, above.factor) < 1e-8)
    }
    for power in -40...40 {
      let K = metal(ql: pow(10, Double(power) / 16), ratio: 1000).suppression(energy: 100)
      #expect(K.factor <= 1 && K.factor > 0)
    }
  }

  /// Γ̄t takes K at Δ, τs takes it at δε: ql = 2 at Δ is 0.2 at δε = 0.1Δ.
  @Test func eachProcessAtItsOwnEnergy() throws {
    var material = MaterialNumbers.aluminium
    var lengths = metal(ql: 2, ratio: 1000)
    lengths.soundVelocity *= 1.68
    material.coupling = .metal(lengths)
    #expect(material.tripletSuppression.regime == .ballistic && material.flipSuppression.regime == .diffusive)
    #expect(relativeError(material.constants.gammaTriplet, 0.5e-4 * material.gamma) < 1e-12)
    #expect(
      relativeError(try #require(material.spinFlipTime), try #require(MaterialNumbers.aluminium.spinFlipTime) / 0.2)
        < 1e-12)
    let sources = Dictionary(uniqueKeysWithValues: material.estimates.map { ($0.name, $0.source) })
    #expect(try #require(sources["tripletSuppression"]).hasPrefix("1/(ql), 1 ≲ ql ≲ (l/a)^(2/3), main text"))
    #expect(try #require(sources["flipSuppression"]).hasPrefix("ql, ql ≲ 1, main text"))
  }
}
