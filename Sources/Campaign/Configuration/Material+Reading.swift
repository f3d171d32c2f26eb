import Theory

extension Material {
  /// A material by its numbers: those that are absent are aluminium's, and constants that are absent follow from the
  /// formulas.
  init(_ object: CheckedObject<MaterialKey>) throws(Refusal) {
    let standard = MaterialNumbers.aluminium
    let numbers = MaterialNumbers(
      gap: object.number(.gap) ?? standard.gap, gapToTc: object.number(.gapToTc) ?? standard.gapToTc,
      densityOfStates: object.number(.densityOfStates) ?? standard.densityOfStates,
      electronPhononTime: object.number(.electronPhononTime) ?? standard.electronPhononTime,
      spinOrbit: object.number(.spinOrbit) ?? standard.spinOrbit,
      excessEnergy: object.number(.excessEnergy) ?? standard.excessEnergy,
      coupling: object.number(.suppression).map { .given($0) } ?? standard.coupling)
    let gamma = object.number(.gamma) ?? numbers.gamma
    let gammaTriplet = object.number(.gammaTriplet) ?? numbers.gammaTriplet(gamma: gamma)
    let spinFlipTime = object.has(.spinFlipTime) ? object.number(.spinFlipTime) : numbers.spinFlipTime
    for (key, value) in [(MaterialKey.gamma, gamma), (.gammaTriplet, gammaTriplet), (.spinFlipTime, spinFlipTime ?? 1)]
    where !key.accepts(value) {
      throw Refusal(
        "the numbers of \(object.path) give \(key.rawValue) = \(value.plain); it must be \(key.entry.shape.sentence)")
    }
    self.init(
      name: nil,
      constants: MaterialConstants(gamma: gamma, gammaTriplet: gammaTriplet, spinFlipTime: spinFlipTime),
      numbers: numbers)
  }

  var document: JSONDocument {
    if let name { return .text(name) }
    return .object([
      MaterialKey.gamma.rawValue: .number(gamma), MaterialKey.gammaTriplet.rawValue: .number(gammaTriplet),
      MaterialKey.spinFlipTime.rawValue: .optional(spinFlipTime),
      MaterialKey.gap.rawValue: .number(numbers.gap), MaterialKey.gapToTc.rawValue: .number(numbers.gapToTc),
      MaterialKey.densityOfStates.rawValue: .number(numbers.densityOfStates),
      MaterialKey.electronPhononTime.rawValue: .number(numbers.electronPhononTime),
      MaterialKey.spinOrbit.rawValue: .number(numbers.spinOrbit),
      MaterialKey.excessEnergy.rawValue: .number(numbers.excessEnergy),
      MaterialKey.suppression.rawValue: .number(numbers.coupling.suppression()),
    ])
  }
}

extension MaterialKey {
  /// Whether a computed constant lies where a given one must.
  fileprivate func accepts(_ value: Double) -> Bool {
    self == .spinFlipTime ? Bounds.positive.contains(value) : Bounds.notNegative.contains(value)
  }
}
