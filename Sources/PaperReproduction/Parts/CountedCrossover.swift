import GSLBridge

/// The crossover of (S9) with spins counted exactly: the mean field of su2 for N → ∞.
///
/// Flips and spin-independent annihilation take S = pN/2 from a spin that injection feeds with AV/(2S): AV = p²(2w + gt N)N²,
/// where (S9) has p(1+p)/2 in place of p². With AV = g(1−p²)N²/2 for the number, and in the units of (S9),
///
///     n = (1−p²)/(2p²) − 2v        a = 2(1−p²)[(1−p²)/(4vp²) − 1]²
///
/// Not in the paper.
package struct CountedCrossover: Sendable {
  package let polarization: Double
  /// N/Nc.
  package let number: Double

  package init(_ point: ReducedPoint) {
    let v = point.v
    // Where a = 0.
    let most = 1 / (1 + 4 * v).squareRoot()
    let root = point.a.squareRoot()
    let p = try? RootFinder.bracketed(from: most * 1e-15, to: most) { p in
      (2 * (1 - p * p)).squareRoot() * ((1 - p * p) / (4 * v * p * p) - 1) - root
    }
    polarization = p ?? .nan
    number = p.map { (1 - $0 * $0) / (2 * $0 * $0) - 2 * v } ?? .nan
  }
}
