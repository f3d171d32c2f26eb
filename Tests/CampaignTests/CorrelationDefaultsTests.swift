import Foundation
import Testing

import Campaign
import ClusterModel
import Statistics
import Theory

/// Steps, lags and waiting times that are chosen when the config leaves them open.
@Suite struct CorrelationDefaultsTests {
  struct Regime: Sendable, CustomTestStringConvertible {
    let label: String
    let model: String
    let parameters: String
    /// The time that the step must resolve, in s, from the point's scales.
    let fast: @Sendable (PointPlan) -> Double

    var testDescription: String { label }
  }

  /// Relaxation of an unpolarised cluster, Nu/(2AV).
  private static let unpolarised: @Sendable (PointPlan) -> Double = {
    $0.scales.unpolarizedN / (2 * $0.constants.injection)
  }

  static let regimes = [
    Regime(
      label: "polarised", model: "heisenberg",
      parameters: #""injectionRate": 2e4, "volume": 1, "gammaTriplet": 0, "spinFlipTime": 10"#, fast: { $0.scales.tf }),
    Regime(
      label: "no flips", model: "heisenberg",
      parameters: #""injectionRate": 2e4, "volume": 1, "gammaTriplet": 1e-4, "spinFlipTime": null"#,
      fast: { $0.scales.tf }),
    Regime(
      label: "traps only", model: "heisenberg",
      parameters:
        #""injectionRate": 2e4, "volume": 1, "gammaTriplet": 0, "spinFlipTime": null, "trappingTime": 10"#,
      fast: { $0.scales.tf }),
    Regime(
      label: "unpolarised", model: "su2",
      parameters: #""injectionRate": 1e4, "volume": 1000, "spinFlipTime": 1e-3"#,
      fast: { min($0.scales.tf, unpolarised($0)) }),
    Regime(
      label: "far unpolarised", model: "su2",
      parameters: #""injectionRate": 5, "volume": 2e4, "spinFlipTime": 10"#, fast: unpolarised),
    Regime(
      // 1.3e4 of the variance of 5e7 is fast: not worth a step of 1e-3 s.
      label: "crossover", model: "heisenberg",
      parameters: #""injectionRate": 1e4, "volume": 1000, "gammaTriplet": 0, "spinFlipTime": 100"#,
      fast: { $0.scales.tf }),
    Regime(
      label: "ising, polarised", model: "ising",
      parameters: #""injectionRate": 2e4, "volume": 1, "gammaTriplet": 0, "spinFlipTime": 10"#, fast: { $0.scales.tf }),
    Regime(
      label: "ising, unpolarised", model: "ising",
      parameters: #""injectionRate": 1e4, "volume": 1000, "spinFlipTime": 1e-3"#,
      fast: { min($0.scales.tf, unpolarised($0)) }),
    Regime(
      label: "polarised model", model: "polarized",
      parameters: #""injectionRate": 1e4, "volume": 1000, "spinFlipTime": 1e-3"#, fast: { $0.scales.tf }),
    Regime(
      label: "few quasi-particles", model: "heisenberg",
      parameters: #""injectionRate": 20, "volume": 1, "spinFlipTime": 10"#, fast: { $0.scales.tf }),
  ]

  private static func regimePoint(_ regime: Regime, duration: Double) throws -> PointPlan {
    try plan([
      "model": "\"\(regime.model)\"", "parameters": "{\(regime.parameters)}", "duration": "\(duration)",
    ]).points[0]
  }

  /// The step resolves what matters, without being finer than helps.
  @Test(arguments: regimes)
  func step(_ regime: Regime) throws {
    let long = try Self.regimePoint(regime, duration: 1e5)
    let fast = regime.fast(long)
    #expect(fast > 0 && fast.isFinite)
    #expect(long.lags.step <= fast / 5.9, "\(long.lags.step) s, fast time \(fast) s")
    #expect(long.lags.step >= fast / 21, "\(long.lags.step) s, fast time \(fast) s")
  }

  /// No threshold: the step follows parameters without a jump, from polarised to unpolarised and from few to many.
  @Test(arguments: ["su2", "heisenberg", "ising", "polarized"], [0.05, 5, 2000])
  func continuous(_ model: String, _ A: Double) throws {
    func step(_ V: Double) throws -> (step: Double, tf: Double) {
      let point = try plan([
        "model": "\"\(model)\"", "parameters": "{\"injectionRate\": \(A), \"volume\": \(V)}", "duration": "1e6",
      ]).points[0]
      return (point.lags.step, point.scales.tf)
    }
    var last = try step(1e-2)
    for k in 1...700 {
      let next = try step(1e-2 * pow(10, Double(k) / 100))
      // 2.3 % of V: no scale changes faster than V³, and nothing is coarser than t_f/6.
      #expect(abs(log(next.step / last.step)) < 0.07, "V = 1e-2·10^(\(k)/100): \(last.step) s, \(next.step) s")
      #expect(next.step <= next.tf / 6 * (1 + 1e-12))
      last = next
    }
  }

  /// On both sides of where the polarisation is 0.9, and further away: what the integrals make of the exact C_N and C_J at
  /// the default lags. A step is allowed 5e-4 of noiseN; the estimate of its error is good to a factor of two.
  @Test(
    arguments: [
      (.su2, 5, 2), (.su2, 5, 8), (.su2, 5, 9.5), (.su2, 5, 10.5), (.su2, 5, 13), (.su2, 5, 30), (.su2, 0.03, 180),
      (.su2, 4e-3, 1000), (.heisenberg, 5, 9.5), (.heisenberg, 5, 10.5), (.heisenberg, 0.5, 1), (.ising, 5, 1),
      (.ising, 5, 4), (.ising, 0.5, 1), (.polarized, 5, 10),
    ] as [(ModelName, Double, Double)])
  func bias(_ item: (model: ModelName, A: Double, V: Double)) throws {
    let point = try plan([
      "model": "\"\(item.model.rawValue)\"", "duration": "1e4",
      "parameters": "{\"injectionRate\": \(item.A), \"volume\": \(item.V)}",
    ]).points[0]
    let exact = try TheoreticalEstimates.exact(point.parameters, model: item.model, fluxPerSpin: 1e-7)
    let tauN = try #require(exact.values["tauN"])
    let slowest = max(tauN, exact.values["tauJ"] ?? 0)
    let lags = point.lags.times.filter { $0 < 20 * slowest }
    let weights = CorrelationIntegral.cubicNoiseWeights(lags: lags, last: lags.count - 1, frequency: 0)
    func integral(_ curve: [Double]) -> Double { zip(weights, curve).reduce(0) { $0 + $1.0 * $1.1 } / (2 * curve[0]) }
    let errorN = integral(try #require(exact.autocovarianceN(lags: lags))) / tauN - 1
    #expect(abs(errorN) < 1e-3, "tauN: \(errorN), step \(point.lags.step) s")
    guard let tauJ = exact.values["tauJ"], let curve = exact.autocovarianceJ(lags: lags) else { return }
    let errorJ = integral(curve) / tauJ - 1
    #expect(abs(errorJ) < 1e-4, "tauJ: \(errorJ), step \(point.lags.step) s")
  }

  /// The case that a threshold at 0.9 made sample every event: polarised to 0.897, and one sample for 85 events now.
  @Test func nearlyPolarised() throws {
    let point = try plan(["model": "\"su2\"", "parameters": #"{"injectionRate": 20, "volume": 10}"#, "duration": "1e4"])
      .points[0]
    #expect((0.89...0.9).contains(point.scales.meanFieldPolarization))
    let steps = point.scales.tf / point.lags.step
    #expect((12...20).contains(steps), "\(steps) samples in t_f")
  }

  /// The longest lag is many times the slow time, and never more than the run; the grid stays small.
  @Test(arguments: regimes)
  func maximumLag(_ regime: Regime) throws {
    let long = try Self.regimePoint(regime, duration: 1e5)
    #expect((long.lags.times.last ?? 0) >= 1e4)
    #expect((long.lags.times.last ?? 0) <= 1e5)
    #expect(long.lags.count < 2000)
  }

  /// Ten of the slow times before measuring.
  @Test(arguments: regimes)
  func burnIn(_ regime: Regime) throws {
    let point = try Self.regimePoint(regime, duration: 1e5)
    #expect(point.burnIn >= 10 * regime.fast(point) && point.burnIn >= 10 * point.scales.tf * (1 - 1e-12))
    #expect(point.burnIn <= 100 * max(point.scales.tf, point.scales.unpolarizedN / point.constants.injection))
  }

  /// A run shorter than all that still has 64 samples.
  @Test(arguments: regimes)
  func shortRun(_ regime: Regime) throws {
    let point = try Self.regimePoint(regime, duration: 1e-5)
    #expect(point.lags.step == 1e-5 / 64)
  }

  /// What the regimes are called is what they are.
  @Test func regimesAreThose() throws {
    func polarization(_ label: String) throws -> Double {
      let regime = try #require(Self.regimes.first { $0.label == label })
      return try Self.regimePoint(regime, duration: 1).scales.meanFieldPolarization
    }
    #expect(try polarization("polarised") > 0.98)
    #expect(try polarization("no flips") > 0.99)
    #expect(try polarization("traps only") > 0.9)
    #expect(try polarization("unpolarised") < 0.1)
    #expect(try (0.2...0.9).contains(polarization("crossover")))
  }

  /// Nothing is injected: what single particles do sets the time, else the run itself does.
  @Test(
    arguments: [
      (#""spinFlipTime": 0.5, "trappingTime": null"#, 0.5), (#""spinFlipTime": null, "trappingTime": 0.25"#, 0.25),
      (#""spinFlipTime": 0.5, "trappingTime": 0.25"#, 0.25), (#""spinFlipTime": null, "trappingTime": null"#, 100),
      (#""spinFlipTime": 1e9, "trappingTime": null"#, 100),
    ] as [(String, Double)])
  func nothingInjected(_ item: (parameters: String, fast: Double)) throws {
    let point = try point([
      "parameters": #"{"injectionRate": 0, "volume": 1, \#(item.parameters)}"#, "initialState": #"{"N": 50}"#,
    ])
    #expect(point.lags.step <= item.fast / 5 && point.lags.step > 0)
    #expect(point.lags.step >= item.fast / 200)
    #expect(point.burnIn == 10)
  }

  /// What the config says counts.
  @Test func given() throws {
    let point = try point(["burnIn": "0", "correlation": #"{"step": 0.125, "maximumLag": 2}"#])
    #expect(point.burnIn == 0)
    #expect(point.lags.step == 0.125)
    #expect((2...2.25).contains(point.lags.times.last ?? 0))
    let step = try Self.regimePoint(Self.regimes[0], duration: 100).lags.step
    let lag = try plan([
      "parameters": "{\(Self.regimes[0].parameters)}", "correlation": #"{"maximumLag": 1}"#,
    ]).points[0].lags
    #expect(lag.step == step)
    #expect((lag.times.last ?? 0) >= 1 - lag.step)
  }
}
