import ClusterModel
import Foundation
import Results
import Theory

/// What theory says of one point of a config: mean field, Fokker-Planck and the exact master equation side by side.
public struct TheoryReport: Sendable {
  let configuration: Configuration
  let index: Int
  let parameters: Parameters
  let scales: ClusterScales
  let meanField: TheoreticalEstimates?
  let fokkerPlanck: TheoreticalEstimates?
  let exact: TheoreticalEstimates?
  /// Of a space of states that was too large to solve; a lower estimate.
  let neededSize: MasterEquationSize?
  let asymptoticForms: [SourcedValue]
  /// In plain words, where a column is outside its range or missing.
  let notes: [String]

  /// - Parameter index: place in the points of `configuration`.
  public init(_ configuration: Configuration, point index: Int) {
    let (parameters, model) = (configuration.points[index], configuration.model)
    let scales = configuration.scales(index)
    self.configuration = configuration
    self.index = index
    self.parameters = parameters
    self.scales = scales
    meanField = TheoreticalEstimates.meanField(parameters, model: model)
    fokkerPlanck = TheoreticalEstimates.fokkerPlanck(
      parameters, model: model, fluxPerSpin: configuration.fluxPerSpin)
    asymptoticForms = AsymptoticForms.values(parameters, model: model, scales: scales)

    var notes = TheoryReport.rangeNotes(parameters, model: model, scales: scales)
    var neededSize: MasterEquationSize?
    exact = TheoryReport.solve(configuration, parameters) { error in
      if case .tooLarge(let size, _) = error { neededSize = size }
      notes.append(TheoryReport.sentence(error))
    }
    self.neededSize = neededSize
    self.notes = notes
  }

  /// What one factorisation may cost when it is waited for.
  private static let patient = MasterEquationLimits(bytes: 8e9, operations: 5e11)

  /// What one factorisation may cost: a few seconds in all, or with `always` minutes.
  static func limits(_ configuration: Configuration) -> MasterEquationLimits {
    switch configuration.exact {
    case .always: return patient
    case .auto, .never:
      let points = Double(configuration.points.count)
      return MasterEquationLimits(bytes: 1e9, operations: max(2e7, 2e9 / points))
    }
  }

  private static func solve(
    _ configuration: Configuration, _ parameters: Parameters, onFailure: (MasterEquationError) -> Void
  ) -> TheoreticalEstimates? {
    if configuration.exact == .never { return nil }
    do {
      return try TheoreticalEstimates.exact(
        parameters, model: configuration.model, fluxPerSpin: configuration.fluxPerSpin,
        limits: limits(configuration), curves: false)
    } catch {
      onFailure(error)
      return nil
    }
  }

  private static func sentence(_ error: MasterEquationError) -> String {
    guard case .tooLarge(let size, _) = error else { return "no exact solution: \(error)" }
    return "no exact solution: it needs at least \(size), more than "
      + (patient.allow(size)
        ? "a few seconds take; \"exact\": \"always\" in the config waits for it" : "is solved at all")
  }

  /// Where the descriptions that need m ≪ N and N ≫ 1 do not hold.
  private static func rangeNotes(_ p: Parameters, model: ModelName, scales: ClusterScales) -> [String] {
    if scales.regime == .empty { return ["nothing is injected: the cluster dies out"] }
    var notes: [String] = []
    if p.zeeman != 0 { notes.append("the Fokker-Planck equation has no Zeeman field: its column is left out") }
    if scales.regime == .unlimited { return notes + ["nothing limits the cluster: there is no stationary state"] }
    if model == .ising && p.zeeman == 0 {
      notes.append(
        "mean field of classical spins is unpolarised, s = 0; the cluster is polarised either way where N0 is far above "
          + number(scales.unpolarizedN) + ", which Fokker-Planck takes for granted")
    } else if model != .ising && scales.meanFieldPolarization < 0.8 {
      let reversed = number((1 - scales.meanFieldPolarization) / 2)
      notes.append(
        "m ≪ N does not hold: mean field (S7), (S8) has polarisation \(number(scales.meanFieldPolarization)), m/N = "
          + "\(reversed), N = \(number(scales.meanFieldN)) (unpolarised: \(number(scales.unpolarizedN))). N0, m0, t_f and "
          + "Fokker-Planck are outside their range" + outside(model))
      if let su2 = model == .su2 ? nil : TheoreticalEstimates.meanField(p, model: .su2)?.values,
        let N = su2["meanN"], let S = su2["meanS"]
      {
        notes.append("exact counting of spins (su2) has N = \(number(N)), S = \(number(S)) in mean field")
      }
    }
    if scales.N0 < 30, scales.N0 > 0, p.zeeman == 0 {
      notes.append(
        "N0 = \(number(scales.N0)) is not large: Fokker-Planck is the leading order, and corrections are of the order "
          + "of 1/N0")
    }
    return notes
  }

  private static func outside(_ model: ModelName) -> String {
    switch model {
    case .heisenberg: ", and so are the rates of heisenberg and (S9), which take S for (N−m)/2: su2 has no such limit"
    case .polarized: ", and so is polarized, which has no reversed spins at all: su2 has no such limit"
    case .polarizedIsing: ", and so is polarized-ising, which has no reversed spins at all: ising has no such limit"
    case .su2, .ising: ", and so is (S9), which takes S for (N−m)/2"
    }
  }

  static func number(_ value: Double) -> String { String(format: "%.4g", value) }
}
