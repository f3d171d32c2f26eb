import Foundation

extension FigureScript {
  package enum Axis: String, Sendable {
    case x
    case y
  }

  /// A linear axis.
  /// - Parameters:
  ///   - label: in gnuplot's enhanced text.
  ///   - range: in the numbers at the axis; nil: gnuplot's choice.
  package mutating func axis(_ axis: Axis, _ label: String, range: ClosedRange<Double>? = nil) {
    add("set \(axis.rawValue)label \(GnuplotText.quoted(label))")
    guard let range, range.upperBound > range.lowerBound else { return }
    add("set \(axis.rawValue)range [\(range.lowerBound):\(range.upperBound)]")
  }

  /// A linear axis of whole numbers: no ticks between them.
  package mutating func wholeAxis(_ axis: Axis, _ label: String, range: ClosedRange<Double>) {
    self.axis(axis, label, range: range)
    if range.upperBound - range.lowerBound <= 12 { add("set \(axis.rawValue)tics 1") }
  }

  /// A logarithmic axis, with powers of ten at its ticks, or plain numbers where it spans less than two of them.
  ///
  /// The ticks are listed one by one: gnuplot's own may stand at other places than powers of ten.
  /// - Parameter range: both ends > 0.
  package mutating func logarithmicAxis(_ axis: Axis, _ label: String, range: ClosedRange<Double>) {
    precondition(range.lowerBound > 0 && range.upperBound.isFinite, "no logarithmic axis from \(range)")
    self.axis(axis, label, range: range)
    add("set logscale \(axis.rawValue)")
    add("set \(axis.rawValue)tics (\(FigureScript.logarithmicTicks(in: range)))")
  }

  /// A list of ticks for gnuplot, small ones without a label.
  static func logarithmicTicks(in range: ClosedRange<Double>) -> String {
    let first = Int(log10(range.lowerBound).rounded(.down))
    let last = Int(log10(range.upperBound).rounded(.up))
    func tick(_ label: String, _ place: Double, small: Bool = false) -> String {
      "\(GnuplotText.quoted(label)) \(place)\(small ? " 1" : "")"
    }
    let all = (first...last).flatMap { power in (1...9).map { Double("\($0)e\(power)") ?? 0 } }.filter(range.contains)
    if log10(range.upperBound / range.lowerBound) < 2 {
      // 1, 2, 5 times powers of ten, or more digits, or three places between, whatever first gives three labels.
      for digits in [["1", "2", "5"], ["1", "2", "3", "5"], (1...9).map(String.init)] {
        let labelled = all.filter { digits.contains(String(String(format: "%.0e", $0).prefix(1))) }
        if labelled.count >= 3 {
          return all.map { tick(labelled.contains($0) ? NumberText.short($0) : "", $0, small: !labelled.contains($0)) }
            .joined(separator: ", ")
        }
      }
      let ratio = range.upperBound / range.lowerBound
      return [0.1, 0.5, 0.9].map { range.lowerBound * pow(ratio, $0) }.map { tick(NumberText.short($0, digits: 3), $0) }
        .joined(separator: ", ")
    }
    // A label for each power of ten up to eight of them, else for each second, third, ….
    let step = (last - first + 7) / 8
    let powers = (first...last).filter { range.contains(Double("1e\($0)") ?? 0) }
    let large = powers.map { tick($0 % step == 0 ? "10^{\($0)}" : "", Double("1e\($0)") ?? 0) }
    let small = step > 1 ? [] : all.filter { value in !String(format: "%.0e", value).hasPrefix("1") }
    return (large + small.map { tick("", $0, small: true) }).joined(separator: ", ")
  }

  /// A vertical line at a place of the x axis. It is named in the key, where the name covers nothing.
  /// - Parameter name: of a data block.
  package mutating func verticalMark(
    _ name: String, at place: Double, _ title: String, _ style: FigureStyle.Line
  ) -> Item {
    add(block: name, columns: ["x", "y"], rows: [[place, 0], [place, 1]])
    return Item("$\(name)", using: "1:2", with: "lines axes x1y2 linestyle \(style.rawValue)", title: title)
  }

  /// A horizontal line at a place of the y axis.
  package mutating func horizontalMark(
    _ name: String, at place: Double, _ title: String, _ style: FigureStyle.Line
  ) -> Item {
    add(block: name, columns: ["x", "y"], rows: [[0, place], [1, place]])
    return Item("$\(name)", using: "1:2", with: "lines axes x2y1 linestyle \(style.rawValue)", title: title)
  }
}
