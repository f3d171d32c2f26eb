/// A value that is kept in files of qpspin's own: little-endian whatever the machine, bit for bit.
public protocol BinaryCodable {
  func encode(to writer: inout BinaryWriter)
  /// - Throws: `BinaryError` for bytes that no value is written as.
  init(from reader: inout BinaryReader) throws(BinaryError)
}

/// Puts values one after the other into bytes.
public struct BinaryWriter: Sendable {
  public private(set) var bytes: [UInt8] = []

  public init() {}

  public mutating func put(_ value: UInt64) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  public mutating func put(_ value: Int) { put(UInt64(bitPattern: Int64(value))) }
  public mutating func put(_ value: Double) { put(value.bitPattern) }
  public mutating func put(_ value: Bool) { bytes.append(value ? 1 : 0) }
  public mutating func put(_ value: some BinaryCodable) { value.encode(to: &self) }

  /// A value that may be absent.
  public mutating func put<Value: BinaryCodable>(_ value: Value?) {
    put(value != nil)
    if let value { put(value) }
  }

  /// The count, then each.
  public mutating func put(_ values: [some BinaryCodable]) {
    put(values.count)
    for value in values { put(value) }
  }

  public mutating func put(_ values: [Int]) {
    put(values.count)
    for value in values { put(value) }
  }

  public mutating func put(_ values: [UInt8]) {
    put(values.count)
    bytes += values
  }

  public mutating func put(_ text: String) { put(Array(text.utf8)) }

  public mutating func put(_ values: [UInt32]) {
    put(values.count)
    for value in values { withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) } }
  }

  public mutating func put(_ values: [Double]) { put(values[...]) }

  public mutating func put(_ values: ArraySlice<Double>) {
    put(values.count)
    append(values)
  }

  /// A table that is mostly zero: runs of zeros are only counted. −0 is not a zero here.
  public mutating func putSparse(_ values: [Double]) {
    put(values.count)
    var place = 0
    while place < values.count {
      let first = place
      while place < values.count && values[place].bitPattern == 0 { place += 1 }
      put(place - first)
      let begin = place
      // One or two zeros between numbers are cheaper as numbers.
      var zeros = 0
      while place < values.count && zeros < 3 {
        zeros = values[place].bitPattern == 0 ? zeros + 1 : 0
        place += 1
      }
      if zeros == 3 { place -= 3 }
      put(values[begin..<place])
    }
  }

  private mutating func append(_ values: ArraySlice<Double>) {
    #if _endian(little)
      values.withUnsafeBytes { bytes.append(contentsOf: $0) }
    #else
      for value in values { put(value) }
    #endif
  }
}
