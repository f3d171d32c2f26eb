public import Statistics

/// A sample as the correlator takes it: the scalar, the factor of the chains since the sample before, and what a chain
/// starts and ends with here.
public struct CorrelatorSample: Sendable {
  public var value: Double
  public var factor: Double
  public var start: Double
  public var end: Double

  public init(value: Double, factor: Double, start: Double, end: Double) {
    (self.value, self.factor, self.start, self.end) = (value, factor, start, end)
  }
}

extension MultilevelCorrelator {
  /// Takes one sample, in a block of its own.
  public mutating func add(_ sample: CorrelatorSample) { add([sample], cuts: [1]) }

  /// Takes samples in blocks of the given sizes, over and over again; an empty block is one, too.
  public mutating func add(_ samples: some Collection<CorrelatorSample>, cuts: [Int] = [SampleBlock.capacity]) {
    precondition(cuts.contains { $0 > 0 }, "nothing would ever be taken")
    var rest = samples[...]
    var cut = 0
    while !rest.isEmpty {
      var block = SampleBlock()
      for (place, sample) in rest.prefix(cuts[cut % cuts.count]).enumerated() {
        block.values[place] = sample.value
        block.factors[place] = sample.factor
        block.starts[place] = sample.start
        block.ends[place] = sample.end
        block.count = place + 1
      }
      // The places beyond mean nothing, whatever they hold.
      for place in block.count..<SampleBlock.capacity {
        (block.values[place], block.factors[place]) = (.nan, .nan)
        (block.starts[place], block.ends[place]) = (.nan, .nan)
      }
      rest = rest.dropFirst(block.count)
      take(&block)
      cut += 1
    }
  }
}
