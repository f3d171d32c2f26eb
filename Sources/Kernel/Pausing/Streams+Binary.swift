public import Binary
import GSLBridge

extension RandomGenerator {
  func encode(to writer: inout BinaryWriter) { writer.put(stateBytes) }

  mutating func restore(from reader: inout BinaryReader) throws(BinaryError) {
    let bytes = try reader.byteArray(count: type.stateSize)
    do throws(GeneratorStateError) { try restore(stateBytes: bytes) } catch { throw BinaryError(error.description) }
  }
}

extension RandomStream {
  /// The generators, and the words that were made but not used.
  public func encode(to writer: inout BinaryWriter) {
    generator.encode(to: &writer)
    writer.put(Array(block[position...]))
    // An optional that cannot be copied is looked into by a switch alone.
    switch extraGenerator {
    case .some(let made):
      writer.put(true)
      made.encode(to: &writer)
    case .none: writer.put(false)
    }
    writer.put(Array(extraBlock[extraPosition...]))
  }

  /// Goes on as the stream that was written; this one must be of the same identity.
  public mutating func restore(from reader: inout BinaryReader) throws(BinaryError) {
    try generator.restore(from: &reader)
    let words = try reader.words()
    if words.count > RandomStream.blockSize { throw BinaryError("\(words.count) words left over") }
    position = RandomStream.blockSize - words.count
    block = Array(repeating: 0, count: position) + words
    extraGenerator = nil
    if try reader.bool() {
      var made = makeExtraGenerator()
      try made.restore(from: &reader)
      extraGenerator = consume made
    }
    extraBlock = try reader.words()
    if extraBlock.count % 2 != 0 || extraBlock.count > RandomStream.blockSize {
      throw BinaryError("\(extraBlock.count) extra words left over")
    }
    extraPosition = 0
  }
}

extension GSLVariates {
  func encode(to writer: inout BinaryWriter) { generator.encode(to: &writer) }

  mutating func restore(from reader: inout BinaryReader) throws(BinaryError) { try generator.restore(from: &reader) }
}
