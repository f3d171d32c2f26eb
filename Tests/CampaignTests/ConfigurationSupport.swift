import Foundation
import Testing

import Campaign

/// The smallest config, as JSON fragments by key; tests change some of them.
let smallest = [
  "name": #""x""#, "model": #""heisenberg""#, "parameters": #"{"injectionRate": 20, "volume": 1}"#,
  "trajectories": "4", "duration": "100", "seed": "1",
]

let generators = ["mt19937", "ranlxd2", "taus2", "gfsr4"]

/// The smallest config with `changes`: JSON fragments by key, nil to leave a key out.
func text(_ changes: [String: String?] = [:]) -> String {
  var members: [String: String] = smallest
  for (key, value) in changes { members[key] = value }
  return "{" + members.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", ") + "}"
}

func parse(_ text: String) throws(ConfigurationError) -> Configuration {
  try Configuration.parse(Data(text.utf8), name: "c.json", knownGenerators: generators)
}

func parse(_ changes: [String: String?]) throws(ConfigurationError) -> Configuration { try parse(text(changes)) }

/// The error line of a config; empty if the config is good.
func complaint(_ bytes: [UInt8]) -> String {
  do throws(ConfigurationError) {
    _ = try Configuration.parse(Data(bytes), name: "c.json", knownGenerators: generators)
    return ""
  } catch {
    return error.description
  }
}

func complaint(_ text: String) -> String { complaint([UInt8](text.utf8)) }

func complaint(_ changes: [String: String?]) -> String { complaint(text(changes)) }

/// A named case of a table of tests.
struct Case: Sendable, CustomTestStringConvertible {
  let changes: [String: String?]
  let message: String

  init(_ changes: [String: String?], _ message: String) {
    self.changes = changes
    self.message = message
  }

  var testDescription: String { message.isEmpty ? "\(changes)" : message }
}
