public import Foundation
import Theory

/// The estimates for a material: its constants from its numbers, the scales, and the paper's SQUID example.
public struct MaterialReport: Sendable {
  let material: Material
  let squid: SQUIDEstimate?

  /// The example of the paper: a cluster of 10⁴ in a cube of 100 nm.
  static let exampleN0 = 1e4
  static let exampleVolume = 1e-3

  /// Names of all materials.
  public static var names: [String] { Material.all.compactMap(\.name) }

  /// nil for a name that is not known.
  public init?(name: String) throws {
    guard let material = Material.named(name) else { return nil }
    self.material = material
    squid = try SQUIDEstimate.tripletLimited(
      N0: MaterialReport.exampleN0, volume: MaterialReport.exampleVolume, constants: material.constants)
  }

  private var inputs: [SourcedValue] {
    let (n, place) = (material.numbers, "the config's material")
    return [
      SourcedValue("gap", "Δ", n.gap, "µeV", source: "\(place).gap; note [26] prints meV"),
      SourcedValue("gapToTc", "Δ/k_BTc", n.gapToTc, "", source: "\(place).gapToTc"),
      SourcedValue(
        "densityOfStates", "ν", n.densityOfStates, "eV⁻¹nm⁻³", source: "\(place).densityOfStates, each spin"),
      SourcedValue("electronPhononTime", "τ0", n.electronPhononTime, "s", source: "\(place).electronPhononTime"),
      SourcedValue("spinOrbit", "α_so", n.spinOrbit, "", source: "\(place).spinOrbit"),
      SourcedValue("excessEnergy", "δε/Δ", n.excessEnergy, "", source: "\(place).excessEnergy"),
      SourcedValue("suppression", "K", n.coupling.suppression(), "", source: "\(place).suppression"),
    ]
  }

  /// What a run takes from the name, and the scales that follow from it.
  private var rounded: [SourcedValue] {
    let c = material.constants
    var found = [
      SourcedValue("gamma", "Γ̄", c.gamma, "µm³/s", source: "rounded, the paper's"),
      SourcedValue("gammaTriplet", "Γ̄t", c.gammaTriplet, "µm³/s", source: "rounded, the paper's"),
    ]
    if let time = c.spinFlipTime {
      found.append(SourcedValue("spinFlipTime", "τs", time, "s", source: "rounded, the paper's"))
    }
    return found + c.scales
  }

  public var text: String {
    func lines(_ values: [SourcedValue]) -> [String] {
      TextColumns.lines(
        values.map { [$0.symbol, String(format: "%.5g", $0.value), $0.unit, short($0.source)] }, indent: 4)
    }
    var found = ["\(material.name ?? "material"): estimates of orders of magnitude", "", "  numbers"] + lines(inputs)
    found += ["", "  from the formulas"] + lines(material.numbers.estimates)
    found += ["", "  what a config takes from the name"] + lines(rounded)
    if let squid {
      found += [
        "",
        "  a polarised cluster in the arm of a SQUID: N0 = \(Int(MaterialReport.exampleN0)) limited by Γ̄t, V = (100 nm)³, "
          + "\(squid.fluxPerSpin) Φ₀ each spin ½",
      ]
      found += lines(squid.estimates)
      found += [""] + squid.caveats.map { "  note: \($0)" }
      found.append("  note: flux noise is two-sided here, as in the paper; a spectrum analyser shows twice that")
    }
    found.append("  Source: Meyer, Houzet, Nazarov, PRL 125, 097006 (2020), \(MaterialReport.paper)")
    return found.joined(separator: "\n") + "\n"
  }

  private static let paper = "doi:10.1103/PhysRevLett.125.097006"

  private func short(_ source: String) -> String {
    source.replacingOccurrences(of: ", \(MaterialReport.paper)", with: "")
  }

  public var json: Data {
    func list(_ values: [SourcedValue]) -> JSONDocument { .list(values.map(\.document)) }
    var found: [String: JSONDocument] = [
      "schemaVersion": .integer(1), "numbers": list(inputs), "estimates": list(material.numbers.estimates),
      "constants": list(rounded),
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
