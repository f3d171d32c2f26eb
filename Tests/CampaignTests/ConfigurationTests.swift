import ClusterModel
import Foundation
import Testing
import Theory

import Campaign

/// What a good config means.
@Suite struct ConfigurationTests {
  @Test func defaults() throws {
    let c = try parse(text())
    #expect(c.name == "x")
    #expect(c.model == .heisenberg)
    #expect(c.material == .aluminium)
    #expect(
      c.parameters == Parameters(injectionRate: 20, volume: 1, gamma: 18, gammaTriplet: 1.8e-3, spinFlipTime: 10))
    #expect(c.points == [c.parameters])
    #expect(c.timeUnit == .seconds)
    #expect(c.trajectories == 4)
    #expect(c.duration == 100)
    #expect(c.burnIn == nil)
    #expect(c.initialState == .stationary)
    #expect(c.seed == 1)
    #expect(c.rng == nil)
    #expect(c.algorithm == .direct)
    #expect(c.accuracy == nil)
    #expect(c.correlation == nil)
    #expect(c.ensemble == nil)
    #expect(c.trace == Trace(trajectories: 1, points: 2000, duration: nil))
    #expect(c.fluxPerSpin == 1e-7)
    #expect(c.exact == .auto)
    #expect(c.sweep == nil)
    #expect(c.point == 0)
  }

  /// Every key with a value that is not its default.
  static let full: [String: String?] = [
    "name": #""A-1_b.c""#, "model": #""ising""#, "timeUnit": #""tf""#, "trajectories": "1e2", "duration": "2000",
    "burnIn": "20", "initialState": #"{"N": 10, "m": 10}"#, "seed": "18446744073709551615", "rng": #""taus2""#,
    "algorithm": #""tau-leaping""#, "accuracy": "0.2", "correlation": #"{"step": 0.5, "maximumLag": 10}"#,
    "ensemble": #"{"times": 50}"#,
    "trace": #"{"trajectories": 3, "points": 7, "duration": 5}"#, "squid": #"{"fluxPerSpin": 2e-7}"#,
    "exact": #""always""#, "precision": "null", "sweep": "null", "point": "12", "$schema": #""config.schema.json""#,
    "parameters":
      #"{"injectionRate": 1, "volume": 2, "gamma": 3, "gammaTriplet": 4, "spinFlipTime": 5, "trappingTime": 6, "zeeman": -7}"#,
  ]

  @Test func everyKeyIsRead() throws {
    let c = try parse(Self.full)
    #expect(c.name == "A-1_b.c")
    #expect(c.model == .ising)
    #expect(c.timeUnit == .tf)
    #expect(c.trajectories == 100)
    #expect(c.burnIn == 20)
    #expect(c.initialState == .state(State(N: 10, m: 10)))
    #expect(c.seed == .max)
    #expect(c.rng == "taus2")
    #expect(c.algorithm == .tauLeaping)
    #expect(c.accuracy == 0.2)
    #expect(c.correlation == Correlation(step: 0.5, maximumLag: 10))
    #expect(c.ensemble == Ensemble(times: 50))
    #expect(c.trace == Trace(trajectories: 3, points: 7, duration: 5))
    #expect(c.fluxPerSpin == 2e-7)
    #expect(c.exact == .always)
    #expect(c.point == 12)
    #expect(
      c.parameters
        == Parameters(
          injectionRate: 1, volume: 2, gamma: 3, gammaTriplet: 4, spinFlipTime: 5, trappingTime: 6, zeeman: -7))
  }

  @Test func accuracyHasADefaultWhereItMeansSomething() throws {
    #expect(try parse(["algorithm": #""tau-leaping""#]).accuracy == 0.1)
    #expect(try parse(["algorithm": #""tau-leaping""#, "accuracy": "null"]).accuracy == 0.1)
    #expect(try parse(["accuracy": "null"]).accuracy == nil)
  }

  @Test func limitsAreAllowed() throws {
    #expect(try parse(["name": "\"" + String(repeating: "n", count: 100) + "\""]).name.count == 100)
    #expect(try parse(["trajectories": "10000000"]).trajectories == 10_000_000)
    #expect(try parse(["initialState": #"{"N": 4000000, "m": 4000000}"#]).initialState.needsMeanField == false)
    #expect(try parse(["model": "\"su2\"", "initialState": #"{"N": 11, "m": 5}"#]).model == .su2)
    #expect(try parse(["model": "\"polarized\"", "initialState": #"{"N": 11}"#]).model == .polarized)
    #expect(try parse(["correlation": #"{"step": 99.9, "maximumLag": 100}"#]).correlation?.maximumLag == 100)
    #expect(try parse(["trace": #"{"trajectories": 0}"#]).trace.trajectories == 0)
    #expect(try parse(["seed": "0"]).seed == 0)
    #expect(try parse(["burnIn": "0"]).burnIn == 0)
    #expect(try parse(["correlation": "{}"]).correlation == nil)
    #expect(try parse(["ensemble": "{}"]).ensemble == Ensemble(times: 200))
    let none = ["parameters": #"{"injectionRate": -0, "volume": 1}"#, "initialState": "\"empty\""]
    #expect(try parse(none).parameters.injectionRate.sign == .plus)
  }

  @Test func spinFlipTimeHasThreeMeanings() throws {
    func time(_ parameter: String, _ material: String) throws -> Double? {
      try parse([
        "parameters": "{\"injectionRate\": 20, \"volume\": 1\(parameter)}", "material": material,
        "initialState": "\"empty\"",
      ]).parameters.spinFlipTime
    }
    #expect(try time("", "\"aluminium\"") == 10)
    #expect(try time(", \"spinFlipTime\": null", "\"aluminium\"") == nil)
    #expect(try time(", \"spinFlipTime\": 3", "{\"spinFlipTime\": null}") == 3)
    #expect(try time("", "{\"spinFlipTime\": null}") == nil)
    #expect(try time("", "{\"spinFlipTime\": 4}") == 4)
    #expect(try time("", "{\"spinOrbit\": 0}") == nil)
  }

  /// Reference numbers worked out by hand: Γ̄ = 4·1.76³/(400e-9·17.2·168e-6)·1e-9, τs = 400e-9/(1e-4·0.1^3.5).
  @Test func materialNumbers() throws {
    let numbers = MaterialNumbers.aluminium
    #expect(abs(numbers.gamma / 18.8669 - 1) < 1e-5)
    #expect(abs((numbers.spinFlipTime ?? 0) / 12.64911064 - 1) < 1e-9)
    let c = try parse(["material": #"{"gap": 336, "suppression": 0.5}"#])
    #expect(abs(c.parameters.gamma / 9.43346 - 1) < 1e-5)
    #expect(abs(c.parameters.gammaTriplet / (0.5e-4 * c.parameters.gamma) - 1) < 1e-14)
    #expect(abs((c.parameters.spinFlipTime ?? 0) / 25.29822128 - 1) < 1e-9)
    let given = try parse(["material": #"{"gamma": 20}"#]).parameters
    #expect(given.gamma == 20 && abs(given.gammaTriplet - 2e-3) < 1e-15)
  }

  /// K by disorder: Γ̄t with K at Δ = 168 µeV, τs with K at a tenth of it. q(Δ) = 0.1 nm⁻¹ at 168/0.06582119569 m/s.
  @Test(
    arguments: [
      ("null", 1e-4, 1e-6), ("1", 0.1, 0.01), ("5", 0.5, 0.05), ("50", 0.2, 0.5), ("1e3", 0.01, 0.1),
      ("1e5", 1e-4, 1e-3),
    ])
  func materialByDisorder(_ item: (path: String, triplet: Double, flip: Double)) throws {
    let lengths = #""latticeConstant": 0.1, "soundVelocity": 2552.3693194"#
    let c = try parse(["material": "{\"meanFreePath\": \(item.path), \(lengths)}"])
    let aluminium = MaterialNumbers.aluminium.constants
    #expect(abs(c.parameters.gammaTriplet / (item.triplet * aluminium.gammaTriplet) - 1) < 1e-7)
    let time = try #require(c.parameters.spinFlipTime)
    #expect(abs(time * item.flip / (try #require(aluminium.spinFlipTime)) - 1) < 1e-7)
    if item.path == "null" { #expect(try parse(["material": "{\(lengths)}"]).material == c.material) }
    #expect(try Configuration.parse(c.encoded(), name: "config.json", knownGenerators: generators) == c)
  }

  @Test func timesInFluctuationTimes() throws {
    let c = try parse(["timeUnit": "\"tf\""])
    let scales = c.scales(0)
    #expect(scales == ClusterScales(c.parameters))
    #expect(c.seconds(3, scales: scales) == 3 * scales.tf)
    #expect(scales.tf != 1)
    #expect(try parse(text()).seconds(3, scales: scales) == 3)
  }

  @Test func copies() throws {
    let c = try parse(["seed": "3", "point": "7"])
    #expect(c.with(seed: 9).seed == 9)
    #expect(c.with(seed: 9) != c && c.with(seed: 9).with(seed: 3) == c)
    #expect(c.with(rng: "taus2").rng == "taus2")
    #expect(c.streamPoint(0) == 7)
    #expect(c.forPoint(0) == c)
  }

  @Test(
    arguments: [
      [:],
      ["model": #""ising""#, "parameters": #"{"injectionRate": 1e-3, "volume": 0.1, "zeeman": 0.3}"#],
      ["seed": "18446744073709551615", "duration": "0.1", "burnIn": "1e-7", "point": "5", "rng": #""gfsr4""#],
      ["material": #"{"gap": 200, "spinFlipTime": null}"#, "initialState": #"{"N": 3}"#],
      ["material": "{}", "initialState": "\"meanField\"", "timeUnit": "\"tf\""],
      [
        "correlation": #"{"step": 0.30000000000000004}"#, "ensemble": "{}",
        "trace": #"{"trajectories": 0, "duration": 3}"#,
      ],
      [
        "parameters":
          #"{"injectionRate": 123456789.123456789, "volume": 1, "spinFlipTime": null, "trappingTime": 1e22}"#
      ],
      ["sweep": #"{"volume": {"from": 1, "to": 7, "count": 9, "scale": "log"}, "spinFlipTime": [0.1, 0.3]}"#],
      ["parameters": "{}", "sweep": #"{"volume": [2, 1], "injectionRate": {"from": 3, "to": 4, "count": 2}}"#],
    ] as [[String: String?]])
  func roundTrip(_ changes: [String: String?]) throws {
    let c = try parse(changes)
    let again = try Configuration.parse(c.encoded(), name: "config.json", knownGenerators: generators)
    #expect(again == c)
    #expect(again.encoded() == c.encoded())
    for index in c.points.indices {
      let point = c.forPoint(index)
      #expect(try Configuration.parse(point.encoded(), name: "config.json", knownGenerators: generators) == point)
    }
  }

  @Test func encodedIsComplete() throws {
    let expected = """
      {
        "accuracy" : null,
        "algorithm" : "direct",
        "burnIn" : null,
        "correlation" : null,
        "duration" : 100,
        "ensemble" : null,
        "exact" : "auto",
        "initialState" : "stationary",
        "material" : "aluminium",
        "model" : "heisenberg",
        "name" : "x",
        "parameters" : {
          "gamma" : 18,
          "gammaTriplet" : 0.0018,
          "injectionRate" : 20,
          "spinFlipTime" : 10,
          "trappingTime" : null,
          "volume" : 1
        },
        "point" : 0,
        "precision" : null,
        "rng" : null,
        "seed" : 18446744073709551615,
        "squid" : {
          "fluxPerSpin" : 1e-07
        },
        "sweep" : null,
        "timeUnit" : "s",
        "trace" : {
          "duration" : null,
          "points" : 2000,
          "trajectories" : 1
        },
        "trajectories" : 4
      }

      """
    #expect(String(decoding: try parse(["seed": "18446744073709551615"]).encoded(), as: UTF8.self) == expected)
  }
}
