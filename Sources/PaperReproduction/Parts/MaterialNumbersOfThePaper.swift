import Foundation
import Theory

/// The numbers of aluminium.
struct MaterialNumbersOfThePaper {
  private let material = Material.aluminium

  func result() -> PartResult {
    var found = PartResult()
    let (numbers, constants) = (material.numbers, material.constants)
    let scales = Dictionary(uniqueKeysWithValues: constants.scales.map { ($0.name, $0.value) })
    func entry(
      _ quantity: String, _ unit: String, _ place: String, _ paper: PaperValue, _ text: String, _ value: Double?,
      _ remark: String = "", differs: Bool = false
    ) -> Entry {
      var found = Entry(quantity, place: place, unit: unit)
      found.paper = paper
      found.paperText = text
      found.paperSpeaksOf = .meanField
      found.meanField = value
      found.paperDiffers = differs
      found.remark = remark
      return found
    }
    let text = "main text before Eq. (7)"
    var printed = numbers
    printed.gap *= 1000
    let section = PartResult.Section(
      title: "Aluminium", about: "Γ̄, Γ̄t, τs, Vc, Nc, Ac, note [26]",
      text: [
        "Estimates of orders of magnitude, by the paper's formulas (`qpspin material`); the column of mean field holds what they give. "
          + "Runs take the paper's rounded Γ̄ = 18 µm³/s, Γ̄t = 10⁻⁴ Γ̄, τs = 10 s."
      ],
      entries: [
        entry(
          "Γ̄", "µm³/s", "\(text), note [26]", .number(18, tolerance: 0.1), "≃ 18", numbers.gamma,
          "by the formula of note [26] with Δ = 168 µeV"),
        entry(
          "Γ̄ with Δ = 168 meV as printed", "µm³/s", "note [26]", .number(18, tolerance: 0.1), "≃ 18", printed.gamma,
          "misprint: Δ is 168 µeV", differs: true),
        entry(
          "Γ̄t", "µm³/s", text, .order(1e-4 * 18), "~ 10⁻⁴ Γ̄", numbers.gammaTriplet(gamma: numbers.gamma),
          "α_so²KΓ̄ with K = 1"),
        entry("τs", "s", text, .order(10), "≃ 10", numbers.spinFlipTime, "at δε = 0.1Δ, K = 1; the paper rounds"),
        entry(
          "Vc = Γ̄τs", "µm³", text, .number(180, tolerance: 0.01), "~ 180", scales["criticalVolume"],
          "with the rounded constants"),
        entry(
          "Vc^(1/3)", "µm", "main text before Eq. (7)", .absent, "micron lengths",
          scales["criticalVolume"].map { cbrt($0) }, "how far a polarised cluster can be spread"),
        entry("Nc = Γ̄/Γ̄t", "", text, .number(1e4, tolerance: 0.01), "~ 10⁴", scales["criticalN"]),
        entry(
          "Ac = Γ̄/(Γ̄tτs)²", "µm⁻³s⁻¹", text, .order(1e5), "~ 10⁵", scales["criticalInjectionRate"],
          "the paper calls it the crossover from flips to triplet annihilation: at V = Vc, up to a numerical factor"),
      ])
    found.sections = [section]
    return found
  }
}
