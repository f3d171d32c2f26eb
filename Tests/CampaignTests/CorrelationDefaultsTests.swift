import Testing

import Campaign
import ClusterModel

/// Steps, lags and waiting times that are chosen when the config leaves them open.
@Suite struct CorrelationDefaultsTests {
  struct Regime: Sendable, CustomTestStringConvertible {
    let label: String
    let model: String
    let parameters: String
    /// The fast time that the step must resolve, in s, from the point's scales.
    let fast: @Sendable (PointPlan) -> Double

    var testDescription: String { label }
  }

  /// Relaxation of an unpolarised cluster, Nu/(4AV).
  private static let unpolarised: @Sendable (PointPlan) -> Double = {
    $0.scales.unpolarizedN / (4 * $0.constants.injection)
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
      parameters: #""injectionRate": 1e4, "volume": 1000, "spinFlipTime": 1e-3"#, fast: unpolarised),
    Regime(
      label: "crossover", model: "heisenberg",
      parameters: #""injectionRate": 1e4, "volume": 1000, "gammaTriplet": 0, "spinFlipTime": 100"#,
      fast: { min($0.scales.tf, unpolarised($0)) }),
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

  /// The step resolves the fastest thing that happens, without being finer than helps; a fast time is never missed by a
  /// wrong choice of regime.
  @Test(arguments: regimes)
  func step(_ regime: Regime) throws {
    let long = try Self.regimePoint(regime, duration: 1e5)
    let fast = regime.fast(long)
    #expect(fast > 0 && fast.isFinite)
    #expect(long.lags.step <= fast / 5, "\(long.lags.step) s, fast time \(fast) s")
    #expect(long.lags.step >= fast / 200, "\(long.lags.step) s, fast time \(fast) s")
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
