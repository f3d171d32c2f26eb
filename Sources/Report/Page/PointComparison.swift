import ClusterModel
import Foundation
import Results
import Theory

/// What theory says of the estimates of one point.
struct PointComparison: Sendable {
  let meanField: TheoreticalEstimates?
  let fokkerPlanck: TheoreticalEstimates?
  let exact: TheoreticalEstimates?
  /// Why there is no exact solution; nil if there is one.
  let refusal: String?

  /// What is solved without being asked, and when asked for: as for the columns of a run's tables.
  private static let automatic = MasterEquationLimits(bytes: 2e8, operations: 1e8, states: 10_000)
  private static let generous = MasterEquationLimits(bytes: 8e9, operations: 5e11)

  init(_ point: PointData) {
    let (parameters, model) = (point.summary.parameters.parameters, point.summary.model)
    let flux = point.settings.fluxPerSpin
    meanField = TheoreticalEstimates.meanField(parameters, model: model)
    fokkerPlanck = TheoreticalEstimates.fokkerPlanck(parameters, model: model, fluxPerSpin: flux)
    if point.settings.exact == "never" {
      (exact, refusal) = (nil, "the config says \"exact\": \"never\"")
      return
    }
    let isPatient = point.settings.exact == "always"
    do {
      exact = try TheoreticalEstimates.exact(
        parameters, model: model, fluxPerSpin: flux,
        limits: isPatient ? PointComparison.generous : PointComparison.automatic, curves: false)
      refusal = nil
    } catch {
      exact = nil
      if case .tooLarge = error, !isPatient {
        refusal = "it takes more than a few seconds; \"exact\": \"always\" in the config waits for it"
      } else {
        refusal = "\(error)"
      }
    }
  }
}
