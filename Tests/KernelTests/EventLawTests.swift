import ClusterModel
import Foundation
import GSLBridge
import Kernel
import TestSupport
import Testing

/// The joint law of process and waiting time, drawn in lanes from the default generator, against rates typed a second time.
@Suite("Law of events")
struct EventLawTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let model: ModelName
    let state: State
    var testDescription: String { "\(model.rawValue), N \(state.N), m \(state.m)" }
  }

  static let cases = [
    Case(model: .heisenberg, state: State(N: 5, m: 2)), Case(model: .heisenberg, state: State(N: 12, m: 0)),
    Case(model: .ising, state: State(N: 7, m: 3)), Case(model: .su2, state: State(N: 7, m: 2)),
    Case(model: .su2, state: State(N: 6, m: 3)), Case(model: .polarized, state: State(N: 4, m: 0)),
    Case(model: .polarizedIsing, state: State(N: 6, m: 0)),
  ]

  /// Rare and common processes, with shares on both sides of 2⁻⁹.
  static let parameters = Parameters(
    injectionRate: 30, volume: 1, gamma: 2, gammaTriplet: 0.3, spinFlipTime: 1, trappingTime: 60)

  private struct Event {
    var process: Int
    var wait: Double
  }

  private func events<M: ClusterModel>(type: M.Type, _ state: State, count: Int) throws -> [Event] {
    let draws = EventDraw(M(RateConstants(EventLawTests.parameters)))
    var stream = try RandomStream(
      #require(RandomGeneratorType.named("taus113")),
      identity: StreamIdentity(seed: 404, point: state.N, trajectory: state.m), ordinal: 0)
    let (N, m) = (Double(state.N), Double(state.m))
    var result: [Event] = []
    while result.count < count {
      var words = SIMD8<Double>()
      for lane in 0..<8 { words[lane] = Double(stream.next()) }
      let drawn = draws.draw(N: RateLanes(N), m: RateLanes(m), word: RateLanes(words))
      for lane in 0..<8 {
        if drawn.isUncertain[lane] {
          let refined = draws.refine(N: N, m: m, word: words[lane], words: &stream)
          result.append(Event(process: Int(refined.process), wait: refined.wait))
        } else {
          result.append(Event(process: Int(drawn.process[lane]), wait: drawn.wait[lane]))
        }
      }
    }
    return result
  }

  /// The smallest probability of all comparisons, times their number: how often each process comes, and χ² over twenty
  /// equal bins of e^(−wait·total) for each.
  private func agreement(_ events: [Event], _ rates: [Double]) -> Double {
    let (total, n) = (rates.reduce(0, +), Double(events.count))
    var counts = [[Int]](repeating: [Int](repeating: 0, count: 20), count: 12)
    for event in events { counts[event.process][min(19, Int(20 * exp(-event.wait * total)))] += 1 }
    var (worst, comparisons) = (1.0, 0.0)
    for (process, bins) in counts.enumerated() {
      let found = Double(bins.reduce(0, +))
      let share = process < rates.count ? rates[process] / total : 0
      if share == 0 {
        if found > 0 { return 0 }
        continue
      }
      if share < 1 {
        worst = min(worst, Significance.normal(beyond: (found - n * share) / (n * share * (1 - share)).squareRoot()))
        comparisons += 1
      }
      let even = n * share / 20
      if even < 5 { continue }
      let chiSquare = bins.reduce(0) { $0 + (Double($1) - found / 20) * (Double($1) - found / 20) / (found / 20) }
      worst = min(worst, Significance.chiSquareTwoSided(chiSquare, degrees: 19))
      comparisons += 1
    }
    return worst * comparisons
  }

  @Test("every process comes at its rate and after exponential times (family level 1e-3)", arguments: cases)
  func law(_ test: Case) throws {
    func rates(_ parameters: Parameters) -> [Double] {
      let plain = plainProcesses(test.model, parameters, in: test.state)
      return test.model.processes.map { process in plain.first { $0.name == process.name }?.rate ?? .nan }
    }
    let drawn = try test.model.withModel { try events(type: $0, test.state, count: 900_000) }
    let level = 1e-3 / Double(EventLawTests.cases.count)
    #expect(agreement(drawn, rates(EventLawTests.parameters)) > level)
    // The twins: injection 2 % wrong, which changes shares and times.
    for wrong in [0.98, 1.02] {
      var twin = EventLawTests.parameters
      twin.injectionRate *= wrong
      #expect(agreement(drawn, rates(twin)) < level, "\(wrong)")
    }
  }
}
