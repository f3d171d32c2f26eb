import ClusterModel
import Foundation
import GSLBridge
import Kernel
import Statistics
import Testing

/// Random words from a list; after its end, one word for ever. Scripts are written in 64 bits, of which an event gets the
/// upper 32.
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

  /// One event: a refinement gets the lower 32 bits of the word as the upper ones of its first extra word, so the number
  /// that it chooses with is (word + 2⁻²²)/2⁶⁴. `time` is the extra word for the time of a rare process.
  init(event word: UInt64, time: UInt64 = 1 << 63) { self.init([word], extras: [word << 32, time]) }

  /// Words that are taken in pairs, as 64 bits.
  init(pairs: [UInt64]) { self.init(pairs.flatMap { [$0, $0 << 32] }) }

  mutating func next() -> UInt32 {
    defer { taken += 1 }
    return UInt32((taken < words.count ? words[taken] : then) >> 32)
  }

  mutating func extra() -> UInt64 {
    defer { extrasTaken += 1 }
    return extrasTaken < extras.count ? extras[extrasTaken] : then
  }
}

/// The word that stands for the number u, 0 ≤ u < 1, up to 2⁻⁶⁴ of the number.
func word(_ u: Double) -> UInt64 { UInt64(u * 0x1p64) }

/// By how much, relative to itself, a waiting time differs from −log(share)/total when only the upper 32 bits of its word
/// count: the cell that they leave is 2⁻³² of all, and its middle is within half of that; to first order, and a little more.
func cellError(share: Double, rate: Double, total: Double) -> Double {
  1.001 * 0x1p-33 * total / (rate * share * -log(share)) + 1e-14
}

/// Writes down every holding time and event.
struct Diary: EventObserver {
  struct Entry {
    var state: State
    var time: Double
    /// nil for the time that was cut off at the end of a span.
    var process: Int?
  }

  var entries: [Entry] = []

  mutating func held<Model: ClusterModel>(_ event: borrowing DirectMethod<Model>, time: Double) {
    entries.append(Entry(state: event.state, time: time, process: nil))
  }

  mutating func happens<Model: ClusterModel>(_ event: borrowing DirectMethod<Model>) {
    entries[entries.count - 1].process = event.process
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

  func weights<X: RateNumber>(N: X, m: X) -> RateWeights<X> {
    var weights = RateWeights(scale: X(1))
    weights.values = Rates<X> { X(table[$0]) }
    return weights
  }
}

/// What one word draws from given rates.
struct Draw {
  var process: Int
  var wait: Double
  var extras: Int

  /// - Parameter constants: immoderate ones make every event be refined.
  init(_ rates: [Double], _ word: UInt64, extra: UInt64 = 1 << 63, constants: RateConstants? = nil) {
    var words = ScriptedWords(event: word, time: extra)
    let method = DirectMethod(AnyRates(rates), constants: constants, start: State(N: 0, m: 0), words: &words)
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
