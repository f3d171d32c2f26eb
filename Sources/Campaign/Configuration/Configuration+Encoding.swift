public import Foundation
import ClusterModel

extension Configuration {
  /// The config with every default written out, as JSON text: reading it gives an equal config.
  public func encoded() -> Data { document.data }

  var document: JSONDocument {
    var members: [RootKey: JSONDocument] = [
      .name: .text(name), .model: .text(model.rawValue), .parameters: parametersDocument, .material: material.document,
      .timeUnit: .text(timeUnit.rawValue), .trajectories: .integer(trajectories), .duration: .number(duration),
      .burnIn: .optional(burnIn), .initialState: initialState.document, .seed: .unsigned(seed),
      .rng: rng.map { .text($0) } ?? .null, .algorithm: .text(algorithm.rawValue),
      .accuracy: .optional(accuracy), .correlation: correlation?.document ?? .null,
      .ensemble: ensemble?.document ?? .null, .trace: trace.document,
      .squid: .object([SquidKey.fluxPerSpin.rawValue: .number(fluxPerSpin)]), .exact: .text(exact.rawValue),
      .precision: precision?.document ?? .null, .sweep: sweep?.document ?? .null,
    ]
    if sweep == nil { members[.point] = .integer(point) }
    return .object(Dictionary(uniqueKeysWithValues: members.map { ($0.key.rawValue, $0.value) }))
  }

  private var parametersDocument: JSONDocument {
    var members: [String: JSONDocument] = [:]
    for key in ParameterKey.allCases where key != .zeeman || model == .ising {
      members[key.rawValue] = .optional(key.value(in: parameters))
    }
    return .object(members)
  }
}

extension Correlation {
  fileprivate var document: JSONDocument {
    .object([CorrelationKey.step.rawValue: .optional(step), CorrelationKey.maximumLag.rawValue: .optional(maximumLag)])
  }
}

extension Ensemble {
  fileprivate var document: JSONDocument { .object([EnsembleKey.times.rawValue: .integer(times)]) }
}

extension Precision {
  fileprivate var document: JSONDocument { .object(targets.mapValues { .number($0) }) }
}

extension Trace {
  fileprivate var document: JSONDocument {
    .object([
      TraceKey.trajectories.rawValue: .integer(trajectories), TraceKey.points.rawValue: .integer(points),
      TraceKey.duration.rawValue: .optional(duration),
    ])
  }
}
