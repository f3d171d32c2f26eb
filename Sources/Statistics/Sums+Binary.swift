public import Binary

extension CorrelatorSums: BinaryCodable {
  public func encode(to writer: inout BinaryWriter) {
    for numbers in [pairs, product, earlier, later, chain, chainEarlier, chainLater] { writer.put(numbers) }
  }

  public init(from reader: inout BinaryReader) throws(BinaryError) {
    let pairs = try reader.finites()
    self.init(count: pairs.count)
    self.pairs = pairs
    product = try reader.finites(count: pairs.count)
    earlier = try reader.finites(count: pairs.count)
    later = try reader.finites(count: pairs.count)
    chain = try reader.finites(count: pairs.count)
    chainEarlier = try reader.finites(count: pairs.count)
    chainLater = try reader.finites(count: pairs.count)
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
    count = try reader.tally()
    sums = try reader.finites()
    squares = try reader.finites(count: sums.count)
  }
}
