import Foundation
import Testing

import Campaign

@Suite struct ConfigurationSchemaTests {
  let schema: [String: Any]

  init() throws {
    let parsed = try JSONSerialization.jsonObject(with: Data(ConfigurationSchema.text.utf8))
    schema = try #require(parsed as? [String: Any])
  }

  /// Every object schema below `schema`, by its path.
  private func objects(_ schema: [String: Any], at path: String = "") -> [(path: String, schema: [String: Any])] {
    var found: [(path: String, schema: [String: Any])] = []
    if let properties = schema["properties"] as? [String: Any] {
      found.append((path, schema))
      for (key, value) in properties {
        if let inner = value as? [String: Any] { found += objects(inner, at: path + "/" + key) }
      }
    }
    for inner in schema["anyOf"] as? [[String: Any]] ?? [] { found += objects(inner, at: path) }
    return found
  }

  /// The keys that the reader says it allows at a place, got from its complaint about one that it does not.
  private func allowed(_ changes: [String: String?]) -> Set<String> {
    let line = complaint(changes)
    guard let range = line.range(of: "allowed keys: ") else { return [] }
    return Set(line[range.upperBound...].components(separatedBy: ", "))
  }

  @Test func keysAreThoseOfTheReader() throws {
    let bad = #"{"qqqqqqqqqqqq": 1}"#
    var readers: [String: Set<String>] = ["": allowed(["qqqqqqqqqqqq": "1"])]
    for key in [
      "parameters", "material", "initialState", "correlation", "ensemble", "trace", "squid", "precision", "sweep",
    ] {
      readers["/" + key] = allowed([key: bad])
    }
    for key in ParameterKey.allCases {
      readers["/sweep/" + key.rawValue] = allowed(["sweep": "{\"\(key.rawValue)\": \(bad)}"])
    }
    var schemas: [String: Set<String>] = [:]
    for (path, object) in objects(schema) {
      let properties = try #require(object["properties"] as? [String: Any])
      schemas[path] = Set(properties.keys)
      #expect(object["additionalProperties"] as? Bool == false, "\(path)")
    }
    #expect(readers == schemas)
    #expect(readers[""]?.count == RootKey.allCases.count)
    #expect(readers.values.allSatisfy { !$0.isEmpty })
  }

  @Test func everyKeyIsDocumented() throws {
    for (path, object) in objects(schema) {
      for (key, value) in try #require(object["properties"] as? [String: Any]) {
        let entry = try #require(value as? [String: Any])
        let description = try #require(entry["description"] as? String, "\(path)/\(key)")
        #expect(description.count > 10 && description.hasSuffix("."), "\(path)/\(key)")
        #expect(entry["type"] != nil || entry["anyOf"] != nil, "\(path)/\(key)")
      }
    }
  }

  /// A default of the schema is what a config without the key is resolved to.
  @Test func defaultsAreThoseOfTheReader() throws {
    let plain = try parse([
      "ensemble": "{}", "material": "{}", "initialState": #"{"N": 4}"#, "correlation": #"{"step": 1}"#,
    ])
    let resolved = try JSONSerialization.jsonObject(with: plain.encoded())
    let other = try JSONSerialization.jsonObject(with: parse(text()).encoded())
    var checked = 0
    for (path, object) in objects(schema) where !path.hasPrefix("/sweep/") {
      for (key, value) in try #require(object["properties"] as? [String: Any]) {
        guard let expected = (value as? [String: Any])?["default"] else { continue }
        var found: Any? = path.isEmpty ? other : resolved
        for step in (path + "/" + key).split(separator: "/") { found = (found as? [String: Any])?[String(step)] }
        // The maximum lag of the correlation was left out; its step was not.
        if path + "/" + key == "/correlation/step" { continue }
        #expect((found as? NSObject) == (expected as? NSObject), "\(path)/\(key)")
        checked += 1
      }
    }
    #expect(checked == 28)
  }

  @Test func requiredKeysAreThoseOfTheReader() throws {
    let required = try #require(schema["required"] as? [String])
    #expect(Set(required) == Set(smallest.keys))
    for key in required { #expect(complaint([key: nil]).hasPrefix("c.json: \(key) is missing"), "\(key)") }
  }

  @Test func fullText() throws {
    #expect(schema["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
    let properties = try #require(schema["properties"] as? [String: [String: Any]])
    #expect(properties["seed"]?["maximum"] as? UInt64 == .max)
    #expect(properties["duration"]?["exclusiveMinimum"] as? Double == 0)
    #expect(
      properties["model"]?["enum"] as? [String] == ["heisenberg", "ising", "su2", "polarized", "polarized-ising"])
    #expect(properties["trajectories"]?["maximum"] as? Int == 10_000_000)
    #expect(ConfigurationSchema.text == ConfigurationSchema.text)
  }
}
