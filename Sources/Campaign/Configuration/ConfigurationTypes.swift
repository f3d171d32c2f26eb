public import ClusterModel

/// Unit of the times of a run.
public enum TimeUnit: String, Sendable, CaseIterable {
  case seconds = "s"
  /// t_f = N0²/(AV), with N0 from Eq. (4).
  case tf
}

/// State of a trajectory at time 0.
public enum InitialState: Sendable, Hashable {
  case state(State)
  /// No quasi-particle.
  case empty
  /// The mean-field state.
  case meanField
  /// Drawn from the stationary distribution, Eq. (7).
  case stationary

  /// Largest number of quasi-particles that a cluster may start with.
  public static let mostQuasiparticles = 4_000_000

  /// The states that have a name in the config.
  static let named: [InitialState] = [.empty, .meanField, .stationary]
  static let words = named.map(\.word)

  /// The name in the config; a given state has none.
  var word: String {
    switch self {
    case .state: ""
    case .empty: "empty"
    case .meanField: "meanField"
    case .stationary: "stationary"
    }
  }

  /// Whether it is computed from the mean-field size N0.
  package var needsMeanField: Bool { self == .meanField || self == .stationary }

  var document: JSONDocument {
    if case .state(let state) = self {
      return .object([
        InitialStateKey.N.rawValue: .integer(state.N), InitialStateKey.m.rawValue: .integer(state.m),
      ])
    }
    return .text(word)
  }
}

/// How events are simulated.
public enum Algorithm: String, Sendable, CaseIterable {
  /// Every event is drawn; exact.
  case direct
  /// Many events at a time, over which the rates hardly change; `accuracy` says how hardly.
  case tauLeaping = "tau-leaping"
}

/// Whether the master equation is solved beside the simulation.
public enum ExactSolution: String, Sendable, CaseIterable {
  /// If it takes a few seconds.
  case auto
  case never
  case always
}

/// Grid of time lags, in the config's time unit; nil is chosen from t_f.
public struct Correlation: Sendable, Hashable {
  public var step: Double?
  public var maximumLag: Double?

  public init(step: Double?, maximumLag: Double?) {
    self.step = step
    self.maximumLag = maximumLag
  }
}

/// Mean and error of N, m, S against the time since the start.
public struct Ensemble: Sendable, Hashable {
  /// Number of times at which they are taken.
  public var times: Int

  public init(times: Int) { self.times = times }

  static let standard = Ensemble(times: 200)
}

/// Sample paths.
public struct Trace: Sendable, Hashable {
  /// Number of trajectories whose path is written; 0 for none.
  public var trajectories: Int
  /// Points of each path.
  public var points: Int
  /// Length of each path, in the config's time unit; nil is chosen to fit.
  public var duration: Double?

  public init(trajectories: Int, points: Int, duration: Double?) {
    self.trajectories = trajectories
    self.points = points
    self.duration = duration
  }

  static let standard = Trace(trajectories: 1, points: 2000, duration: nil)
  /// Most points of all paths of a run.
  static let mostPoints = 10_000_000
}
