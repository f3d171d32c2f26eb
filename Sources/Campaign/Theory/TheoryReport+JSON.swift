public import Foundation
import ClusterModel
import Theory

extension TheoryReport {
  /// The reports of all points as JSON; what does not exist is not there.
  public static func json(_ reports: [TheoryReport]) -> Data {
    guard let first = reports.first else { return Data() }
    return JSONDocument.object([
      "schemaVersion": .integer(1), "name": .text(first.configuration.name),
      "model": .text(first.configuration.model.rawValue), "points": .list(reports.map(\.document)),
    ]).data
  }

  private var document: JSONDocument {
    var found: [String: JSONDocument] = [
      "parameters": .object(
        Dictionary(
          uniqueKeysWithValues: ParameterKey.allCases.compactMap { key in
            key.value(in: parameters).map { (key.rawValue, .number($0)) }
          })
      ),
      "regime": .text(scales.regime.rawValue),
      "scales": .object(Dictionary(uniqueKeysWithValues: scaleValues.map { ($0.name, .number($0.value)) })),
      "asymptoticForms": .list(asymptoticForms.map(\.document)), "notes": .list(notes.map { .text($0) }),
    ]
    for (key, estimates) in [("meanField", meanField), ("fokkerPlanck", fokkerPlanck), ("exact", exact)] {
      if let estimates { found[key] = estimates.document }
    }
    if let details = exact?.exactSolution { found["exactSolution"] = details.document }
    if let neededSize { found["neededSize"] = neededSize.document }
    return .object(found)
  }
}

extension SourcedValue {
  var document: JSONDocument {
    .object([
      "name": .text(name), "symbol": .text(symbol), "value": .number(value), "unit": .text(unit),
      "source": .text(source),
    ])
  }
}

extension TheoreticalEstimates {
  fileprivate var document: JSONDocument {
    var found: [String: JSONDocument] = ["estimates": .object(values.mapValues { .number($0) })]
    if let slowestTimeN { found["slowestTimeN"] = .number(slowestTimeN) }
    if let slowestTimeJ { found["slowestTimeJ"] = .number(slowestTimeJ) }
    return .object(found)
  }
}

extension MasterEquationSize {
  fileprivate var document: JSONDocument {
    .object([
      "states": .integer(states), "lowerBandwidth": .integer(lowerBandwidth),
      "upperBandwidth": .integer(upperBandwidth),
      "bytes": .number(bytes), "operations": .number(operations),
    ])
  }
}

extension ExactSolutionDetails {
  fileprivate var document: JSONDocument {
    var found: [String: JSONDocument] = [
      "size": size.document, "smallestN": .integer(smallestN), "largestN": .integer(largestN),
      "edgeWeight": .number(edgeWeight),
    ]
    if let reversal {
      found["reversal"] = .object([
        "relaxationTime": .number(reversal.relaxationTime), "threshold": .number(reversal.threshold),
        "meanTimeFromUp": .number(reversal.meanTimeFromUp), "meanTimeFromDown": .number(reversal.meanTimeFromDown),
      ])
    }
    return .object(found)
  }
}
