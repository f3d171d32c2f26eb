import Results

/// What a value of the config may be. The reader checks values against it and the JSON Schema is written from it,
/// so the two cannot drift apart.
package indirect enum Shape: Sendable {
  case null
  case number(Bounds)
  case integer(ClosedRange<Int>)
  /// An unsigned 64-bit integer.
  case seed
  case text(TextRule)
  case choice([String])
  case object(KeyTable)
  /// An array of 1 to `most` values.
  case list(Shape, most: Int)
  case either([Shape])

  /// What is allowed, in words, to stand after "it must be".
  var sentence: String {
    switch self {
    case .null: "null"
    case .number(let bounds): bounds.sentence
    case .integer(let range): "an integer from \(range.lowerBound) to \(range.upperBound)"
    case .seed: "an integer from 0 to \(UInt64.max)"
    case .text(let rule): rule.sentence
    case .choice(let words):
      (words.count == 1 ? "" : "one of ") + words.map { "\"\($0)\"" }.joined(separator: ", ")
    case .object: "an object"
    case .list(let element, let most): "an array of 1 to \(most) values, each \(element.sentence)"
    case .either(let shapes): shapes.map(\.sentence).joined(separator: " or ")
    }
  }

  /// Checks `value`, which stands at `path`, and everything in it.
  func check(_ value: JSONValue, at path: String) throws(Refusal) {
    switch (self, value) {
    case (.null, .null): return
    case (.number(let bounds), .number(let number)) where bounds.contains(number.value): return
    case (.integer(let range), .number(let number)):
      if let integer = number.integer, range.contains(integer) { return }
    case (.seed, .number(let number)) where number.unsigned != nil: return
    case (.text(let rule), .string(let text)):
      if rule.accepts(text) { return }
      throw Refusal(path, is: "\"\(text.excerpt)\"", mustBe: sentence)
    case (.choice(let words), .string(let text)):
      if words.contains(text) { return }
      throw Refusal(path, is: "\"\(text.excerpt)\"", mustBe: sentence + Suggestion.sentence(for: text, in: words))
    case (.object(let table), .object(let object)):
      return try table.check(object, at: path)
    case (.list(let element, let most), .array(let elements)) where (1...most).contains(elements.count):
      for (index, value) in elements.enumerated() { try element.check(value, at: "\(path)[\(index)]") }
      return
    case (.either(let shapes), _):
      return try check(value, at: path, against: shapes)
    default: break
    }
    throw Refusal(path.isEmpty ? "the top level" : path, is: value.seen, mustBe: sentence)
  }

  /// Of several shapes the one with the value's JSON type decides: only its complaint can help.
  private func check(_ value: JSONValue, at path: String, against shapes: [Shape]) throws(Refusal) {
    for shape in shapes {
      switch (shape, value) {
      case (.null, .null): return
      case (.object, .object), (.list, .array): return try shape.check(value, at: path)
      case (.number(let bounds), .number(let number)) where bounds.contains(number.value): return
      case (.choice(let words), .string(let text)):
        if words.contains(text) { return }
        let allowed = sentence + Suggestion.sentence(for: text, in: words)
        throw Refusal(path, is: "\"\(text.excerpt)\"", mustBe: allowed)
      case (.text, .string): return try shape.check(value, at: path)
      default: continue
      }
    }
    throw Refusal(path, is: value.seen, mustBe: sentence)
  }

  /// The JSON Schema of the shape, without the key's description and default.
  var schema: [String: JSONDocument] {
    switch self {
    case .null: ["type": .text("null")]
    case .number(let bounds): bounds.schema
    case .integer(let range):
      ["type": .text("integer"), "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound)]
    case .seed: ["type": .text("integer"), "minimum": .integer(0), "maximum": .unsigned(.max)]
    case .text(let rule): rule.schema
    case .choice(let words): ["type": .text("string"), "enum": .list(words.map { .text($0) })]
    case .object(let table): table.schema
    case .list(let element, let most):
      [
        "type": .text("array"), "items": .object(element.schema), "minItems": .integer(1), "maxItems": .integer(most),
        "uniqueItems": .bool(true),
      ]
    case .either(let shapes): ["anyOf": .list(shapes.map { .object($0.schema) })]
    }
  }
}

/// What a string of the config may be.
package enum TextRule: Sendable {
  case any
  /// A name that is safe as the name of a file or directory.
  case name

  static let longestName = 100

  func accepts(_ text: String) -> Bool {
    switch self {
    case .any: return true
    case .name:
      let allowed = text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
          UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
          true
        default: false
        }
      }
      return allowed && (1...TextRule.longestName).contains(text.utf8.count) && text != "." && text != ".."
    }
  }

  var sentence: String {
    switch self {
    case .any: "a string"
    case .name: "a string of 1 to \(TextRule.longestName) characters A-Z a-z 0-9 . _ - that is not \".\" or \"..\""
    }
  }

  var schema: [String: JSONDocument] {
    switch self {
    case .any: ["type": .text("string")]
    case .name:
      [
        "type": .text("string"), "pattern": .text("^[A-Za-z0-9._-]{1,\(TextRule.longestName)}$"),
        "not": .object(["enum": .list([.text("."), .text("..")])]),
      ]
    }
  }
}
