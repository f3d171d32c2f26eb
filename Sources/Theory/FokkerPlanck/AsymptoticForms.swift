package import ClusterModel
import Foundation

/// The paper's closed forms where one process alone limits the cluster, each with its place.
///
/// Source: doi:10.1103/PhysRevLett.125.097006; the numerical factors of the noise are computed, the paper rounds those of
/// quantum spins to 0.5 and 0.6.
package enum AsymptoticForms {
  /// The forms of the regime that the parameters are in; empty where the paper has none.
  package static func values(_ p: Parameters, model: ModelName, scales: ClusterScales) -> [SourcedValue] {
    // The paper leaves out fields.
    if p.zeeman != 0 { return [] }
    let isQuantum = model != .ising && model != .polarizedIsing
    switch scales.regime {
    case .spinRelaxation: return p.spinFlipTime.map { spinRelaxation(p, $0, isQuantum: isQuantum) } ?? []
    case .tripletAnnihilation: return tripletAnnihilation(p, isQuantum: isQuantum)
    case .unpolarized: return unpolarized(p, isQuantum: isQuantum)
    case .trapping, .empty, .unlimited: return []
    }
  }

  private static func spinRelaxation(_ p: Parameters, _ flipTime: Double, isQuantum: Bool) -> [SourcedValue] {
    let N0 = (p.injectionRate * p.volume * flipTime / 2).squareRoot()
    let mean = (isQuantum ? 2 : 1) / Double.pi.squareRoot() * N0
    let square = (isQuantum ? 1.5 : 0.5) * N0 * N0
    let place = isQuantum ? "Eq. (8)" : "Eq. (S13)"
    return forms(
      N0: N0, "√(AVτs/2), Eq. (4)", mean: mean, isQuantum ? "2N0/√π, \(place)" : "N0/√π, \(place)", square: square,
      isQuantum ? "3N0²/2, \(place)" : "N0²/2, \(place)", time: flipTime, "τs", tf: flipTime / 2,
      factor: isQuantum ? 0.48202 : 0.46241)
  }

  private static func tripletAnnihilation(_ p: Parameters, isQuantum: Bool) -> [SourcedValue] {
    let N0 = cbrt(p.injectionRate * p.volume * p.volume / p.gammaTriplet)
    let mean =
      isQuantum ? tgamma(1.0 / 3) / cbrt(18) * N0 : cbrt(6) * Double.pi.squareRoot() / tgamma(1.0 / 6) * N0
    let square =
      isQuantum
      ? pow(2, 4.0 / 3) * Double.pi / (pow(3, 5.0 / 6) * tgamma(1.0 / 3)) * N0 * N0
      : pow(1.5, 2.0 / 3) / tgamma(1.0 / 3) * N0 * N0
    let time = 1 / cbrt(p.injectionRate * p.gammaTriplet * p.gammaTriplet / p.volume)
    let place = isQuantum ? "Eq. (9)" : "Eq. (S14)"
    return forms(
      N0: N0, "(AV²/Γ̄t)^(1/3), Eq. (4)", mean: mean,
      isQuantum ? "Γ(1/3)N0/18^(1/3), \(place)" : "6^(1/3)√π N0/Γ(1/6), \(place)", square: square,
      isQuantum ? "2^(4/3)π N0²/[3^(5/6)Γ(1/3)], \(place)" : "(3/2)^(2/3)N0²/Γ(1/3), \(place)", time: time,
      "(AΓ̄t²/V)^(−1/3)", tf: time, factor: isQuantum ? 0.55999 : 0.70974)
  }

  private static func forms(
    N0: Double, _ N0Source: String, mean: Double, _ meanSource: String, square: Double, _ squareSource: String,
    time: Double, _ timeSymbol: String, tf: Double, factor: Double
  ) -> [SourcedValue] {
    let variance = square - mean * mean
    return [
      SourcedValue("N0", "N0", N0, "", source: N0Source),
      SourcedValue("tf", "t_f", tf, "s", source: "N0²/(AV), main text"),
      SourcedValue("meanN", "⟨N⟩", mean, "", source: meanSource),
      SourcedValue("secondMomentN", "⟨N²⟩", square, "", source: squareSource),
      SourcedValue("varianceN", "⟨⟨N²⟩⟩", variance, "", source: "⟨N²⟩ − ⟨N⟩²"),
      SourcedValue(
        "noiseN", "S_N(0)", factor * time * variance, "s", source: "\(factor) \(timeSymbol) ⟨⟨N²⟩⟩, Eq. (S6)"),
    ]
  }

  private static func unpolarized(_ p: Parameters, isQuantum: Bool) -> [SourcedValue] {
    guard p.gamma > 0 else { return [] }
    let N = p.volume * (2 * p.injectionRate / p.gamma).squareRoot()
    var found = [SourcedValue("unpolarizedN", "c0V", N, "", source: "V√(2A/Γ̄), main text")]
    if isQuantum, let flipTime = p.spinFlipTime, p.gammaTriplet > 0 {
      let product = p.gammaTriplet * flipTime
      let (a, v) = (p.injectionRate * product * product / p.gamma, p.volume / (p.gamma * flipTime))
      if let polarization = try? Crossover.polarization(injectionRate: a, volume: v) {
        let number = Crossover.number(polarization: polarization, volume: v) * p.gamma / p.gammaTriplet
        found.append(SourcedValue("crossoverPolarization", "p", polarization, "", source: "Eq. (S9)"))
        found.append(SourcedValue("crossoverN", "n Nc", number, "", source: "Eq. (S9)"))
      }
    }
    return found
  }
}
