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
    for sample in run where firstSamples.count < window {
      firstSamples.append(sample.value)
      firstEnds.append(sample.end)
    }
    // The arrays are taken out of their places once for the whole run, and put back at its end; the inner loops are
    // checked once each, here, so that they are vectorised.
    var arrays: ([Double], [Double], [Double], [Double], [Double]) = ([], [], [], [], [])
    swapArrays(with: &arrays)
    add(&run, &arrays.0, &arrays.1, &arrays.2, &arrays.3, &arrays.4)
    swapArrays(with: &arrays)
  }

  private mutating func swapArrays(with arrays: inout ([Double], [Double], [Double], [Double], [Double])) {
    swap(&samples, &arrays.0)
    swap(&chains, &arrays.1)
    swap(&ends, &arrays.2)
    swap(&product, &arrays.3)
    swap(&chain, &arrays.4)
  }

  private mutating func add(
    _ run: inout [MultilevelCorrelator.Sample], _ samplesArray: inout [Double], _ chainsArray: inout [Double],
    _ endsArray: inout [Double], _ productArray: inout [Double], _ chainArray: inout [Double]
  ) {
    var samples = samplesArray.mutableSpan
    var chains = chainsArray.mutableSpan
    var ends = endsArray.mutableSpan
    var product = productArray.mutableSpan
    var chain = chainArray.mutableSpan
    precondition(samples.count == 4 * window && chains.count == 4 * window && ends.count == 4 * window)
    precondition(product.count == window && chain.count == window && smallestLag >= 0)
    precondition(position >= 0 && position <= 4 * window && count >= 0)
    var kept = 0
    for i in run.indices {
      var sample = run[i]
      if position == 0 {
        // The newest window − 1 samples go back to the upper end.
        let top = 3 * window + 1
        for k in 0..<(window - 1) {
          samples[top + k] = samples[k]
          chains[top + k] = chains[k]
          ends[top + k] = ends[k]
        }
        position = top
      }
      position -= 1
      let newest = position
      samples[newest] = sample.value
      ends[newest] = sample.end
      chains[newest] = sample.start
      let reach = min(count, window - 1)
      count += 1
      total += sample.value
      endTotal += sample.end
      if sample.factor != 1 {
        let factor = sample.factor
        for k in 1..<(reach + 1) { chains[unchecked: newest &+ k] *= factor }
      }
      if smallestLag <= reach {
        let value = sample.value
        for k in smallestLag..<(reach + 1) { product[unchecked: k] += value * samples[unchecked: newest &+ k] }
        let end = sample.end
        for k in smallestLag..<(reach + 1) { chain[unchecked: k] += end * chains[unchecked: newest &+ k] }
      }
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
