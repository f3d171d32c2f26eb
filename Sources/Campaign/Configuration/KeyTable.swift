import Results

/// One key of the config: what may stand there, and what a user must know of it.
package struct KeyEntry: Sendable {
  package let name: String
  let shape: Shape
  let isRequired: Bool
  let defaultValue: JSONDocument?
  package let description: String

  init(
    _ name: String, _ shape: Shape, required: Bool = false, default defaultValue: JSONDocument? = nil,
    _ description: String
  ) {
    self.name = name
    self.shape = shape
    self.isRequired = required
    self.defaultValue = defaultValue
    self.description = description
  }

  var schema: JSONDocument {
    var schema = shape.schema
    schema["description"] = .text(description)
    if let defaultValue { schema["default"] = defaultValue }
    return .object(schema)
  }
}

/// The keys of one object of the config, in the order in which they are documented.
package struct KeyTable: Sendable {
  package let entries: [KeyEntry]

  init(_ entries: [KeyEntry]) { self.entries = entries }

  init<Keys: KeySet>(_: Keys.Type) { entries = Keys.allCases.map(\.entry) }

  /// Refuses unknown and missing keys and wrong values in `object`, which stands at `path`.
  func check(_ object: JSONObject, at path: String) throws(Refusal) {
    let names = entries.map(\.name)
    let prefix = path.isEmpty ? "" : path + "."
    for member in object.members {
      guard let entry = entries.first(where: { $0.name == member.key }) else {
        let suggestion = Suggestion.sentence(for: member.key, in: names)
        let place = path.isEmpty ? "the top level" : path
        throw Refusal(
          "unknown key \"\(member.key.excerpt)\" in \(place)\(suggestion.isEmpty ? ";" : suggestion)"
            + " allowed keys: \(names.joined(separator: ", "))")
      }
      try entry.shape.check(member.value, at: prefix + entry.name)
    }
    for entry in entries where entry.isRequired && object[entry.name] == nil {
      throw Refusal("\(prefix)\(entry.name) is missing; it must be \(entry.shape.sentence)")
    }
  }

  var schema: [String: JSONDocument] {
    var schema: [String: JSONDocument] = [
      "type": .text("object"), "additionalProperties": .bool(false),
      "properties": .object(Dictionary(uniqueKeysWithValues: entries.map { ($0.name, $0.schema) })),
    ]
    let required = entries.filter(\.isRequired).map { JSONDocument.text($0.name) }
    if !required.isEmpty { schema["required"] = .list(required) }
    return schema
  }
}

/// The keys of one object of the config as a type: the reader can ask for no key that is not in the table.
package protocol KeySet: RawRepresentable<String>, CaseIterable, Sendable {
  var entry: KeyEntry { get }
}

/// An object of the config after `KeyTable.check`: values by key, already of the right shape.
struct CheckedObject<Keys: KeySet> {
  let path: String
  let object: JSONObject

  /// The value, nil if the key is absent or null.
  func value(_ key: Keys) -> JSONValue? {
    let value = object[key.rawValue]
    return value == .null ? nil : value
  }

  /// Whether the key stands in the object, be it with null.
  func has(_ key: Keys) -> Bool { object[key.rawValue] != nil }

  func number(_ key: Keys) -> Double? {
    if case .number(let number)? = value(key) { number.value } else { nil }
  }

  func integer(_ key: Keys) -> Int? {
    if case .number(let number)? = value(key) { number.integer } else { nil }
  }

  func unsigned(_ key: Keys) -> UInt64? {
    if case .number(let number)? = value(key) { number.unsigned } else { nil }
  }

  func text(_ key: Keys) -> String? {
    if case .string(let text)? = value(key) { text } else { nil }
  }

  /// A string as one of the words of an enumeration.
  func word<Word: RawRepresentable<String>>(_ key: Keys, as _: Word.Type = Word.self) -> Word? {
    text(key).flatMap { Word(rawValue: $0) }
  }

  func object<Inner: KeySet>(_ key: Keys, of _: Inner.Type = Inner.self) -> CheckedObject<Inner>? {
    if case .object(let object)? = value(key) { .init(path: path(key), object: object) } else { nil }
  }

  func path(_ key: Keys) -> String { path.isEmpty ? key.rawValue : "\(path).\(key.rawValue)" }

  /// A value that must be there.
  func require<Value>(_ key: Keys, _ read: (Keys) -> Value?) throws(Refusal) -> Value {
    guard let value = read(key) else {
      throw Refusal("\(path(key)) is missing; it must be \(key.entry.shape.sentence)")
    }
    return value
  }
}
