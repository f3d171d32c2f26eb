import GSLBridge
package import Report
package import Statistics

/// One number from trajectories beside its reference.
package struct Check: Sendable {
  package let comparison: Comparison
  /// Of the standard error.
  package let degreesOfFreedom: Double
  /// Whether it is one of the values of a histogram, which go up and down together.
  package let isBin: Bool

  package init(
    _ quantity: String, _ measured: Estimate, expected: Double, degreesOfFreedom: Double, isBin: Bool = false
  ) {
    self.isBin = isBin
    comparison = Comparison(
      quantity, value: measured.value, standardError: measured.standardError, reference: expected)
    self.degreesOfFreedom = degreesOfFreedom
  }

  package var z: Double { comparison.z }
}

/// Whether everything agrees: trajectories with theory, and the paper's numbers as it is known.
package struct Verdict: Sendable {
  /// Probability that a correct program is told to disagree, over all comparisons together.
  package static let familyLevel = Verification.familyLevel

  package let checks: [Check]
  /// Entries whose agreement with the paper is not the expected one.
  package let surprises: [Entry]

  /// - Parameters:
  ///   - entries: every line of the table; those with a reference count.
  ///   - checks: comparisons that have no line of their own.
  package init(entries: [Entry], checks: [Check]) {
    self.checks = entries.compactMap(\.check) + checks
    surprises = entries.filter { entry in
      if case .absent = entry.paper { return false }
      return entry.paperAgrees != !entry.paperDiffers
    }
  }

  /// |z| beyond which a comparison disagrees: Student's t, the level shared out evenly (Bonferroni).
  package func threshold(_ check: Check) -> Double {
    StudentDistribution.twoSidedQuantile(
      probability: Verdict.familyLevel / Double(max(1, checks.count)),
      degreesOfFreedom: min(check.degreesOfFreedom, 1e6))
  }

  /// A z that is no number disagrees, too.
  package var disagreements: [Check] { checks.filter { !(abs($0.z) <= threshold($0)) } }

  /// Of all but the values of histograms.
  package var rootMeanSquareZ: Double {
    Verdict.rootMeanSquare(checks.filter { !$0.isBin })
  }

  /// √⟨z²⟩ of those that are numbers.
  static func rootMeanSquare(_ checks: [Check]) -> Double {
    let z = checks.map(\.z).filter(\.isFinite)
    return (z.reduce(0) { $0 + $1 * $1 } / Double(max(1, z.count))).squareRoot()
  }

  package var agrees: Bool { disagreements.isEmpty && surprises.isEmpty }

  /// One line, and one for each thing that is wrong.
  package var lines: [String] {
    let largest = checks.filter(\.z.isFinite).max { abs($0.z) < abs($1.z) }
    let bounds = checks.map { threshold($0) }
    var lines = [
      "verdict: \(agrees ? "agrees" : "DISAGREES"): \(disagreements.count) of \(checks.count) values from trajectories are "
        + "beyond their bound, |z| = \(Text.fixed(bounds.min() ?? 0, 2)) to \(Text.fixed(bounds.max() ?? 0, 2)) by the number "
        + "of trajectories; rms z = \(Text.fixed(rootMeanSquareZ, 2)) without the values of P(N), which go up and down together, "
        + "largest |z| = \(Text.fixed(abs(largest?.z ?? 0), 2)) (\(largest?.comparison.quantity ?? "none")); "
        + "\(surprises.count) of the paper's numbers agree or differ otherwise than this page says"
    ]
    lines += disagreements.map {
      "disagrees: \($0.comparison.quantity): \(Text.number($0.comparison.value)) ± "
        + "\(Text.number($0.comparison.standardError)), expected \(Text.number($0.comparison.reference)), "
        + "z = \(Text.signed($0.z))"
    }
    lines += surprises.map {
      "paper: \($0.quantity), \($0.place): "
        + ($0.paperDiffers ? "agrees, though it is known to differ" : "differs from what was found here")
    }
    return lines
  }
}
