import ClusterModel
import Foundation
import Testing
import Theory

/// Values of an independent sparse solver for Γ̄ = 18, Γ̄t = 1.8e-3, τs = 10, A = 20, V = 1.
struct ReferenceValues: Sendable {
  let model: ModelName
  let meanN: Double
  let varianceN: Double
  let meanM: Double?
  let noiseN: Double
  let tauN: Double
  let tauJ: Double?

  static let all = [
    ReferenceValues(
      model: .heisenberg, meanN: 10.447792, varianceN: 25.399506, meanM: 0.068592, noiseN: 112.232827,
      tauN: 2.209351, tauJ: 4.484534),
    ReferenceValues(
      model: .su2, meanN: 10.889482, varianceN: 26.055580, meanM: 0.054736, noiseN: 117.719844, tauN: 2.259014,
      tauJ: 4.437885),
    ReferenceValues(
      model: .ising, meanN: 5.939577, varianceN: 18.289766, meanM: 2.969789, noiseN: 78.066374, tauN: 2.134154,
      tauJ: 4.556951),
    ReferenceValues(
      model: .polarized, meanN: 10.372217, varianceN: 25.705973, meanM: nil, noiseN: 113.057391, tauN: 2.199049,
      tauJ: nil),
    ReferenceValues(
      model: .polarizedIsing, meanN: 5.627208, varianceN: 19.440910, meanM: nil, noiseN: 83.569186, tauN: 2.149313,
      tauJ: nil),
  ]
}

@Suite struct ReferenceValuesTests {
  @Test(arguments: ReferenceValues.all) func stationaryStateAndNoise(_ expected: ReferenceValues) throws {
    let exact = try MasterEquation(aluminium(A: 20), model: expected.model)
    let moments = exact.moments
    let digits = 5.1e-7
    #expect(abs(moments.meanN - expected.meanN) < digits)
    #expect(abs(moments.varianceN - expected.varianceN) < digits)
    if let meanM = expected.meanM { #expect(abs(moments.meanM - meanM) < digits) }
    let noise = try exact.numberNoise()
    #expect(abs(noise.noise - expected.noiseN) < digits)
    #expect(abs(noise.correlationTime - expected.tauN) < digits)
    if let tauJ = expected.tauJ {
      #expect(abs(try exact.spinNoise().correlationTime - tauJ) < digits)
    } else {
      #expect(throws: MasterEquationError.self) { try exact.spinNoise() }
    }
    #expect(exact.edgeWeight < 1e-12)
    var total = 0.0
    exact.forEachState { total += $1 }
    #expect(abs(total - 1) < 1e-13)
  }

  /// Without triplet annihilation the spin vector decays as exp(−2t/τs) exactly.
  @Test(arguments: [(20.0, 18.0, 1.0), (3, 2, 10), (400, 18, 0.3)])
  func spinDecaysAtTwiceTheFlipRate(_ A: Double, _ gamma: Double, _ V: Double) throws {
    var p = aluminium(A: A, V: V, gammaTriplet: 0)
    p.gamma = gamma
    let exact = try MasterEquation(p, model: .su2)
    #expect(abs(try exact.spinNoise().correlationTime / 5 - 1) < 1e-9)
  }
}
