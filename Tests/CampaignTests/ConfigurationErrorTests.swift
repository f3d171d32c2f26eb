import Foundation
import Testing

import Campaign

/// Every sentence that a bad config can earn, in full.
@Suite struct ConfigurationErrorTests {
  @Test(arguments: [
    Case(
      ["name": nil],
      "name is missing; it must be a string of 1 to 100 characters A-Z a-z 0-9 . _ - that is not \".\" or \"..\""),
    Case(
      ["name": "5"],
      "name is 5; it must be a string of 1 to 100 characters A-Z a-z 0-9 . _ - that is not \".\" or \"..\""),
    Case(
      ["name": "\"\""],
      "name is \"\"; it must be a string of 1 to 100 characters A-Z a-z 0-9 . _ - that is not \".\" or \"..\""),
    Case(
      ["name": "\"..\""],
      "name is \"..\"; it must be a string of 1 to 100 characters A-Z a-z 0-9 . _ - that is not \".\" or \"..\""),
    Case(
      ["name": "\"../x\""],
      "name is \"../x\"; it must be a string of 1 to 100 characters A-Z a-z 0-9 . _ - that is not \".\" or \"..\""),
    Case(
      ["name": "\"a b\""],
      "name is \"a b\"; it must be a string of 1 to 100 characters A-Z a-z 0-9 . _ - that is not \".\" or \"..\""),
    Case(
      ["name": "\"\\u00e9\\u0007\""],
      "name is \"é\\u{7}\"; it must be a string of 1 to 100 characters A-Z a-z 0-9 . _ - that is not \".\" or \"..\""),
    Case(
      ["name": "\"" + String(repeating: "n", count: 101) + "\""],
      "name is \"" + String(repeating: "n", count: 60)
        + "…\"; it must be a string of 1 to 100 characters A-Z a-z 0-9 . _ - that is not \".\" or \"..\""),
    Case(
      ["model": nil],
      "model is missing; it must be one of \"heisenberg\", \"ising\", \"su2\", \"polarized\", \"polarized-ising\""),
    Case(
      ["model": "\"heisenburg\""],
      "model is \"heisenburg\"; it must be one of \"heisenberg\", \"ising\", \"su2\", \"polarized\", \"polarized-ising\"; "
        + "did you mean \"heisenberg\"?"),
    Case(
      ["model": "\"potts\""],
      "model is \"potts\"; it must be one of \"heisenberg\", \"ising\", \"su2\", \"polarized\", \"polarized-ising\""),
    Case(
      ["model": "{}"],
      "model is an object; it must be one of \"heisenberg\", \"ising\", \"su2\", \"polarized\", \"polarized-ising\""),
    Case(["timeUnit": "\"ms\""], "timeUnit is \"ms\"; it must be one of \"s\", \"tf\"; did you mean \"s\"?"),
    Case(
      ["algorithm": "\"leaping\""],
      "algorithm is \"leaping\"; it must be one of \"direct\", \"tau-leaping\""),
    Case(["accuracy": "\"high\""], "accuracy is a string; it must be a finite number > 0 and < 0.5 or null"),
    Case(["accuracy": "0.5"], "accuracy is 0.5; it must be a finite number > 0 and < 0.5 or null"),
    Case(
      ["algorithm": "\"tau-leaping\"", "accuracy": "0"],
      "accuracy is 0; it must be a finite number > 0 and < 0.5 or null"),
    Case(
      ["accuracy": "0.1"],
      "accuracy is 0.1, but the algorithm direct is exact; it must be left out, or algorithm be \"tau-leaping\""),
    Case(["exact": "true"], "exact is true; it must be one of \"auto\", \"never\", \"always\""),
    Case(["$schema": "1"], "$schema is 1; it must be a string"),
  ])
  func words(_ item: Case) { #expect(complaint(item.changes) == "c.json: " + item.message) }

  @Test(arguments: [
    Case(["trajectories": nil], "trajectories is missing; it must be an integer from 1 to 10000000"),
    Case(["trajectories": "0"], "trajectories is 0; it must be an integer from 1 to 10000000"),
    Case(["trajectories": "-0"], "trajectories is -0; it must be an integer from 1 to 10000000"),
    Case(["trajectories": "10000001"], "trajectories is 10000001; it must be an integer from 1 to 10000000"),
    Case(["trajectories": "2.5"], "trajectories is 2.5; it must be an integer from 1 to 10000000"),
    Case(["trajectories": "\"4\""], "trajectories is a string; it must be an integer from 1 to 10000000"),
    Case(
      ["trajectories": String(repeating: "9", count: 300)],
      "trajectories is " + String(repeating: "9", count: 60) + "…; it must be an integer from 1 to 10000000"),
    Case(["duration": nil], "duration is missing; it must be a finite number > 0"),
    Case(["duration": "0"], "duration is 0; it must be a finite number > 0"),
    Case(["duration": "null"], "duration is null; it must be a finite number > 0"),
    Case(["burnIn": "-1e-3"], "burnIn is -1e-3; it must be a finite number >= 0 or null"),
    Case(["seed": nil], "seed is missing; it must be an integer from 0 to 18446744073709551615"),
    Case(
      ["seed": "18446744073709551616"],
      "seed is 18446744073709551616; it must be an integer from 0 to 18446744073709551615"),
    Case(["seed": "-1"], "seed is -1; it must be an integer from 0 to 18446744073709551615"),
    Case(["seed": "1.5"], "seed is 1.5; it must be an integer from 0 to 18446744073709551615"),
    Case(["seed": "\"clock\""], "seed is a string; it must be an integer from 0 to 18446744073709551615"),
    Case(["rng": "\"mt19973\""], "rng is \"mt19973\"; it must be a generator of GSL; did you mean \"mt19937\"?"),
    Case(["rng": "\"dice\""], "rng is \"dice\"; it must be a generator of GSL: mt19937, ranlxd2, taus2, gfsr4"),
    Case(["rng": "5"], "rng is 5; it must be a string or null"),
    Case(["ensemble": "{\"times\": 1}"], "ensemble.times is 1; it must be an integer from 2 to 100000"),
    Case(["ensemble": "{\"times\": 100001}"], "ensemble.times is 100001; it must be an integer from 2 to 100000"),
    Case(["ensemble": "200"], "ensemble is 200; it must be an object or null"),
    Case(["squid": "{\"fluxPerSpin\": 0}"], "squid.fluxPerSpin is 0; it must be a finite number > 0"),
    Case(
      ["precision": "{\"tauN\": 0.01}", "trajectories": "32"],
      "trajectories is 32; with precision it is the most that are run, and must be more than 32"),
    Case(
      ["model": "\"polarized\"", "trajectories": "100", "precision": "{\"tauJ\": 0.01}"],
      "precision.tauJ is set, but the model polarized has no tauJ; it must be left out"),
    Case(["precision": "{\"tauN\": 1}"], "precision.tauN is 1; it must be a finite number > 0 and < 1"),
    Case(["point": "-1"], "point is -1; it must be an integer from 0 to 99999"),
    Case(
      ["point": "0", "sweep": "{\"volume\": [1]}"],
      "point is 0 beside a sweep; it must be left out: the points of a sweep are numbered by its grid"),
  ])
  func numbers(_ item: Case) { #expect(complaint(item.changes) == "c.json: " + item.message) }

  @Test(arguments: [
    Case(["parameters": nil], "parameters is missing; it must be an object"),
    Case(["parameters": "[]"], "parameters is an empty array; it must be an object"),
    Case(["parameters": #"{"injectionRate": 20}"#], "parameters.volume is missing; it must be a finite number > 0"),
    Case(["parameters": #"{"volume": 20}"#], "parameters.injectionRate is missing; it must be a finite number >= 0"),
    Case(
      ["parameters": #"{"injectionRate": 20, "volume": -1}"#], "parameters.volume is -1; it must be a finite number > 0"
    ),
    Case(
      ["parameters": #"{"injectionRate": 20, "volume": -0}"#], "parameters.volume is -0; it must be a finite number > 0"
    ),
    Case(
      ["parameters": #"{"injectionRate": "20", "volume": 1}"#],
      "parameters.injectionRate is a string; it must be a finite number >= 0"),
    Case(
      ["parameters": #"{"injectionRate": 20, "volume": 1, "spinFlipTime": 0}"#],
      "parameters.spinFlipTime is 0; it must be a finite number > 0 or null"),
    Case(
      ["parameters": #"{"injectionRate": 20, "volume": 1, "gamma": null}"#],
      "parameters.gamma is null; it must be a finite number >= 0"),
    Case(
      ["parameters": #"{"injectionRate": 20, "volum": 1}"#],
      "unknown key \"volum\" in parameters; did you mean \"volume\"? allowed keys: injectionRate, volume, gamma, gammaTriplet, "
        + "spinFlipTime, trappingTime, zeeman"),
    Case(
      ["parameters": #"{"injectionRate": 20, "volume": 1, "zeeman": 0}"#],
      "parameters.zeeman is set, but the spin axis of the model heisenberg is not pinned; it must be left out: "
        + "only ising has a field along its axis"),
    Case(
      ["model": "\"su2\"", "sweep": "{\"zeeman\": [1, 2]}"],
      "sweep.zeeman is set, but the spin axis of the model su2 is not pinned; it must be left out: "
        + "only ising has a field along its axis"),
    Case(
      ["parameters": #"{"injectionRate": 1e200, "volume": 1e200}"#],
      "parameters give a rate injectionRate volume of inf s^-1; it must be small enough that no rate overflows"),
    Case(
      ["parameters": #"{"injectionRate": 20, "volume": 1e-300}"#],
      "parameters give a rate gamma/volume of 1.8e+301 s^-1; it must be small enough that no rate overflows"),
    Case(
      ["parameters": #"{"injectionRate": 20, "volume": 1, "gammaTriplet": 1e297}"#],
      "parameters give a rate gammaTriplet/volume of 1e+297 s^-1; it must be small enough that no rate overflows"),
    Case(
      ["parameters": #"{"injectionRate": 20, "volume": 1, "spinFlipTime": 1e-304}"#],
      "parameters give a rate 1/spinFlipTime of 1e+304 s^-1; it must be small enough that no rate overflows"),
    Case(
      ["parameters": #"{"injectionRate": 20, "volume": 1, "trappingTime": 1e-305}"#],
      "parameters give a rate 1/trappingTime of 1e+305 s^-1; it must be small enough that no rate overflows"),
    Case(
      ["durations": "1"],
      "unknown key \"durations\" in the top level; did you mean \"duration\"? allowed keys: $schema, name, model, parameters, "
        + "material, timeUnit, trajectories, duration, burnIn, initialState, seed, rng, algorithm, accuracy, "
        + "correlation, ensemble, trace, squid, exact, precision, sweep, point"),
    Case(
      ["squid": "{\"\\nloop\": 1}"], "unknown key \"\\u{A}loop\" in squid; allowed keys: fluxPerSpin"),
    Case(
      ["trace": "{\"points\": 5, \"Points\": 6}"],
      "unknown key \"Points\" in trace; did you mean \"points\"? allowed keys: trajectories, points, duration"),
  ])
  func parameters(_ item: Case) { #expect(complaint(item.changes) == "c.json: " + item.message) }

  @Test(arguments: [
    Case(
      ["material": "\"aluminum\""],
      "material is \"aluminum\"; it must be \"aluminium\" or an object; did you mean \"aluminium\"?"),
    Case(["material": "3"], "material is 3; it must be \"aluminium\" or an object"),
    Case(["material": "{\"gap\": 0}"], "material.gap is 0; it must be a finite number > 0"),
    Case(
      ["material": "{\"gapp\": 168}"],
      "unknown key \"gapp\" in material; did you mean \"gap\"? allowed keys: gamma, gammaTriplet, spinFlipTime, gap, gapToTc, "
        + "densityOfStates, electronPhononTime, spinOrbit, excessEnergy, suppression, meanFreePath, latticeConstant, "
        + "soundVelocity"),
    Case(
      ["material": "{\"gap\": 1e-320}"], "the numbers of material give gamma = inf; it must be a finite number >= 0"),
    Case(
      ["material": "{\"spinOrbit\": 1e200}"],
      "the numbers of material give gammaTriplet = inf; it must be a finite number >= 0"),
    Case(
      ["initialState": "\"stationry\""],
      "initialState is \"stationry\"; it must be one of \"empty\", \"meanField\", \"stationary\" or an object; "
        + "did you mean \"stationary\"?"),
    Case(
      ["initialState": "0"],
      "initialState is 0; it must be one of \"empty\", \"meanField\", \"stationary\" or an object"),
    Case(["initialState": "{\"m\": 1}"], "initialState.N is missing; it must be an integer from 0 to 4000000"),
    Case(["initialState": "{\"N\": 4000001}"], "initialState.N is 4000001; it must be an integer from 0 to 4000000"),
    Case(["initialState": "{\"N\": 10, \"m\": -1}"], "initialState.m is -1; it must be an integer from 0 to 4000000"),
    Case(["initialState": "{\"N\": 10, \"m\": 11}"], "initialState.m is 11; it must be at most N = 10"),
    Case(
      ["model": "\"su2\"", "initialState": "{\"N\": 11, \"m\": 6}"],
      "initialState.m is 6; it must be at most N/2, half of 11, for the model su2"),
    Case(
      ["model": "\"su2\"", "initialState": "{\"N\": 5, \"m\": 6}"], "initialState.m is 6; it must be at most N = 5"),
    Case(
      ["model": "\"polarized\"", "initialState": "{\"N\": 10, \"m\": 1}"],
      "initialState.m is 1; it must be 0: the model polarized has no reversed spins"),
    Case(
      ["parameters": #"{"injectionRate": 0, "volume": 1}"#],
      "initialState is \"stationary\", but there is no such state: nothing is injected; "
        + "it must be given as \"empty\" or {\"N\": ..., \"m\": ...}"),
    Case(
      [
        "parameters": #"{"injectionRate": 1, "volume": 1, "gammaTriplet": 0, "spinFlipTime": null}"#,
        "initialState": "\"meanField\"",
      ],
      "initialState is \"meanField\", but there is no such state: nothing limits the number of quasi-particles; "
        + "it must be given as \"empty\" or {\"N\": ..., \"m\": ...}"),
    Case(
      ["parameters": #"{"injectionRate": 2e10, "volume": 4000000, "gammaTriplet": 0}"#],
      "initialState is \"stationary\", about 1.89e+11 quasi-particles; it must have at most 4000000"),
  ])
  func materialAndState(_ item: Case) { #expect(complaint(item.changes) == "c.json: " + item.message) }

  @Test(arguments: [
    Case(
      ["correlation": "{\"maximumLag\": 101}"], "correlation.maximumLag is 101; it must be at most the duration, 100"),
    Case(["correlation": "{\"step\": 100}"], "correlation.step is 100; it must be less than the duration, 100"),
    Case(
      ["correlation": "{\"step\": 2, \"maximumLag\": 2}"], "correlation.step is 2; it must be less than maximumLag, 2"),
    Case(["correlation": "{\"step\": 0}"], "correlation.step is 0; it must be a finite number > 0 or null"),
    Case(["trace": "{\"duration\": 100.5}"], "trace.duration is 100.5; it must be at most the duration, 100"),
    Case(["trace": "{\"trajectories\": 5}"], "trace.trajectories is 5; it must be at most trajectories, 4"),
    Case(["trace": "{\"points\": 1}"], "trace.points is 1; it must be an integer from 2 to 1000000"),
    Case(["trace": "null"], "trace is null; it must be an object"),
    Case(
      ["trajectories": "11", "trace": "{\"trajectories\": 11, \"points\": 1000000}"],
      "trace has 11 paths of 1000000 points; it may have at most 10000000 points in all"),
    Case(
      ["timeUnit": "\"tf\"", "initialState": "\"empty\"", "parameters": #"{"injectionRate": 0, "volume": 1}"#],
      "timeUnit is \"tf\", but t_f = N0^2/(A V) is not defined: nothing is injected; it must be \"s\""),
    Case(
      [
        "timeUnit": "\"tf\"", "initialState": "\"empty\"",
        "parameters": #"{"injectionRate": 1, "volume": 1, "gammaTriplet": 0, "spinFlipTime": null}"#,
      ],
      "timeUnit is \"tf\", but t_f = N0^2/(A V) is not defined: nothing limits the number of quasi-particles; it must be \"s\""
    ),
    Case(["timeUnit": "\"tf\"", "duration": "1e308"], "1e+308 t_f is inf s; it must be a finite time > 0"),
  ])
  func times(_ item: Case) { #expect(complaint(item.changes) == "c.json: " + item.message) }

  @Test func files() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "qpspin-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    func load(_ path: String) -> String {
      do throws(ConfigurationError) {
        return try Configuration.load(path: path, knownGenerators: generators).name
      } catch {
        return error.description
      }
    }
    #expect(load(folder) == "\(folder): is a directory; it must be a JSON file")
    #expect(load(folder + "/no") == "\(folder)/no: there is no such file")
    #expect(load("") == "the path of the config is empty; it must name a JSON file")
    #expect(load("/dev/null") == "/dev/null: is empty; it must hold one JSON object")
    #expect(load("/dev/zero") == "/dev/zero: is larger than 4 MiB; a config is a small JSON text")
    #expect(load("/dev/null/x") == "/dev/null/x: cannot be read: Not a directory")
    try text().write(toFile: folder + "/good.json", atomically: true, encoding: .utf8)
    #expect(load(folder + "/good.json") == "x")
  }

  @Test func suggestions() {
    #expect(Suggestion.editDistance(Array("kitten"), Array("sitting")) == 3)
    #expect(Suggestion.editDistance(Array("ab"), Array("ba")) == 1)
    #expect(Suggestion.editDistance([], Array("abc")) == 3)
    #expect(Suggestion.nearest(to: "burnin", in: ["seed", "burnIn"]) == "burnIn")
    #expect(Suggestion.nearest(to: "zzz", in: ["seed", "burnIn"]) == nil)
    #expect(Suggestion.nearest(to: String(repeating: "s", count: 100_000), in: ["seed"]) == nil)
  }
}
