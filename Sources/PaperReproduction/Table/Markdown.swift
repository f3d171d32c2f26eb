import Report

/// Tables and pictures of the pages.
enum Markdown {
  static func table(_ header: [String], _ rows: [[String]]) -> String {
    let lines = [header, header.map { _ in "---" }] + rows
    return lines.map { "| " + $0.map(cell).joined(separator: " | ") + " |" }.joined(separator: "\n")
  }

  private static func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }

  /// The lines of a section, with the columns of the table of README.md.
  static func table(_ entries: [Entry], verdict: Verdict) -> String {
    table(
      ["quantity", "place", "paper", "mean field", "Fokker-Planck", "exact", "Monte Carlo", "z", "agrees", "remark"],
      entries.map { row($0, verdict) })
  }

  private static func row(_ entry: Entry, _ verdict: Verdict) -> [String] {
    func number(_ value: Double?) -> String { value.map { Text.number($0) } ?? "" }
    let paper =
      entry.paperText
      ?? {
        switch entry.paper {
        case .absent: return ""
        case .number(let value, _): return Text.number(value)
        case .order(let value): return "~" + Text.number(value, digits: 2)
        }
      }()
    var marked = [entry.meanField, entry.fokkerPlanck, entry.exact].map(number)
    // The column that the paper's value is compared with.
    if entry.paper != .absent, let place = [.meanField, .fokkerPlanck, .exact].firstIndex(of: entry.paperSpeaksOf) {
      if !marked[place].isEmpty { marked[place] = "**\(marked[place])**" }
    }
    return [entry.quantity + (entry.unit.isEmpty ? "" : " [\(entry.unit)]"), entry.place, paper] + marked + [
      entry.measured.map { Text.estimate($0) } ?? "", entry.check.map { Text.signed($0.z) } ?? "",
      agreement(entry, verdict), entry.remark,
    ]
  }

  /// In one word: of the paper, and of the trajectories.
  private static func agreement(_ entry: Entry, _ verdict: Verdict) -> String {
    var words: [String] = []
    if let agrees = entry.paperAgrees {
      if case .order = entry.paper {
        words.append(agrees ? "in order of magnitude" : "no")
      } else {
        words.append(agrees ? "yes" : "no")
      }
    }
    if let check = entry.check {
      let agrees = abs(check.z) <= verdict.threshold(check)
      if words.isEmpty { words.append(agrees ? "yes" : "no") } else if !agrees { words.append("Monte Carlo: no") }
    }
    return words.joined(separator: "; ")
  }

  static func picture(_ name: String, _ caption: String) -> String {
    "![\(caption)](figures/\(name).svg)\n\n*\(caption)*"
  }
}
