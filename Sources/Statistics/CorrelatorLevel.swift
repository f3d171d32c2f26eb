import CLanes

/// One level of a `MultilevelCorrelator`: a window on the last 2p of its samples, and their sums of products.
///
/// A chain from sample j to sample n is start_j · (G_n/G_j) · end_n with G the product of all factors so far, so its sum over
/// lags is a correlation of start_j/G_j with G_n·end_n: no factor is multiplied through the window. When G leaves the range
/// 2^±400, or is zero, the window is rescaled and G is 1 again.
struct CorrelatorLevel: Sendable {
  let window: Int
  let smallestLag: Int
  /// The last samples, oldest first, up to place `end`. Samples that never were are zero.
  var samples: [Double]
  /// start_j/G_j, and the ends, in the same order.
  var starts: [Double]
  var ends: [Double]
  var end: Int
  /// G·end, and G, of the samples of a block.
  private var scaledEnds: [Double]
  private var scales: [Double]
  var count = 0
  var total = 0.0
  var endTotal = 0.0
  /// G, the product of the factors since the window was last rescaled.
  var scale = 1.0
  /// The first samples and ends (up to a window), to know the sums without them.
  var firstSamples: [Double] = []
  var firstEnds: [Double] = []
  /// Sums of products, largest lag first: place i holds lag `span` − 1 − i.
  var product: [SIMD8<Double>]
  var chain: [SIMD8<Double>]
  /// Product of the factors since the last sample that went to the next level.
  var carried = 1.0

  private static let scaleRange = 0x1p-400...0x1p400

  init(window: Int, smallestLag: Int) {
    self.window = window
    self.smallestLag = smallestLag
    // Lags in whole vectors of eight; those below the smallest are left out as far as that goes.
    let vectors = (window - smallestLag + 7) / 8
    product = Array(repeating: .zero, count: vectors)
    chain = product
    samples = Array(repeating: 0, count: 4 * (window + 8 + SampleBlock.capacity))
    starts = samples
    ends = samples
    end = window + 8
    scaledEnds = Array(repeating: 0, count: SampleBlock.capacity)
    scales = scaledEnds
  }

  /// Takes a block of samples and leaves in it those for the next level: every second one, with the factors of both steps.
  mutating func add(_ block: inout SampleBlock) {
    // Whole vectors may read up to eight places beyond the newest sample.
    if end + block.count + 8 > samples.count { rewind() }
    let firsts = min(window - firstSamples.count, block.count)
    if firsts > 0 {
      firstSamples.append(contentsOf: block.values[..<firsts])
      firstEnds.append(contentsOf: block.ends[..<firsts])
    }
    // Places first, sums after: a sum then reads what was written well before it.
    if copy(block) { sum(0..<block.count, block) } else { sumRescaling(block) }
    end += block.count
    thin(&block)
  }

  /// Sums a block within which G leaves its range.
  @inline(never)
  private mutating func sumRescaling(_ block: SampleBlock) {
    var summed = 0
    var place = multiplyFactors(block, from: 0)
    while place < block.count {
      // G at this place left its range.
      sum(summed..<place, block)
      summed = place
      rescale(upTo: end + place)
      place = multiplyFactors(block, from: place, isRescaled: true)
    }
    sum(summed..<block.count, block)
  }

  /// Puts the samples of a block into the window, and multiplies their factors into G.
  /// - Returns: false, with G as it was, where it leaves its range on the way.
  private mutating func copy(_ block: SampleBlock) -> Bool {
    var sums = (total: total, endTotal: endTotal, G: scale)
    let isRegular = CorrelatorLevel.copy(block, to: &samples, &ends, at: end, &scales, &sums)
    (total, endTotal) = (sums.total, sums.endTotal)
    if isRegular { scale = sums.G }
    return isRegular
  }

  /// One loop for three chains of operations, which then run side by side: the sums of values and ends, and the product G.
  private static func copy(
    _ block: SampleBlock, to samples: inout [Double], _ ends: inout [Double], at place: Int, _ scales: inout [Double],
    _ sums: inout (total: Double, endTotal: Double, G: Double)
  ) -> Bool {
    let (count, values, blockEnds, factors) = (block.count, block.values.span, block.ends.span, block.factors.span)
    var samples = samples.mutableSpan
    var ends = ends.mutableSpan
    var scales = scales.mutableSpan
    precondition(count <= min(values.count, blockEnds.count, factors.count, scales.count))
    precondition(place + count <= min(samples.count, ends.count))
    var (total, endTotal, G) = sums
    var isRegular = true
    for i in 0..<count {
      let (value, end) = (values[unchecked: i], blockEnds[unchecked: i])
      samples[unchecked: place &+ i] = value
      total += value
      ends[unchecked: place &+ i] = end
      endTotal += end
      G *= factors[unchecked: i]
      scales[unchecked: i] = G
      let size = abs(G)
      // Also where G is not a number.
      isRegular = isRegular && size >= scaleRange.lowerBound && size <= scaleRange.upperBound
    }
    sums = (total, endTotal, G)
    return isRegular
  }

  /// Writes G for the samples from a place on, up to the first where it leaves its range.
  /// - Parameter isRescaled: G was just multiplied into the window, the factor of this place included.
  /// - Returns: that place, or the count of samples.
  private mutating func multiplyFactors(_ block: SampleBlock, from first: Int, isRescaled: Bool = false) -> Int {
    let factors = block.factors.span
    var G = scale
    var place = first
    do {
      var scales = scales.mutableSpan
      while place < block.count {
        if place > first || !isRescaled {
          G *= factors[place]
          if !CorrelatorLevel.scaleRange.contains(abs(G)) { break }
        }
        scales[place] = G
        place += 1
      }
    }
    scale = G
    return place
  }

  /// Sums the products of the samples of a part of a block, which are at `end` and after.
  private mutating func sum(_ part: Range<Int>, _ block: SampleBlock) {
    if part.isEmpty { return }
    CorrelatorLevel.scale(block, by: scales, part, &starts, at: end, &scaledEnds)
    let oldest = end - window + 1
    CorrelatorLevel.addProducts(to: &product, of: samples, from: oldest, with: block.values, part)
    CorrelatorLevel.addProducts(to: &chain, of: starts, from: oldest, with: scaledEnds, part)
  }

  /// Starts over G, and ends times G, of the samples of a part.
  private static func scale(
    _ block: SampleBlock, by scales: [Double], _ part: Range<Int>, _ starts: inout [Double], at place: Int,
    _ scaledEnds: inout [Double]
  ) {
    let (blockStarts, blockEnds, scales) = (block.starts.span, block.ends.span, scales.span)
    var starts = starts.mutableSpan
    var scaledEnds = scaledEnds.mutableSpan
    precondition(part.lowerBound >= 0 && part.upperBound <= min(blockStarts.count, blockEnds.count))
    precondition(part.upperBound <= min(scales.count, scaledEnds.count) && place + part.upperBound <= starts.count)
    for i in part {
      let scale = scales[unchecked: i]
      starts[unchecked: place &+ i] = blockStarts[unchecked: i] / scale
      scaledEnds[unchecked: i] = scale * blockEnds[unchecked: i]
    }
  }

  /// For each i of `part`, adds factors[i] × values[first + i …] to the sums.
  private static func addProducts(
    to sums: inout [SIMD8<Double>], of values: [Double], from first: Int, with factors: [Double], _ part: Range<Int>
  ) {
    let (values, factors) = (values.span, factors.span)
    var sums = sums.mutableSpan
    // The places below are not checked one by one.
    precondition(part.lowerBound >= 0 && part.upperBound <= factors.count && first + part.lowerBound >= 0)
    precondition(first + part.upperBound - 1 + 8 * sums.count <= values.count)
    let bytes = values.bytes
    var place = 0
    // Four vectors at a time stay in registers.
    while place + 4 <= sums.count {
      var (a, b, c, d) = (sums[place], sums[place + 1], sums[place + 2], sums[place + 3])
      var from = 8 * (first + part.lowerBound + 8 * place)
      for i in part {
        let factor = SIMD8(repeating: factors[unchecked: i])
        a = qpspin_add(a, qpspin_multiply(factor, bytes.eight(at: from)))
        b = qpspin_add(b, qpspin_multiply(factor, bytes.eight(at: from &+ 64)))
        c = qpspin_add(c, qpspin_multiply(factor, bytes.eight(at: from &+ 128)))
        d = qpspin_add(d, qpspin_multiply(factor, bytes.eight(at: from &+ 192)))
        from &+= 8
      }
      (sums[place], sums[place + 1], sums[place + 2], sums[place + 3]) = (a, b, c, d)
      place += 4
    }
    while place + 2 <= sums.count {
      var (a, b) = (sums[place], sums[place + 1])
      var from = 8 * (first + part.lowerBound + 8 * place)
      for i in part {
        let factor = SIMD8(repeating: factors[unchecked: i])
        a = qpspin_add(a, qpspin_multiply(factor, bytes.eight(at: from)))
        b = qpspin_add(b, qpspin_multiply(factor, bytes.eight(at: from &+ 64)))
        from &+= 8
      }
      (sums[place], sums[place + 1]) = (a, b)
      place += 2
    }
    if place < sums.count {
      var a = sums[place]
      var from = 8 * (first + part.lowerBound + 8 * place)
      for i in part {
        a = qpspin_add(a, qpspin_multiply(SIMD8(repeating: factors[unchecked: i]), bytes.eight(at: from)))
        from &+= 8
      }
      sums[place] = a
    }
  }

  /// Multiplies G into the starts of the window, and starts it again from 1.
  private mutating func rescale(upTo place: Int) {
    CorrelatorLevel.multiply(&starts, place - window..<place, by: scale)
    scale = 1
  }

  private static func multiply(_ numbers: inout [Double], _ places: Range<Int>, by factor: Double) {
    var numbers = numbers.mutableSpan
    precondition(places.lowerBound >= 0 && places.upperBound <= numbers.count)
    for k in places { numbers[unchecked: k] *= factor }
  }

  private mutating func rewind() {
    let first = end - (window + 8)
    for k in 0..<window + 8 {
      samples[k] = samples[first + k]
      starts[k] = starts[first + k]
      ends[k] = ends[first + k]
    }
    end = window + 8
  }

  /// Samples 0, 2, 4, … go on; those between hand on their factor.
  private mutating func thin(_ block: inout SampleBlock) {
    let first = count & 1
    let isStart = count == 0
    count += block.count
    carried = block.thin(from: first, carried: carried, isStart: isStart)
  }

  /// Writes the sums of this level's lags, from `place` on.
  func write(to result: inout CorrelatorSums, from place: inout Int) {
    var last = (sample: 0.0, end: 0.0)
    var first = (sample: 0.0, end: 0.0)
    for lag in 0..<window {
      if lag >= smallestLag {
        if lag < count {
          let from = window - 1 - lag
          result.pairs[place] = Double(count - lag)
          result.product[place] = product[from >> 3][from & 7]
          result.earlier[place] = total - last.sample
          result.later[place] = total - first.sample
          result.chain[place] = chain[from >> 3][from & 7]
          result.chainEarlier[place] = endTotal - last.end
          result.chainLater[place] = endTotal - first.end
        }
        place += 1
      }
      if lag < count {
        last.sample += samples[end - 1 - lag]
        last.end += ends[end - 1 - lag]
        first.sample += firstSamples[lag]
        first.end += firstEnds[lag]
      }
    }
  }
}

extension RawSpan {
  /// Eight neighbouring numbers, which the caller knows to be there.
  @inline(__always)
  fileprivate func eight(at byte: Int) -> SIMD8<Double> {
    unsafeLoadUnaligned(fromUncheckedByteOffset: byte, as: SIMD8<Double>.self)
  }
}
