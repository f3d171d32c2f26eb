import ClusterModel
import Foundation
import Report
import Results
import Statistics
import Theory

/// One cluster in a limit: what the paper, theory and trajectories say of its N.
struct DistributionCase {
  private let point: FinishedPoint
  private let forms: LimitForms
  private let exact: TheoreticalEstimates?
  private let law: StationaryDistribution?

  init(_ point: FinishedPoint, _ forms: LimitForms, exact: TheoreticalEstimates?) {
    self.point = point
    self.forms = forms
    self.exact = exact
    law = StationaryDistribution(point.parameters, model: point.model)
  }

  private var label: String { "\(point.model.rawValue), \(forms.limit.rawValue)" }

  private func entry(_ quantity: String, place: String, unit: String = "") -> Entry {
    var entry = Entry("\(quantity), \(label)", place: place, unit: unit)
    entry.degreesOfFreedom = point.degreesOfFreedom
    return entry
  }

  /// N0, m0 and the concentrations, which the paper has from mean field.
  var meanFieldEntries: [Entry] {
    let p = point.parameters
    let state = try? MeanField(p, equations: .paper).stationary()
    let isFlips = forms.limit == .flips

    var number = entry("N0, the most probable N", place: isFlips ? "below Eq. (4), N0^(s)" : "below Eq. (4), N0^(t)")
    number.paper = .number(forms.N0, tolerance: 0.02)
    number.paperText = (isFlips ? "√(AVτs/2) = " : "(AV²/Γ̄t)^(1/3) = ") + Text.number(forms.N0)
    number.paperSpeaksOf = .meanField
    number.meanField = state?.N
    number.fokkerPlanck = law?.mode
    number.exact = exact.map { DistributionCase.mode($0.probabilityN()) }
    number.remark =
      "mean field: Eqs. (1), (2) solved without m ≪ N, off by about m0/N0 = \(Text.percent(forms.m0 / forms.N0))"

    var reversed = entry("m0", place: isFlips ? "below Eq. (4), m0^(s)" : "below Eq. (4), m0^(t)")
    reversed.paper = .number(forms.m0, tolerance: 0.03)
    reversed.paperText = (isFlips ? "VN0/(Γ̄τs) = " : "(AV²Γ̄t²)^(1/3)N0/(2Γ̄) = ") + Text.number(forms.m0)
    reversed.paperSpeaksOf = .meanField
    reversed.meanField = state?.m
    reversed.remark = "of mean field; the mean is the next line"

    var mean = entry("⟨m⟩", place: "Eq. (2)")
    mean.meanField = state?.m
    mean.exact = exact?.values["meanM"]
    mean.measured = point.estimate("meanM")
    if let value = exact?.values["meanM"], let m = state?.m {
      mean.remark =
        "\(Text.number(value / m, digits: 3)) times that of mean field: m follows 1/N, and ⟨1/N⟩ is not 1/N0"
    }

    var printed = entry("m0 by Eq. (3) as printed", place: "Eq. (3)")
    let (A, V, N0) = (p.injectionRate, p.volume, ClusterScales(p).N0)
    printed.paper = .number((A * V * V - p.gammaTriplet * N0) / (2 * p.gamma * N0), tolerance: 1e-3)
    printed.meanField = (A * V * V - p.gammaTriplet * N0 * N0) / (2 * p.gamma * N0)
    printed.paperSpeaksOf = .meanField
    printed.paperDiffers = true
    printed.remark = "misprint: Γ̄t N0 instead of Γ̄t N0², which Eq. (1) gives; mean field: with the square"

    let unpolarized = (2 * A / p.gamma).squareRoot()
    let zeta = isFlips ? V / (p.gamma * forms.time) : cbrt(A * V * V * pow(p.gammaTriplet, 2) / pow(p.gamma, 3)) / 2
    var concentration = entry("N0/V", place: isFlips ? "Eq. (5)" : "Eq. (6)", unit: "µm⁻³")
    concentration.paper = .number(unpolarized / 2 / zeta.squareRoot(), tolerance: 0.02)
    concentration.paperText = "½c0ζ^(−½) = " + Text.number(unpolarized / 2 / zeta.squareRoot())
    concentration.paperSpeaksOf = .meanField
    concentration.meanField = state.map { $0.N / V }
    concentration.remark =
      "c0 = \(Text.number(unpolarized)) µm⁻³ would be the unpolarised one, ζ = \(Text.number(zeta))"
    var reversedConcentration = entry("m0/V", place: isFlips ? "Eq. (5)" : "Eq. (6)", unit: "µm⁻³")
    reversedConcentration.paper = .number(unpolarized / 2 * zeta.squareRoot(), tolerance: 0.03)
    reversedConcentration.paperText = "½c0ζ^½ = " + Text.number(unpolarized / 2 * zeta.squareRoot())
    reversedConcentration.paperSpeaksOf = .meanField
    reversedConcentration.meanField = state.map { $0.m / V }
    return [number, reversed, mean] + (isFlips ? [] : [printed]) + [concentration, reversedConcentration]
  }

  /// ⟨N⟩, ⟨N²⟩, ⟨⟨N²⟩⟩ and S_N(0), in the paper's units.
  var fluctuationEntries: [Entry] {
    let N0 = forms.N0
    let isPapers = point.model != .su2
    func moment(
      _ name: String, _ place: String, _ paper: Double, fokkerPlanck: Double?, exact: Double?, _ measured: Estimate
    ) -> Entry {
      let isPapers = isPapers && (forms.isQuantum || name == "⟨N⟩/N0")
      var found = entry(name, place: isPapers ? place : "not in the paper")
      if isPapers { found.paper = .number(paper, tolerance: 1e-6) }
      found.fokkerPlanck = fokkerPlanck
      found.exact = exact
      found.measured = measured
      if let exact, let fokkerPlanck {
        found.remark = "N0 = \(Text.number(N0)): exact is \(DistributionCase.difference(exact, fokkerPlanck)) the limit"
      }
      return found
    }
    let e = exact?.values
    let square = e.flatMap { e in e["varianceN"].flatMap { v in e["meanN"].map { v + $0 * $0 } } }
    let mean = moment(
      "⟨N⟩/N0", forms.momentsPlace, forms.mean, fokkerPlanck: law.map { $0.mean / N0 },
      exact: e?["meanN"].map { $0 / N0 },
      point.estimate("meanN").scaled(by: 1 / N0))
    let second = moment(
      "⟨N²⟩/N0²", forms.momentsPlace, forms.secondMoment, fokkerPlanck: law.map { $0.secondMoment / (N0 * N0) },
      exact: square.map { $0 / (N0 * N0) }, point.secondMoment.scaled(by: 1 / (N0 * N0)))
    let variance = moment(
      "⟨⟨N²⟩⟩/N0²", forms.momentsPlace, forms.variance, fokkerPlanck: law.map { $0.variance / (N0 * N0) },
      exact: e?["varianceN"].map { $0 / (N0 * N0) }, point.estimate("varianceN").scaled(by: 1 / (N0 * N0)))
    return [mean, second, variance, noiseEntry]
  }

  private var noiseEntry: Entry {
    var noise = entry("S_N(0)/⟨⟨N²⟩⟩ in units of \(forms.timeSymbol)", place: "below Eq. (9)")
    if let value = forms.noise, point.model != .su2 {
      noise.paper = .number(value, tolerance: 0.05 / value)
    } else {
      noise.place = "not in the paper"
    }
    noise.fokkerPlanck = FokkerPlanckNoise.ratio(point.system).map { $0 / forms.time }
    noise.exact = exact?.values["tauN"].map { 2 * $0 / forms.time }
    noise.measured = point.estimate("tauN").scaled(by: 2 / forms.time)
    noise.remark = forms.noise == nil || point.model == .su2 ? "" : "the paper gives one digit"
    return noise
  }

  /// Of classical spins.
  var classicalEntries: [Entry] {
    let unpolarized =
      point.parameters.volume * (2 * point.parameters.injectionRate / point.parameters.gamma).squareRoot()
    let state = try? MeanField(point.parameters, equations: .processes(.ising)).stationary()
    var number = entry("N0^cl = N_unpol", place: "end of SM IV")
    number.paper = .number(unpolarized, tolerance: 0.02)
    number.paperSpeaksOf = .meanField
    number.meanField = state?.N
    number.exact = exact?.values["meanN"]
    number.measured = point.estimate("meanN")
    // Counted below.
    number.reference = nil
    if let mean = exact?.values["meanN"] {
      number.remark =
        "exact and Monte Carlo: ⟨N⟩, \(Text.number(mean / unpolarized, digits: 3)) times the mean field, which is the paper's point"
    }
    var reversed = entry("m0^cl = N_unpol/2", place: "end of SM IV")
    reversed.paper = .number(unpolarized / 2, tolerance: 0.02)
    reversed.paperSpeaksOf = .meanField
    reversed.meanField = state?.m
    reversed.exact = exact?.values["meanM"]
    reversed.measured = point.estimate("meanM")
    reversed.remark = "exact and Monte Carlo: ⟨m⟩ = ⟨N⟩/2, as the spin has either sign"
    return [number, reversed] + fluctuationEntries
  }

  /// P(N) bin by bin.
  func distribution() throws -> (entry: Entry, checks: [Check], panel: DistributionPanel) {
    let measured = try point.distributionOfN()
    let exactLaw = exact?.probabilityN() ?? []
    let visits = exact?.values["tauN"].map { point.independentSamples(tauN: $0) } ?? 0
    var checks: [Check] = []
    for (N, estimate) in measured.enumerated() where N < exactLaw.count && exactLaw[N] * visits >= 100 {
      checks.append(
        Check(
          "P(N = \(N)), \(label)", estimate, expected: exactLaw[N], degreesOfFreedom: point.degreesOfFreedom,
          isBin: true))
    }
    let limit = law.map { law in exactLaw.indices.map { law.density(Double($0)) } } ?? []
    let distance = zip(exactLaw, limit).reduce(0) { $0 + abs($1.0 - $1.1) } / 2
    let place = forms.isQuantum ? "Eq. (7)" : "Eq. (S12)"
    var entry = entry("P(N)", place: place)
    entry.reference = nil
    let rms = Verdict.rootMeanSquare(checks)
    entry.remark =
      "½Σ|P exact − \(place)| = \(Text.number(distance, digits: 2)); trajectories against exact at \(checks.count) N: "
      + "rms z = \(Text.fixed(rms, 2)), largest \(Text.fixed(checks.map { abs($0.z) }.max() ?? 0, 2))"
    let panel = DistributionPanel(
      name: "\(point.model.rawValue)-\(forms.limit.rawValue.lowercased())", label: label, place: place, N0: forms.N0,
      mean: point.value("meanN"), measured: measured, exact: exactLaw, limit: limit)
    return (entry, checks, panel)
  }

  /// `1.2 % above`, as text.
  static func difference(_ value: Double, _ reference: Double) -> String {
    let share = value / reference - 1
    return "\(Text.percent(abs(share))) \(share < 0 ? "below" : "above")"
  }

  /// The most probable value, to a fraction of one, by a parabola through the logarithms at the peak.
  static func mode(_ law: [Double]) -> Double {
    guard let peak = law.indices.max(by: { law[$0] < law[$1] }) else { return .nan }
    // A wide stencil: near the top of a smooth peak the neighbours differ by little.
    let step = max(1, peak / 20)
    guard peak >= step, peak + step < law.count, law[peak - step] > 0, law[peak + step] > 0 else { return Double(peak) }
    let (left, middle, right) = (log(law[peak - step]), log(law[peak]), log(law[peak + step]))
    return Double(peak) + Double(step) * 0.5 * (left - right) / (left - 2 * middle + right)
  }
}

/// The noise of the Fokker-Planck equation.
enum FokkerPlanckNoise {
  /// S_N(0)/⟨⟨N²⟩⟩ in s.
  static func ratio(_ system: System) -> Double? {
    guard let found = try? FokkerPlanckOperator(system.parameters, model: system.model) else { return nil }
    return found.zeroFrequencyNoise / found.law.variance
  }
}
