extension String {
  /// The start of the string, on one line, whatever it holds: for error messages.
  package var excerpt: String { oneLine(limit: 60) }

  /// The string, cut after `limit` characters, with what would not stand in a line of text escaped.
  package func oneLine(limit: Int = .max) -> String {
    var text = ""
    for (count, scalar) in unicodeScalars.enumerated() {
      if count == limit { return text + "…" }
      if scalar.properties.generalCategory.isPrintable {
        text.unicodeScalars.append(scalar)
      } else {
        text += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
      }
    }
    return text
  }
}

extension Unicode.GeneralCategory {
  /// Whether a scalar of this category can stand in a line of text without changing its layout.
  package var isPrintable: Bool {
    switch self {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
    default: true
    }
  }
}

extension [String] {
  /// The lines as a text; each stays one, whatever it quotes of a file, and tells a terminal nothing.
  package var onePerLine: String { map { $0.oneLine() + "\n" }.joined() }
}
