/// Takes evenly spaced samples of one trajectory and sums their correlations at the lags of a `LagGrid`.
///
/// Two correlations at once: of a scalar x with itself, and of a chain start_i · Π factors · end_j, in which every step
/// between samples carries a factor. Memory: two windows of 2p samples a level. Cost a sample: about 4p multiplications
/// and additions for each of the two, all levels together.
public struct MultilevelCorrelator: Sendable {
  fileprivate struct Level: Sendable {
    /// Newest first from `position`: x_{now−k} is at `position + k`. Twice as long as the window, so that moving the
    /// window is rare.
    var samples: [Double]
    /// start_j · Π of the factors since sample j, in the same order.
    var chains: [Double]
    var position: Int
    var count = 0
    var total = 0.0
    var endTotal = 0.0
    /// The first samples, to know the sums without them at the end.
    var firstSamples: [Double] = []
    var firstEnds: [Double] = []
    /// Ends in the order of `samples`, to know the sums without the last ones.
    var ends: [Double]
    var product: [Double]
    var chain: [Double]
    /// Product of the factors since the last sample that went to the next level.
    var carried = 1.0

    init(window: Int) {
      samples = Array(repeating: 0, count: 4 * window)
      chains = samples
      ends = samples
      position = 4 * window
      product = Array(repeating: 0, count: window)
      chain = product
    }
  }

  public let grid: LagGrid
  private var levels: [Level]

  public init(_ grid: LagGrid) {
    self.grid = grid
    levels = Array(repeating: Level(window: grid.window), count: grid.levels)
  }

  /// Takes the next sample.
  /// - Parameters:
  ///   - value: the scalar x.
  ///   - factor: what the chains were multiplied by since the last sample.
  ///   - start: the value with which a chain begins here; `end`: with which one ends here.
  public mutating func add(_ value: Double, factor: Double, start: Double, end: Double) {
    var factor = factor
    for index in levels.indices {
      let smallestLag = index == 0 ? 0 : grid.lagsPerOctave
      levels[index].add(value, factor: factor, start: start, end: end, from: smallestLag, window: grid.window)
      // Every second sample of a level goes on to the next, with the factors of both steps.
      if levels[index].count & 1 == 0 {
        levels[index].carried = factor
        return
      }
      if levels[index].count > 1 { factor *= levels[index].carried }
    }
  }

  /// The sums so far.
  public var sums: CorrelatorSums {
    var result = CorrelatorSums(count: grid.count)
    var place = 0
    for (index, level) in levels.enumerated() {
      let smallestLag = index == 0 ? 0 : grid.lagsPerOctave
      var lastSamples = 0.0
      var lastEnds = 0.0
      var firstSamples = 0.0
      var firstEnds = 0.0
      for lag in 0..<grid.window {
        if lag >= smallestLag {
          if lag < level.count {
            result.pairs[place] = Double(level.count - lag)
            result.product[place] = level.product[lag]
            result.earlier[place] = level.total - lastSamples
            result.later[place] = level.total - firstSamples
            result.chain[place] = level.chain[lag]
            result.chainEarlier[place] = level.endTotal - lastEnds
            result.chainLater[place] = level.endTotal - firstEnds
          }
          place += 1
        }
        if lag < level.count {
          lastSamples += level.samples[level.position + lag]
          lastEnds += level.ends[level.position + lag]
          firstSamples += level.firstSamples[lag]
          firstEnds += level.firstEnds[lag]
        }
      }
    }
    return result
  }
}

extension MultilevelCorrelator.Level {
  fileprivate mutating func add(
    _ value: Double, factor: Double, start: Double, end: Double, from smallestLag: Int, window: Int
  ) {
    if position == 0 { rewind(window) }
    position -= 1
    let position = position
    samples[position] = value
    ends[position] = end
    chains[position] = start
    let reach = min(count, window - 1)
    if count < window {
      firstSamples.append(value)
      firstEnds.append(end)
    }
    count += 1
    total += value
    endTotal += end
    if reach > 0 { carryChains(factor, from: position + 1, through: position + reach) }
    if smallestLag > reach { return }
    Self.addProducts(to: &product, of: samples, from: position, times: value, lags: smallestLag...reach)
    Self.addProducts(to: &chain, of: chains, from: position, times: end, lags: smallestLag...reach)
  }

  /// Moves the newest window − 1 samples back to the upper end.
  private mutating func rewind(_ window: Int) {
    let top = samples.count - (window - 1)
    for i in 0..<(window - 1) {
      samples[top + i] = samples[i]
      chains[top + i] = chains[i]
      ends[top + i] = ends[i]
    }
    position = top
  }

  @inline(__always)
  private mutating func carryChains(_ factor: Double, from first: Int, through last: Int) {
    if factor == 1 { return }
    var span = chains.mutableSpan
    for i in first...last { span[i] *= factor }
  }

  @inline(__always)
  private static func addProducts(
    to sums: inout [Double], of values: [Double], from position: Int, times factor: Double, lags: ClosedRange<Int>
  ) {
    let window = values.span.extracting(position..<(position + lags.upperBound + 1))
    var sums = sums.mutableSpan
    for k in lags { sums[k] += factor * window[k] }
  }
}
