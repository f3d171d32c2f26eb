import Foundation
public import Results

/// What is at the place where a run is to write.
public struct ExistingResults: Sendable {
  public enum Comparison: Sendable, Equatable {
    /// Nothing, or an empty directory.
    case none
    /// A finished run of the same config.
    case same
    /// A finished run of another config; says in which keys it differs.
    case different(String)
  }

  public let path: String

  public init(_ path: String) { self.path = path }

  /// - Throws: `FileError` when there is something that is not a results directory of qpspin: it is never replaced.
  public func compare(with plan: CampaignPlan) throws(FileError) -> Comparison {
    let files = FileManager.default
    var isDirectory: ObjCBool = false
    guard files.fileExists(atPath: path, isDirectory: &isDirectory) else { return .none }
    if !isDirectory.boolValue {
      throw FileError(.cannotCreate, path: path, "is a file; the output must be a directory")
    }
    guard let content = try? files.contentsOfDirectory(atPath: path) else {
      throw FileError(.cannotCreate, path: path, "cannot be read")
    }
    if content.isEmpty { return .none }
    guard content.contains("summary.json"), let old = files.contents(atPath: path + "/config.json") else {
      throw FileError(
        .cannotCreate, path: path, "is a directory with other things in it; the output must be new, empty, or a run")
    }
    let configuration = plan.configuration.sweep == nil ? plan.configuration.forPoint(0) : plan.configuration
    let new = configuration.encoded()
    if old == new { return .same }
    return .different(ExistingResults.differences(old, new).joined(separator: "; "))
  }

  /// Every key whose value differs, in alphabetical order, with both values.
  static func differences(_ old: Data, _ new: Data) -> [String] {
    guard let old = try? JSONDecoder().decode([String: AnyJSON].self, from: old),
      let new = try? JSONDecoder().decode([String: AnyJSON].self, from: new)
    else { return ["its config.json cannot be read"] }
    let found = differences(.object(old), .object(new), path: "")
    return found.isEmpty ? ["the same values, written differently"] : found
  }

  private static func differences(_ old: AnyJSON?, _ new: AnyJSON?, path: String) -> [String] {
    if old == new { return [] }
    if case .object(let a) = old, case .object(let b) = new {
      return Set(a.keys).union(b.keys).sorted().flatMap { key in
        differences(a[key], b[key], path: path.isEmpty ? key : "\(path).\(key)")
      }
    }
    return ["\(path) was \(old?.text ?? "absent"), is \(new?.text ?? "absent")"]
  }
}

/// Any JSON value, for comparing.
private enum AnyJSON: Decodable, Equatable {
  case object([String: AnyJSON])
  case list([AnyJSON])
  case string(String)
  case number(Decimal)
  case bool(Bool)
  case null

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Decimal.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([AnyJSON].self) {
      self = .list(value)
    } else {
      self = .object(try container.decode([String: AnyJSON].self))
    }
  }

  var text: String {
    switch self {
    case .object(let members):
      "{" + members.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value.text)" }.joined(separator: ", ") + "}"
    case .list(let values): "[" + values.map(\.text).joined(separator: ", ") + "]"
    case .string(let value): "\"\(value)\""
    case .number(let value): "\(value)"
    case .bool(let value): "\(value)"
    case .null: "null"
    }
  }
}
