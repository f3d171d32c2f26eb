import ClusterModel
import Foundation
import Results
import Theory

/// Theory beside a sweep over one parameter: exact at its points, mean field and Fokker-Planck between them as well.
struct SweepCurves {
  static let pointsFile = "sweep_exact.csv"
  static let curvesFile = "sweep_theory.csv"

  /// A column for each estimate, rows in the order of the swept values.
  let exact: Table
  /// The same, with `fokkerPlanckMeanN`, `meanFieldMeanN`, ….
  let curves: Table
  private let known: [String: [Double]]

  /// How many places curves have.
  private static let count = 81

  init(_ data: SweepData, axis: SweepData.Axis, theories: [PointComparison]) {
    var known: [String: [Double]] = [:]
    let names = data.estimates
    var exact = Table([axis.key] + names)
    let order = data.points.indices.sorted { data.value(axis, ofPoint: $0) < data.value(axis, ofPoint: $1) }
    for index in order {
      let values = theories[index].exact?.values ?? [:]
      for name in names { known["exact" + name, default: []].append(contentsOf: [values[name]].compactMap(\.self)) }
      exact.add([data.value(axis, ofPoint: index)] + names.map { values[$0] })
    }
    let (first, last) = (axis.values.first ?? 0, axis.values.last ?? 0)
    var curves = Table(
      [axis.key] + names.flatMap { [SweepCurves.column("fokkerPlanck", $0), SweepCurves.column("meanField", $0)] })
    let model = data.sweep.model
    for step in 0..<SweepCurves.count {
      let share = Double(step) / Double(SweepCurves.count - 1)
      // The last place is the last point itself, without rounding.
      let value =
        step == SweepCurves.count - 1
        ? last : axis.isLogarithmic ? first * pow(last / first, share) : first + share * (last - first)
      let parameters = data.parameters(axis, at: value)
      let flux = data.points[0].settings.fluxPerSpin
      let fokkerPlanck = TheoreticalEstimates.fokkerPlanck(parameters, model: model, fluxPerSpin: flux)?.values ?? [:]
      let meanField = TheoreticalEstimates.meanField(parameters, model: model)?.values ?? [:]
      for name in names {
        known["fokkerPlanck" + name, default: []].append(contentsOf: [fokkerPlanck[name]].compactMap(\.self))
        known["meanField" + name, default: []].append(contentsOf: [meanField[name]].compactMap(\.self))
      }
      curves.add([value] + names.flatMap { [fokkerPlanck[$0], meanField[$0]] })
    }
    self.exact = exact
    self.curves = curves
    self.known = known
  }

  /// The name of a column of `curves`.
  static func column(_ source: String, _ name: String) -> String {
    source + name.prefix(1).uppercased() + name.dropFirst()
  }

  /// The values that a theory gives for an estimate.
  func values(_ source: String, _ name: String) -> [Double] { known[source + name] ?? [] }
}
