import Results

/// A JSON value as it was read. Numbers keep their source text, so a 64-bit seed is not rounded to a double.
package indirect enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  case number(JSONNumber)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)

  /// The value as an error line shows it: short, on one line, its type named where the value itself would be long.
  package var seen: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let number): number.text.excerpt
    case .string: "a string"
    case .array(let elements): elements.isEmpty ? "an empty array" : "an array"
    case .object: "an object"
    }
  }
}

/// A JSON number: its text, and the nearest double (finite; zero has no sign).
package struct JSONNumber: Sendable, Equatable {
  package let text: String
  package let value: Double

  package init(text: String, value: Double) {
    self.text = text
    self.value = value
  }

  /// Largest magnitude at which every integer is a double.
  private static let exactLimit = 9_007_199_254_740_992.0

  /// The number as an integer, exact; nil if it has a fraction or is too large. `1e3` and `2.0` are integers.
  package var integer: Int? {
    if let exact = Int(text) { return exact }
    return abs(value) <= JSONNumber.exactLimit ? Int(exactly: value) : nil
  }

  /// The number as an unsigned 64-bit integer, exact.
  package var unsigned: UInt64? {
    if let exact = UInt64(text) { return exact }
    return abs(value) <= JSONNumber.exactLimit ? UInt64(exactly: value) : nil
  }
}

/// A JSON object: members in the order of the file, no key twice.
package struct JSONObject: Sendable, Equatable {
  package struct Member: Sendable, Equatable {
    package let key: String
    package let value: JSONValue

    package init(key: String, value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  package var members: [Member]

  package init(_ members: [Member] = []) { self.members = members }

  package subscript(_ key: String) -> JSONValue? { members.first { $0.key == key }?.value }
}
