/// Where on the page each figure, equation and number of the paper is, and which numbers of it differ.
package struct Contents {
  private let sections: [PartResult.Section]
  private let verdict: Verdict
  private let isWhole: Bool

  init(_ sections: [PartResult.Section], _ verdict: Verdict, isWhole: Bool) {
    self.sections = sections
    self.verdict = verdict
    self.isWhole = isWhole
  }

  var text: String {
    var rows = sections.map { section -> [String] in
      let compared = section.entries.filter { $0.paperAgrees != nil }
      let differing = compared.filter { $0.paperAgrees == false }
      let checks = section.entries.compactMap(\.check)
      let beyond = checks.filter { !(abs($0.z) <= verdict.threshold($0)) }
      return [
        section.about, "[\(section.title)](#\(Contents.anchor(section.title)))",
        compared.isEmpty ? "" : "\(compared.count - differing.count) of \(compared.count)",
        differing.map(\.quantity).joined(separator: "; "),
        checks.isEmpty ? "" : "\(checks.count - beyond.count) of \(checks.count)",
      ]
    }
    if isWhole {
      rows.append([
        "Eqs. (S1) to (S6)", "the models and their limit: [docs/physics.md](../../docs/physics.md)", "", "",
        "",
      ])
      rows.append(["E_Z, not investigated in the paper", "[reversal.md](reversal.md)", "", "", ""])
    }
    return
      "**Where to find what.** Numbers of the paper that agree, and those that do not; numbers in the tables from trajectories that agree "
      + "with the exact ones.\n\n"
      + Markdown.table(["of the paper", "here", "the paper agrees", "it differs", "Monte Carlo agrees"], rows)
  }

  /// As GitHub names a heading: lower case, blanks as hyphens, no punctuation.
  package static func anchor(_ title: String) -> String {
    String(
      title.lowercased().compactMap { character -> Character? in
        if character == " " { return "-" }
        return character.isLetter || character.isNumber || character == "-" || character == "_" ? character : nil
      })
  }
}
