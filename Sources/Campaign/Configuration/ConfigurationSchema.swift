/// The JSON Schema of the config, for editors: written from the same tables by which a config is checked.
public enum ConfigurationSchema {
  /// The schema (draft 2020-12) as indented JSON text.
  public static var text: String { String(decoding: document.data, as: UTF8.self) }

  static var document: JSONDocument {
    var schema = Configuration.rootTable.schema
    schema["$schema"] = .text("https://json-schema.org/draft/2020-12/schema")
    schema["title"] = .text("qpspin config")
    schema["description"] = .text(
      "A Monte Carlo run of excess quasi-particles in a superconductor and of their total spin.")
    // A parameter without a default must be given, or swept.
    schema["allOf"] = .list([ParameterKey.injectionRate, .volume].map { given($0, in: [.parameters, .sweep]) })
    return .object(schema)
  }

  /// The schema of a config that has `key` in one of `groups`.
  private static func given(_ key: ParameterKey, in groups: [RootKey]) -> JSONDocument {
    .object([
      "anyOf": .list(
        groups.map { group in
          .object([
            "required": .list([.text(group.rawValue)]),
            "properties": .object([
              group.rawValue: .object(["type": .text("object"), "required": .list([.text(key.rawValue)])])
            ]),
          ])
        })
    ])
  }
}
