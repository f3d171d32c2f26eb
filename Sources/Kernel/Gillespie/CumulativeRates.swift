package import ClusterModel

/// Partial sums of the rates, each at least the one before it; equal where a rate is zero.
///
/// Added as a tree, four additions deep. Rounding is monotonic, so fl(c + fl(a + b)) ≥ fl(c + a) for b ≥ 0.
@inline(__always)
package func cumulativeRates<X: RateNumber>(_ r: Rates<X>) -> Rates<X> {
  let r01 = r[0] + r[1]
  let r23 = r[2] + r[3]
  let r45 = r[4] + r[5]
  let r67 = r[6] + r[7]
  let r89 = r[8] + r[9]
  let r0123 = r01 + r23
  let r4567 = r45 + r67
  let r07 = r0123 + r4567
  let r09 = r07 + r89
  return [
    r[0], r01, r01 + r[2], r0123, r0123 + r[4], r0123 + r45, r0123 + (r45 + r[6]), r07, r07 + r[8], r09,
    r09 + r[10], r09 + (r[10] + r[11]),
  ]
}
