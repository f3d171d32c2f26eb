/// One level of a `MultilevelCorrelator`: a window on the last 2p of its samples, and their sums of products.
struct CorrelatorLevel: Sendable {
  let window: Int
  let smallestLag: Int
  /// Newest first from `position`: x_{now−k} is at `position + k`. Four times as long as the window, so that moving back
  /// to the upper end is rare.
  private var samples: [Double]
  /// start_j · Π of the factors since sample j, in the same order; and the ends.
  private var chains: [Double]
  private var ends: [Double]
  private var position: Int
  private var count = 0
  private var total = 0.0
  private var endTotal = 0.0
  /// The first samples, to know the sums without them at the end.
  private var firstSamples: [Double] = []
  private var firstEnds: [Double] = []
  private var product: [Double]
  private var chain: [Double]
  /// Product of the factors since the last sample that went to the next level.
  private var carried = 1.0

  init(window: Int, smallestLag: Int) {
    self.window = window
    self.smallestLag = smallestLag
    samples = Array(repeating: 0, count: 4 * window)
    chains = samples
    ends = samples
    position = 4 * window
    product = Array(repeating: 0, count: window)
    chain = product
  }

  /// Takes a run of samples and leaves in it those for the next level: every second one, with the factors of both steps.
  mutating func add(_ run: inout [MultilevelCorrelator.Sample]) {
    var kept = 0
    for i in run.indices {
      var sample = run[i]
      take(sample)
      if count & 1 == 0 {
        carried = sample.factor
      } else {
        if count > 1 { sample.factor *= carried }
        run[kept] = sample
        kept += 1
      }
    }
    run.removeLast(run.count - kept)
  }

  @inline(__always)
  private mutating func take(_ sample: MultilevelCorrelator.Sample) {
    if position == 0 { rewind() }
    position -= 1
    samples[position] = sample.value
    ends[position] = sample.end
    chains[position] = sample.start
    let reach = min(count, window - 1)
    if count < window {
      firstSamples.append(sample.value)
      firstEnds.append(sample.end)
    }
    count += 1
    total += sample.value
    endTotal += sample.end
    if sample.factor != 1 && reach > 0 {
      Self.scale(&chains, from: position + 1, through: position + reach, by: sample.factor)
    }
    if smallestLag > reach { return }
    let lags = smallestLag...reach
    Self.addProducts(to: &product, of: samples, from: position, times: sample.value, lags: lags)
    Self.addProducts(to: &chain, of: chains, from: position, times: sample.end, lags: lags)
  }

  /// Moves the newest window − 1 samples back to the upper end.
  private mutating func rewind() {
    let top = samples.count - (window - 1)
    for i in 0..<(window - 1) {
      samples[top + i] = samples[i]
      chains[top + i] = chains[i]
      ends[top + i] = ends[i]
    }
    position = top
  }

  @inline(__always)
  private static func scale(_ values: inout [Double], from first: Int, through last: Int, by factor: Double) {
    var span = values.mutableSpan
    precondition(first >= 0 && last < span.count)
    // Checked above, once for the loop, so that it is vectorised.
    for i in first..<(last + 1) { span[unchecked: i] *= factor }
  }

  @inline(__always)
  private static func addProducts(
    to sums: inout [Double], of values: [Double], from position: Int, times factor: Double, lags: ClosedRange<Int>
  ) {
    let window = values.span.extracting(position..<(position + lags.upperBound + 1))
    var sums = sums.mutableSpan
    precondition(lags.lowerBound >= 0 && lags.upperBound < sums.count)
    // Checked above, once for the loop, so that it is vectorised.
    for k in lags.lowerBound..<(lags.upperBound + 1) { sums[unchecked: k] += factor * window[unchecked: k] }
  }

  /// Writes the sums of this level's lags, from `place` on.
  func write(to result: inout CorrelatorSums, from place: inout Int) {
    var last = (sample: 0.0, end: 0.0)
    var first = (sample: 0.0, end: 0.0)
    for lag in 0..<window {
      if lag >= smallestLag {
        if lag < count {
          result.pairs[place] = Double(count - lag)
          result.product[place] = product[lag]
          result.earlier[place] = total - last.sample
          result.later[place] = total - first.sample
          result.chain[place] = chain[lag]
          result.chainEarlier[place] = endTotal - last.end
          result.chainLater[place] = endTotal - first.end
        }
        place += 1
      }
      if lag < count {
        last.sample += samples[position + lag]
        last.end += ends[position + lag]
        first.sample += firstSamples[lag]
        first.end += firstEnds[lag]
      }
    }
  }
}
