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

  /// Probability that Student's t of `degrees` degrees of freedom is farther from zero than `t`.
  public static func student(beyond t: Double, degrees: Int) -> Double {
    let n = Double(degrees)
    return regularizedBeta(n / (n + t * t), n / 2, 0.5)
  }

  /// Probability that the ratio of two independent variances, of `above` and `below` degrees of freedom, is over `ratio`.
  public static func fisher(above ratio: Double, degrees above: Int, _ below: Int) -> Double {
    let (a, b) = (Double(above), Double(below))
    return ratio > 0 ? regularizedBeta(b / (b + a * ratio), b / 2, a / 2) : ratio.isNaN ? 0 : 1
  }

  /// Smaller of the two tails of that ratio, doubled.
  public static func fisherTwoSided(_ ratio: Double, degrees above: Int, _ below: Int) -> Double {
    min(1, 2 * min(fisher(above: ratio, degrees: above, below), fisher(above: 1 / ratio, degrees: below, above)))
  }

  /// The incomplete beta function I_x(a, b), by its continued fraction (Abramowitz and Stegun 26.5.8).
  private static func regularizedBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    if !(x > 0 && x < 1) { return x >= 1 ? 1 : 0 }
    if x > (a + 1) / (a + b + 2) { return 1 - regularizedBeta(1 - x, b, a) }
    let scale = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    // Lentz's method.
    var (c, d) = (1.0, 1 / (1 - (a + b) * x / (a + 1)))
    var value = d
    for step in 1...10_000 {
      let m = Double(step)
      var before = value
      for term in [
        m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
        -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
      ] {
        d = 1 / (1 + term * d)
        c = 1 + term / c
        before = value
        value *= c * d
      }
      if abs(value - before) < 1e-15 * abs(value) { break }
    }
    return min(1, scale * value)
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
