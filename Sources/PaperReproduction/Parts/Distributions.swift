import ClusterModel
import Foundation
import Report
import Results
import Statistics
import Theory

/// P(N), its moments and the noise where one process limits the cluster: Eqs. (3) to (9), (S12) to (S14).
struct Distributions {
  private let session: PaperSession
  private let runs: [FinishedRun]

  init(_ session: PaperSession) throws {
    self.session = session
    runs = try ["heisenberg", "su2", "ising"].flatMap { model in
      try ["sr", "ta"].map { try session.run("\($0)-\(model)") }
    }
    try session.solve(runs)
  }

  func result() throws -> PartResult {
    var found = PartResult()
    var sections = [
      PartResult.Section(title: "Polarised cluster: mean field, Eqs. (3) to (6)", about: "Eqs. (1) to (6)"),
      PartResult.Section(
        title: "Fluctuations: Eqs. (7) to (9) and S_N(0)",
        about: "Eqs. (7) to (9), S_N(0) with its 0.5 and 0.6, at N0 = 100"),
      PartResult.Section(
        title: "Exact counting of spins in the same clusters", about: "the same beyond m ≪ N, not in the paper"),
      PartResult.Section(title: "Classical spins: Eqs. (S12) to (S14)", about: "Eqs. (S11) to (S14)"),
    ]
    var panels: [DistributionPanel] = []
    for run in runs {
      let point = run.point
      guard let forms = LimitForms(point.parameters, model: point.model) else { continue }
      let case_ = DistributionCase(point, forms, exact: session.exact[point.system])
      switch point.model {
      case .heisenberg:
        sections[0].entries += case_.meanFieldEntries
        sections[1].entries += case_.fluctuationEntries
      case .su2: sections[2].entries += case_.fluctuationEntries
      default: sections[3].entries += case_.classicalEntries
      }
      let law = try case_.distribution()
      found.checks += law.checks
      let place = point.model == .heisenberg ? 1 : point.model == .su2 ? 2 : 3
      sections[place].entries.append(law.entry)
      if point.model != .su2 { panels.append(law.panel) }
    }
    sections[3].entries += ratioEntries
    sections[0].text = [clusters]
    sections[1].figures = ["distributions"]
    sections[1].text = [
      "N0 = 100 is finite: exact and simulated values differ from Eqs. (7) to (9) by terms of order 1/N0 and m0/N0. The limit "
        + "itself is approached in the section on large clusters below. z compares the simulation with the exact solution of "
        + "the same cluster."
    ]
    found.sections = sections
    found.figures = [DistributionPanel.figure(panels)]
    return found
  }

  private var clusters: String {
    let lines = runs.prefix(2).compactMap { run -> String? in
      let p = run.point.parameters
      guard let forms = LimitForms(p, model: run.point.model) else { return nil }
      return "\(forms.limit.rawValue): A = \(Text.number(p.injectionRate)) µm⁻³s⁻¹, V = \(Text.number(p.volume)) µm³, "
        + (forms.limit == .flips
          ? "τs = \(Text.number(p.spinFlipTime ?? 0)) s, no Γ̄t" : "Γ̄t = \(Text.number(p.gammaTriplet)) µm³/s, no flips")
        + ", N0 = \(Text.number(forms.N0))"
    }
    return "Clusters of aluminium in which one process alone limits N. " + lines.joined(separator: "; ") + "."
  }

  /// Quantum against classical spins.
  private var ratioEntries: [Entry] {
    ["sr", "ta"].compactMap { regime -> Entry? in
      guard let quantum = runs.first(where: { $0.name == "\(regime)-heisenberg" })?.point,
        let classical = runs.first(where: { $0.name == "\(regime)-ising" })?.point,
        let forms = LimitForms(quantum.parameters, model: quantum.model),
        let classicalForms = LimitForms(classical.parameters, model: classical.model)
      else { return nil }
      var entry = Entry("⟨N⟩ classical over quantum, \(forms.limit.rawValue)", place: "SM IV")
      entry.paper = .number(classicalForms.mean / forms.mean, tolerance: 1e-3)
      func ratio(_ a: Double?, _ b: Double?) -> Double? { a.flatMap { a in b.map { a / $0 } } }
      let law = [classical, quantum].map { StationaryDistribution($0.parameters, model: $0.model)?.mean }
      entry.fokkerPlanck = ratio(law[0], law[1])
      entry.exact = ratio(
        session.exact.value("meanN", classical.system), session.exact.value("meanN", quantum.system))
      let (a, b) = (classical.estimate("meanN"), quantum.estimate("meanN"))
      let value = a.value / b.value
      let relative = pow(a.standardError / a.value, 2) + pow(b.standardError / b.value, 2)
      entry.measured = Estimate(value: value, standardError: value * relative.squareRoot())
      entry.degreesOfFreedom = min(classical.degreesOfFreedom, quantum.degreesOfFreedom)
      entry.remark =
        "only a prefactor, as the paper says; classical clusters pass N = 0 when they reverse, quantum ones keep away from it"
      return entry
    }
  }
}
