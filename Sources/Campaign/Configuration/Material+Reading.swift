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
      coupling: try PhononCoupling(object))
    let gamma = object.number(.gamma) ?? numbers.gamma
    let gammaTriplet = object.number(.gammaTriplet) ?? numbers.gammaTriplet(gamma: gamma)
    let spinFlipTime = object.has(.spinFlipTime) ? object.number(.spinFlipTime) : numbers.spinFlipTime
    try numbers.checkWavelengths(object)
    for (key, value) in [(MaterialKey.gamma, gamma), (.gammaTriplet, gammaTriplet), (.spinFlipTime, spinFlipTime ?? 1)]
    where !key.accepts(value) {
      throw Refusal(
        "the numbers of \(object.place) give \(key.rawValue) = \(value.plain); it must be \(key.entry.shape.sentence)")
    }
    self.init(
      name: nil,
      constants: MaterialConstants(gamma: gamma, gammaTriplet: gammaTriplet, spinFlipTime: spinFlipTime),
      numbers: numbers)
  }

  var document: JSONDocument {
    if let name { return .text(name) }
    var members: [MaterialKey: JSONDocument] = [
      .gamma: .number(gamma), .gammaTriplet: .number(gammaTriplet), .spinFlipTime: .optional(spinFlipTime),
      .gap: .number(numbers.gap), .gapToTc: .number(numbers.gapToTc),
      .densityOfStates: .number(numbers.densityOfStates), .electronPhononTime: .number(numbers.electronPhononTime),
      .spinOrbit: .number(numbers.spinOrbit), .excessEnergy: .number(numbers.excessEnergy),
    ]
    switch numbers.coupling {
    case .given(let factor): members[.suppression] = .number(factor)
    case .metal(let lengths):
      members[.meanFreePath] = .optional(lengths.meanFreePath)
      members[.latticeConstant] = .number(lengths.latticeConstant)
      members[.soundVelocity] = .number(lengths.soundVelocity)
    }
    return .object(Dictionary(uniqueKeysWithValues: members.map { ($0.key.rawValue, $0.value) }))
  }
}

extension PhononCoupling {
  /// K itself, or the lengths and the speed of sound from which it follows: never both.
  fileprivate init(_ object: CheckedObject<MaterialKey>) throws(Refusal) {
    let lengths: [MaterialKey] = [.meanFreePath, .latticeConstant, .soundVelocity]
    guard let first = lengths.first(where: { object.value($0) != nil }) else {
      self = object.number(.suppression).map { .given($0) } ?? MaterialNumbers.aluminium.coupling
      return
    }
    if object.value(.suppression) != nil {
      throw Refusal(
        "\(object.path(.suppression)) is given beside \(object.path(first)); it must be left out: "
          + "K follows from meanFreePath, latticeConstant and soundVelocity")
    }
    func needed(_ key: MaterialKey) throws(Refusal) -> Double {
      if let value = object.number(key) { return value }
      throw Refusal(
        "\(object.path(first)) is given, but \(key.rawValue) is missing; it must be \(key.entry.shape.sentence): "
          + "K needs latticeConstant and soundVelocity")
    }
    let metal = MetalLengths(
      soundVelocity: try needed(.soundVelocity), latticeConstant: try needed(.latticeConstant),
      meanFreePath: object.number(.meanFreePath))
    if let path = metal.meanFreePath, path < metal.latticeConstant {
      throw Refusal(
        object.path(.meanFreePath), is: path.plain,
        mustBe: "at least latticeConstant, \(metal.latticeConstant.plain) nm: a free path is not shorter")
    }
    self = .metal(metal)
  }
}

extension MaterialNumbers {
  /// Refuses phonons with a wavelength shorter than the lattice has.
  fileprivate func checkWavelengths(_ object: CheckedObject<MaterialKey>) throws(Refusal) {
    for (energy, phonon) in [("gap", tripletSuppression), ("excessEnergy gap", flipSuppression)] {
      guard let qa = phonon.qa, !(qa <= 1) else { continue }
      throw Refusal(
        "the numbers of \(object.place) give qa = \(qa.plain) for a phonon of the energy \(energy); "
          + "it must be at most 1: q = energy/(hbar soundVelocity), a = latticeConstant")
    }
  }
}

extension MaterialKey {
  /// Whether a computed constant lies where a given one must.
  fileprivate func accepts(_ value: Double) -> Bool {
    self == .spinFlipTime ? Bounds.positive.contains(value) : Bounds.notNegative.contains(value)
  }
}

extension CheckedObject<MaterialKey> {
  /// What messages call the object.
  fileprivate var place: String { path.isEmpty ? "the material" : path }
}
