import Foundation
import Statistics
import TestSupport
import Testing

@Suite("Window of integration")
struct IntegrationWindowTests {
  private let lags = (0..<4001).map { 0.25 * Double($0) }

  @Test("an exponential ends at eight times its time; a zero error bar would go on until nothing is left")
  func exponential() {
    let covariance = lags.map { 5 * exp(-$0 / 3) }
    let window = IntegrationWindow(covariance, lags: lags) { _, _ in 0.1 }
    #expect(!window.isTruncated)
    // ∫₀^W C/C(0) is 3 less e⁻⁸ of it, more the 0.06 % of straight lines.
    #expect(lags[window.last] >= 24 && lags[window.last] <= 24.5)
    let endless = IntegrationWindow(covariance, lags: lags) { _, _ in 0 }
    #expect(lags[endless.last] > 90)
  }

  @Test(
    "a weak slow part behind a strong fast one is not cut off", arguments: [(100.0, 0.02), (30.0, 0.05), (60.0, 0.3)])
  func twoTimeScales(time: Double, share: Double) {
    let covariance = lags.map { exp(-$0) + share * exp(-$0 / time) }
    let whole = 1 + share * time
    let tailError = 0.005
    let window = IntegrationWindow(covariance, lags: lags) { _, _ in tailError }
    let found = CorrelationIntegral.cumulative(covariance, lags: lags)[window.last]
    // ∫ from W to 2W is not above 3 errors, so what is left beyond W is at most a little more than that.
    #expect(abs(found - whole) < 4 * tailError + 0.01, "\(found) of \(whole), window to \(lags[window.last])")
    // The fast part alone, or the same curve with an error that hides the slow part, ends much earlier.
    let hidden = IntegrationWindow(covariance, lags: lags) { _, _ in 1e3 }
    #expect(lags[hidden.last] < lags[window.last] && hidden.last > 0)
  }

  @Test("the error of exactly the doubled stretch is asked for, and three times that error ends it")
  func doubling() {
    // Eight times the area so far, 1, is reached at lag 8.
    let lags = [0, 2, 4, 8, 16, 32, 64.0]
    var covariance = [1, 0, 0, 0, 0, 0, 0.0]
    var asked: [[Int]] = []
    func last(error: Double) -> Int {
      asked = []
      let window = IntegrationWindow(covariance, lags: lags) { from, to in
        asked.append([from, to])
        return error
      }
      return window.last
    }
    #expect(last(error: 0.1) == 3)
    #expect(asked == [[3, 4]])
    covariance[4] = 0.125  // ½ from lag 8 to 16, and 1 from 16 to 32
    #expect(last(error: 0.17) == 3)
    #expect(asked == [[3, 4]])
    #expect(last(error: 0.16) == 5)
    #expect(asked == [[3, 4], [4, 5], [5, 6]])
    covariance[4] = -0.125  // a negative tail counts as much
    #expect(last(error: 0.17) == 3)
    #expect(last(error: 0.16) == 5)
    // On close lags, exactly twice the lag; if there is none, the next.
    var stretch: [Double] = []
    _ = IntegrationWindow(self.lags.map { exp(-$0 / 3) }, lags: self.lags) { from, to in
      stretch = [self.lags[from], self.lags[to]]
      return 1
    }
    #expect(stretch == [24.25, 48.5] || stretch == [24, 48], "\(stretch)")
  }

  @Test("what ends at the longest lag is told to be truncated")
  func truncated() {
    let slow = lags.map { exp(-$0 / 500) }
    let window = IntegrationWindow(slow, lags: lags) { _, _ in 1 }
    #expect(window.isTruncated && window.last == lags.count - 1)
    // Here the rule is met early, but the tail never ends.
    let flat = IntegrationWindow(lags.map { exp(-$0) + 0.01 }, lags: lags) { _, _ in 0.001 }
    #expect(flat.isTruncated && flat.last == lags.count - 1)
  }

  @Test("lags that no pair reached end the range")
  func notANumber() {
    var covariance = lags.map { exp(-$0 / 20) }
    for i in 120..<covariance.count { covariance[i] = .nan }
    let window = IntegrationWindow(covariance, lags: lags) { _, _ in 1 }
    #expect(window.isTruncated && window.last == 119)
    let short = lags.enumerated().map { $0.offset < 600 ? exp(-$0.element / 2) : .nan }
    #expect(!IntegrationWindow(short, lags: lags) { _, _ in 0.01 }.isTruncated)
  }

  @Test("no variance, no covariance, one lag: a window all the same")
  func degenerate() {
    let zero = IntegrationWindow([0, 0, 0], lags: [0, 1, 2]) { _, _ in 0 }
    #expect(zero.last == 2 && !zero.isTruncated)
    #expect(IntegrationWindow([1], lags: [0]) { _, _ in 0 }.last == 0)
    #expect(IntegrationWindow([.nan, 1], lags: [0, 1]) { _, _ in 0 }.last == 0)
    #expect(IntegrationWindow([], lags: []) { _, _ in 0 }.last == 0)
  }
}

@Suite("Correlation times of known processes")
struct KnownProcessTests {
  /// Sum of autoregressive processes x_{t+1} = φ x_t + √(1 − φ²) ξ, each times its amplitude.
  struct Process {
    var parts: [(amplitude: Double, phi: Double)]

    func covariance(_ lag: Int) -> Double {
      parts.reduce(0) { $0 + $1.amplitude * $1.amplitude * pow($1.phi, Double(lag)) }
    }

    /// ∫₀^∞ C dt/C(0) of the lines between the lags of `grid`, to where nothing is left.
    func time(_ grid: LagGrid) -> Double {
      let lags = grid.lags
      var sum = 0.0
      for (a, b) in zip(lags, lags.dropFirst()) { sum += Double(b - a) * (covariance(a) + covariance(b)) / 2 }
      return sum / covariance(0)
    }

    func sums(_ count: Int, _ grid: LagGrid, _ uniform: PlainUniform) -> (sums: CorrelatorSums, total: Double) {
      var samples: [CorrelatorSample] = []
      var x = parts.map { _ in uniform.normal() }
      var total = 0.0
      for _ in 0..<count {
        var value = 4.0
        for i in parts.indices {
          value += parts[i].amplitude * x[i]
          x[i] = parts[i].phi * x[i] + (1 - parts[i].phi * parts[i].phi).squareRoot() * uniform.normal()
        }
        total += value
        samples.append(CorrelatorSample(value: value, factor: 1, start: 0, end: 0))
      }
      var correlator = MultilevelCorrelator(grid)
      correlator.add(samples)
      return (correlator.sums, total)
    }
  }

  struct Found {
    var variance: Estimate
    var time: Estimate
    var isTruncated: Bool
  }

  /// Variance and correlation time from `blocks` runs of `count` samples, with jackknife errors.
  private func estimate(_ process: Process, blocks: Int, count: Int, grid: LagGrid, seed: UInt64) -> Found {
    let uniform = PlainUniform(seed: seed)
    let runs = (0..<blocks).map { _ in process.sums(count, grid, uniform) }
    var all = CorrelatorSums(count: grid.count)
    var total = 0.0
    for run in runs {
      all += run.sums
      total += run.total
    }
    let full = all.autocovariance(mean: total / Double(blocks * count))
    let leaving = runs.map { run in
      var rest = all
      rest -= run.sums
      return rest.autocovariance(mean: (total - run.total) / Double((blocks - 1) * count))
    }
    let weights = runs.map { _ in 1.0 }
    let lags = grid.times
    let areas = leaving.map { CorrelationIntegral.cumulative($0, lags: lags) }
    let area = CorrelationIntegral.cumulative(full, lags: lags)
    let window = IntegrationWindow(full, lags: lags) { from, to in
      Jackknife.standardErrors(
        full: [area[to] - area[from]], leaving: areas.map { [$0[to] - $0[from]] }, weights: weights)[0]
    }
    let errors = Jackknife.standardErrors(
      full: [full[0], area[window.last] / full[0]],
      leaving: zip(leaving, areas).map { [$0[0], $1[window.last] / $0[0]] }, weights: weights)
    return Found(
      variance: Estimate(value: full[0], standardError: errors[0]),
      time: Estimate(value: area[window.last] / full[0], standardError: errors[1]), isTruncated: window.isTruncated)
  }

  private static let repetitions = 60
  private static let blocks = 40

  /// Whether estimates agree with what they should be, at the level 1e-3: their mean deviation, and Σ z² on both sides.
  private func agrees(_ estimates: [Estimate], with truth: Double, errorScale: Double = 1) -> Bool {
    let z = estimates.map {
      Significance.normal(
        fromStudent: ($0.value - truth) / ($0.standardError * errorScale), degrees: KnownProcessTests.blocks - 1)
    }
    let squares = z.reduce(0) { $0 + $1 * $1 }
    let mean = z.reduce(0, +) / Double(z.count).squareRoot()
    return Significance.chiSquareTwoSided(squares, degrees: z.count) > 0.5e-3
      && Significance.normal(beyond: mean) > 0.5e-3
  }

  @Test("AR(1): variance and correlation time within their errors, the errors neither too small nor too large")
  func autoregressive() {
    let process = Process(parts: [(1.5, 0.75)])
    let grid = LagGrid(step: 1, lagsPerOctave: 8, levels: 5)
    let found = (0..<KnownProcessTests.repetitions).map {
      estimate(process, blocks: KnownProcessTests.blocks, count: 800, grid: grid, seed: 1000 + UInt64($0))
    }
    #expect(found.allSatisfy { !$0.isTruncated })
    let (times, variances) = (found.map(\.time), found.map(\.variance))
    let truth = process.time(grid)
    #expect(agrees(times, with: truth), "\(times), \(truth)")
    #expect(agrees(variances, with: 2.25), "\(variances)")
    // Twins: another φ, errors of other sizes.
    let other = Process(parts: [(1.5, 0.77)])
    #expect(!agrees(times, with: other.time(grid)))
    #expect(!agrees(variances, with: 2.25 * 1.03))
    for scale in [0.6, 1.8] {
      #expect(!agrees(times, with: truth, errorScale: scale), "errors times \(scale)")
      #expect(!agrees(variances, with: 2.25, errorScale: scale), "errors times \(scale)")
    }
  }

  @Test("a fast and a slow AR(1): the time is that of both")
  func twoTimeScales() {
    // The slow part is 8 % of the variance and four fifths of the time.
    let process = Process(parts: [(1, 0.3), (0.3, 0.98)])
    let grid = LagGrid(step: 1, lagsPerOctave: 8, levels: 8)
    let truth = process.time(grid)
    let fast = Process(parts: [(1, 0.3)]).time(grid)
    let found = (0..<8).map { estimate(process, blocks: 40, count: 4000, grid: grid, seed: 77 + UInt64($0)).time }
    let mean = found.reduce(0) { $0 + $1.value } / 8
    let error = found.reduce(0) { $0 + $1.standardError * $1.standardError }.squareRoot() / 8
    // Level 1e-3 for the mean of the eight.
    #expect(abs(mean - truth) < 3.3 * error, "\(mean) ± \(error), \(truth)")
    #expect(truth - fast > 10 * error, "the test would notice a slow part that is cut off")
  }
}
