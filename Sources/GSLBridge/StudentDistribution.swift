import CGSL

/// Student's t distribution.
public enum StudentDistribution {
  /// The |t| that is exceeded with the given probability (both sides together).
  /// - Parameters:
  ///   - probability: between 0 and 1.
  ///   - degreesOfFreedom: > 0.
  public static func twoSidedQuantile(probability: Double, degreesOfFreedom: Double) -> Double {
    gsl_cdf_tdist_Qinv(probability / 2, degreesOfFreedom)
  }
}
