package import Foundation

/// A JSON value to be written: resolved configs and the schema. Written through Foundation, so doubles are the shortest
/// text that reads back as the same double.
package indirect enum JSONDocument: Encodable, Sendable, Equatable {
  case null
  case bool(Bool)
  case integer(Int)
  case unsigned(UInt64)
  case number(Double)
  case text(String)
  case list([JSONDocument])
  case object([String: JSONDocument])

  /// A number, or null.
  static func optional(_ value: Double?) -> JSONDocument { value.map { .number($0) } ?? .null }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .unsigned(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .text(let value): try container.encode(value)
    case .list(let value): try container.encode(value)
    case .object(let value): try container.encode(value)
    }
  }

  /// The document as indented text with sorted keys and a final line break: the same bytes for the same value.
  /// Every number in it must be finite.
  package var data: Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return try encoder.encode(self) + Data("\n".utf8)
    } catch {
      preconditionFailure("a config or schema holds a value that JSON does not have: \(error)")
    }
  }
}
