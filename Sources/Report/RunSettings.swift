import ClusterModel
import Foundation
import Results

/// What a point's config.json says of the run.
struct RunSettings: Sendable {
  let fluxPerSpin: Double
  /// The state that all trajectories start from, if it is given and an ensemble was taken; nil for a drawn start.
  let start: State?
  /// Whether trajectories begin in the stationary law, or near it.
  let startsStationary: Bool
  /// `auto`, `never` or `always`: whether the exact solution is wanted.
  let exact: String

  private struct Config: Decodable {
    struct Loop: Decodable { let fluxPerSpin: Double }
    struct Ensemble: Decodable { let times: Int }
    let squid: Loop
    let ensemble: Ensemble?
    let initialState: Start
    let exact: String
  }

  private enum Start: Decodable {
    case named(String)
    case state(State)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let name = try? container.decode(String.self) {
        self = .named(name)
      } else {
        self = .state(try container.decode(State.self))
      }
    }
  }

  /// - Throws: `FileError` if there is no config, or not one of qpspin.
  init(_ directory: String) throws(FileError) {
    let path = directory + "/config.json"
    let data = try ResultsReader.contents(path)
    guard let config = try? JSONDecoder().decode(Config.self, from: data) else {
      throw FileError(.badData, path: path, "is not a config of qpspin")
    }
    fluxPerSpin = config.squid.fluxPerSpin
    exact = config.exact
    switch config.initialState {
    case .state(let state):
      start = config.ensemble == nil ? nil : state
      startsStationary = false
    case .named(let name):
      start = config.ensemble != nil && name == "empty" ? State(N: 0, m: 0) : nil
      startsStationary = name != "empty"
    }
  }
}
