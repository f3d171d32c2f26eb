import Foundation

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
