extension JSONReader {
  var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  /// Steps over `character` if the reader stands at it.
  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  /// The character at the reader's place, in words.
  var seen: String {
    guard position < bytes.count else { return "the end of the file" }
    let end = min(position + 4, bytes.count)
    let rest = String(decoding: bytes[position..<end], as: UTF8.self)
    guard let scalar = rest.unicodeScalars.first else { return "nothing" }
    if scalar == "\n" { return "a line break" }
    return scalar.properties.generalCategory.isPrintable
      ? "'\(scalar)'" : "the character U+\(JSONReader.hex(scalar.value, digits: 4))"
  }

  /// Line and column, from 1, of a byte; columns count characters (Unicode scalars).
  func place(_ offset: Int) -> String {
    let before = bytes[..<offset]
    let line = before.count { $0 == 0x0A } + 1
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let column = before[lineStart...].count { $0 & 0xC0 != 0x80 } + 1
    return "line \(line), column \(column)"
  }

  func error(_ message: String, at offset: Int? = nil) -> JSONError {
    JSONError(message: "\(place(offset ?? position)): \(message)")
  }

  /// What was expected inside an array or object that opened at `start`, and what stands there.
  func unexpected(_ expected: String, _ container: String, _ start: Int) -> JSONError {
    peek == nil
      ? error("the file ends inside \(container) that opened at \(place(start)); it is truncated")
      : error("expected \(expected) but found \(seen)")
  }

  /// `value` in at least so many hexadecimal digits.
  static func hex(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  /// Offset of the first byte that is not part of a UTF-8 character.
  static func invalidUTF8(in bytes: [UInt8]) -> Int? {
    if String(validating: bytes, as: UTF8.self) != nil { return nil }
    var decoder = UTF8()
    var source = bytes.makeIterator()
    var offset = 0
    while true {
      switch decoder.decode(&source) {
      case .scalarValue(let scalar): offset += UTF8.width(scalar)
      case .emptyInput: return nil
      case .error: return offset
      }
    }
  }
}
