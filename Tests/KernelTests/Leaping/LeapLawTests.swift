import ClusterModel
import Foundation
import GSLBridge
import Kernel
import TestSupport
import Testing

/// The law of leaps against the exact method, and against what is known in closed form.
@Suite("Leaps: laws")
struct LeapLawTests {
  static let parameters = Parameters(
    injectionRate: 48_600, volume: 1, gamma: 18, gammaTriplet: 1.8e-3, spinFlipTime: 10)

  @Test(
    "with leaps of no length every event is drawn, and they are those of the exact method",
    arguments: ModelName.allCases)
  func exactLimit(model: ModelName) throws {
    let exact = try task(
      model, LeapLawTests.parameters, start: State(N: 90, m: 0), duration: 0.05, burnIn: 0.01, seed: 3)
    var leaping = exact
    leaping.leapAccuracy = 1e-9
    let (a, b) = (try Trajectory.run(exact), try Trajectory.run(leaping))
    #expect(a.events == b.events && a.burnInEvents == b.burnInEvents && a.finalState == b.finalState)
    #expect(a.events.reduce(0, +) > 1000)
    let (times, others) = (timeIn(a.occupation), timeIn(b.occupation))
    #expect(times.allSatisfy { abs($0.value - (others[$0.key] ?? 0)) < 1e-12 })
  }

  @Test("the same task, the same outcome; another trajectory, another one", arguments: ModelName.allCases)
  func determinism(model: ModelName) throws {
    let tasks = try (0..<3).map { i in
      var one = try task(
        model, LeapLawTests.parameters, start: State(N: 300, m: 0), duration: 0.5, seed: 4, trajectory: i)
      one.leapAccuracy = 0.1
      return one
    }
    let together = try Trajectory.run(tasks)
    for (task, outcome) in zip(tasks, together) {
      let alone = try Trajectory.run(task)
      #expect(alone.events == outcome.events && alone.finalState == outcome.finalState)
      #expect(timeIn(alone.occupation) == timeIn(outcome.occupation))
      #expect(alone.correlations.chain == outcome.correlations.chain)
    }
    #expect(together[0].events != together[1].events)
  }

  @Test("minority spins of a large majority: each dies by itself, mean and variance in closed form")
  func independentDeaths() {
    let model = Heisenberg(RateConstants(LeapLawTests.parameters))
    let channels = LeapMethod(model).channels(in: State(N: 1_000_000, m: 0))
    let rate = (18 + 1.8e-3) * 1e6
    for z in [1e-5, 0.1, 1, 5, 100] {
      for (start, births) in [(1, 0), (0, 1), (3, 4), (7, 100), (40, 2)] {
        let law = MinorityLaw(
          model, channels, start: start, births: births, injected: 0, T: 1e6, deltaT: 0, duration: z / rate)
        let p = exp(-z)
        let q = -expm1(-z) / z
        let mean = Double(start) * p + Double(births) * q
        let variance = Double(start) * p * (1 - p) + Double(births) * q * (1 - q)
        #expect(abs(law.mean - mean) < 1e-4 * mean + 1e-12, "\(z), \(start), \(births): \(law.mean), \(mean)")
        #expect(abs(law.variance - variance) < 3e-4 * mean + 1e-12, "\(z), \(start), \(births)")
      }
    }
  }

  @Test("minority spins as many as a third of the majority: mean by small steps of the equation, variance at rest")
  func dependentDeaths() {
    let model = SU2(RateConstants(LeapLawTests.parameters))
    let (T, births) = (8000.0, 40_000)
    let state = State(N: 16_000, m: 4000)
    let channels = LeapMethod(model).channels(in: state)
    for duration in [1e-7, 1e-6, 1e-5, 1e-3] {
      let law = MinorityLaw(
        model, channels, start: 4000, births: births, injected: births, T: T, deltaT: 0, duration: duration)
      let steps = 200_000
      var x = 4000.0
      for _ in 0..<steps {
        // Singlet annihilation g m (k + 1) and that of Γ̄t, gt m (k + 1); flips back are too slow to matter.
        let loss = { (x: Double) in (18 + 1.8e-3) * x * (T + x + 1) }
        let h = duration / Double(steps)
        let middle = x + h / 2 * (Double(births) / duration - loss(x))
        x += h * (Double(births) / duration - loss(middle))
      }
      #expect(abs(law.mean / x - 1) < 2e-4, "\(duration): \(law.mean), \(x)")
    }
    // At rest, with as many of both spins coming in: linearised noise gives mk/N (1 − mk/N²).
    let rate = 18.0018 * 4000.0 * 12_001
    let duration = 3e-3
    let many = Int(rate * duration)
    let law = MinorityLaw(
      model, channels, start: 4000, births: many, injected: many, T: T, deltaT: 0, duration: duration)
    let pairs = 4000.0 * 12_000
    let expected = pairs / 16_000 * (1 - pairs / (16_000.0 * 16_000))
    #expect(abs(law.variance / expected - 1) < 5e-3, "\(law.variance), \(expected)")
  }

  /// w + (1 − 2w)q + wq² = (1 − q²)/(2z): the average of e^(−zs/h) over both halves.
  @Test("time averages over a leap are exact for what relaxes with the minority spins")
  func weights() {
    let half = LeapMethod<SU2>.Half(state: State(N: 0, m: 0), counts: EventCounts(repeating: 0))
    for z in [0.05, 0.3, 1, 3, 20, 1e3] {
      var first = half
      first.relaxation = z
      let w = LeapMethod<SU2>.Leap(first: first, second: half).weightOfEnds
      let q = exp(-z)
      #expect(abs(w + (1 - 2 * w) * q + w * q * q - (1 - q * q) / (2 * z)) < 1e-12, "z = \(z)")
    }
    #expect(LeapMethod<SU2>.Leap(first: half, second: half).weightOfEnds == 1.0 / 6)
    var instant = half
    instant.relaxation = .infinity
    #expect(LeapMethod<SU2>.Leap(first: instant, second: half).weightOfEnds == 0)
  }

  /// Two events are the first and the last: what they do to the axis is known event by event.
  @Test("the axis turns as by single events", arguments: [0, 1, 2, 3, 5, 6, 7])
  func turns(process: Int) {
    let parameters = Parameters(injectionRate: 1, volume: 1, gamma: 1, gammaTriplet: 1, spinFlipTime: nil)
    func check<Model: ClusterModel>(_ model: Model) {
      let (deltaN, deltaM) = (Model.processes[process].deltaN, Model.processes[process].deltaM)
      let start = State(N: 70, m: 9)
      let middle = State(N: start.N + deltaN, m: start.m + deltaM)
      var counts = EventCounts(repeating: 0)
      counts[process] = 2
      let half = LeapMethod<Model>.Half(state: State(N: middle.N + deltaN, m: middle.m + deltaM), counts: counts)
      let expected = [start, middle].reduce(1.0) {
        $0 * model.axisCosine(of: process, N: Double($1.N), m: Double($1.m))
      }
      let turned = LeapMethod(model).turn(half, from: start, duration: 0)
      #expect(abs(turned.cosine - expected) < 1e-14, "\(Model.name)")
    }
    check(SU2(RateConstants(parameters)))
    check(Heisenberg(RateConstants(parameters)))
  }
}
