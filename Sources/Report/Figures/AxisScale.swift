import Foundation

/// The unit in which numbers stand at a linear axis, so that they are neither long nor tiny.
package struct AxisScale: Sendable, Equatable {
  /// What numbers are multiplied by.
  package let factor: Double
  /// What stands in brackets after the quantity; empty for plain numbers.
  package let unit: String

  package init(factor: Double, unit: String) {
    self.factor = factor
    self.unit = unit
  }

  /// Times in s, shown in s, ms, µs, ns, by the largest of them.
  package static func time(upTo largest: Double) -> AxisScale {
    for (unit, size) in [("s", 1.0), ("ms", 1e-3), ("µs", 1e-6), ("ns", 1e-9)] where largest >= size {
      return largest < 1e5 ? AxisScale(factor: 1 / size, unit: unit) : .powers(upTo: largest, unit: "s")
    }
    return .powers(upTo: largest, unit: "s")
  }

  /// Any other quantity: as it is between 0.01 and 10⁵, else in powers of ten that are multiples of three.
  package static func powers(upTo largest: Double, unit: String = "") -> AxisScale {
    guard largest > 0, largest.isFinite, largest < 0.01 || largest >= 1e5 else {
      return AxisScale(factor: 1, unit: unit)
    }
    let exponent = 3 * Int((log10(largest) / 3).rounded(.down))
    return AxisScale(
      factor: pow(10, Double(-exponent)), unit: NumberText.power(exponent) + (unit.isEmpty ? "" : " " + unit))
  }

  /// A label: the quantity, and its unit in brackets.
  package func label(_ quantity: String) -> String { unit.isEmpty ? quantity : "\(quantity) (\(unit))" }

  /// gnuplot's expression for a column in this unit.
  package func column(_ name: String) -> String {
    factor == 1 ? "(column(\"\(name)\"))" : "(column(\"\(name)\")*\(factor))"
  }

  package func scaled(_ x: Double) -> Double { x * factor }
}
