public import Binary

extension MultilevelCorrelator {
  /// Writes everything that the sums of later samples depend on.
  package func encode(to writer: inout BinaryWriter) {
    for level in levels { level.encode(to: &writer) }
    for block in waiting { writer.put(block) }
  }

  /// The correlator of a grid that was written before.
  package init(_ grid: LagGrid, from reader: inout BinaryReader) throws(BinaryError) {
    self.init(grid)
    for i in levels.indices { try levels[i].restore(from: &reader) }
    for i in waiting.indices {
      waiting[i] = try reader.value()
      // A full block would have been passed on.
      if waiting[i].count >= SampleBlock.capacity { throw BinaryError("a waiting block that is full") }
    }
  }
}

extension CorrelatorLevel {
  func encode(to writer: inout BinaryWriter) {
    let first = end - (window + 8)
    writer.put(samples[first..<end])
    writer.put(starts[first..<end])
    writer.put(ends[first..<end])
    writer.put(count)
    writer.put(total)
    writer.put(endTotal)
    writer.put(scale)
    writer.put(firstSamples)
    writer.put(firstEnds)
    writer.put(CorrelatorLevel.flat(product))
    writer.put(CorrelatorLevel.flat(chain))
    writer.put(carried)
  }

  /// Takes the place of a level of the same grid that has seen nothing yet.
  mutating func restore(from reader: inout BinaryReader) throws(BinaryError) {
    let kept = window + 8
    samples.replaceSubrange(0..<kept, with: try reader.finites(count: kept))
    starts.replaceSubrange(0..<kept, with: try reader.finites(count: kept))
    ends.replaceSubrange(0..<kept, with: try reader.finites(count: kept))
    end = kept
    count = try reader.tally()
    total = try reader.finite()
    endTotal = try reader.finite()
    scale = try reader.finite()
    firstSamples = try reader.finites(count: min(count, window))
    firstEnds = try reader.finites(count: min(count, window))
    product = CorrelatorLevel.vectors(try reader.finites(count: 8 * product.count))
    chain = CorrelatorLevel.vectors(try reader.finites(count: 8 * chain.count))
    carried = try reader.finite()
  }

  private static func flat(_ vectors: [SIMD8<Double>]) -> [Double] {
    var numbers: [Double] = []
    numbers.reserveCapacity(8 * vectors.count)
    for vector in vectors { for i in 0..<8 { numbers.append(vector[i]) } }
    return numbers
  }

  private static func vectors(_ numbers: [Double]) -> [SIMD8<Double>] {
    stride(from: 0, to: numbers.count, by: 8).map { place in
      var vector = SIMD8<Double>.zero
      for i in 0..<8 { vector[i] = numbers[place + i] }
      return vector
    }
  }
}

extension SampleBlock: BinaryCodable {
  public func encode(to writer: inout BinaryWriter) {
    writer.put(values[..<count])
    writer.put(factors[..<count])
    writer.put(starts[..<count])
    writer.put(ends[..<count])
  }

  public init(from reader: inout BinaryReader) throws(BinaryError) {
    self.init()
    let values = try reader.finites()
    if values.count > SampleBlock.capacity { throw BinaryError("a block of \(values.count) samples") }
    count = values.count
    self.values.replaceSubrange(0..<count, with: values)
    factors.replaceSubrange(0..<count, with: try reader.finites(count: count))
    starts.replaceSubrange(0..<count, with: try reader.finites(count: count))
    ends.replaceSubrange(0..<count, with: try reader.finites(count: count))
  }
}
