import Statistics
import TestSupport
import Testing

private typealias Sample = CorrelatorSample

/// All sums pair by pair, from their definition: a lag of level l is taken between samples 0, 2^l, 2·2^l, …
private func plainSums(_ samples: [Sample], _ grid: LagGrid) -> CorrelatorSums {
  var sums = CorrelatorSums(count: grid.count)
  var place = 0
  for level in 0..<grid.levels {
    let stride = 1 << level
    for k in (level == 0 ? 0 : grid.lagsPerOctave)..<grid.window {
      let lag = k * stride
      var i = 0
      while i + lag < samples.count {
        let (a, b) = (samples[i], samples[i + lag])
        sums.pairs[place] += 1
        sums.product[place] += a.value * b.value
        sums.earlier[place] += a.value
        sums.later[place] += b.value
        var chain = a.start
        for j in (i + 1)..<(i + lag + 1) { chain *= samples[j].factor }
        sums.chain[place] += chain * b.end
        sums.chainEarlier[place] += a.end
        sums.chainLater[place] += b.end
        i += stride
      }
      place += 1
    }
  }
  return sums
}

private func sums(_ samples: [Sample], _ grid: LagGrid, cuts: [Int] = [SampleBlock.capacity]) -> CorrelatorSums {
  var correlator = MultilevelCorrelator(grid)
  correlator.add(samples, cuts: cuts)
  return correlator.sums
}

/// Every array of sums with its name.
private func parts(_ s: CorrelatorSums) -> [(String, [Double])] {
  [
    ("pairs", s.pairs), ("product", s.product), ("earlier", s.earlier), ("later", s.later), ("chain", s.chain),
    ("chainEarlier", s.chainEarlier), ("chainLater", s.chainLater),
  ]
}

private func expectEqual(_ a: CorrelatorSums, _ b: CorrelatorSums, within tolerance: Double = 0, _ label: String) {
  for ((name, x), (_, y)) in zip(parts(a), parts(b)) {
    #expect(x.count == y.count)
    let place = zip(x, y).enumerated().first { !(abs($0.element.0 - $0.element.1) <= tolerance) }
    #expect(place == nil, "\(label): \(name), \(String(describing: place))")
  }
}

@Suite("Correlator")
struct CorrelatorTests {
  /// Small whole numbers, and factors −1, 0 and 1: all sums are exact.
  private func wholeSamples(_ count: Int, seed: UInt64) -> [Sample] {
    let uniform = PlainUniform(seed: seed)
    func whole() -> Double { Double(uniform.integer(below: 21) - 10) }
    return (0..<count).map { _ in
      let factor = [1, 1, 1, 1, 1, 1, -1, -1, 1, 0][uniform.integer(below: 10)]
      return Sample(value: whole(), factor: Double(factor), start: whole(), end: whole())
    }
  }

  @Test("every length from none to three windows agrees with the sums pair by pair, exactly", arguments: [1, 2, 3, 5])
  func everyLength(p: Int) {
    for levels in [1, 2, 4] {
      let grid = LagGrid(step: 1, lagsPerOctave: p, levels: levels)
      for count in 0...(8 * p + 9) {
        let samples = wholeSamples(count, seed: UInt64(100 * p + count))
        expectEqual(sums(samples, grid), plainSums(samples, grid), "p \(p), levels \(levels), \(count) samples")
      }
    }
  }

  @Test(
    "long sequences: windows that move back, buffers that flow over, exactly",
    arguments: [63, 64, 65, 127, 128, 129, 191, 256, 300, 513, 777])
  func long(count: Int) {
    for (p, levels) in [(1, 6), (2, 5), (4, 4), (8, 3), (32, 2), (33, 1)] {
      let grid = LagGrid(step: 1, lagsPerOctave: p, levels: levels)
      let samples = wholeSamples(count, seed: UInt64(count))
      expectEqual(sums(samples, grid), plainSums(samples, grid), "p \(p), levels \(levels), \(count) samples")
    }
  }

  @Test("factors that are any number: chains agree to rounding")
  func realFactors() {
    for (p, levels) in [(2, 6), (6, 3)] {
      let grid = LagGrid(step: 1, lagsPerOctave: p, levels: levels)
      let uniform = PlainUniform(seed: 12)
      let samples = (0..<400).map { _ in
        Sample(value: uniform.normal(), factor: 0.6 + uniform.next(), start: uniform.normal(), end: uniform.normal())
      }
      let expected = plainSums(samples, grid)
      let largest = expected.chain.reduce(1) { max($0, abs($1)) }
      expectEqual(sums(samples, grid), expected, within: 1e-12 * largest, "p \(p)")
    }
  }

  /// Blocks of one, of all, odd and even, empty ones between.
  static let cuts = [[1], [2], [3], [63], [64], [1, 0, 2, 64, 5, 31], [62, 1, 1, 63, 64, 7]]

  @Test("however whole samples are cut into blocks, the sums are those pair by pair, exactly", arguments: cuts)
  func cutsExactly(cuts: [Int]) {
    for (p, levels) in [(1, 6), (3, 4), (16, 3), (33, 1)] {
      let grid = LagGrid(step: 1, lagsPerOctave: p, levels: levels)
      for count in [1, 2, 65, 200, 777] {
        let samples = wholeSamples(count, seed: UInt64(count))
        expectEqual(sums(samples, grid, cuts: cuts), plainSums(samples, grid), "p \(p), \(count) samples")
      }
    }
  }

  @Test("however samples of any size are cut into blocks, the sums are the same bits", arguments: cuts)
  func cutsBitwise(cuts: [Int]) {
    let grid = LagGrid(step: 1, lagsPerOctave: 5, levels: 5)
    let uniform = PlainUniform(seed: 31)
    // The product of the factors leaves the range in which it is kept, up and down, and is zero at times.
    let samples = (0..<700).map { i in
      let size = i % 300 < 150 ? 1e2 : 1e-2
      return Sample(
        value: uniform.normal(), factor: uniform.integer(below: 40) == 0 ? 0 : size * (uniform.next() - 0.3),
        start: uniform.normal(), end: uniform.normal())
    }
    let whole = sums(samples, grid)
    for ((name, x), (_, y)) in zip(parts(sums(samples, grid, cuts: cuts)), parts(whole)) {
      #expect(x.map(\.bitPattern) == y.map(\.bitPattern), "\(name)")
    }
    // And right: each chain is far larger or smaller than the last, so to a relative error.
    let plain = plainSums(samples, grid)
    for (x, y) in zip(whole.chain, plain.chain) { #expect(abs(x - y) <= 1e-11 * abs(y), "\(x), \(y)") }
  }

  @Test("a chain is the start times the factors after it, up to the one of the end")
  func chainByHand() {
    let samples = [
      Sample(value: 0, factor: 99, start: 2, end: 3), Sample(value: 0, factor: 5, start: 7, end: 11),
      Sample(value: 0, factor: 13, start: 17, end: 19),
    ]
    let found = sums(samples, LagGrid(step: 1, lagsPerOctave: 2, levels: 1))
    let expected: [Double] = [6 + 77 + 323, 1839, 2470, 0]
    #expect(found.chain == expected)
    #expect(found.pairs == [3, 2, 1, 0])
  }

  @Test("reading the sums between samples changes nothing")
  func reading() {
    let grid = LagGrid(step: 1, lagsPerOctave: 3, levels: 3)
    let samples = wholeSamples(150, seed: 9)
    var correlator = MultilevelCorrelator(grid)
    for (i, s) in samples.enumerated() {
      correlator.add(s)
      if i % 7 == 3 || i == 62 || i == 63 {
        expectEqual(correlator.sums, plainSums(Array(samples[...i]), grid), "after \(i + 1)")
      }
    }
    expectEqual(correlator.sums, plainSums(samples, grid), "at the end")
  }

  @Test("sums of several sequences add and are taken off again")
  func addition() {
    let grid = LagGrid(step: 1, lagsPerOctave: 2, levels: 3)
    let (first, second) = (sums(wholeSamples(90, seed: 1), grid), sums(wholeSamples(41, seed: 2), grid))
    var total = CorrelatorSums(count: grid.count)
    total += first
    expectEqual(total, first, "0 + a")
    total += second
    for ((name, sum), ((_, a), (_, b))) in zip(parts(total), zip(parts(first), parts(second))) {
      #expect(sum == zip(a, b).map { $0 + $1 }, "\(name)")
    }
    total -= first
    expectEqual(total, second, "a + b − a")
    total -= second
    expectEqual(total, CorrelatorSums(count: grid.count), "nothing left")
  }

  @Test("autocovariances are the means over pairs of (x_i − μ)(x_j − μ); no pair, no number")
  func covariance() {
    let grid = LagGrid(step: 1, lagsPerOctave: 3, levels: 4)
    let uniform = PlainUniform(seed: 4)
    let mean = 0.7
    let samples = (0..<30).map { _ in
      let x = 2 * uniform.normal() + mean
      return Sample(value: x, factor: 1, start: x, end: x)
    }
    let found = sums(samples, grid)
    let covariance = found.autocovariance(mean: mean)
    let chain = found.chainCorrelation(mean: mean)
    let plain = found.chainCorrelation()
    var place = 0
    for level in 0..<grid.levels {
      for k in (level == 0 ? 0 : 3)..<6 {
        var (centred, raw, pairs) = (0.0, 0.0, 0.0)
        for i in stride(from: 0, to: samples.count - k << level, by: 1 << level) {
          let (x, y) = (samples[i].value, samples[i + k << level].value)
          centred += (x - mean) * (y - mean)
          raw += x * y
          pairs += 1
        }
        if pairs == 0 {
          #expect(covariance[place].isNaN && chain[place].isNaN && plain[place].isNaN)
        } else {
          #expect(abs(covariance[place] - centred / pairs) < 1e-12, "level \(level), \(k)")
          #expect(abs(chain[place] - centred / pairs) < 1e-12, "level \(level), \(k)")
          #expect(abs(plain[place] - raw / pairs) < 1e-12, "level \(level), \(k)")
        }
        place += 1
      }
    }
    #expect(covariance.last?.isNaN == true && place == grid.count)
  }
}
