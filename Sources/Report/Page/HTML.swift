import Foundation

/// Text and numbers in a page.
enum HTML {
  /// Text as it is, whatever it holds.
  static func text(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      // Not allowed in a page; also the marks that turn the direction of text around.
      case _ where scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format:
        result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A table of cells that are markup already; the first row is its head.
  /// - Parameter numbers: columns of numbers, which stand at the right.
  static func table(_ rows: [[String]], class name: String, numbers: Range<Int>) -> String {
    func row(_ cells: [String], _ tag: String) -> String {
      let content = cells.enumerated().map { index, cell in
        "<\(tag)\(numbers.contains(index) ? " class=\"n\"" : "")>\(cell)</\(tag)>"
      }
      return "<tr>\(content.joined())</tr>\n"
    }
    guard let head = rows.first else { return "" }
    let body = rows.dropFirst().map { row($0, "td") }.joined()
    return "<div class=\"scroll\"><table class=\"\(name)\">\n<thead>\(row(head, "th"))</thead>\n"
      + "<tbody>\n\(body)</tbody>\n</table></div>\n"
  }

  /// A list of names and values.
  static func facts(_ facts: [(name: String, value: String)]) -> String {
    "<dl>\n" + facts.map { "<dt>\(text($0.name))</dt><dd>\(text($0.value))</dd>\n" }.joined() + "</dl>\n"
  }

  /// An SVG of gnuplot within a page: its names are made its own, so that several do not mix.
  /// - Parameter isWide: whether it has a row of its own.
  static func figure(_ svg: String, name: String, caption: String, isWide: Bool = false) -> String {
    var picture = svg
    if let start = picture.range(of: "<svg") { picture = String(picture[start.lowerBound...]) }
    let prefix = "\(name)-"
    // Nothing refers to the names of its plots, and gnuplot gives some of them twice.
    picture = picture.replacing(/\sid="gnuplot_plot_\w*"/, with: "")
    for quote in ["'", "\""] {
      picture = picture.replacing("id=\(quote)", with: "id=\(quote)\(prefix)")
        .replacing("href=\(quote)#", with: "href=\(quote)#\(prefix)")
    }
    picture = picture.replacing("url(#", with: "url(#\(prefix)")
      .replacing("<title>Gnuplot</title>", with: "<title>\(text(caption))</title>")
      .replacing("<svg", with: "<svg role=\"img\"", maxReplacements: 1)
    return
      "<figure id=\"\(name)\"\(isWide ? " class=\"wide\"" : "")>\n\(picture)\n<figcaption>\(text(caption)) <span class=\"file\">figures/\(name).svg</span>"
      + "</figcaption>\n</figure>\n"
  }

  /// A whole page without anything from outside; nothing in it is executed. It is well-formed XML as well.
  static func page(title: String, body: String) -> String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8"/>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"/>
    <title>\(text(title))</title>
    <style>
    \(style)</style>
    </head>
    <body>
    \(body)</body>
    </html>

    """
  }

  private static let style = """
    :root { color-scheme: light; }
    body { font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; color: #1b1b1b;
      background: #fff; max-width: 1280px; margin: 0 auto; padding: 1.5rem; }
    h1 { font-size: 1.6rem; margin: 0; overflow-wrap: anywhere; }
    h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; padding-bottom: .2rem; border-bottom: 1px solid #ccc; }
    p { max-width: 75ch; }
    .sub { color: #444; margin: .2rem 0; }
    .warnings { background: #fff6e0; border-left: 4px solid #E69F00; padding: .6rem 1rem; margin: 1rem 0; }
    .warnings ul { margin: .3rem 0; padding-left: 1.2rem; }
    .scroll { overflow-x: auto; }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
    th, td { text-align: left; padding: .2rem .8rem .2rem 0; border-bottom: 1px solid #e6e6e6; white-space: nowrap;
      vertical-align: top; }
    th { font-weight: 600; border-bottom: 1px solid #888; }
    th.n, td.n { text-align: right; padding-left: .8rem; padding-right: 0; }
    .n + :not(.n) { padding-left: 1.2rem; }
    .far { color: #b03a00; font-weight: 600; }
    .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 500px), 1fr)); gap: 1.2rem 2rem; }
    figure { margin: 0; break-inside: avoid; }
    figure.wide { grid-column: 1 / -1; }
    figure svg { width: 100%; height: auto; display: block; }
    figcaption { font-size: .9rem; color: #333; }
    .file { color: #767676; font-family: ui-monospace, Consolas, monospace; font-size: .8rem; overflow-wrap: anywhere; }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1.2rem; margin: .4rem 0; }
    dt { color: #444; } dd { margin: 0; overflow-wrap: anywhere; }
    pre { background: #f6f6f6; padding: .8rem 1rem; overflow-x: auto; font: .85rem/1.45 ui-monospace, Consolas, monospace; }
    .note { font-size: .9rem; color: #444; }
    @media print { body { max-width: none; padding: 0; } details > * { display: block; } }

    """
}
