import ClusterModel

/// The clocks of eight trajectories, and what happened to the spin of each since its last sample.
struct LaneState {
  /// Time left to the lane's next stop, in s; NaN for an idle lane, which then never comes to a stop.
  var left = Lanes(.nan)
  /// Lanes that do not measure: burning in or idle.
  var silent = LaneMask(SIMD8(repeating: -1))
  /// Π of the spin factors, and ∫λ dt, since the last sample.
  var factor = Lanes(1)
  var decay = Lanes(0)

  /// Forgets what happened to the spin so far.
  mutating func startMeasuring(_ lane: Int) {
    factor[lane] = 1
    decay[lane] = 0
  }

  mutating func takeSpinChange(_ lane: Int) -> SpinChange {
    let result = SpinChange(factor: factor[lane], decay: decay[lane])
    startMeasuring(lane)
    return result
  }
}
