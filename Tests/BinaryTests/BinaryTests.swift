import Testing

import Binary

@Suite struct BinaryTests {
  private func written(_ body: (inout BinaryWriter) -> Void) -> [UInt8] {
    var writer = BinaryWriter()
    body(&writer)
    return writer.bytes
  }

  /// The bytes themselves: little-endian on any machine.
  @Test func layout() {
    #expect(written { $0.put(0x0102) } == [2, 1, 0, 0, 0, 0, 0, 0])
    #expect(written { $0.put(1.0) } == [0, 0, 0, 0, 0, 0, 0xf0, 0x3f])
    #expect(written { $0.put([1.0]) } == [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f])
    #expect(written { $0.put([UInt32(0x0a0b_0c0d)]) } == [1, 0, 0, 0, 0, 0, 0, 0, 0x0d, 0x0c, 0x0b, 0x0a])
    #expect(written { $0.put("µ") } == [2, 0, 0, 0, 0, 0, 0, 0, 0xc2, 0xb5])
  }

  /// What is put in comes out, bit for bit: signs of zero, and numbers that are none.
  @Test func roundTrip() throws {
    let numbers = [0, -0.0, .infinity, -.infinity, .nan, .leastNonzeroMagnitude, .pi, -1e300]
    let bytes = written {
      $0.put(-5)
      $0.put(UInt64.max)
      $0.put(true)
      $0.put(numbers)
      $0.put([3, -3])
      $0.put("N → N + 1")
      $0.put([UInt32.max, 0])
      $0.put([UInt8](0...9))
    }
    var reader = BinaryReader(bytes)
    #expect(try reader.integer() == -5)
    #expect(try reader.unsigned() == .max)
    #expect(try reader.bool())
    #expect(try reader.doubles().map(\.bitPattern) == numbers.map(\.bitPattern))
    #expect(try reader.integers() == [3, -3])
    #expect(try reader.text() == "N → N + 1")
    #expect(try reader.words() == [.max, 0])
    #expect(try reader.byteArray(count: 10) == [UInt8](0...9))
    try reader.expectEnd()
    #expect(throws: BinaryError.self) { try reader.bool() }
  }

  /// Tables with zeros anywhere; few bytes where there are many.
  @Test(
    arguments: [
      [], [0], [1], [0, 0, 0, 0], [1, 0, 2], [1, 0, 0, 2, 0, 0, 0, 3, 0], [0, 0, 0, 5, -0.0, 0, 0, 0, 0, 7, 0, 0],
      [.nan, 0, 0, 0],
    ] as [[Double]])
  func sparse(_ table: [Double]) throws {
    var reader = BinaryReader(written { $0.putSparse(table) })
    #expect(try reader.sparse(most: 20).map(\.bitPattern) == table.map(\.bitPattern))
    try reader.expectEnd()
    var large = [Double](repeating: 0, count: 1 << 20)
    large[77] = 1
    #expect(written { $0.putSparse(large) }.count < 100)
  }

  /// Counts that the bytes do not hold: an error, and no memory taken.
  @Test func hostileCounts() {
    for count in [-1, 2, .max, .min, 1 << 60] {
      let bytes = written {
        $0.put(count)
        $0.put(1.0)
      }
      func refuse<T>(_ read: (inout BinaryReader) throws -> T) {
        var reader = BinaryReader(bytes)
        #expect(throws: BinaryError.self, "\(count)") { _ = try read(&reader) }
      }
      refuse { try $0.doubles() }
      refuse { try $0.integers() }
      if count != 2 {
        refuse { try $0.words() }
        refuse { try $0.byteArray() }
        refuse { try $0.sparse(most: 100) }
      }
    }
    // A run that goes beyond its table.
    let beyond = written {
      $0.put(2)
      $0.put(1)
      $0.put([1.0, 2.0])
    }
    var reader = BinaryReader(beyond)
    #expect(throws: BinaryError.self) { try reader.sparse(most: 100) }
  }

  /// Any change of one byte, any end, anything added is found.
  @Test func record() throws {
    let record = BinaryRecord(kind: .task, fingerprint: 77, content: [UInt8](0..<41))
    let bytes = record.bytes
    #expect(try BinaryRecord(bytes) == record)
    #expect(bytes.count == 41 + BinaryRecord.overhead)
    for place in bytes.indices {
      for bit in 0..<8 {
        var other = bytes
        other[place] ^= 1 << UInt8(bit)
        #expect(throws: BinaryError.self, "bit \(bit) of byte \(place)") { try BinaryRecord(other) }
      }
      #expect(throws: BinaryError.self) { try BinaryRecord(Array(bytes[..<place])) }
    }
    #expect(throws: BinaryError("has 1 bytes too many")) { try BinaryRecord(bytes + [0]) }
    #expect(throws: BinaryError("is empty")) { try BinaryRecord([]) }
  }

  @Test func newerVersion() throws {
    var bytes = BinaryRecord(kind: .point, fingerprint: 1, content: []).bytes
    bytes[8] = 2
    #expect(throws: BinaryError("has format version 2, from a newer qpspin; this one reads up to 1")) {
      try BinaryRecord(bytes)
    }
  }

  /// Of known bytes, so that old files stay readable.
  @Test func checksum() {
    #expect(Checksum.of([]) != Checksum.of([0]))
    #expect(Checksum.of([0]) != Checksum.of([0, 0]))
    // Computed by a second implementation.
    #expect(Checksum.of([UInt8](0..<100)) == 9_463_401_470_116_774_768)
  }
}
