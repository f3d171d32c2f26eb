/// One elementary process: what an event of it does to (N, m).
public struct Process: Sendable, Hashable {
  /// Name in results, one spelling everywhere: `injectionAligned`, `singletAnnihilation`, …
  public let name: String
  public let deltaN: Int
  public let deltaM: Int

  public init(_ name: String, _ deltaN: Int, _ deltaM: Int) {
    self.name = name
    self.deltaN = deltaN
    self.deltaM = deltaM
  }
}

/// What a model knows of the total spin as a vector.
public enum SpinVector: Sendable, Hashable {
  /// The axis turns at events, by averaged factors: C_J(t) = E[start · Π factors · end]; one component carries C_J/3.
  case wandering
  /// The axis is fixed: C_J is the autocovariance of the signed spin itself.
  case pinned
  /// The model has N only.
  case absent
}

/// The most processes that a model may have.
public let processCapacity = 12

/// The rates of all processes in a state, in the order of `processes`; unused places are zero.
public typealias Rates<Number: RateNumber> = InlineArray<12, Number>

/// Rates over a common factor: rate i is `values[i]`/`scale`, with `scale` > 0.
///
/// The kernel works with these: which process comes next does not depend on the scale, so one division does for all rates.
public struct RateWeights<Number: RateNumber> {
  public var values: Rates<Number>
  public var scale: Number

  @inlinable @inline(__always)
  public init(scale: Number) {
    // Written out: `init(repeating:)` is not always inlined, and a call in the event loop costs a fifth of its speed.
    let zero = Number(0)
    values = [zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero]
    self.scale = scale
  }

  @inlinable
  public subscript(_ process: Int) -> Number {
    @inline(__always) get { values[process] }
    @inline(__always) set { values[process] = newValue }
  }
}

/// A model: its processes, their rates, and what they do to the spin vector. The one source of both the Monte Carlo
/// kernel and the theory. A new model is one new file that conforms to this, and one line in `withModel`.
///
/// States are passed as floating-point counts `N` and `m`, exact below 2⁵³.
public protocol ClusterModel: Sendable {
  static var name: ModelName { get }
  /// At most `processCapacity` processes, the commonest four first; `weights` and `spinFactor` use their order.
  static var processes: [Process] { get }
  static var spinVector: SpinVector { get }
  /// Whether m is part of the state (else it is always 0).
  static var hasReversedSpins: Bool { get }
  /// Whether `axisDecayFraction` is ever other than zero.
  static var hasAxisProcesses: Bool { get }
  /// Whether the size of the spin itself enters: rates hold 1/(2S + 1), and a factor is that of the whole vector, S′/S times
  /// that of its axis.
  static var countsMultiplets: Bool { get }
  /// Whether (N, m) is a state of the model.
  static func isValid(_ state: State) -> Bool

  init(_ constants: RateConstants)

  /// Rates in s⁻¹ times a common scale. A process that would leave the state space has weight exactly 0.
  func weights<X: RateNumber>(N: X, m: X) -> RateWeights<X>

  /// Factor by which an event of `process` in state (N, m), *before* the event, multiplies the expectation of the spin
  /// vector (su2) or turns its axis (heisenberg: cos θ), as a fraction. Dimensionless, 1 for a pinned axis.
  func spinFraction<X: RateNumber>(of process: Int, N: X, m: X) -> (numerator: X, denominator: X)

  /// Cosine of the angle by which the axis turns at that event, of which `spinFactor` is the expectation for the vector.
  func axisCosine(of process: Int, N: Double, m: Double) -> Double

  /// Rate λ in s⁻¹ at which processes that change only the axis, not (N, m), shrink the expectation of the spin vector
  /// in state (N, m), as a fraction: over a holding time dt it is multiplied by exp(−λ dt).
  func axisDecayFraction<X: RateNumber>(N: X, m: X) -> (numerator: X, denominator: X)

  /// The two ends of the spin correlator C_J(t) = E[start(0) Π factors end(t)].
  func correlatorStart(N: Double, m: Double) -> Double
  func correlatorEnd(N: Double, m: Double) -> Double
}

extension ClusterModel {
  @inlinable public static var hasReversedSpins: Bool { true }
  @inlinable public static var hasAxisProcesses: Bool { false }
  @inlinable public static var countsMultiplets: Bool { false }
  public static func isValid(_ state: State) -> Bool { state.m >= 0 && state.m <= state.N }
  @inlinable @inline(__always)
  public func spinFraction<X: RateNumber>(of process: Int, N: X, m: X) -> (numerator: X, denominator: X) {
    (X(1), X(1))
  }
  /// The factor that `spinFraction` gives.
  @inlinable @inline(__always)
  public func spinFactor(of process: Int, N: Double, m: Double) -> Double {
    let (numerator, denominator) = spinFraction(of: process, N: N, m: m)
    return numerator / denominator
  }
  @inlinable @inline(__always)
  public func axisCosine(of process: Int, N: Double, m: Double) -> Double { spinFactor(of: process, N: N, m: m) }
  @inlinable @inline(__always)
  public func axisDecayFraction<X: RateNumber>(N: X, m: X) -> (numerator: X, denominator: X) { (X(0), X(1)) }
  /// The rate λ that `axisDecayFraction` gives, in s⁻¹.
  @inlinable @inline(__always)
  public func axisDecayRate<X: RateNumber>(N: X, m: X) -> X {
    let (numerator, denominator) = axisDecayFraction(N: N, m: m)
    return numerator / denominator
  }
  /// Rates in s⁻¹, in the order of `processes`. A process that would leave the state space has rate exactly 0.
  @inlinable @inline(__always)
  public func rates<X: RateNumber>(N: X, m: X) -> Rates<X> {
    let weights = weights(N: N, m: m)
    return Rates { weights.values[$0] / weights.scale }
  }
  @inlinable @inline(__always)
  public func correlatorStart(N: Double, m: Double) -> Double { N / 2 - m }
  @inlinable @inline(__always)
  public func correlatorEnd(N: Double, m: Double) -> Double { N / 2 - m }
}

extension ModelName {
  /// Opens the type behind a name: calls `body` with the model of that name.
  @inlinable
  public func withModel<Result, Failure: Error>(
    _ body: (any ClusterModel.Type) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    switch self {
    case .heisenberg: try body(Heisenberg.self)
    case .ising: try body(Ising.self)
    case .su2: try body(SU2.self)
    case .polarized: try body(Polarized.self)
    case .polarizedIsing: try body(PolarizedIsing.self)
    }
  }

  /// The processes of this model in the order of their rates.
  public var processes: [Process] { withModel { $0.processes } }
  public var spinVector: SpinVector { withModel { $0.spinVector } }
  public var hasReversedSpins: Bool { withModel { $0.hasReversedSpins } }
  public func isValid(_ state: State) -> Bool { withModel { $0.isValid(state) } }
}
