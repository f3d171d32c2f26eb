import Foundation
import GSLBridge
package import Statistics

/// A straight line y = a + bx through points with independent errors, by weighted least squares.
package struct LineFit: Sendable {
  package let intercept: Estimate
  package let slope: Estimate

  /// nil for fewer than two points, or for points that determine no line.
  package init?(x: [Double], y: [Double], errors: [Double]) {
    guard x.count >= 2, x.count == y.count, x.count == errors.count,
      errors.allSatisfy({ $0 > 0 && $0.isFinite })
    else { return nil }
    // Normal equations, whose inverse is the covariance of (a, b).
    var matrix = [0.0, 0, 0, 0]
    var right = [0.0, 0]
    for i in x.indices {
      let weight = 1 / (errors[i] * errors[i])
      for (place, term) in [1, x[i], x[i], x[i] * x[i]].enumerated() { matrix[place] += weight * term }
      right[0] += weight * y[i]
      right[1] += weight * x[i] * y[i]
    }
    guard let covariance = try? DenseMatrix.inverse(matrix, order: 2), covariance.allSatisfy(\.isFinite) else {
      return nil
    }
    intercept = Estimate(
      value: covariance[0] * right[0] + covariance[1] * right[1], standardError: covariance[0].squareRoot())
    slope = Estimate(
      value: covariance[2] * right[0] + covariance[3] * right[1], standardError: covariance[3].squareRoot())
  }
}
