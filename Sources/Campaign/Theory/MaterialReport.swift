public import Foundation
public import Theory

/// The estimates for a material: its constants from its numbers, the scales, and the paper's SQUID example.
public struct MaterialReport: Sendable {
  let material: Material
  /// nil where it is not Γ̄t that limits such a cluster.
  let squid: SQUIDEstimate?

  /// The example of the paper: a cluster of 10⁴ in a cube of 100 nm.
  static let exampleN0 = 1e4
  static let exampleVolume = 1e-3

  /// Names of all materials.
  public static var names: [String] { Material.all.compactMap(\.name) }

  public init(_ material: Material) {
    self.material = material
    let example = try? SQUIDEstimate.tripletLimited(
      N0: MaterialReport.exampleN0, volume: MaterialReport.exampleVolume, constants: material.constants)
    let isTripletLimited = example.map { ClusterScales($0.parameters).N0 > MaterialReport.exampleN0 / 2 } ?? false
    squid = example.flatMap { isTripletLimited && $0.estimates.allSatisfy(\.value.isFinite) ? $0 : nil }
  }

  /// nil for a name that is not known.
  public init?(name: String) {
    guard let material = Material.named(name) else { return nil }
    self.init(material)
  }

  /// The material's numbers, each with where the paper has it, and whether it is the paper's.
  var inputs: [SourcedValue] {
    let (n, paper) = (material.numbers, MaterialNumbers.aluminium)
    func value(
      _ key: MaterialKey, _ symbol: String, _ number: KeyPath<MaterialNumbers, Double>, _ unit: String, _ place: String
    ) -> SourcedValue {
      let isPapers = n[keyPath: number] == paper[keyPath: number]
      return SourcedValue(
        key.rawValue, symbol, n[keyPath: number], unit,
        source: "\(key.rawValue): " + (isPapers ? "aluminium's, \(place)" : "as given; \(place)"))
    }
    let main = "main text before Eq. (7)"
    return [
      value(.gap, "Δ", \.gap, "µeV", "note [26], which prints meV"),
      value(.gapToTc, "Δ/k_BTc", \.gapToTc, "", "note [26]"),
      value(.densityOfStates, "ν", \.densityOfStates, "eV⁻¹nm⁻³", "note [26], for each spin"),
      value(.electronPhononTime, "τ0", \.electronPhononTime, "s", "note [26]"),
      value(.spinOrbit, "α_so", \.spinOrbit, "", main), value(.excessEnergy, "δε/Δ", \.excessEnergy, "", main),
    ] + disorder(main)
  }

  private func disorder(_ place: String) -> [SourcedValue] {
    switch material.numbers.coupling {
    case .given(let factor):
      let origin = factor == 1 ? "the least suppressed case" : "as given"
      return [SourcedValue("suppression", "K", factor, "", source: "suppression: \(origin), \(place)")]
    case .metal(let lengths):
      let path = lengths.meanFreePath.map {
        SourcedValue("meanFreePath", "l", $0, "nm", source: "meanFreePath: as given; \(place)")
      }
      return [path].compactMap(\.self) + [
        SourcedValue(
          "latticeConstant", "a", lengths.latticeConstant, "nm", source: "latticeConstant: as given; \(place)"),
        SourcedValue("soundVelocity", "c", lengths.soundVelocity, "m/s", source: "soundVelocity: as given; \(place)"),
      ]
    }
  }

  /// What a run takes from the material, and the scales that follow from it.
  var constants: [SourcedValue] {
    let (c, n) = (material.constants, material.numbers)
    func source(_ formula: String, _ isFormulas: Bool) -> String {
      material.name != nil ? "rounded, the paper's" : isFormulas ? formula : "as given"
    }
    var found = [
      SourcedValue("gamma", "Γ̄", c.gamma, "µm³/s", source: source("from the formula", c.gamma == n.gamma)),
      SourcedValue(
        "gammaTriplet", "Γ̄t", c.gammaTriplet, "µm³/s",
        source: source(
          c.gamma == n.gamma ? "from the formula" : "α_so²K(Δ)Γ̄ with Γ̄ as given",
          c.gammaTriplet == n.gammaTriplet(gamma: c.gamma))),
    ]
    if let time = c.spinFlipTime {
      found.append(
        SourcedValue("spinFlipTime", "τs", time, "s", source: source("from the formula", time == n.spinFlipTime)))
    }
    return found + c.scales
  }

  public var text: String {
    func lines(_ values: [SourcedValue]) -> [String] {
      TextColumns.lines(
        values.map { [$0.symbol, String(format: "%.5g", $0.value), $0.unit, short($0.source)] }, indent: 4)
    }
    var found = ["\(material.name ?? "material by its numbers"): estimates of orders of magnitude", "", "  numbers"]
    found += lines(inputs) + ["", "  from the formulas"] + lines(material.numbers.estimates)
    found += ["", "  what a config takes from the \(material.name == nil ? "numbers" : "name")"] + lines(constants)
    if let squid {
      found += [
        "",
        "  a polarised cluster in the arm of a SQUID: N0 = \(Int(MaterialReport.exampleN0)) limited by Γ̄t, V = (100 nm)³, "
          + "\(squid.fluxPerSpin) Φ₀ each spin ½",
      ]
      found += lines(squid.estimates)
      found += [""] + (squid.caveats + squidNotes).map { "  note: \($0)" }
    } else {
      found += [""] + squidNotes.map { "  note: \($0)" }
    }
    found.append("  Source: Meyer, Houzet, Nazarov, PRL 125, 097006 (2020), \(MaterialReport.paper)")
    return found.joined(separator: "\n") + "\n"
  }

  private var squidNotes: [String] {
    squid == nil
      ? ["there is no example of a SQUID: with these numbers it is not Γ̄t that would limit a cluster to N0 = 10000"]
      : ["flux noise is two-sided here, as in the paper; a spectrum analyser shows twice that"]
  }

  private static let paper = "doi:10.1103/PhysRevLett.125.097006"

  private func short(_ source: String) -> String {
    source.replacingOccurrences(of: ", \(MaterialReport.paper)", with: "")
  }

  public var json: Data {
    func list(_ values: [SourcedValue]) -> JSONDocument { .list(values.map(\.document)) }
    var found: [String: JSONDocument] = [
      "schemaVersion": .integer(1), "numbers": list(inputs), "estimates": list(material.numbers.estimates),
      "constants": list(constants),
      "suppression": .object([
        "triplet": material.numbers.tripletSuppression.document, "flip": material.numbers.flipSuppression.document,
      ]),
    ]
    if let name = material.name { found["name"] = .text(name) }
    if let squid {
      found["squid"] = .object([
        "fluxPerSpin": .number(squid.fluxPerSpin), "injectionRate": .number(squid.parameters.injectionRate),
        "volume": .number(squid.parameters.volume), "estimates": list(squid.estimates),
        "notes": .list(squid.caveats.map { .text($0) }),
      ])
    }
    return JSONDocument.object(found).data
  }
}

extension PhononSuppression {
  /// The factor K, and which of the paper's forms it is.
  fileprivate var document: JSONDocument {
    .object(["factor": .number(factor), "regime": .text(regime.rawValue), "formula": .text(regime.formula)])
  }
}
