import ClusterModel
import Foundation
import Testing
import Theory

/// Estimates under their common names, against the independent values of `ReferenceValues`.
@Suite struct TheoreticalEstimatesTests {
  private static let spinNames = ["meanM", "varianceM", "meanS", "meanAbsS", "varianceS", "polarization"]
  private static let vectorNames = ["noiseJ", "tauJ", "fluxNoise"]

  @Test(arguments: ReferenceValues.all) func exactValues(_ expected: ReferenceValues) throws {
    let found = try TheoreticalEstimates.exact(aluminium(A: 20), model: expected.model, fluxPerSpin: 1e-7)
    let values = found.values
    var names = ["meanN", "varianceN", "noiseN", "tauN"]
    if expected.tauJ != nil { names += Self.spinNames + Self.vectorNames }
    #expect(Set(values.keys) == Set(names))
    let digits = 5.1e-7
    #expect(abs(try #require(values["meanN"]) - expected.meanN) < digits)
    #expect(abs(try #require(values["varianceN"]) - expected.varianceN) < digits)
    #expect(abs(try #require(values["noiseN"]) - expected.noiseN) < digits)
    #expect(abs(try #require(values["tauN"]) - expected.tauN) < digits)
    if let meanM = expected.meanM { #expect(abs(try #require(values["meanM"]) - meanM) < digits) }
    if let tauJ = expected.tauJ { #expect(abs(try #require(values["tauJ"]) - tauJ) < digits) }
    let details = try #require(found.exactSolution)
    #expect(details.edgeWeight < 1e-12 && details.smallestN == 0 && details.largestN > 30)
    #expect((details.reversal != nil) == (expected.model == .ising))
  }

  /// Distributions and curves agree with the values.
  @Test(arguments: ModelName.allCases) func consistency(_ model: ModelName) throws {
    let parameters = aluminium(A: 20)
    let exact = try TheoreticalEstimates.exact(parameters, model: model, fluxPerSpin: 2e-7)
    let fokkerPlanck = try #require(
      TheoreticalEstimates.fokkerPlanck(parameters, model: model, fluxPerSpin: 2e-7))
    for found in [exact, fokkerPlanck] {
      let label = Comment(rawValue: found.source.rawValue)
      let values = found.values
      let N = found.probabilityN()
      #expect(abs(N.reduce(0, +) - 1) < 1e-12, label)
      let variance = try #require(found.autocovarianceN(lags: [0]))[0]
      #expect(relativeError(variance, try #require(values["varianceN"])) < 1e-7, label)
      let noise = try #require(found.noiseN(frequencies: [0, 1e9]))
      #expect(relativeError(noise[0], try #require(values["noiseN"])) < 1e-7, label)
      #expect(noise[1] < 1e-9, label)
      #expect(try #require(found.slowestTimeN) >= 0.99 * (try #require(values["tauN"])), label)
      if model.spinVector == .absent {
        #expect(found.autocovarianceJ(lags: [0]) == nil && found.noiseJ(frequencies: [0]) == nil, label)
        #expect(found.probabilityTwiceSpin() == nil && found.probabilityM() == nil, label)
        continue
      }
      let noiseJ = try #require(values["noiseJ"])
      #expect(relativeError(try #require(found.noiseJ(frequencies: [0]))[0], noiseJ) < 1e-7, label)
      #expect(relativeError(try #require(values["fluxNoise"]), 8 * 4e-14 * noiseJ) < 1e-14, label)
      let covariance = try #require(found.autocovarianceJ(lags: [0, 1]))
      let tauJ = try #require(values["tauJ"])
      #expect(relativeError(covariance[0] * 2 * tauJ / (model == .ising ? 1 : 3), noiseJ) < 1e-7, label)
      #expect(covariance[1] < covariance[0] && covariance[1] > 0, label)
      let spin = try #require(found.probabilityTwiceSpin())
      #expect(abs(spin.probabilities.reduce(0, +) - 1) < 1e-12, label)
      if model == .ising {
        #expect(relativeError(spin[7], spin[-7]) < 1e-9, label)
        // Flat at the top: S = 0 is one value among the others, though N = 0 is the end of the law of N.
        #expect(spin[0] > spin[1] && spin[0] < 1.03 * spin[1], label)
      }
    }
    if model.hasReversedSpins {
      let spin = try #require(exact.probabilityTwiceSpin())
      let meanAbsS = spin.probabilities.enumerated()
        .reduce(0) { $0 + abs(Double($1.offset + spin.first)) / 2 * $1.element }
      #expect(relativeError(meanAbsS, try #require(exact.values["meanAbsS"])) < 1e-10)
      let m = try #require(exact.probabilityM())
      #expect(
        relativeError(
          m.probabilities.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element },
          try #require(exact.values["meanM"])) < 1e-10)
      #expect(m[-1] == 0 && m[1_000_000] == 0)
    }
  }

  /// The slowest times from one factorisation are those of the whole correlation functions.
  @Test(arguments: ModelName.allCases) func slowestTimes(_ model: ModelName) throws {
    let exact = try TheoreticalEstimates.exact(aluminium(A: 20), model: model, fluxPerSpin: 1e-7, curves: false)
    #expect(exact.autocovarianceN(lags: [0]) == nil)
    let equation = try MasterEquation(aluminium(A: 20), model: model)
    let number = try equation.numberCorrelation().slowestTime
    #expect(relativeError(try #require(exact.slowestTimeN), number) < 1e-5)
    if model.spinVector != .absent {
      let spin = try equation.spinCorrelation().slowestTime
      #expect(relativeError(try #require(exact.slowestTimeJ), spin) < 1e-5)
    }
  }

  @Test func absentWhereThereIsNone() {
    #expect(TheoreticalEstimates.fokkerPlanck(aluminium(A: 0), model: .su2, fluxPerSpin: 1e-7) == nil)
    #expect(TheoreticalEstimates.meanField(aluminium(A: 0), model: .su2) == nil)
    var field = aluminium(A: 20)
    field.zeeman = 0.5
    #expect(TheoreticalEstimates.fokkerPlanck(field, model: .ising, fluxPerSpin: 1e-7) == nil)
    #expect(throws: MasterEquationError.self) {
      try TheoreticalEstimates.exact(aluminium(A: 1e9), model: .su2, fluxPerSpin: 1e-7)
    }
  }
}
