import Foundation
import TestSupport
import Testing

import ClusterModel
import Results

@Suite struct ResultTableTests {
  /// Two digits of the error, and the value to the same place.
  @Test(
    arguments: [
      (96.04, 0.1234, "96.04", "0.12"), (96.04, 2.0188, "96.0", "2.0"), (12345.6, 230, "12346", "230"),
      (0.99, 0.0996, "0.99", "0.10"), (0.99, 0.0994, "0.990", "0.099"), (10, 9.96, "10", "10"), (1, 1, "1.0", "1.0"),
      (1000, 1, "1000.0", "1.0"), (-0.001, 0.19, "0.00", "0.19"), (-0.2, 0.19, "-0.20", "0.19"),
      (9.7228e-13, 1.6150e-13, "9.7e-13", "1.6e-13"), (9.7228e-13, 1.6150e-15, "9.723e-13", "1.6e-15"),
      (1.5e-13, 2.4e-12, "1.5e-13", "2.4e-12"), (1_234_567, 89, "1.234567e+06", "8.9e+01"),
      (1_234_567, 9.99, "1.234567e+06", "1.0e+01"), (0, 1e-5, "0.0e+00", "1.0e-05"),
      (-0.0, 1e-5, "0.0e+00", "1.0e-05"),
      (1e300, 1e-300, "1.000000000000000e+300", "1.0e-300"),
    ] as [(Double, Double, String, String)])
  func rounded(_ item: (value: Double, error: Double, valueText: String, errorText: String)) {
    let rounded = ResultTable.rounded(Samples.estimate(item.value, item.error))
    #expect(rounded == (item.valueText, item.errorText), "\(item.value) ± \(item.error)")
  }

  @Test func withoutError() {
    #expect(ResultTable.rounded(Samples.estimate(2.0 / 3, .nan)) == ("0.666667", "unknown"))
    #expect(ResultTable.rounded(Samples.estimate(0, 0)) == ("0", "0"))
  }

  /// Value and error, read back, are within half a unit of the error's second digit of what they were.
  @Test func roundingIsFaithful() {
    for exponent in -20...20 {
      for step in 0..<90 {
        let error = (1 + Double(step) / 10) * pow(10, Double(exponent) / 2)
        for value in [3.7 * error, -123.4 * error, 0.3 * error] {
          let (valueText, errorText) = ResultTable.rounded(Samples.estimate(value, error))
          let unit = 0.05001 * pow(10, log10(error).rounded(.up))
          #expect(abs((Double(errorText) ?? .nan) - error) <= max(unit, 0.5001), "\(value) ± \(error): \(errorText)")
          #expect(abs((Double(valueText) ?? .nan) - value) <= max(unit, 0.5001), "\(value) ± \(error): \(valueText)")
        }
      }
    }
  }

  private func text(_ summary: Summary) throws -> String {
    let scratch = try Scratch()
    try scratch.write(JSONText.encode(summary), to: "summary.json")
    return ResultTable(try ResultsReader(scratch.path)).text
  }

  @Test func point() throws {
    #expect(
      try text(Samples.summary(warnings: ["be careful"])) == """
        sample: heisenberg, spin-relaxation
          A = 20 µm⁻³s⁻¹  V = 1 µm³  Γ̄ = 18 µm³/s  Γ̄t = 0.0018 µm³/s  τs = none
          4 trajectories of 100 s, 12345 events, rng taus113, seed 18446744073709551615

          estimate      value         standard error  unit
          meanN         96.04         0.12                     mean of N
          tauN          11.90         0.40            s        integrated correlation time of N

          mean field: N0 = 9.6, m0 = 0.05, t_f = N0²/(AV) = none
          note: be careful

        """)
  }

  /// Parameters that are not always used are shown when they are.
  @Test func rareParameters() throws {
    let parameters = Parameters(
      injectionRate: 20, volume: 1, gamma: 18, gammaTriplet: 0, spinFlipTime: 10, trappingTime: 5, zeeman: 0.5)
    #expect(
      try text(Samples.summary(parameters: parameters)).contains(
        "  A = 20 µm⁻³s⁻¹  V = 1 µm³  Γ̄ = 18 µm³/s  Γ̄t = 0 µm³/s  τs = 10 s  τ_trap = 5 s  E_Z/k_BT = 0.5\n"))
  }

  /// Every estimate has a line with unit and meaning.
  @Test func everyEstimate() throws {
    let all = Dictionary(uniqueKeysWithValues: EstimateName.all.map { ($0, Samples.estimate(1, 0.1)) })
    let lines = try text(Samples.summary(estimates: all)).split(separator: "\n").map(String.init)
    for name in EstimateName.all {
      let line = lines.first { $0.hasPrefix("  \(name) ") }
      #expect(line?.hasSuffix(EstimateName.description(name).meaning) == true, "\(name)")
      #expect(!EstimateName.description(name).meaning.isEmpty, "\(name)")
    }
  }

  /// A summary from elsewhere neither breaks the lines nor speaks to the terminal.
  @Test func controlCharacters() throws {
    let scratch = try Scratch()
    let summary = Samples.summary(warnings: ["red \u{1B}[31m\r", "two\nlines"])
    try scratch.write(JSONText.encode(summary), to: "summary.json")
    let text = ResultTable(try ResultsReader(scratch.path)).text
    #expect(text.contains("  note: red \\u{1B}[31m\\u{D}\n  note: two\\u{A}lines\n"), "\(text)")
  }

  /// One row a point, a column for each parameter that varies, blanks where there is no estimate.
  @Test func sweep() throws {
    let scratch = try Scratch()
    for (index, flipTime) in [nil, 10.0, 2.5].enumerated() {
      let parameters = Parameters(
        injectionRate: 20, volume: 1, gamma: 18, gammaTriplet: 0.0018, spinFlipTime: flipTime)
      let estimates =
        index == 1 ? ["meanN": Samples.estimate(9.5, 0.25), "tauN": Samples.estimate(1, .nan)] : [:]
      try scratch.write(
        JSONText.encode(Samples.summary(estimates: estimates, parameters: parameters)),
        to: "points/000\(index + 1)/summary.json")
    }
    let warnings = (1...12).map { "warning \($0)" }
    try scratch.write(JSONText.encode(Samples.sweep(points: 3, warnings: warnings)), to: "summary.json")
    let notes = (1...10).map { "  note: warning \($0)\n" }.joined() + "  note: and 2 more, in summary.json\n"
    #expect(
      ResultTable(try ResultsReader(scratch.path)).text == """
        sample: 3 points; every estimate is in sweep.csv

          point  A   V  τs    meanN        tauN
          1      20  1  none
          2      20  1  10    9.50 ± 0.25  1 ± unknown
          3      20  1  2.5

        \(notes)
        """)
  }
}
