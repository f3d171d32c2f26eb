import ClusterModel
import Foundation
import Kernel
import TestSupport
import Testing

/// Variates from the ends of what a law allows, and beyond what is likely.
private struct HostileVariates: LeapVariates {
  enum Mode: CaseIterable { case none, most, manyTimes, mixed }

  var mode: Mode
  let uniform = PlainUniform(seed: 5)

  func poisson(mean: Double) -> Int {
    switch mode {
    case .none: 0
    case .most: Int(min(1e9, 10 + 3 * mean))
    case .manyTimes: Int(min(2e9, 1000 + 1000 * mean))
    case .mixed: uniform.integer(below: 2) == 0 ? 0 : Int(min(2e9, 20 * mean * uniform.next()))
    }
  }

  func binomial(trials: Int, probability: Double) -> Int {
    switch mode {
    case .none: 0
    case .most, .manyTimes: trials
    case .mixed: uniform.integer(below: trials + 1)
    }
  }
}

/// Whatever numbers are drawn, whatever the rates: a leap ends in a state of the model, changed by whole events, or is refused.
@Suite("Leaps: states")
struct LeapStateTests {
  private static func anyParameters(_ uniform: PlainUniform) -> Parameters {
    func size(_ low: Double, _ high: Double) -> Double {
      uniform.integer(below: 6) == 0 ? 0 : low * pow(high / low, uniform.next())
    }
    let flips = size(1e-6, 1e9)
    let traps = size(1e-6, 1e9)
    return Parameters(
      injectionRate: size(1e-6, 1e15), volume: size(1e-6, 1e6).orOne, gamma: size(1e-9, 1e9),
      gammaTriplet: size(1e-9, 1e9), spinFlipTime: flips == 0 ? nil : flips, trappingTime: traps == 0 ? nil : traps)
  }

  private static func check<Model: ClusterModel>(
    _ model: Model, _ uniform: PlainUniform, accepted: inout Int, _ note: String
  ) {
    let method = LeapMethod(model)
    let N = uniform.integer(below: uniform.integer(below: 2) == 0 ? 12 : 20_000)
    var m = Model.hasReversedSpins ? uniform.integer(below: N + 1) : 0
    if !Model.isValid(State(N: N, m: m)) { m = N - m }
    let start = State(N: N, m: m)
    let length = method.length(in: start, accuracy: 0.1)
    #expect(length.time >= 0 && length.eventRate >= 0, "\(note) \(start)")
    for mode in HostileVariates.Mode.allCases {
      for factor in [1e-3, 1, 1e3, 1e9] {
        let duration = min(length.time * factor, 1e30)
        if !(duration > 0) { continue }
        var variates = HostileVariates(mode: mode)
        guard let leap = method.leap(from: start, duration: duration, variates: &variates) else { continue }
        accepted += 1
        #expect(leap.weightOfEnds >= 0 && leap.weightOfEnds < 0.167, "\(note) \(start)")
        for (before, half) in [(start, leap.first), (leap.first.state, leap.second)] {
          var next = before
          var isCounted = true
          for (i, process) in Model.processes.enumerated() {
            isCounted = isCounted && half.counts[i] >= 0
            next.N += half.counts[i] * process.deltaN
            next.m += half.counts[i] * process.deltaM
          }
          guard isCounted, next == half.state, Model.isValid(next), next.N >= 0 else {
            Issue.record("\(note), \(mode), \(duration) s: \(before) to \(half.state)")
            return
          }
        }
      }
    }
  }

  @Test(
    "no invalid state and no count without its change, for hostile variates and any rates",
    arguments: ModelName.allCases)
  func hostile(name: ModelName) {
    let uniform = PlainUniform(seed: 17)
    var accepted = 0
    for _ in 0..<600 {
      let parameters = LeapStateTests.anyParameters(uniform)
      func check<Model: ClusterModel>(_ type: Model.Type) {
        LeapStateTests.check(Model(RateConstants(parameters)), uniform, accepted: &accepted, "\(name) \(parameters)")
      }
      name.withModel { check($0) }
    }
    // Leaps of reasonable length are mostly accepted; the check must not be empty.
    #expect(accepted > 1000, "\(accepted)")
  }

  @Test("trajectories under extreme rates: all states valid, and the events make up the change")
  func trajectories() throws {
    for (i, model) in ModelName.allCases.enumerated() {
      for (A, gammaTriplet, spinFlipTime) in [(1e6, 1e-3, 0.1), (2e4, 10.0, 1e-2), (1e5, 0.0, 1e-3)] {
        let parameters = Parameters(
          injectionRate: A, volume: 1, gamma: 18, gammaTriplet: gammaTriplet, spinFlipTime: spinFlipTime)
        var task = try task(
          model, parameters, start: State(N: 40, m: 0), duration: 2000 / A, seed: UInt64(40 + i))
        task.leapAccuracy = 0.4
        let outcome = try Trajectory.run(task)
        outcome.occupation.forEachCell { N, m, _ in #expect(model.isValid(State(N: N, m: m)), "\(model) \(N) \(m)") }
        var end = State(N: 40, m: 0)
        for (process, count) in zip(model.processes, outcome.events) {
          end.N += count * process.deltaN
          end.m += count * process.deltaM
        }
        #expect(end == outcome.finalState)
        let held = timeIn(outcome.occupation).values.reduce(0, +)
        #expect(abs(held / task.duration - 1) < 1e-9)
      }
    }
  }
}

extension Double {
  fileprivate var orOne: Double { self == 0 ? 1 : self }
}
