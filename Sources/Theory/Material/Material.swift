public import ClusterModel

/// The numbers of a superconductor from which the rate constants are estimated, under the names of the config.
///
/// Source: doi:10.1103/PhysRevLett.125.097006, main text and note [26], which prints Δ = 168 meV; it is 168 µeV.
public struct MaterialNumbers: Sendable, Hashable, Codable {
  /// Gap Δ in µeV.
  public var gap: Double
  /// Δ/(k_BT_c), dimensionless.
  public var gapToTc: Double
  /// Density of states ν of the normal metal for each spin, in eV⁻¹ nm⁻³.
  public var densityOfStates: Double
  /// Electron-phonon scattering time τ0 of the normal state at energy ~ Δ, in s.
  public var electronPhononTime: Double
  /// Spin-orbit strength α_so, dimensionless.
  public var spinOrbit: Double
  /// Typical energy of the quasi-particles above the gap, δε/Δ, dimensionless.
  public var excessEnergy: Double
  /// What the factors K of processes that flip a spin follow from.
  public var coupling: PhononCoupling

  public init(
    gap: Double, gapToTc: Double = 1.76, densityOfStates: Double, electronPhononTime: Double, spinOrbit: Double,
    excessEnergy: Double, coupling: PhononCoupling = .given(1)
  ) {
    self.gap = gap
    self.gapToTc = gapToTc
    self.densityOfStates = densityOfStates
    self.electronPhononTime = electronPhononTime
    self.spinOrbit = spinOrbit
    self.excessEnergy = excessEnergy
    self.coupling = coupling
  }

  /// Aluminium's, as in the paper.
  public static let aluminium = MaterialNumbers(
    gap: 168, densityOfStates: 17.2, electronPhononTime: 400e-9, spinOrbit: 1e-2, excessEnergy: 0.1)

  // Parameters of a run may come from here: arithmetic that every machine rounds alike, no pow().

  /// Γ̄ = 4(Δ/T_c)³/(τ0νΔ) in µm³ s⁻¹: 18.87 for aluminium.
  public var gamma: Double {
    let electronvolts = gap * 1e-6
    let cubicNanometres = 4 * gapToTc * gapToTc * gapToTc / (electronPhononTime * densityOfStates * electronvolts)
    return cubicNanometres * 1e-9
  }

  /// K of triplet annihilation, which emits a phonon of the energy ~ Δ.
  public var tripletSuppression: PhononSuppression { coupling.suppression(energy: gap) }

  /// K of a spin flip, with a phonon of the energy ~ δε.
  public var flipSuppression: PhononSuppression { coupling.suppression(energy: excessEnergy * gap) }

  /// Γ̄t = α_so² K Γ̄ in µm³ s⁻¹, K at the energy Δ.
  public func gammaTriplet(gamma: Double) -> Double { spinOrbit * spinOrbit * tripletSuppression.factor * gamma }

  /// τs in s, from 1/τs = α_so² (δε/Δ)^(7/2) K/τ0, K at the energy δε: 12.6 s for aluminium; nil if no spin flips.
  public var spinFlipTime: Double? {
    let x = excessEnergy
    let rate = spinOrbit * spinOrbit * x * x * x * x.squareRoot() * flipSuppression.factor / electronPhononTime
    return rate > 0 ? 1 / rate : nil
  }

  /// The constants as the formulas give them.
  public var constants: MaterialConstants {
    MaterialConstants(gamma: gamma, gammaTriplet: gammaTriplet(gamma: gamma), spinFlipTime: spinFlipTime)
  }
}

/// The three constants of a material that enter the rates.
public struct MaterialConstants: Sendable, Hashable, Codable {
  /// Γ̄ in µm³ s⁻¹.
  public var gamma: Double
  /// Γ̄t in µm³ s⁻¹.
  public var gammaTriplet: Double
  /// τs in s; nil for no flips.
  public var spinFlipTime: Double?

  public init(gamma: Double, gammaTriplet: Double, spinFlipTime: Double?) {
    self.gamma = gamma
    self.gammaTriplet = gammaTriplet
    self.spinFlipTime = spinFlipTime
  }

  /// A cluster of this material.
  public func parameters(injectionRate: Double, volume: Double) -> Parameters {
    Parameters(
      injectionRate: injectionRate, volume: volume, gamma: gamma, gammaTriplet: gammaTriplet,
      spinFlipTime: spinFlipTime)
  }
}

/// A superconductor: the constants that enter the dynamics, and the numbers from which they are estimated.
public struct Material: Sendable, Hashable {
  /// Name of a known material; nil for one given by its numbers.
  public let name: String?
  /// The default parameters of a run.
  public let constants: MaterialConstants
  public let numbers: MaterialNumbers

  public init(name: String?, constants: MaterialConstants, numbers: MaterialNumbers) {
    self.name = name
    self.constants = constants
    self.numbers = numbers
  }

  public var gamma: Double { constants.gamma }
  public var gammaTriplet: Double { constants.gammaTriplet }
  public var spinFlipTime: Double? { constants.spinFlipTime }

  public static let aluminiumName = "aluminium"

  /// Aluminium with the constants as the paper rounds them, Γ̄ = 18 µm³/s, Γ̄t = 1e-4 Γ̄ and τs = 10 s; the formulas give
  /// 18.9 µm³/s and 12.6 s.
  public static let aluminium = Material(
    name: aluminiumName, constants: MaterialConstants(gamma: 18, gammaTriplet: 1.8e-3, spinFlipTime: 10),
    numbers: .aluminium)

  /// All materials that are known by name.
  public static let all = [aluminium]

  /// The material called `name`, or nil.
  public static func named(_ name: String) -> Material? { all.first { $0.name == name } }
}
