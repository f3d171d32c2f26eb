package import ClusterModel
import Foundation

/// The paper's closed forms where one process alone limits the cluster, as printed there.
///
/// Source: doi:10.1103/PhysRevLett.125.097006.
package struct LimitForms: Sendable {
  package enum Limit: String, Sendable {
    case flips = "SR"
    case triplet = "TA"
  }

  package let limit: Limit
  /// Whether spins are quantum ones.
  package let isQuantum: Bool
  /// N0 of Eq. (4) in the limit.
  package let N0: Double
  /// m0 below Eq. (4).
  package let m0: Double
  /// τs, or (AΓ̄t²/V)^(−1/3), in s.
  package let time: Double

  /// nil where both processes act, or neither.
  package init?(_ p: Parameters, model: ModelName) {
    let (A, V) = (p.injectionRate, p.volume)
    if let flipTime = p.spinFlipTime, p.gammaTriplet == 0 {
      limit = .flips
      N0 = (A * V * flipTime / 2).squareRoot()
      m0 = V / (p.gamma * flipTime) * N0
      time = flipTime
    } else if p.spinFlipTime == nil, p.gammaTriplet > 0 {
      limit = .triplet
      N0 = cbrt(A * V * V / p.gammaTriplet)
      m0 = cbrt(A * V * V * p.gammaTriplet * p.gammaTriplet) / (2 * p.gamma) * N0
      time = 1 / cbrt(A * p.gammaTriplet * p.gammaTriplet / V)
    } else {
      return nil
    }
    isQuantum = model != .ising && model != .polarizedIsing
  }

  /// ⟨N⟩/N0.
  package var mean: Double {
    switch (limit, isQuantum) {
    case (.flips, true): 2 / Double.pi.squareRoot()
    case (.flips, false): 1 / Double.pi.squareRoot()
    case (.triplet, true): tgamma(1.0 / 3) / cbrt(18)
    case (.triplet, false): cbrt(6) * Double.pi.squareRoot() / tgamma(1.0 / 6)
    }
  }

  /// ⟨N²⟩/N0²; the classical ones are not in the paper.
  package var secondMoment: Double {
    switch (limit, isQuantum) {
    case (.flips, true): 1.5
    case (.flips, false): 0.5
    case (.triplet, true): pow(2, 4.0 / 3) * Double.pi / (pow(3, 5.0 / 6) * tgamma(1.0 / 3))
    case (.triplet, false): pow(1.5, 2.0 / 3) / tgamma(1.0 / 3)
    }
  }

  /// ⟨⟨N²⟩⟩/N0².
  package var variance: Double { secondMoment - mean * mean }

  /// S_N(0)/⟨⟨N²⟩⟩ in units of `time`; nil where the paper has none.
  package var noise: Double? { isQuantum ? (limit == .flips ? 0.5 : 0.6) : nil }

  /// Where the paper has the moments.
  package var momentsPlace: String {
    switch (limit, isQuantum) {
    case (.flips, true): "Eq. (8)"
    case (.flips, false): "Eq. (S13)"
    case (.triplet, true): "Eq. (9)"
    case (.triplet, false): "Eq. (S14)"
    }
  }

  /// How `time` is written.
  package var timeSymbol: String { limit == .flips ? "τs" : "(AΓ̄t²/V)^(−1/3)" }
}
