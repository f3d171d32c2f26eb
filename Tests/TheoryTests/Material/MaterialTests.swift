import ClusterModel
import Foundation
import Testing
import Theory

@Suite struct MaterialTests {
  @Test func aluminiumByItsNumbers() throws {
    let material = MaterialNumbers.aluminium
    #expect(abs(material.gamma - 18.87) < 0.005)
    #expect(relativeError(material.constants.gammaTriplet, 1e-4 * material.gamma) < 1e-14)
    #expect(abs(try #require(material.spinFlipTime) - 12.649) < 0.001)
    #expect(material.estimates.map(\.name).contains("criticalInjectionRate"))
    #expect(material.estimates.allSatisfy { !$0.source.isEmpty && $0.value.isFinite })
  }

  @Test func aluminiumByNameIsThePapersRounding() throws {
    let aluminium = try #require(Material.named("aluminium"))
    #expect(
      aluminium.constants == MaterialConstants(gamma: 18, gammaTriplet: 1.8e-3, spinFlipTime: 10))
    let scales = aluminium.constants.scales.map(\.value)
    #expect(relativeError(scales[0], 180) < 1e-14)
    #expect(relativeError(scales[1], 1e4) < 1e-14)
    #expect(relativeError(scales[2], 18 / (0.018 * 0.018)) < 1e-14)
    #expect(Material.named("unobtainium") == nil)
  }

  @Test func squidExampleOfThePaper() throws {
    let constants = Material.aluminium.constants
    let squid = try #require(try SQUIDEstimate.tripletLimited(N0: 1e4, volume: 1e-3, constants: constants))
    let values = Dictionary(uniqueKeysWithValues: squid.estimates.map { ($0.name, $0.value) })
    #expect(relativeError(try #require(values["injection"]), 1.8e12) < 1e-12)
    #expect(relativeError(try #require(values["N0"]), 1e4) < 1e-5)
    #expect(abs(try #require(values["tf"]) - 5.556e-5) < 1e-8)
    let noise = try #require(values["fluxNoiseFromNumber"])
    #expect(noise > 1e-12 && noise < 2e-12)
    #expect(try #require(values["fluxNoiseFromSpin"]) > noise)
    #expect(relativeError(try #require(values["fluxNoiseUnpolarized"]), noise / 1e4) < 1e-5)
    let caveat = try #require(squid.caveats.first)
    #expect(caveat.contains("0.394") && caveat.contains("N = 15385") && caveat.contains("14141"))
    #expect(caveat.contains("N = 16179") && caveat.contains("S = 3931"))
    let polarized = try #require(try SQUIDEstimate(aluminium(A: 2000)))
    #expect(polarized.caveats.isEmpty)
    #expect(try SQUIDEstimate(aluminium(A: 0)) == nil)
  }
}
