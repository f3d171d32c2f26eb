/// A number with where it comes from.
public struct SourcedValue: Sendable, Hashable, Codable {
  /// Key in results, such as `gamma`.
  public let name: String
  /// How the paper writes it, such as Γ̄.
  public let symbol: String
  public let value: Double
  /// Unit, empty when dimensionless.
  public let unit: String
  /// The place of the formula.
  public let source: String

  public init(_ name: String, _ symbol: String, _ value: Double, _ unit: String, source: String) {
    self.name = name
    self.symbol = symbol
    self.value = value
    self.unit = unit
    self.source = source
  }
}

extension MaterialNumbers {
  /// Γ̄, K, Γ̄t, τs and the scales V_c, N_c, A_c, each with the place of its formula in the paper.
  public var estimates: [SourcedValue] {
    let paper = "doi:10.1103/PhysRevLett.125.097006"
    var found = [
      SourcedValue("gamma", "Γ̄", gamma, "µm³/s", source: "4(Δ/Tc)³/(τ0νΔ), note [26] with Δ in µeV, \(paper)")
    ]
    found += tripletSuppression.values(of: "triplet", at: "Δ")
    found.append(
      SourcedValue(
        "gammaTriplet", "Γ̄t", gammaTriplet(gamma: gamma), "µm³/s",
        source: "α_so²K(Δ)Γ̄, main text before Eq. (7), \(paper)"))
    found += flipSuppression.values(of: "flip", at: "δε")
    if let spinFlipTime {
      found.append(
        SourcedValue(
          "spinFlipTime", "τs", spinFlipTime, "s",
          source: "1/τs = α_so²(δε/Δ)^(7/2)K(δε)/τ0, main text before Eq. (7), \(paper)"))
    }
    return found.filter(\.value.isFinite) + constants.scales
  }
}

extension PhononSuppression {
  /// K, and the products from which it follows, for the process `name` with phonons of the energy `energy`.
  fileprivate func values(of name: String, at energy: String) -> [SourcedValue] {
    let place = "main text before Eq. (7), doi:10.1103/PhysRevLett.125.097006"
    var found: [SourcedValue] = []
    if let q {
      found.append(SourcedValue("\(name)WaveNumber", "q(\(energy))", q, "nm⁻¹", source: "ħcq = \(energy), \(place)"))
    }
    if let qa { found.append(SourcedValue("\(name)QA", "qa", qa, "", source: "latticeConstant times q(\(energy))")) }
    if let ql { found.append(SourcedValue("\(name)QL", "ql", ql, "", source: "meanFreePath times q(\(energy))")) }
    let source = regime == .given ? "the number suppression, \(place)" : "\(regime.formula), \(place)"
    return found + [SourcedValue("\(name)Suppression", "K(\(energy))", factor, "", source: source)]
  }
}

extension MaterialConstants {
  /// V_c, N_c and A_c, as far as there are flips and triplet annihilation, and numbers can hold them.
  public var scales: [SourcedValue] {
    let place = "main text after Eq. (4), doi:10.1103/PhysRevLett.125.097006"
    var found: [SourcedValue] = []
    if let spinFlipTime {
      found.append(SourcedValue("criticalVolume", "Vc", gamma * spinFlipTime, "µm³", source: "Γ̄τs, \(place)"))
    }
    if gammaTriplet > 0 {
      found.append(SourcedValue("criticalN", "Nc", gamma / gammaTriplet, "", source: "Γ̄/Γ̄t, \(place)"))
    }
    if let spinFlipTime, gammaTriplet > 0 {
      let product = gammaTriplet * spinFlipTime
      found.append(
        SourcedValue(
          "criticalInjectionRate", "Ac", gamma / (product * product), "µm⁻³ s⁻¹", source: "Γ̄/(Γ̄tτs)², \(place)"))
    }
    return found.filter(\.value.isFinite)
  }
}
