import Foundation
import Results
public import Theory

/// Materials from elsewhere than the key `material` of a config that is run.
extension Material {
  /// A material by some of its numbers, under the names of the config's keys; the others are aluminium's.
  /// - Parameters:
  ///   - numbers: in the units of docs/configuration.md; no key twice.
  ///   - place: what messages call the place of the numbers.
  /// - Throws: `ConfigurationError` for a number out of bounds, or numbers that contradict each other.
  package static func read(
    _ numbers: [(key: MaterialKey, value: Double)], place: String
  ) throws(ConfigurationError) -> Material {
    let members = numbers.map { number in
      JSONObject.Member(
        key: number.key.rawValue,
        value: .number(JSONNumber(text: number.value.plain, value: number.value)))
    }
    do throws(Refusal) {
      return try Material.read(JSONObject(members))
    } catch {
      throw ConfigurationError(file: place, message: error.message)
    }
  }

  /// The material of a file: a config, or the object that a config has as its `material`.
  /// - Parameter knownGenerators: names that `rng` of a config may have.
  /// - Throws: `ConfigurationError`.
  public static func load(path: String, knownGenerators: [String]) throws(ConfigurationError) -> Material {
    let data = try Configuration.contents(path)
    if let object = Material.object(data) {
      do throws(Refusal) {
        return try Material.read(object)
      } catch {
        throw ConfigurationError(file: path.oneLine(), message: error.message)
      }
    }
    return try Configuration.parse(data, name: path, knownGenerators: knownGenerators).material
  }

  /// The object of a text that has no key of a config's top level; nil for anything else.
  private static func object(_ data: Data) -> JSONObject? {
    guard let value = try? JSONReader.read([UInt8](data)), case .object(let object) = value else { return nil }
    return object.members.contains { RootKey(rawValue: $0.key) != nil } ? nil : object
  }

  private static func read(_ object: JSONObject) throws(Refusal) -> Material {
    try KeyTable(MaterialKey.self).check(object, at: "")
    return try Material(CheckedObject<MaterialKey>(path: "", object: object))
  }
}
