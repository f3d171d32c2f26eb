/// One level of a `MultilevelCorrelator`: a window on the last 2p of its samples, and their sums of products.
///
/// A chain from sample j to sample n is start_j · (G_n/G_j) · end_n with G the product of all factors so far, so its sum over
/// lags is a correlation of start_j/G_j with G_n·end_n: no factor is multiplied through the window. When G leaves the range
/// 2^±200, or is zero, the window is rescaled and G is 1 again.
struct CorrelatorLevel: Sendable {
  let window: Int
  let smallestLag: Int
  /// Newest first from `position`: x_{now−k} is at `position + k`. Samples that never were are zero.
  private var samples: [Double]
  /// start_j/G_j, in the same order.
  private var starts: [Double]
  private var position: Int
  private var count = 0
  private var total = 0.0
  private var endTotal = 0.0
  /// G, the product of the factors since the window was last rescaled.
  private var scale = 1.0
  /// The first and the last samples and ends (up to a window), to know the sums without them.
  private var firstSamples: [Double] = []
  private var firstEnds: [Double] = []
  private var lastEnds: [Double] = []
  private var product: [Double]
  private var chain: [Double]
  /// Product of the factors since the last sample that went to the next level.
  private var carried = 1.0

  /// Samples that `add` takes at once at most.
  static let longestRun = 64
  private static let scaleRange = 0x1p-200...0x1p200

  init(window: Int, smallestLag: Int) {
    self.window = window
    self.smallestLag = smallestLag
    samples = Array(repeating: 0, count: 4 * (window + CorrelatorLevel.longestRun))
    starts = samples
    position = samples.count - window
    product = Array(repeating: 0, count: window)
    chain = product
  }

  /// Takes a run of samples and leaves in it those for the next level: every second one, with the factors of both steps.
  mutating func add(_ run: inout [MultilevelCorrelator.Sample]) {
    precondition(run.count <= CorrelatorLevel.longestRun)
    if position < run.count { rewind() }
    keepEnds(run)
    // Places first, sums after: a sum then reads what was written well before it.
    let base = position
    var factors: [Double] = []
    factors.reserveCapacity(run.count)
    var summed = 0
    for sample in run {
      scale *= sample.factor
      if !CorrelatorLevel.scaleRange.contains(abs(scale)) {
        sum(run, factors, summed..<factors.count, base)
        summed = factors.count
        rescale(width: window + summed)
      }
      position -= 1
      samples[position] = sample.value
      starts[position] = sample.start / scale
      factors.append(scale * sample.end)
      total += sample.value
      endTotal += sample.end
    }
    sum(run, factors, summed..<run.count, base)
    thin(&run)
  }

  /// Sums the products of samples of a run, the first of which is at place `base` − 1.
  private mutating func sum(
    _ run: [MultilevelCorrelator.Sample], _ factors: [Double], _ part: Range<Int>, _ base: Int
  ) {
    for i in part {
      let newest = base - 1 - i
      Self.addProducts(to: &product, of: samples, from: newest, times: run[i].value, smallestLag: smallestLag)
      Self.addProducts(to: &chain, of: starts, from: newest, times: factors[i], smallestLag: smallestLag)
    }
  }

  /// Adds `factor` × the window from place `newest` on to the sums.
  @inline(__always)
  private static func addProducts(
    to sums: inout [Double], of values: [Double], from newest: Int, times factor: Double, smallestLag: Int
  ) {
    var sums = sums.mutableSpan
    let window = values.span.extracting(newest..<(newest + sums.count))
    precondition(smallestLag >= 0)
    // Checked above, once for the loop, so that it is vectorised.
    for k in smallestLag..<sums.count { sums[unchecked: k] += factor * window[unchecked: k] }
  }

  /// Multiplies G into the starts of the window, and starts it again from 1.
  private mutating func rescale(width: Int) {
    for k in 0..<width { starts[position + k] *= scale }
    scale = 1
  }

  private mutating func rewind() {
    let top = samples.count - window
    for k in 0..<window {
      samples[top + k] = samples[position + k]
      starts[top + k] = starts[position + k]
    }
    position = top
  }

  private mutating func keepEnds(_ run: [MultilevelCorrelator.Sample]) {
    for sample in run where firstSamples.count < window {
      firstSamples.append(sample.value)
      firstEnds.append(sample.end)
    }
    lastEnds.append(contentsOf: run.suffix(window).map(\.end))
    if lastEnds.count > 4 * window { lastEnds.removeFirst(lastEnds.count - window) }
  }

  private mutating func thin(_ run: inout [MultilevelCorrelator.Sample]) {
    var kept = 0
    for i in run.indices {
      count += 1
      if count & 1 == 0 {
        carried = run[i].factor
      } else {
        var sample = run[i]
        if count > 1 { sample.factor *= carried }
        run[kept] = sample
        kept += 1
      }
    }
    run.removeLast(run.count - kept)
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
        last.end += lastEnds[lastEnds.count - 1 - lag]
        first.sample += firstSamples[lag]
        first.end += firstEnds[lag]
      }
    }
  }
}
