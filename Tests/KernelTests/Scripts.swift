import ClusterModel
import GSLBridge
import Kernel
import Statistics
import Testing

/// Random words from a list; after its end, one word for ever.
struct ScriptedWords: RandomWords {
  var words: [UInt64]
  var extras: [UInt64]
  /// What comes after the end of the lists.
  var then: UInt64
  private(set) var taken = 0
  private(set) var extrasTaken = 0

  init(_ words: [UInt64], extras: [UInt64] = [], then: UInt64 = 1 << 63) {
    self.words = words
    self.extras = extras
    self.then = then
  }

  mutating func next() -> UInt64 {
    defer { taken += 1 }
    return taken < words.count ? words[taken] : then
  }

  mutating func extra() -> UInt64 {
    defer { extrasTaken += 1 }
    return extrasTaken < extras.count ? extras[extrasTaken] : then
  }
}

/// The word that stands for the number u, 0 ≤ u < 1, up to 2⁻⁶⁴ of the number.
func word(_ u: Double) -> UInt64 { UInt64(u * 0x1p64) }

/// Writes down every holding time and event.
struct Diary: EventObserver {
  struct Entry {
    var state: State
    var time: Double
    /// nil for the time that was cut off at the end of a span.
    var process: Int?
  }

  var entries: [Entry] = []

  mutating func held<Model: ClusterModel>(N: Int, m: Int, time: Double, model: Model) {
    entries.append(Entry(state: State(N: N, m: m), time: time, process: nil))
  }

  mutating func happens<Model: ClusterModel>(_ process: Int, N: Int, m: Int, model: Model) {
    entries[entries.count - 1].process = process
  }
}

/// Twelve processes with any given rates, none of which changes the state.
struct AnyRates: ClusterModel {
  static let name = ModelName.ising
  static let spinVector = SpinVector.absent
  static let processes = (0..<12).map { Process("process\($0)", 0, 0) }
  var table: [Double]

  init(_ table: [Double]) { self.table = table + Array(repeating: 0, count: 12 - table.count) }
  init(_ constants: RateConstants) { table = Array(repeating: 0, count: 12) }

  func rates<X: RateNumber>(N: X, m: X) -> Rates<X> { Rates<X> { X(table[$0]) } }
}

/// What one word draws from given rates.
struct Draw {
  var process: Int
  var wait: Double
  var extras: Int

  init(_ rates: [Double], _ word: UInt64, extra: UInt64 = 1 << 63) {
    var words = ScriptedWords([word], extras: [extra])
    let method = DirectMethod(AnyRates(rates), start: State(N: 0, m: 0), words: &words)
    (process, wait, extras) = (method.process, method.wait, words.extrasTaken)
  }
}

/// A task with defaults for what most tests do not care about.
func task(
  _ model: ModelName, _ parameters: Parameters, start: State, duration: Double, burnIn: Double = 0, seed: UInt64 = 1,
  trajectory: Int = 0, generator: String = "taus113", step: Double? = nil, lagCount: Int = 2, ensemble: TimeGrid? = nil,
  trace: TimeGrid? = nil, limit: Int = TrajectoryTask.defaultPopulationLimit
) throws -> TrajectoryTask {
  TrajectoryTask(
    model: model, constants: RateConstants(parameters), start: .fixed(start),
    identity: StreamIdentity(seed: seed, point: 0, trajectory: trajectory), ordinal: trajectory,
    generator: try #require(RandomGeneratorType.named(generator)), burnIn: burnIn, duration: duration,
    lags: LagGrid(step: step ?? duration, lagsPerOctave: lagCount / 2, levels: 1), referenceN: 0, ensemble: ensemble,
    trace: trace, populationLimit: limit)
}

/// The times in each state, of a trajectory whose states were kept one by one.
func timeIn(_ occupation: OccupationTimes) -> [State: Double] {
  var result: [State: Double] = [:]
  occupation.forEachCell { N, m, time in result[State(N: N, m: m), default: 0] += time }
  return result
}
