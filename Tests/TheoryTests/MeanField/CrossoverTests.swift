import ClusterModel
import Foundation
import Testing
import Theory

@Suite struct CrossoverTests {
  @Test(arguments: [0.05, 0.5, 0.9, 0.999]) func polarizationInvertsS9(_ p: Double) throws {
    for fraction in [1e-6, 0.1, 0.9] {
      let v = fraction * Crossover.largestVolume(polarization: p)
      let a = Crossover.injectionRate(polarization: p, volume: v)
      #expect(relativeError(try Crossover.polarization(injectionRate: a, volume: v), p) < 1e-11)
    }
  }

  /// (S9) is `ClusterScales` without the Γ̄t term of (S7), which is of relative order 1/(N_c(1−p)).
  @Test func s9IsTheMeanFieldOfLargeNc() throws {
    var p = aluminium(A: 0, V: 20)
    p.gammaTriplet = 18e-7
    let scales = ClusterScales(p)
    let criticalA = try #require(scales.criticalInjectionRate)
    p.injectionRate = 0.3 * criticalA
    let full = ClusterScales(p)
    let v = 20 / 180.0
    let polarization = try Crossover.polarization(injectionRate: 0.3, volume: v)
    #expect(relativeError(full.meanFieldPolarization, polarization) < 1e-5)
    #expect(relativeError(full.meanFieldN, 1e7 * Crossover.number(polarization: polarization, volume: v)) < 1e-5)
    let enhancement = try Crossover.enhancement(injectionRate: 0.3, volume: v)
    #expect(relativeError(full.meanFieldN / full.unpolarizedN, enhancement) < 1e-5)
  }

  @Test func s10IsTheLimitOfS9() {
    let p = 0.4
    let v0 = Crossover.largestVolume(polarization: p)
    for (distance, bound) in [(1e-3, 1e-2), (1e-5, 1e-4)] {
      let v = v0 * (1 - distance)
      let exact = Crossover.injectionRate(polarization: p, volume: v)
      #expect(relativeError(Crossover.injectionRateAtLowInjection(polarization: p, volume: v), exact) < bound)
    }
  }
}
