import ClusterModel

/// The process of an absorbing state, which never happens and changes nothing.
let noProcess = 15.0

/// An event that has been drawn and will happen after `wait`.
package struct PendingEvent<X: KernelNumber> {
  /// Number of the process (15: none, in an absorbing state), and what it does to N and m.
  package var process: X
  package var deltaN: X
  package var deltaM: X
  /// Time until it happens, in s; infinite in an absorbing state.
  package var wait: X
  /// By what it multiplies the spin vector.
  package var spinFactor: X
  /// λ of the processes that only turn the axis, in the state before it, in s⁻¹.
  package var axisDecayRate: X
  /// Where 32 bits did not decide: `EventDraw.refine` must draw the event.
  package var isUncertain: X.Mask
}

extension PendingEvent<Double> {
  /// No event, in an absorbing state; only the axis may turn there.
  static func absorbing(axisDecayRate: Double) -> PendingEvent<Double> {
    PendingEvent(
      process: noProcess, deltaN: 0, deltaM: 0, wait: .infinity, spinFactor: 1, axisDecayRate: axisDecayRate,
      isUncertain: false)
  }
}
