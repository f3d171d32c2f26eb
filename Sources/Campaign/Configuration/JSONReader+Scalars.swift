import Results

extension JSONReader {
  /// A string, the reader standing at its opening quote.
  mutating func string() throws(JSONError) -> String {
    let start = position
    position += 1
    var content: [UInt8] = []
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return String(decoding: content, as: UTF8.self)
      case UInt8(ascii: "\\"):
        content.append(contentsOf: String(Character(try escape())).utf8)
      case ..<0x20:
        throw error("\(seen) in a string; control characters must be written as escapes")
      default:
        content.append(byte)
        position += 1
      }
    }
    throw error("the file ends inside a string that opened at \(place(start)); it is truncated")
  }

  /// The scalar that an escape stands for, the reader standing at its backslash.
  private mutating func escape() throws(JSONError) -> Unicode.Scalar {
    let start = position
    position += 1
    guard let byte = peek else { throw error("the file ends inside a string; it is truncated") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicodeEscape(start)
    default:
      position -= 1
      throw error("unknown escape: \(seen) after a backslash", at: start)
    }
  }

  /// A scalar outside the basic plane is two escapes, a surrogate pair.
  private mutating func unicodeEscape(_ start: Int) throws(JSONError) -> Unicode.Scalar {
    let high = try fourDigits(start)
    if let scalar = Unicode.Scalar(high) { return scalar }
    if high < 0xDC00, take("\\"), take("u") {
      let low = try fourDigits(start)
      if (0xDC00...0xDFFF).contains(low),
        let scalar = Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
      {
        return scalar
      }
    }
    throw error("half a surrogate pair: \\u\(JSONReader.hex(high, digits: 4)) alone is no character", at: start)
  }

  private mutating func fourDigits(_ start: Int) throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw error("\\u must be followed by four hexadecimal digits", at: start)
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }

  /// A number, the reader standing at its sign or first digit.
  mutating func number() throws(JSONError) -> JSONNumber {
    let start = position
    while let byte = peek, JSONReader.isWord(byte) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard JSONReader.isNumber(bytes[start..<position]), let value = Double(text) else {
      throw notAValue(text, at: start)
    }
    // A double that overflowed, or that became zero although a digit is not: the text asks for what cannot be kept.
    let mantissa = text.prefix { $0 != "e" && $0 != "E" }
    if !value.isFinite || (value == 0 && mantissa.contains { ("1"..."9").contains($0) }) {
      throw error("the number \(text.excerpt) is not representable as a double", at: start)
    }
    return JSONNumber(text: text, value: value == 0 ? 0 : value)
  }

  /// A word or a number-like text that JSON does not have.
  func notAValue(_ text: String, at start: Int) -> JSONError {
    let bare = text.drop { $0 == "-" || $0 == "+" }.lowercased()
    if ["nan", "inf", "infinity"].contains(bare) {
      return error("\(text.excerpt) is not a JSON value; every number must be finite", at: start)
    }
    return error("\(text.excerpt) is not a JSON value", at: start)
  }

  /// Whether `text` is a number by the grammar of RFC 8259, section 6.
  private static func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
    var rest = text
    func digits() -> Int {
      let count = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
      rest = rest.dropFirst(count)
      return count
    }
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    let leadingZero = rest.first == UInt8(ascii: "0")
    let whole = digits()
    if whole == 0 || (leadingZero && whole > 1) { return false }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      if digits() == 0 { return false }
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
      if digits() == 0 { return false }
    }
    return rest.isEmpty
  }

  /// Bytes of which words and numbers, well formed or not, consist.
  static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
