/// One figure as a gnuplot script, put together line by line.
///
/// Text from outside goes through `GnuplotText`. Paths are relative to the directory of the script.
package struct FigureScript: Sendable {
  /// One thing that is drawn.
  package struct Item: Sendable {
    let source: String
    let using: String
    let style: String
    let title: String?

    /// - Parameters:
    ///   - source: a file, quoted, or a data block such as `$marks`; its first line has the names of the columns.
    ///   - using: gnuplot's `using`, columns by `column("name")`.
    ///   - style: what follows `with`.
    ///   - title: in the key; nil for none.
    package init(_ source: String, using: String, with style: String, title: String? = nil) {
      self.source = source
      self.using = using
      self.style = style
      self.title = title
    }

    /// Error bars: gnuplot's own cut a hole around each symbol into what is below.
    /// - Parameters:
    ///   - x, y, error: gnuplot's expressions.
    ///   - least: where bars end that reach below; on a logarithmic axis above 0.
    package static func errorBars(_ source: String, x: String, y: String, error: String, least: Double? = nil) -> Item {
      let low = least.map { "(\(y)-\(error) > \($0) ? \(y)-\(error) : \($0))" } ?? "(\(y)-\(error))"
      return Item(
        source, using: "\(x):\(low):(0):(\(y)+\(error)-\(low))", with: "vectors nohead linestyle 1")
    }

    var text: String {
      "\(source) using \(using) with \(style) " + (title.map { "title \(GnuplotText.quoted($0))" } ?? "notitle")
    }
  }

  /// Name of the script and of what it draws, without an extension.
  package let name: String
  /// In points of the SVG.
  package let width: Int
  private var lines: [String]

  /// - Parameters:
  ///   - subject: what the figure shows, for whoever reads the script; one line of this program's own words.
  ///   - width: in points of the SVG, as is `height`.
  package init(_ name: String, subject: String, width: Int = 640, height: Int = 420) {
    self.name = name
    self.width = width
    lines = [
      "# \(subject)", "width = \(width)", "height = \(height)", "load \"\(FigureStyle.fileName)\"",
      "set output \"\(name).\".format", "",
    ]
  }

  /// A line of gnuplot.
  package mutating func add(_ line: String) { lines.append(line) }

  /// A table within the script, `$name`.
  package mutating func add(block name: String, columns: [String], rows: [[Double]]) {
    lines.append("$\(name) << END")
    lines.append(columns.joined(separator: ","))
    for row in rows { lines.append(row.map(GnuplotText.number).joined(separator: ",")) }
    lines.append("END")
  }

  /// Where the key stands; without this it is above the figure.
  package enum KeyPlace: String, Sendable {
    case topRight = "right top"
    case bottomLeft = "left bottom"
  }

  /// Puts the key inside, at a place that is free of data.
  package mutating func key(inside place: KeyPlace) {
    add("set key inside \(place.rawValue) vertical maxrows auto opaque fillcolor rgb \"#ffffff\"")
  }

  /// Draws the items over each other, the first at the bottom.
  package mutating func plot(_ items: [Item]) {
    lines.append("plot " + items.map(\.text).joined(separator: ", \\\n  "))
  }

  package var text: String { lines.joined(separator: "\n") + "\n" }
}
