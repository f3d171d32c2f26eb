public import ClusterModel
public import GSLBridge
public import Statistics

/// Where a trajectory starts.
public enum TrajectoryStart: Sendable, Hashable {
  case fixed(State)
  /// N drawn from the given cumulative probabilities (place N: probability of at most N), m = 0; with a pinned axis the
  /// cluster points either way with equal probability.
  case drawn(cumulative: [Double])
}

/// Moments at which states are recorded against the time since the start, in s.
public struct TimeGrid: Sendable, Hashable {
  public let start: Double
  public let step: Double
  public let count: Int

  public init(start: Double, step: Double, count: Int) {
    self.start = start
    self.step = step
    self.count = count
  }

  func time(_ index: Int) -> Double { index < count ? start + Double(index) * step : .infinity }
}

/// One trajectory to be simulated: a value. The same task gives the same outcome on any thread of any machine.
public struct TrajectoryTask: Sendable {
  public var model: ModelName
  public var constants: RateConstants
  public var start: TrajectoryStart
  public var identity: StreamIdentity
  /// Number of the trajectory counted through all points of the run.
  public var ordinal: Int
  public var generator: RandomGeneratorType
  /// Time before measuring and time measured, in s.
  public var burnIn: Double
  public var duration: Double
  /// Lags of the correlations; samples are taken every `lags.step` of the measured time.
  public var lags: LagGrid
  /// Taken off N before products are summed, so that they stay small.
  public var referenceN: Double
  public var ensemble: TimeGrid?
  /// Moments of a sample path, with the spin vector; nil for none.
  public var trace: TimeGrid?
  /// The share of itself by which the state may change in a leap over many events, 0 to 1; nil: every event is drawn.
  public var leapAccuracy: Double?
  /// N beyond which the trajectory counts as running away.
  public var populationLimit: Int

  public init(
    model: ModelName, constants: RateConstants, start: TrajectoryStart, identity: StreamIdentity, ordinal: Int,
    generator: RandomGeneratorType, burnIn: Double, duration: Double, lags: LagGrid, referenceN: Double,
    ensemble: TimeGrid? = nil, trace: TimeGrid? = nil, leapAccuracy: Double? = nil,
    populationLimit: Int = TrajectoryTask.defaultPopulationLimit
  ) {
    self.model = model
    self.constants = constants
    self.start = start
    self.identity = identity
    self.ordinal = ordinal
    self.generator = generator
    self.burnIn = burnIn
    self.duration = duration
    self.lags = lags
    self.referenceN = referenceN
    self.ensemble = ensemble
    self.trace = trace
    self.leapAccuracy = leapAccuracy
    self.populationLimit = populationLimit
  }

  /// A trajectory that passes this N has run away: no measured cluster comes near it.
  public static let defaultPopulationLimit = 4_000_000
}

/// Why a trajectory could not be finished.
public enum TrajectoryError: Error, Sendable, Equatable {
  /// N passed the limit after `time` s: nothing holds the cluster.
  case runaway(point: Int, trajectory: Int, limit: Int, time: Double)
  /// GSL could not make the generator.
  case generator(String)
  /// It was asked to stop, and has shown its state.
  case stopped
  /// The state that it was to go on from is none of this task.
  case badState(String)
}
