package import Statistics

/// What the paper gives for a quantity.
package enum PaperValue: Sendable, Hashable {
  /// The paper has no number for it.
  case absent
  /// A number, with the relative deviation (of 0: absolute) that its digits or its approximations leave open.
  case number(Double, tolerance: Double)
  /// An order of magnitude: it agrees within a factor of √10.
  case order(Double)

  /// Whether `value` is what the paper says; nil where it says nothing.
  package func agrees(with value: Double) -> Bool? {
    switch self {
    case .absent: nil
    case .number(let number, let tolerance): abs(value - number) <= tolerance * (number == 0 ? 1 : abs(number))
    case .order(let number): value / number > 0.1.squareRoot() && value / number < 10.0.squareRoot()
    }
  }
}

/// One line of the table: a quantity of the paper beside what theory and simulation give.
package struct Entry: Sendable {
  /// Where a number of the line comes from.
  package enum Column: Sendable, Hashable {
    case meanField, fokkerPlanck, exact, measured
  }

  package var quantity: String
  /// Equation, figure or passage.
  package var place: String
  package var unit = ""
  package var paper = PaperValue.absent
  /// How the paper writes it, if not as the number.
  package var paperText: String?
  package var meanField: Double?
  package var fokkerPlanck: Double?
  package var exact: Double?
  package var measured: Estimate?
  /// Of the standard error of `measured`: independent trajectories less one.
  package var degreesOfFreedom = Double.infinity
  /// What the paper speaks of.
  package var paperSpeaksOf = Column.fokkerPlanck
  /// What `measured` is compared with; nil: nothing has been proved to hold there.
  package var reference: Column? = .exact
  /// Whether the paper's value is known to be another one; the remark says why.
  package var paperDiffers = false
  package var remark = ""

  package init(_ quantity: String, place: String, unit: String = "") {
    self.quantity = quantity
    self.place = place
    self.unit = unit
  }

  package func value(_ column: Column) -> Double? {
    switch column {
    case .meanField: meanField
    case .fokkerPlanck: fokkerPlanck
    case .exact: exact
    case .measured: measured?.value
    }
  }

  /// Whether the paper's value is that of the column it speaks of; nil where there is nothing to compare.
  package var paperAgrees: Bool? { value(paperSpeaksOf).flatMap { paper.agrees(with: $0) } }

  /// The comparison that counts for the verdict; nil without a measured value or a reference.
  package var check: Check? {
    guard let measured, let reference, reference != .measured, let expected = value(reference) else { return nil }
    return Check("\(quantity), \(place)", measured, expected: expected, degreesOfFreedom: degreesOfFreedom)
  }
}
