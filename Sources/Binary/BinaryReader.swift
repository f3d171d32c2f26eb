/// Bytes that are not what qpspin writes; says what was expected.
public struct BinaryError: Error, Sendable, Equatable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }
}

/// Takes values out of bytes in the order in which they were put in. Whatever the bytes are, it reads none beyond the end
/// and takes no more memory than a small multiple of their number.
public struct BinaryReader: Sendable {
  private let bytes: [UInt8]
  private var position: Int
  private let end: Int
  /// Places that sparse tables may still have, all together: a count of zeros takes eight bytes, whatever it is.
  private var places: Int

  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
    position = 0
    end = bytes.count
    places = (1 << 26) + 256 * bytes.count
  }

  public var remaining: Int { end - position }

  /// - Throws: if something is left.
  public func expectEnd() throws(BinaryError) {
    if remaining > 0 { throw BinaryError("\(remaining) bytes too many") }
  }

  private mutating func skip(_ count: Int) throws(BinaryError) -> Int {
    guard count >= 0 && count <= remaining else { throw BinaryError("\(count) bytes wanted, \(remaining) are left") }
    defer { position += count }
    return position
  }

  public mutating func unsigned() throws(BinaryError) -> UInt64 {
    let place = try skip(8)
    return UInt64(littleEndian: bytes.span.bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self))
  }

  public mutating func integer() throws(BinaryError) -> Int { Int(Int64(bitPattern: try unsigned())) }

  /// A whole number within bounds.
  public mutating func integer(in bounds: ClosedRange<Int>) throws(BinaryError) -> Int {
    let value = try integer()
    if !bounds.contains(value) { throw BinaryError("\(value) is not within \(bounds)") }
    return value
  }

  /// More events than any run has; a few such numbers can be added.
  private static let mostCounted = 1 << 60

  /// A number of things that happened.
  public mutating func tally() throws(BinaryError) -> Int { try integer(in: 0...BinaryReader.mostCounted) }

  /// Numbers of things that happened, whose sum is such a number, too.
  public mutating func tallies(count: Int? = nil) throws(BinaryError) -> [Int] {
    let numbers = try integers(count: count)
    var sum = 0
    for number in numbers {
      guard number >= 0, number <= BinaryReader.mostCounted - sum else { throw BinaryError("a count of \(number)") }
      sum += number
    }
    return numbers
  }

  public mutating func double() throws(BinaryError) -> Double { Double(bitPattern: try unsigned()) }

  public mutating func finite() throws(BinaryError) -> Double {
    let value = try double()
    if !value.isFinite { throw BinaryError("a number is \(value)") }
    return value
  }

  public mutating func bool() throws(BinaryError) -> Bool {
    switch bytes[try skip(1)] {
    case 0: return false
    case 1: return true
    default: throw BinaryError("neither yes nor no")
    }
  }

  public mutating func value<Value: BinaryCodable>(_ type: Value.Type = Value.self) throws(BinaryError) -> Value {
    try Value(from: &self)
  }

  public mutating func optional<Value: BinaryCodable>(
    _ type: Value.Type = Value.self
  ) throws(BinaryError) -> Value? {
    try bool() ? try value() : nil
  }

  /// - Parameter count: how many there must be; nil: any number.
  public mutating func values<Value: BinaryCodable>(
    _ type: Value.Type = Value.self, count: Int? = nil
  ) throws(BinaryError) -> [Value] {
    let count = try self.count(count, size: 1)
    var values: [Value] = []
    for _ in 0..<count { values.append(try value()) }
    return values
  }

  public mutating func integers(count: Int? = nil) throws(BinaryError) -> [Int] {
    let count = try self.count(count, size: 8)
    var values: [Int] = []
    values.reserveCapacity(count)
    for _ in 0..<count { values.append(try integer()) }
    return values
  }

  public mutating func byteArray(count: Int? = nil) throws(BinaryError) -> [UInt8] {
    let count = try self.count(count, size: 1)
    let place = try skip(count)
    return Array(bytes[place..<place + count])
  }

  public mutating func text() throws(BinaryError) -> String {
    guard let text = String(validating: try byteArray(), as: UTF8.self) else { throw BinaryError("no text") }
    return text
  }

  public mutating func words(count: Int? = nil) throws(BinaryError) -> [UInt32] {
    let count = try self.count(count, size: 4)
    let place = try skip(4 * count)
    let span = bytes.span
    return (0..<count).map {
      UInt32(littleEndian: span.bytes.unsafeLoadUnaligned(fromByteOffset: place + 4 * $0, as: UInt32.self))
    }
  }

  public mutating func doubles(count: Int? = nil) throws(BinaryError) -> [Double] {
    let count = try self.count(count, size: 8)
    return try raw(count)
  }

  public mutating func finites(count: Int? = nil) throws(BinaryError) -> [Double] {
    let values = try doubles(count: count)
    if let wrong = values.first(where: { !$0.isFinite }) { throw BinaryError("a number is \(wrong)") }
    return values
  }

  /// A table that was put as sparse.
  /// - Parameter most: the most places that it may have: zeros take no bytes.
  public mutating func sparse(count expected: Int? = nil, most: Int) throws(BinaryError) -> [Double] {
    let count = try integer(in: 0...most)
    if let expected, count != expected { throw BinaryError("\(count) places instead of \(expected)") }
    if count > places { throw BinaryError("tables of more places than its \(end) bytes can be for") }
    places -= count
    var values = [Double](repeating: 0, count: count)
    var place = 0
    while place < count {
      place += try integer(in: 0...count - place)
      let run = try doubles()
      if run.count > count - place || (run.isEmpty && place < count) { throw BinaryError("a run of \(run.count)") }
      values.replaceSubrange(place..<place + run.count, with: run)
      place += run.count
    }
    return values
  }

  /// A table of times or probabilities that was put as sparse: finite, not negative.
  public mutating func shares(count: Int? = nil, most: Int) throws(BinaryError) -> [Double] {
    let values = try sparse(count: count, most: most)
    if let wrong = values.first(where: { !($0 >= 0 && $0.isFinite) }) { throw BinaryError("a share of \(wrong)") }
    return values
  }

  private mutating func raw(_ count: Int) throws(BinaryError) -> [Double] {
    let place = try skip(8 * count)
    // The empty array that all share would have its count written: a race, though of zeros.
    if count == 0 { return [] }
    #if _endian(little)
      return [Double](unsafeUninitializedCapacity: count) { numbers, initialized in
        bytes.withUnsafeBytes {
          let part = UnsafeRawBufferPointer(rebasing: $0[place..<place + 8 * count])
          UnsafeMutableRawBufferPointer(numbers).copyMemory(from: part)
        }
        initialized = count
      }
    #else
      let span = bytes.span
      return (0..<count).map {
        let pattern = span.bytes.unsafeLoadUnaligned(fromByteOffset: place + 8 * $0, as: UInt64.self)
        return Double(bitPattern: UInt64(littleEndian: pattern))
      }
    #endif
  }

  private mutating func count(_ expected: Int?, size: Int) throws(BinaryError) -> Int {
    let count = try integer(in: 0...remaining / size)
    if let expected, count != expected { throw BinaryError("\(count) instead of \(expected)") }
    return count
  }
}
