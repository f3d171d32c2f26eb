public import ClusterModel
public import Statistics

/// What one trajectory leaves: sums only.
public struct TrajectoryOutcome: Sendable {
  public var occupation: OccupationTimes
  public var correlations: CorrelatorSums
  /// Events of each process in the measured time, in the order of the model's processes.
  public var events: [Int]
  /// Events before measuring.
  public var burnInEvents: Int
  public var ensemble: [State]
  public var trace: [TracePoint]
  public var finalState: State
}

/// A moment of a sample path.
public struct TracePoint: Sendable, Hashable {
  /// Time since the start of measuring, in s.
  public var time: Double
  public var state: State
  /// Components of the spin vector (drawn directions); for a pinned axis (0, 0, S); nil where the model has no vector.
  public var spin: SIMD3<Double>?
}
