public import ClusterModel
import Foundation

/// How phonons couple to quasi-particles of a given disorder: the factor K that suppresses processes which flip a spin.
///
/// q is the wave vector of a phonon of energy Δ, a the distance of atoms, l the mean free path.
public enum PhononCoupling: Sendable, Hashable, Codable {
  /// K = 1, the paper's disorder-independent choice.
  case leastSuppressed
  /// K = (qa)².
  case clean(qa: Double)
  /// K = ql for ql < 1, 1/(ql) up to ql = (l/a)^⅔, and the clean (qa)² beyond, where the two meet.
  case disordered(ql: Double, meanFreePathOverSpacing: Double)

  /// K for a phonon of energy `fraction`·Δ, whose wave vector is that fraction of q.
  public func suppression(fraction: Double = 1) -> Double {
    switch self {
    case .leastSuppressed: return 1
    case .clean(let qa): return qa * qa * fraction * fraction
    case .disordered(let full, let ratio):
      let ql = full * fraction
      if ql < 1 { return ql }
      return ql <= pow(ratio, 2.0 / 3) ? 1 / ql : (ql / ratio) * (ql / ratio)
    }
  }
}

/// The numbers of a superconductor from which the rate constants are estimated.
///
/// Source: doi:10.1103/PhysRevLett.125.097006, main text and note [26].
public struct Material: Sendable, Hashable, Codable {
  /// Δ/(k_BT_c), dimensionless.
  public var gapOverCriticalTemperature: Double
  /// Density of states ν for each spin, in eV⁻¹ nm⁻³.
  public var densityOfStates: Double
  /// Gap Δ in µeV. Note [26] prints 168 meV for aluminium; it is 168 µeV.
  public var gap: Double
  /// Electron-phonon scattering time τ0 of the normal state at energy ~ Δ, in s.
  public var scatteringTime: Double
  /// Spin-orbit strength α_so, dimensionless.
  public var spinOrbitStrength: Double
  /// Energy window of the quasi-particles above the gap, δε/Δ, dimensionless.
  public var energyWindow: Double
  public var coupling: PhononCoupling

  public init(
    gapOverCriticalTemperature: Double = 1.76, densityOfStates: Double, gap: Double, scatteringTime: Double,
    spinOrbitStrength: Double, energyWindow: Double, coupling: PhononCoupling = .leastSuppressed
  ) {
    self.gapOverCriticalTemperature = gapOverCriticalTemperature
    self.densityOfStates = densityOfStates
    self.gap = gap
    self.scatteringTime = scatteringTime
    self.spinOrbitStrength = spinOrbitStrength
    self.energyWindow = energyWindow
    self.coupling = coupling
  }

  /// Aluminium, with the numbers of the paper.
  public static let aluminium = Material(
    densityOfStates: 17.2, gap: 168, scatteringTime: 400e-9, spinOrbitStrength: 1e-2, energyWindow: 0.1)

  /// Γ̄ = 4(Δ/T_c)³/(τ0νΔ) in µm³ s⁻¹.
  public var gamma: Double {
    let statesInGap = densityOfStates * 1e9 * gap * 1e-6  // νΔ in µm⁻³
    return 4 * pow(gapOverCriticalTemperature, 3) / (scatteringTime * statesInGap)
  }

  /// Γ̄t = α_so² K Γ̄ in µm³ s⁻¹, K at the energy Δ.
  public var gammaTriplet: Double { spinOrbitStrength * spinOrbitStrength * coupling.suppression() * gamma }

  /// τs in s, from 1/τs = α_so² (δε/Δ)^(7/2) K/τ0, K at the energy δε.
  public var spinFlipTime: Double {
    let suppression = coupling.suppression(fraction: energyWindow)
    return scatteringTime / (spinOrbitStrength * spinOrbitStrength * pow(energyWindow, 3.5) * suppression)
  }

  /// The constants as the formulas give them.
  public var constants: MaterialConstants {
    MaterialConstants(gamma: gamma, gammaTriplet: gammaTriplet, spinFlipTime: spinFlipTime)
  }
}

/// The three constants of a material that enter the rates.
public struct MaterialConstants: Sendable, Hashable, Codable {
  /// Γ̄ in µm³ s⁻¹.
  public var gamma: Double
  /// Γ̄t in µm³ s⁻¹.
  public var gammaTriplet: Double
  /// τs in s.
  public var spinFlipTime: Double

  public init(gamma: Double, gammaTriplet: Double, spinFlipTime: Double) {
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

/// A material known by name.
public struct NamedMaterial: Sendable, Hashable {
  public let name: String
  /// The numbers that its constants are estimated from.
  public let material: Material
  /// What the name means as default parameters: the constants as the paper rounds them.
  public let roundedConstants: MaterialConstants

  /// Aluminium: the formulas give Γ̄ = 18.9 µm³/s, τs = 12.6 s; the paper uses 18 µm³/s, Γ̄t = 1e-4 Γ̄ and 10 s.
  public static let aluminium = NamedMaterial(
    name: "aluminium", material: .aluminium,
    roundedConstants: MaterialConstants(gamma: 18, gammaTriplet: 1.8e-3, spinFlipTime: 10))

  public static let all = [aluminium]

  /// The material called `name`, or nil.
  public static func named(_ name: String) -> NamedMaterial? { all.first { $0.name == name } }
}
