public import ClusterModel
public import Theory

/// A checked config: every value is one that can be run, and all defaults are filled in.
///
/// Times are in `timeUnit`; `seconds(_:scales:)` converts them at a point.
public struct Configuration: Sendable, Hashable {
  /// Safe as the name of a directory.
  public internal(set) var name: String
  public internal(set) var model: ModelName
  public internal(set) var material: Material
  /// Parameters of the run; those that are swept vary from point to point.
  public internal(set) var parameters: Parameters
  public internal(set) var timeUnit: TimeUnit
  /// Independent trajectories at each point.
  public internal(set) var trajectories: Int
  /// Measured time of each trajectory, in `timeUnit`.
  public internal(set) var duration: Double
  /// Time before measuring begins, in `timeUnit`; nil: from t_f.
  public internal(set) var burnIn: Double?
  public internal(set) var initialState: InitialState
  public internal(set) var seed: UInt64
  /// Name of a generator of GSL; nil: the preferred one.
  public internal(set) var rng: String?
  public internal(set) var algorithm: Algorithm
  /// Share of itself by which the cluster may change in one leap; nil if every event is drawn.
  public internal(set) var accuracy: Double?
  /// Nil: all from t_f.
  public internal(set) var correlation: Correlation?
  /// Nil: off.
  public internal(set) var ensemble: Ensemble?
  public internal(set) var trace: Trace
  /// Flux of one spin ½ through the loop, in Φ₀.
  public internal(set) var fluxPerSpin: Double
  public internal(set) var exact: ExactSolution
  /// Nil: the run does all its trajectories.
  public internal(set) var precision: Precision?
  public internal(set) var sweep: Sweep?
  /// Index of a lone point in the identity of its random streams; 0 with a sweep.
  public internal(set) var point: Int

  /// The points to run: at least one, with the sweep applied.
  public internal(set) var points: [Parameters]

  static let standardFluxPerSpin = 1e-7
  /// Measured: docs/numerics.md, section 11.
  static let standardAccuracy = 0.1

  /// Index that the random streams of `points[index]` carry.
  public func streamPoint(_ index: Int) -> Int { sweep == nil ? point : index }

  /// The scales of `points[index]`.
  public func scales(_ index: Int) -> ClusterScales {
    ClusterScales(points[index], pinned: model.spinVector == .pinned)
  }

  /// A time of this config in s, at a point with the given scales.
  public func seconds(_ time: Double, scales: ClusterScales) -> Double {
    switch timeUnit {
    case .seconds: time
    case .tf: time * scales.tf
    }
  }

  /// The same run with another seed.
  public func with(seed: UInt64) -> Configuration {
    var copy = self
    copy.seed = seed
    return copy
  }

  /// The same run with its generator named.
  public func with(rng: String) -> Configuration {
    var copy = self
    copy.rng = rng
    return copy
  }

  /// The same run with other trajectories.
  /// - Parameters:
  ///   - trajectories: ≥ 1.
  ///   - duration: measured time of each, > 0, in `timeUnit`.
  package func with(trajectories: Int, duration: Double) -> Configuration {
    var copy = self
    copy.trajectories = trajectories
    copy.duration = duration
    return copy
  }

  /// The config of one point as a run of its own, which gives the numbers that the point gives within this run.
  /// - Parameter index: place in `points`.
  public func forPoint(_ index: Int) -> Configuration {
    var copy = self
    copy.point = streamPoint(index)
    copy.parameters = points[index]
    copy.points = [points[index]]
    copy.sweep = nil
    return copy
  }
}
