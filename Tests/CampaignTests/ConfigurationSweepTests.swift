import ClusterModel
import Foundation
import Testing

import Campaign

@Suite struct ConfigurationSweepTests {
  @Test func orderIsThatOfTheParameters() throws {
    // The file's order is the reverse of the grid's.
    let c = try parse(["sweep": #"{"spinFlipTime": [5, 6], "volume": [3, 1], "injectionRate": [10, 20]}"#])
    let points = c.points.map { [$0.injectionRate, $0.volume, $0.spinFlipTime] }
    #expect(
      points == [
        [10, 3, 5], [10, 3, 6], [10, 1, 5], [10, 1, 6], [20, 3, 5], [20, 3, 6], [20, 1, 5], [20, 1, 6],
      ])
    #expect(c.points.allSatisfy { $0.gamma == 18 && $0.gammaTriplet == 1.8e-3 })
    #expect(c.sweep?.axes.map(\.key) == [.injectionRate, .volume, .spinFlipTime])
    #expect(c.sweep?.count == 8)
    #expect((0..<8).map { c.streamPoint($0) } == Array(0..<8))
  }

  @Test func pointsAlone() throws {
    let c = try parse(["sweep": #"{"volume": [3, 1, 2]}"#])
    let point = c.forPoint(1)
    #expect(point.sweep == nil)
    #expect(point.parameters.volume == 1)
    #expect(point.points == [c.points[1]])
    #expect(point.streamPoint(0) == 1)
    #expect(point.seed == c.seed)
  }

  @Test func sweptParametersNeedNoOtherValue() throws {
    let c = try parse(["parameters": "{}", "sweep": #"{"volume": [2, 1], "injectionRate": [5]}"#])
    #expect(c.parameters.injectionRate == 5 && c.parameters.volume == 2)
    let both = try parse(["parameters": #"{"injectionRate": 20, "volume": 9}"#, "sweep": #"{"volume": [2, 1]}"#])
    #expect(both.parameters.volume == 9)
    #expect(both.points.map(\.volume) == [2, 1])
  }

  @Test func ranges() throws {
    func volumes(_ range: String) throws -> [Double] {
      try parse(["sweep": "{\"volume\": {\(range)}}"]).points.map(\.volume)
    }
    #expect(try volumes(#""from": 1, "to": 1000, "count": 4, "scale": "log""#) == [1, 10, 100, 1000])
    #expect(try volumes(#""from": 1e-3, "to": 1e-5, "count": 3, "scale": "log""#) == [1e-3, 1e-4, 1e-5])
    #expect(try volumes(#""from": 0.1, "to": 0.5, "count": 5, "scale": "linear""#) == [0.1, 0.2, 0.3, 0.4, 0.5])
    #expect(try volumes(#""from": 2, "to": 4, "count": 2"#) == [2, 4])
    #expect(try volumes(#""from": 1.23456789012345678, "to": 2, "count": 3"#).first == 1.2345678901234568)
  }

  /// The plain-arithmetic functions against those of the mathematical library.
  @Test func elementaryFunctions() {
    for exponent in -300...300 {
      let x = 1.2345678901234567 * Foundation.pow(10, Double(exponent))
      #expect(abs(SweepGrid.log2(x) - Foundation.log2(x)) <= 4e-16 * max(1, abs(Foundation.log2(x))), "log2 \(x)")
      let y = Double(exponent) * 3.1
      #expect(abs(SweepGrid.exp2(y) / Foundation.exp2(y) - 1) <= 1e-15, "exp2 \(y)")
    }
    #expect(SweepGrid.log2(8) == 3 && SweepGrid.exp2(-2) == 0.25)
  }

  @Test func largestGrid() throws {
    let c = try parse([
      "initialState": "\"empty\"",
      "sweep":
        #"{"volume": {"from": 1, "to": 2, "count": 1000}, "injectionRate": {"from": 1, "to": 1e9, "count": 100, "scale": "log"}}"#,
    ])
    #expect(c.points.count == 100_000)
    #expect(Set(c.points).count == 100_000)
  }

  @Test(arguments: [
    ("{}", "sweep is empty; it must have at least one parameter, or be null"),
    ("[]", "sweep is an empty array; it must be an object or null"),
    (
      #"{"volume": []}"#,
      "sweep.volume is an empty array; it must be an array of 1 to 100000 values, each a finite number > 0"
    ),
    (
      #"{"volume": 3}"#,
      "sweep.volume is 3; it must be an object or an array of 1 to 100000 values, each a finite number > 0"
    ),
    (#"{"volume": [1, 0]}"#, "sweep.volume[1] is 0; it must be a finite number > 0"),
    (#"{"volume": [1, "2"]}"#, "sweep.volume[1] is a string; it must be a finite number > 0"),
    (#"{"volume": [1, 2, 1.0]}"#, "sweep.volume[2] is 1, the same as sweep.volume[0]; the values must be different"),
    (
      #"{"temperature": [1]}"#,
      "unknown key \"temperature\" in sweep; allowed keys: injectionRate, volume, gamma, gammaTriplet, spinFlipTime, "
        + "trappingTime, zeeman"
    ),
    (
      #"{"volume": {"form": 1, "to": 2, "count": 3}}"#,
      "unknown key \"form\" in sweep.volume; did you mean \"from\"? allowed keys: from, to, count, scale"
    ),
    (#"{"volume": {"from": 1, "count": 3}}"#, "sweep.volume.to is missing; it must be a finite number"),
    (#"{"volume": {"from": 1, "to": 2}}"#, "sweep.volume.count is missing; it must be an integer from 2 to 100000"),
    (
      #"{"volume": {"from": 1, "to": 2, "count": 1}}"#,
      "sweep.volume.count is 1; it must be an integer from 2 to 100000"
    ),
    (
      #"{"volume": {"from": 1, "to": 2, "count": 3, "scale": "logarithmic"}}"#,
      "sweep.volume.scale is \"logarithmic\"; it must be one of \"linear\", \"log\""
    ),
    (
      #"{"injectionRate": {"from": 0, "to": 2, "count": 3, "scale": "log"}}"#,
      "sweep.injectionRate.from is 0; it must be a finite number > 0 on a log scale"
    ),
    (
      #"{"injectionRate": {"from": 1, "to": -2, "count": 3, "scale": "log"}}"#,
      "sweep.injectionRate.to is -2; it must be a finite number > 0 on a log scale"
    ),
    (#"{"volume": {"from": 0, "to": 2, "count": 3}}"#, "sweep.volume.from is 0; it must be a finite number > 0"),
    (#"{"gamma": {"from": 2, "to": -1, "count": 3}}"#, "sweep.gamma.to is -1; it must be a finite number >= 0"),
    (
      #"{"volume": {"from": 2, "to": 2.0, "count": 3}}"#,
      "sweep.volume.to is 2, the same as from; it must be another number"
    ),
    (
      #"{"volume": {"from": 1, "to": 1.00000000000001, "count": 100}}"#,
      "sweep.volume is too fine: 100 values from 1 to 1.00000000000001 are not all different"
    ),
    (
      #"{"volume": {"from": 1, "to": 2, "count": 1001}, "injectionRate": {"from": 1, "to": 9, "count": 100}}"#,
      "sweep has 100100 points; it may have at most 100000"
    ),
    (
      #"{"injectionRate": [1, 0]}"#,
      "at injectionRate = 0: initialState is \"stationary\", but there is no such state: nothing is injected; "
        + "it must be given as \"empty\" or {\"N\": ..., \"m\": ...}"
    ),
    (
      #"{"gamma": [1, 1e300], "volume": [1, 1e-5]}"#,
      "at volume = 1, gamma = 1e+300: parameters give a rate gamma/volume of 1e+300 s^-1; "
        + "it must be small enough that no rate overflows"
    ),
  ])
  func refuses(_ sweep: String, _ message: String) {
    #expect(complaint(["sweep": sweep]) == "c.json: " + message)
  }

  @Test func seven() {
    // Seven axes of 100 000 values: the number of points overflows no integer.
    let axis = #"{"from": 1, "to": 2, "count": 100000}"#
    let axes = ParameterKey.allCases.map { "\"\($0.rawValue)\": \(axis)" }.joined(separator: ", ")
    #expect(
      complaint(["model": "\"ising\"", "sweep": "{\(axes)}"])
        == "c.json: sweep has 9223372036854775807 points; it may have at most 100000")
  }
}
