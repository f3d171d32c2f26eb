import Foundation

/// Probabilities of test statistics, for tests that state how often they would fail by chance.
public enum Significance {
  /// Probability that a standard normal number is farther from zero than `z`.
  public static func normal(beyond z: Double) -> Double { erfc(abs(z) / 2.0.squareRoot()) }

  /// |z| that is exceeded with probability `level` by any of `count` independent standard normal numbers (Bonferroni).
  public static func normalLimit(level: Double, count: Int = 1) -> Double {
    var (low, high) = (0.0, 40.0)
    for _ in 0..<100 {
      let middle = (low + high) / 2
      if normal(beyond: middle) > level / Double(count) { low = middle } else { high = middle }
    }
    return high
  }

  /// Probability that χ² of `degrees` degrees of freedom is above `value`: the incomplete gamma function Q(k/2, x/2).
  public static func chiSquare(above value: Double, degrees: Int) -> Double {
    let (a, x) = (Double(degrees) / 2, value / 2)
    if !(x > 0) { return x.isNaN ? 0 : 1 }
    let scale = exp(a * log(x) - x - lgamma(a))
    if x < a + 1 {
      var (term, sum, n) = (1 / a, 1 / a, a)
      while term > sum * 1e-16 {
        n += 1
        term *= x / n
        sum += term
      }
      return max(0, 1 - scale * sum)
    }
    // Continued fraction, by Lentz's method.
    var b = x + 1 - a
    var c = 1e300
    var d = 1 / b
    var h = d
    for i in 1...10_000 {
      let an = -Double(i) * (Double(i) - a)
      b += 2
      d = 1 / (an * d + b)
      c = b + an / c
      h *= d * c
      if abs(d * c - 1) < 1e-15 { break }
    }
    return scale * h
  }

  /// Smaller of the two tails of χ², doubled: small where agreement is too bad, and where it is too good.
  public static func chiSquareTwoSided(_ value: Double, degrees: Int) -> Double {
    let above = chiSquare(above: value, degrees: degrees)
    return min(1, 2 * min(above, 1 - above))
  }

  /// The standard normal number as likely as Student's `t` of `degrees` degrees of freedom.
  ///
  /// D. L. Wallace, Ann. Math. Stat. 30, 1124 (1959), doi:10.1214/aoms/1177706091; right to 0.02.
  public static func normal(fromStudent t: Double, degrees: Int) -> Double {
    let n = Double(degrees)
    let size = (8 * n + 1) / (8 * n + 3) * (n * log1p(t * t / n)).squareRoot()
    return t < 0 ? -size : size
  }
}

extension PlainUniform {
  /// A standard normal number (G. E. P. Box and M. E. Muller, Ann. Math. Stat. 29, 610 (1958)).
  public func normal() -> Double { (-2 * log(next())).squareRoot() * cos(2 * Double.pi * next()) }

  /// A whole number below `bound`, evenly.
  public func integer(below bound: Int) -> Int { min(bound - 1, Int(next() * Double(bound))) }
}
