import Foundation
import TestSupport
import Testing

/// The distances of estimates from their exact values, in standard errors, and what chance allows of them.
///
/// `family` is the probability that a correct program fails a check of all the values together. Each z is compared with
/// the normal quantile of family/(2n) (Bonferroni, so correlated values are allowed), their rms with the quantile of
/// χ² for the `independent` ones among them. The error of an error from n blocks makes z a little wider than normal;
/// `width` is that: √((n−1)/(n−3)) for n trajectories, and the window that looks at the data.
struct Agreement {
  private(set) var values: [(name: String, z: Double)] = []
  /// (value − exact)/|exact| of each, in the same order.
  private(set) var deviations: [Double] = []

  mutating func add(_ name: String, _ value: Double, _ error: Double, exact: Double) {
    values.append((name, (value - exact) / error))
    deviations.append((value - exact) / abs(exact))
  }

  mutating func add(_ other: Agreement) {
    values += other.values
    deviations += other.deviations
  }

  var rms: Double { (values.reduce(0) { $0 + $1.z * $1.z } / Double(values.count)).squareRoot() }
  var mean: Double { values.reduce(0) { $0 + $1.z } / Double(values.count) }

  /// Mean relative deviation, what is left of a bias, and its standard error from the scatter of independent runs.
  var bias: (mean: Double, error: Double) {
    let n = Double(deviations.count)
    let mean = deviations.reduce(0, +) / n
    let variance = deviations.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
    return (mean, (variance / n).squareRoot())
  }

  var largest: (name: String, z: Double)? { values.max { abs($0.z) < abs($1.z) } }

  /// The |z| that the largest of all values passes with probability `family` at most.
  func bound(family: Double, width: Double = 1.05) -> Double {
    width * normalQuantile(1 - family / (2 * Double(values.count)))
  }

  /// What z of right values with right errors has: Student's law for errors from `blocks` independent blocks.
  private static func student(blocks: Int) -> (meanSquare: Double, variance: Double) {
    let n = Double(blocks - 1)
    let square = n / (n - 2)
    return (square, 3 * n * n / ((n - 2) * (n - 4)) - square * square)
  }

  /// How likely an rms of z at least as far from what it should be is by chance, be it too large or too small, if these
  /// values are independent and right.
  ///
  /// The sum of z² is taken for a multiple of χ², with the mean and the variance that the squares of Student's t have: with
  /// 64 blocks each value counts for 0.95 degrees of freedom. Against 400 000 sets of 243 random t: 1.9·10⁻⁴ and 2.2·10⁻⁴
  /// in the tails where this says 2.1·10⁻⁴.
  func chanceOfRms(blocks: Int) -> Double {
    let law = Agreement.student(blocks: blocks)
    let n = Double(values.count)
    let degrees = 2 * n * law.meanSquare * law.meanSquare / law.variance
    return Significance.chiSquareTwoSided(
      rms * rms / law.meanSquare * degrees.rounded(), degrees: Int(degrees.rounded()))
  }

  /// How likely a mean of z at least as far from zero is by chance, if these values are independent and right.
  func chanceOfMean(blocks: Int) -> Double {
    Significance.normal(
      beyond: mean * (Double(values.count) / Agreement.student(blocks: blocks).meanSquare).squareRoot())
  }

  func subset(_ name: String) -> Agreement {
    var result = Agreement()
    for (value, deviation) in zip(values, deviations) where value.name.hasSuffix(name) {
      result.values.append(value)
      result.deviations.append(deviation)
    }
    return result
  }
}

/// x with Φ(x) = p, by bisection of the complementary error function.
func normalQuantile(_ p: Double) -> Double {
  var (low, high) = (-40.0, 40.0)
  while high - low > 1e-12 {
    let middle = (low + high) / 2
    if erfc(-middle / 2.0.squareRoot()) / 2 < p { low = middle } else { high = middle }
  }
  return (low + high) / 2
}

/// Slow tests run only with `QPSPIN_SLOW=1` in the environment (`make validate`, a release build).
let isSlow = ProcessInfo.processInfo.environment["QPSPIN_SLOW"] == "1"

/// The chances that bounds come from, beside limits that were computed elsewhere (SciPy's quantiles of χ² and the normal law).
@Suite struct AgreementTests {
  /// As many values as given, all at the same distance on alternating sides.
  private func agreement(_ z: Double, count: Int, sided: Bool = false) -> Agreement {
    var result = Agreement()
    for i in 0..<count { result.add("x", sided || i % 2 == 0 ? 1 + z : 1 - z, 1, exact: 1) }
    return result
  }

  /// At 10⁻²/24 an rms of 243 values of 64 blocks may be 0.8529 to 1.1859, of 225 values 0.8466 to 1.1926.
  @Test(arguments: [(243, 0.852886, 1.185866), (225, 0.846629, 1.192624)])
  func rms(_ count: Int, _ low: Double, _ high: Double) {
    let level = 1e-2 / 24
    for (limit, outside) in [(low, -0.001), (high, 0.001)] {
      #expect(agreement(limit + outside, count: count).chanceOfRms(blocks: 64) < level, "\(limit)")
      #expect(agreement(limit - outside, count: count).chanceOfRms(blocks: 64) > level, "\(limit)")
    }
    #expect(agreement(1.0165, count: count).chanceOfRms(blocks: 64) > 0.9)
  }

  @Test func mean() {
    let level = 1e-2 / 24
    let limit = 3.586687 / 15.588457  // √243
    #expect(agreement(limit + 1e-3, count: 243, sided: true).chanceOfMean(blocks: 64) < level)
    #expect(agreement(limit - 1e-3, count: 243, sided: true).chanceOfMean(blocks: 64) > level)
  }
}
