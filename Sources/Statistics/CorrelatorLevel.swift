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
  /// start_j/G_j, and the ends, in the same order.
  private var starts: [Double]
  private var ends: [Double]
  /// G·end of the samples of a run.
  private var scaledEnds: [Double]
  private var position: Int
  private var count = 0
  private var total = 0.0
  private var endTotal = 0.0
  /// G, the product of the factors since the window was last rescaled.
  private var scale = 1.0
  /// The first samples and ends (up to a window), to know the sums without them.
  private var firstSamples: [Double] = []
  private var firstEnds: [Double] = []
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
    ends = samples
    scaledEnds = Array(repeating: 0, count: CorrelatorLevel.longestRun)
    position = samples.count - window
    product = Array(repeating: 0, count: window)
    chain = product
  }

  /// Takes a run of samples and leaves in it those for the next level: every second one, with the factors of both steps.
  mutating func add(_ run: inout [MultilevelCorrelator.Sample]) {
    precondition(run.count <= CorrelatorLevel.longestRun)
    if position < run.count { rewind() }
    for sample in run where firstSamples.count < window {
      firstSamples.append(sample.value)
      firstEnds.append(sample.end)
    }
    // Places first, sums after: a sum then reads what was written well before it.
    let base = position
    var summed = 0
    for (i, sample) in run.enumerated() {
      scale *= sample.factor
      if !CorrelatorLevel.scaleRange.contains(abs(scale)) {
        sum(summed..<i, base)
        summed = i
        rescale(width: window + summed)
      }
      position -= 1
      samples[position] = sample.value
      starts[position] = sample.start / scale
      ends[position] = sample.end
      scaledEnds[i] = scale * sample.end
      total += sample.value
      endTotal += sample.end
    }
    sum(summed..<run.count, base)
    thin(&run)
  }

  /// Sums the products of samples of a run, the first of which is at place `base` − 1.
  private mutating func sum(_ part: Range<Int>, _ base: Int) {
    if part.isEmpty { return }
    Self.addProducts(to: &product, of: samples, base: base, part, from: smallestLag) { samples, _, newest in
      samples[newest]
    }
    Self.addProducts(to: &chain, of: starts, base: base, part, from: smallestLag) { [scaledEnds] _, i, _ in
      scaledEnds[i]
    }
  }

  /// For each sample i of `part`, at place `base` − 1 − i, adds its factor × the window from there on to the sums.
  @inline(__always)
  private static func addProducts(
    to sums: inout [Double], of values: [Double], base: Int, _ part: Range<Int>, from smallestLag: Int,
    factor: ([Double], _ i: Int, _ newest: Int) -> Double
  ) {
    let count = sums.count
    precondition(smallestLag >= 0 && base - part.upperBound >= 0 && base - 1 - part.lowerBound + count <= values.count)
    var sums = sums.mutableSpan
    let window = values.span
    for i in part {
      let newest = base - 1 - i
      let factor = factor(values, i, newest)
      // Checked above, once for all, so that the loop is vectorised.
      for k in smallestLag..<count { sums[unchecked: k] += factor * window[unchecked: newest &+ k] }
    }
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
      ends[top + k] = ends[position + k]
    }
    position = top
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
        last.end += ends[position + lag]
        first.sample += firstSamples[lag]
        first.end += firstEnds[lag]
      }
    }
  }
}
