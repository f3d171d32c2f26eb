/// A superconductor: the three constants that enter the dynamics, and the numbers from which they are estimated.
///
/// Source: Meyer, Houzet, Nazarov, PRL 125, 097006 (2020), doi:10.1103/PhysRevLett.125.097006. The paper's note [26]
/// prints Δ = 168 meV; it is 168 µeV.
public struct Material: Sendable, Hashable {
  /// The numbers behind the constants.
  public struct Numbers: Sendable, Hashable {
    /// Gap Δ in µeV.
    public var gap: Double
    /// Δ/k_BT_c.
    public var gapToTc: Double
    /// Density of states ν of the normal metal, in eV⁻¹ nm⁻³.
    public var densityOfStates: Double
    /// Electron-phonon time τ0, in s.
    public var electronPhononTime: Double
    /// Spin-orbit coupling α_so.
    public var spinOrbit: Double
    /// Typical energy of a quasi-particle above the gap, δε/Δ.
    public var excessEnergy: Double
    /// Factor K of the spin-orbit processes in a diffusive metal.
    public var suppression: Double

    /// The paper's numbers of aluminium.
    public static let aluminium = Numbers(
      gap: 168, gapToTc: 1.76, densityOfStates: 17.2, electronPhononTime: 400e-9, spinOrbit: 1e-2, excessEnergy: 0.1,
      suppression: 1)

    public init(
      gap: Double, gapToTc: Double, densityOfStates: Double, electronPhononTime: Double, spinOrbit: Double,
      excessEnergy: Double, suppression: Double
    ) {
      self.gap = gap
      self.gapToTc = gapToTc
      self.densityOfStates = densityOfStates
      self.electronPhononTime = electronPhononTime
      self.spinOrbit = spinOrbit
      self.excessEnergy = excessEnergy
      self.suppression = suppression
    }

    /// Γ̄ = 4(Δ/T_c)³/(τ0 ν Δ), in µm³ s⁻¹: 18.87 for aluminium.
    public var gamma: Double {
      let electronvolts = gap * 1e-6
      let cubicNanometres = 4 * gapToTc * gapToTc * gapToTc / (electronPhononTime * densityOfStates * electronvolts)
      return cubicNanometres * 1e-9
    }

    /// Γ̄t = α_so² K Γ̄, in µm³ s⁻¹.
    public func gammaTriplet(gamma: Double) -> Double { spinOrbit * spinOrbit * suppression * gamma }

    /// τs of 1/τs = α_so² (δε/Δ)^{7/2} K/τ0, in s: 12.6 s for aluminium; nil if no spin flips.
    public var spinFlipTime: Double? {
      let x = excessEnergy
      let rate = spinOrbit * spinOrbit * x * x * x * x.squareRoot() * suppression / electronPhononTime
      return rate > 0 ? 1 / rate : nil
    }
  }

  /// Name of a known material; nil for one given by its numbers.
  public let name: String?
  /// Γ̄ in µm³ s⁻¹.
  public let gamma: Double
  /// Γ̄t in µm³ s⁻¹.
  public let gammaTriplet: Double
  /// τs in s; nil for no flips.
  public let spinFlipTime: Double?
  /// What the constants are estimated from.
  public let numbers: Numbers

  public static let aluminiumName = "aluminium"

  /// Aluminium with the paper's rounded constants: Γ̄ = 18, Γ̄t = 1.8·10⁻³ µm³ s⁻¹, τs = 10 s.
  public static let aluminium = Material(
    name: aluminiumName, gamma: 18, gammaTriplet: 1.8e-3, spinFlipTime: 10, numbers: .aluminium)

  /// All materials that are known by name.
  public static let all = [aluminium]
}

extension Material {
  /// A material by its numbers: those that are absent are aluminium's, and constants that are absent follow from the
  /// formulas.
  init(_ object: CheckedObject<MaterialKey>) throws(Refusal) {
    let standard = Numbers.aluminium
    numbers = Numbers(
      gap: object.number(.gap) ?? standard.gap, gapToTc: object.number(.gapToTc) ?? standard.gapToTc,
      densityOfStates: object.number(.densityOfStates) ?? standard.densityOfStates,
      electronPhononTime: object.number(.electronPhononTime) ?? standard.electronPhononTime,
      spinOrbit: object.number(.spinOrbit) ?? standard.spinOrbit,
      excessEnergy: object.number(.excessEnergy) ?? standard.excessEnergy,
      suppression: object.number(.suppression) ?? standard.suppression)
    name = nil
    gamma = object.number(.gamma) ?? numbers.gamma
    gammaTriplet = object.number(.gammaTriplet) ?? numbers.gammaTriplet(gamma: gamma)
    spinFlipTime = object.has(.spinFlipTime) ? object.number(.spinFlipTime) : numbers.spinFlipTime
    for (key, value) in [(MaterialKey.gamma, gamma), (.gammaTriplet, gammaTriplet), (.spinFlipTime, spinFlipTime ?? 1)]
    where !key.accepts(value) {
      throw Refusal(
        "the numbers of \(object.path) give \(key.rawValue) = \(value.plain); it must be \(key.entry.shape.sentence)")
    }
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
      MaterialKey.suppression.rawValue: .number(numbers.suppression),
    ])
  }
}

extension MaterialKey {
  /// Whether a computed constant lies where a given one must.
  fileprivate func accepts(_ value: Double) -> Bool {
    self == .spinFlipTime ? Bounds.positive.contains(value) : Bounds.notNegative.contains(value)
  }
}
