import Results

/// What is wrong with a JSON text, on one line, with the place where that can be said.
package struct JSONError: Error, Equatable {
  package let message: String
}

/// Strict reader of small JSON texts (RFC 8259, UTF-8).
///
/// Foundation's reader keeps the last of two equal keys, rounds large integers and says little about where an error is.
/// This one refuses duplicate keys, nesting deeper than `maximumDepth`, numbers that no double represents, comments,
/// trailing commas, byte-order marks and everything else that RFC 8259 does not have, and names line and column.
package struct JSONReader {
  /// Deepest nesting of arrays and objects.
  package static let maximumDepth = 32
  /// Largest text in bytes, 4 MiB.
  package static let maximumSize = 4 << 20

  let bytes: [UInt8]
  var position = 0

  /// Reads one JSON value that fills the whole text.
  package static func read(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
    var reader = try JSONReader(bytes)
    reader.skipSpace()
    if reader.peek == nil { throw JSONError(message: "is empty; it must hold one JSON object") }
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    if reader.peek != nil {
      throw reader.error("\(reader.seen) after the end of the JSON value; nothing may follow it")
    }
    return value
  }

  /// Checks what concerns the text as a whole: size, encoding, and that it is a text.
  private init(_ bytes: [UInt8]) throws(JSONError) {
    self.bytes = bytes
    if bytes.count > JSONReader.maximumSize {
      throw JSONError(message: "is larger than 4 MiB; a config is a small JSON text")
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      throw JSONError(message: "starts with a byte-order mark; save it as UTF-8 without one")
    }
    if let zero = bytes.firstIndex(of: 0) {
      throw error("a zero byte; this is not a text file", at: zero)
    }
    if let invalid = JSONReader.invalidUTF8(in: bytes) {
      throw error("byte 0x\(JSONReader.hex(UInt32(bytes[invalid]), digits: 2)) is not valid UTF-8", at: invalid)
    }
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    guard let byte = peek else { throw error("the file ends where a value must stand; it is truncated") }
    switch byte {
    case UInt8(ascii: "{"): return .object(try object(depth: depth + 1))
    case UInt8(ascii: "["): return .array(try array(depth: depth + 1))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
    default: return try word()
    }
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSONObject {
    let start = try open(depth: depth)
    var object = JSONObject()
    var keys: Set<String> = []
    skipSpace()
    if take("}") { return object }
    while true {
      let place = position
      guard peek == UInt8(ascii: "\"") else {
        let expected = "a key in double quotes" + (object.members.isEmpty ? " or \"}\"" : "")
        throw unexpected(expected, "an object", start)
      }
      let key = try string()
      if !keys.insert(key).inserted { throw error("duplicate key \"\(key.excerpt)\"", at: place) }
      skipSpace()
      if !take(":") { throw unexpected("\":\" after the key \"\(key.excerpt)\"", "an object", start) }
      skipSpace()
      object.members.append(.init(key: key, value: try value(depth: depth)))
      skipSpace()
      if take("}") { return object }
      if !take(",") { throw unexpected("\",\" or \"}\"", "an object", start) }
      skipSpace()
    }
  }

  private mutating func array(depth: Int) throws(JSONError) -> [JSONValue] {
    let start = try open(depth: depth)
    var elements: [JSONValue] = []
    skipSpace()
    if take("]") { return elements }
    while true {
      elements.append(try value(depth: depth))
      skipSpace()
      if take("]") { return elements }
      if !take(",") { throw unexpected("\",\" or \"]\"", "an array", start) }
      skipSpace()
    }
  }

  /// Steps over an opening bracket; returns its place.
  private mutating func open(depth: Int) throws(JSONError) -> Int {
    if depth > JSONReader.maximumDepth {
      throw error("nested deeper than \(JSONReader.maximumDepth) levels")
    }
    position += 1
    return position - 1
  }

  /// `true`, `false`, `null`; any other word is refused by name.
  private mutating func word() throws(JSONError) -> JSONValue {
    let start = position
    while let byte = peek, JSONReader.isWord(byte) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    switch text {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .null
    default:
      position = start
      throw text.isEmpty ? error("expected a value but found \(seen)") : notAValue(text, at: start)
    }
  }
}
