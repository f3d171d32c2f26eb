public import ClusterModel
public import Statistics

/// What `summary.json` holds: the same bytes for the same config, whatever the threads.
public struct Summary: Sendable, Codable, Equatable {
  /// Version of the layout of this file.
  public static let currentSchemaVersion = 1

  public var schemaVersion = Summary.currentSchemaVersion
  public var name: String
  public var model: ModelName
  public var parameters: ParameterRecord
  public var algorithm: String
  /// Of `tau-leaping`: the share of itself by which the cluster may change in one leap. Absent for the exact method.
  public var accuracy: Double?
  public var scales: ScaleRecord
  public var run: RunRecord
  /// By name; an estimate that has no meaning for the model, or that the run could not give, is absent.
  public var estimates: [String: EstimateRecord]
  /// Events of each process per second of measured time, by the names of `run.eventsByProcess`.
  public var eventRates: [String: EstimateRecord]
  public var diagnostics: DiagnosticRecord
  /// In plain words, what a reader should know before using the numbers.
  public var warnings: [String]

  public init(
    name: String, model: ModelName, parameters: ParameterRecord, algorithm: String, accuracy: Double? = nil,
    scales: ScaleRecord, run: RunRecord, estimates: [String: EstimateRecord], eventRates: [String: EstimateRecord],
    diagnostics: DiagnosticRecord,
    warnings: [String]
  ) {
    self.name = name
    self.model = model
    self.parameters = parameters
    self.algorithm = algorithm
    self.accuracy = accuracy
    self.scales = scales
    self.run = run
    self.estimates = estimates
    self.eventRates = eventRates
    self.diagnostics = diagnostics
    self.warnings = warnings
  }
}

/// A value with its standard error, null where a single trajectory gives none.
public struct EstimateRecord: Sendable, Codable, Equatable {
  public var value: Double
  public var standardError: Double?

  public init(_ estimate: Estimate) {
    value = estimate.value
    standardError = estimate.standardError.isFinite ? estimate.standardError : nil
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(value, forKey: .value)
    try container.encode(standardError, forKey: .standardError)
  }
}

/// The parameters as they are in a config; times in s.
public struct ParameterRecord: Sendable, Codable, Equatable {
  public var injectionRate: Double
  public var volume: Double
  public var gamma: Double
  public var gammaTriplet: Double
  public var spinFlipTime: Double?
  public var trappingTime: Double?
  public var zeeman: Double

  public init(_ p: Parameters) {
    injectionRate = p.injectionRate
    volume = p.volume
    gamma = p.gamma
    gammaTriplet = p.gammaTriplet
    spinFlipTime = p.spinFlipTime
    trappingTime = p.trappingTime
    zeeman = p.zeeman
  }

  public var parameters: Parameters {
    Parameters(
      injectionRate: injectionRate, volume: volume, gamma: gamma, gammaTriplet: gammaTriplet,
      spinFlipTime: spinFlipTime, trappingTime: trappingTime, zeeman: zeeman)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(injectionRate, forKey: .injectionRate)
    try container.encode(volume, forKey: .volume)
    try container.encode(gamma, forKey: .gamma)
    try container.encode(gammaTriplet, forKey: .gammaTriplet)
    try container.encode(spinFlipTime, forKey: .spinFlipTime)
    try container.encode(trappingTime, forKey: .trappingTime)
    try container.encode(zeeman, forKey: .zeeman)
  }
}

/// Mean-field scales; absent where they do not exist (nothing injected, nothing that limits N).
public struct ScaleRecord: Sendable, Codable, Equatable {
  /// Root of Eq. (4), and m0 of Eq. (3).
  public var N0: Double?
  public var m0: Double?
  /// The paper's estimate N0²/(AV), in s.
  public var tf: Double?
  public var regime: String
  /// Full mean field at any polarisation, (S7) and (S8).
  public var meanFieldN: Double?
  public var meanFieldPolarization: Double?

  public init(
    N0: Double?, m0: Double?, tf: Double?, regime: String, meanFieldN: Double?, meanFieldPolarization: Double?
  ) {
    self.N0 = N0
    self.m0 = m0
    self.tf = tf
    self.regime = regime
    self.meanFieldN = meanFieldN
    self.meanFieldPolarization = meanFieldPolarization
  }
}

/// How a point was run. Times in s.
public struct RunRecord: Sendable, Codable, Equatable {
  /// Trajectories that count.
  public var trajectories: Int
  /// `trajectories`: all that the config asks for; `precision`: its precision was reached before.
  public var endedBy: String
  public var duration: Double
  public var burnIn: Double
  public var seed: UInt64
  public var rng: String
  /// How streams are kept apart: `whole-state` or `32-bit-seed`.
  public var streams: String
  /// Index of the point and range of trajectories in the identity (seed, point, trajectory) of the random streams.
  public var point: Int
  public var firstTrajectory: Int
  /// Events in the measured time, and in the time before it.
  public var events: Int
  public var burnInEvents: Int
  public var eventsByProcess: [String: Int]

  public init(
    trajectories: Int, endedBy: String, duration: Double, burnIn: Double, seed: UInt64, rng: String, streams: String,
    point: Int, firstTrajectory: Int, events: Int, burnInEvents: Int, eventsByProcess: [String: Int]
  ) {
    self.trajectories = trajectories
    self.endedBy = endedBy
    self.duration = duration
    self.burnIn = burnIn
    self.seed = seed
    self.rng = rng
    self.streams = streams
    self.point = point
    self.firstTrajectory = firstTrajectory
    self.events = events
    self.burnInEvents = burnInEvents
    self.eventsByProcess = eventsByProcess
  }
}

/// How far the estimates can be trusted.
public struct DiagnosticRecord: Sendable, Codable, Equatable {
  /// Where the integrals of the autocovariances end, in s.
  public var windowN: Double?
  public var windowJ: Double?
  /// duration / max(tauN, tauJ).
  public var correlationTimesPerTrajectory: Double?
  /// Standard error of meanN from the spread between trajectories over the one expected from noiseN within them,
  /// √(noiseN/(trajectories·duration)): near 1 when both are right.
  public var errorRatioMeanN: Double?

  public init(
    windowN: Double?, windowJ: Double?, correlationTimesPerTrajectory: Double?, errorRatioMeanN: Double?
  ) {
    self.windowN = windowN
    self.windowJ = windowJ
    self.correlationTimesPerTrajectory = correlationTimesPerTrajectory
    self.errorRatioMeanN = errorRatioMeanN
  }
}
