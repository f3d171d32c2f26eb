/// One number of a run beside its reference.
public struct Comparison: Sendable, Hashable {
  /// What it is: an estimate's name, `P(N = 7)`, `C_N(0.43 s)`, `rate of spinFlip`.
  public let quantity: String
  public let value: Double
  public let standardError: Double
  public let reference: Double

  public init(_ quantity: String, value: Double, standardError: Double, reference: Double) {
    self.quantity = quantity
    self.value = value
    self.standardError = standardError
    self.reference = reference
  }

  /// With a systematic uncertainty of the reference, relative to it, added in quadrature.
  func widened(by relative: Double) -> Comparison {
    let systematic = relative * reference
    return Comparison(
      quantity, value: value, standardError: (standardError * standardError + systematic * systematic).squareRoot(),
      reference: reference)
  }

  public var z: Double { (value - reference) / standardError }
}

/// Where a reference comes from, in the order of preference.
public enum ReferenceSource: String, Sendable {
  /// The numerically exact master equation.
  case exact
  /// The Fokker-Planck equation, for large N and m ≪ N.
  case fokkerPlanck = "Fokker-Planck"
}

/// All comparisons of one point, and whether they agree.
public struct Verification: Sendable {
  /// Number of the point in a sweep, from 1.
  public let point: Int
  public let source: ReferenceSource
  public let comparisons: [Comparison]
  /// |z| beyond which a comparison disagrees.
  public let threshold: Double
  /// What could not be compared, and why.
  public let remarks: [String]

  /// Probability that correct runs are told to disagree, over all comparisons of all points together.
  public static let familyLevel = 1e-3

  public var disagreements: [Comparison] { comparisons.filter { abs($0.z) > threshold } }
  public var agrees: Bool { disagreements.isEmpty }

  /// √⟨z²⟩, near 1 when the errors are right.
  public var rootMeanSquareZ: Double {
    comparisons.isEmpty ? 0 : (comparisons.reduce(0) { $0 + $1.z * $1.z } / Double(comparisons.count)).squareRoot()
  }
}
