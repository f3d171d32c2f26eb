import Foundation
import Statistics
import TestSupport
import Testing

@Suite("Jackknife")
struct JackknifeTests {
  /// The weighted mean of `values`, and the means without each of them.
  private func means(_ values: [Double], _ weights: [Double]) -> (full: Double, leaving: [Double]) {
    let total = weights.reduce(0, +)
    let sum = zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 }
    return (sum / total, zip(values, weights).map { (sum - $0 * $1) / (total - $1) })
  }

  @Test("for a mean over equal blocks it is the usual standard error", arguments: [2, 3, 10, 57])
  func equalBlocks(count: Int) throws {
    let uniform = PlainUniform(seed: 1)
    let values = (0..<count).map { _ in uniform.normal() * 3 + 100 }
    for weight in [1.0, 4.0] {
      let (full, leaving) = means(values, values.map { _ in weight })
      let squares = values.reduce(0) { $0 + ($1 - full) * ($1 - full) }
      let expected = (squares / Double(count * (count - 1))).squareRoot()
      let error = try #require(
        Jackknife.standardErrors(
          full: [full], leaving: leaving.map { [$0] }, weights: values.map { _ in weight }
        ).first)
      #expect(abs(error / expected - 1) < 1e-10, "\(error), \(expected)")
    }
  }

  @Test("for a mean over unequal blocks it is √(Σ w_j (x_j − x̄)²/(W − w_j)/g)", arguments: [2, 5, 30])
  func unequalBlocks(count: Int) throws {
    let uniform = PlainUniform(seed: 2)
    let values = (0..<count).map { _ in uniform.normal() * 0.1 - 7 }
    let weights = (0..<count).map { Double(1 + $0 % 4) }
    let (full, leaving) = means(values, weights)
    let total = weights.reduce(0, +)
    var sum = 0.0
    for (x, w) in zip(values, weights) { sum += w * (x - full) * (x - full) / (total - w) }
    let expected = (sum / Double(count)).squareRoot()
    let error = try #require(
      Jackknife.standardErrors(full: [full], leaving: leaving.map { [$0] }, weights: weights).first)
    #expect(abs(error / expected - 1) < 1e-9, "\(error), \(expected)")
  }

  @Test("worked by hand")
  func byHand() throws {
    // Blocks of 1, 1 and 2 with means 1, 2 and 6: mean 15/4; variance (2.75²/3 + 1.75²/3 + 2.25²·2/2)/3.
    let three = Jackknife.standardErrors(
      full: [15.0 / 4], leaving: [[14.0 / 3], [13.0 / 3], [3.0 / 2]], weights: [1, 1, 2])
    #expect(abs(try #require(three.first) - 2.868_055_555_555_556.squareRoot()) < 1e-12)
    // The squared mean of 1 and 3: 4; without one 9 and 1, pseudo-values −1 and 7 about 3, variance (16 + 16)/2.
    let two = Jackknife.standardErrors(full: [4], leaving: [[9], [1]], weights: [5, 5])
    #expect(abs(try #require(two.first) - 4) < 1e-12)
  }

  @Test("each component has its own error; fewer than two blocks have none")
  func shape() {
    let errors = Jackknife.standardErrors(full: [4, 7, 2], leaving: [[9, 7, 1], [1, 7, 3]], weights: [1, 1])
    #expect(errors.count == 3)
    #expect(errors.elementsEqual([4, 0, 1]) { abs($0 - $1) < 1e-12 }, "\(errors)")
    for leaving in [[[Double]](), [[1, 2]]] {
      let none = Jackknife.standardErrors(full: [1, 2], leaving: leaving, weights: leaving.map { _ in 1 })
      #expect(none.count == 2 && none.allSatisfy(\.isNaN))
    }
  }

  /// Σ over 400 repetitions of z², the estimate being a ratio of two correlated means in blocks of 1 to 4 samples; its
  /// error bar multiplied by `scale`, its truth shifted by `shift` of itself.
  private func ratioChiSquare(scale: Double = 1, shift: Double = 0) -> (sum: Double, mean: Double, count: Int) {
    let uniform = PlainUniform(seed: 2026)
    let weights = (0..<60).map { Double(1 + $0 % 4) }
    var (sum, mean) = (0.0, 0.0)
    for _ in 0..<400 {
      var blocks: [(a: Double, b: Double)] = []
      for weight in weights {
        var block = (a: 0.0, b: 0.0)
        for _ in 0..<Int(weight) {
          let common = uniform.normal()
          block.a += 10 + common + uniform.normal()
          block.b += 5 + common
        }
        blocks.append(block)
      }
      let a = blocks.reduce(0) { $0 + $1.a }
      let b = blocks.reduce(0) { $0 + $1.b }
      let errors = Jackknife.standardErrors(
        full: [a / b], leaving: blocks.map { [(a - $0.a) / (b - $0.b)] }, weights: weights)
      let t = (a / b - 2 * (1 + shift)) / (errors[0] * scale)
      let z = Significance.normal(fromStudent: t, degrees: weights.count - 1)
      sum += z * z
      mean += z
    }
    return (sum, mean / 20, 400)
  }

  @Test("the error bar of a ratio over unequal blocks is neither too small nor too large (level 1e-3)")
  func calibration() {
    func passes(_ result: (sum: Double, mean: Double, count: Int)) -> Bool {
      Significance.chiSquareTwoSided(result.sum, degrees: result.count) > 0.5e-3
        && Significance.normal(beyond: result.mean) > 0.5e-3
    }
    let right = ratioChiSquare()
    #expect(passes(right), "\(right)")
    // What must be noticed: error bars 20 % too large or too small, a value 1 % off.
    #expect(!passes(ratioChiSquare(scale: 1.2)))
    #expect(!passes(ratioChiSquare(scale: 0.8)))
    #expect(!passes(ratioChiSquare(shift: 0.01)))
  }
}

@Suite("Means of rows")
struct RowMeansTests {
  @Test("worked by hand; missing places are zero, early and late")
  func byHand() throws {
    var rows = RowMeans()
    #expect(rows.count == 0 && rows.estimates.isEmpty)
    rows.add([2, 10])
    #expect(rows.estimates.map(\.value) == [2, 10] && rows.estimates.allSatisfy { $0.standardError.isNaN })
    rows.add([4])
    rows.add([6, 2, 3])
    rows.add([])
    #expect(rows.count == 4)
    // (2, 4, 6, 0): mean 3, variance 20/3; (10, 0, 2, 0): 3, 68/3; (0, 0, 3, 0): 3/4, 9/4. Errors √(variance/4).
    let expected = [(3.0, (20.0 / 12).squareRoot()), (3.0, (68.0 / 12).squareRoot()), (0.75, 0.75)]
    #expect(rows.estimates.count == 3)
    for (estimate, (value, error)) in zip(rows.estimates, expected) {
      #expect(abs(estimate.value - value) < 1e-14 && abs(estimate.standardError - error) < 1e-14, "\(estimate)")
    }
  }

  @Test("sets that are added are one set", arguments: [0, 1, 3, 7])
  func merging(split: Int) {
    let uniform = PlainUniform(seed: 3)
    let all = (0..<7).map { i in (0..<(1 + (i * 5) % 4)).map { _ in (uniform.next() * 1000).rounded() } }
    var whole = RowMeans()
    for row in all { whole.add(row) }
    var first = RowMeans()
    for row in all[..<split] { first.add(row) }
    var second = RowMeans()
    for row in all[split...] { second.add(row) }
    first.add(second)
    #expect(first.count == whole.count)
    #expect(first.estimates == whole.estimates)
  }

  @Test("rows without spread have no error")
  func constant() {
    var rows = RowMeans()
    for _ in 0..<5 { rows.add([0.1, -3]) }
    for estimate in rows.estimates { #expect(estimate.standardError < 1e-8, "\(estimate)") }
  }
}

@Suite("Estimates")
struct EstimateTests {
  @Test("in another unit, also one of the other sign")
  func scaled() {
    let estimate = Estimate(value: 3, standardError: 0.5)
    #expect(estimate.scaled(by: 4) == Estimate(value: 12, standardError: 2))
    #expect(estimate.scaled(by: -2) == Estimate(value: -6, standardError: 1))
  }

  @Test("finite only if both numbers are")
  func finite() {
    #expect(Estimate(value: 1, standardError: 0).isFinite)
    for bad in [Double.nan, .infinity, -.infinity] {
      #expect(!Estimate(value: bad, standardError: 1).isFinite)
      #expect(!Estimate(value: 1, standardError: bad).isFinite)
    }
  }
}
