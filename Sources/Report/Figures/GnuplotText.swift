/// Text as gnuplot takes it.
package enum GnuplotText {
  /// A string constant. Line ends and other control characters become spaces.
  ///
  /// In single quotes gnuplot knows neither backslashes nor commands in backticks, but takes `'''` for two strings: text
  /// with single quotes stands in double ones, a backtick there as the number of its character.
  package static func quoted(_ text: String) -> String {
    let text = withoutControls(text)
    if !text.contains("'") { return "'" + text + "'" }
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("`", with: "\\140")
    return "\"" + escaped + "\""
  }

  /// Text that is shown as it stands in labels, where `_`, `^`, `{` and a few others mean subscripts and the like.
  package static func literal(_ text: String) -> String {
    var result = ""
    for character in withoutControls(text) {
      if "\\_^@&~{}".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }

  /// A number that gnuplot reads back as the same; NaN is its word for none.
  package static func number(_ value: Double) -> String { value.isFinite ? "\(value)" : "NaN" }

  private static func withoutControls(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
  }
}
