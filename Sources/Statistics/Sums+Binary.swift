public import Binary

extension CorrelatorSums: BinaryCodable {
  public func encode(to writer: inout BinaryWriter) {
    for numbers in [pairs, product, earlier, later, chain, chainEarlier, chainLater] { writer.put(numbers) }
  }

  public init(from reader: inout BinaryReader) throws(BinaryError) {
    let pairs = try reader.doubles()
    self.init(count: pairs.count)
    self.pairs = pairs
    product = try reader.doubles(count: pairs.count)
    earlier = try reader.doubles(count: pairs.count)
    later = try reader.doubles(count: pairs.count)
    chain = try reader.doubles(count: pairs.count)
    chainEarlier = try reader.doubles(count: pairs.count)
    chainLater = try reader.doubles(count: pairs.count)
  }
}

extension RowMeans: BinaryCodable {
  public func encode(to writer: inout BinaryWriter) {
    writer.put(count)
    writer.put(sums)
    writer.put(squares)
  }

  public init(from reader: inout BinaryReader) throws(BinaryError) {
    self.init()
    count = try reader.integer(in: 0...(.max))
    sums = try reader.doubles()
    squares = try reader.doubles(count: sums.count)
  }
}
