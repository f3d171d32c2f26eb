public import ClusterModel

import Foundation

/// What a plain simulation saw.
public struct PlainTrajectory: Sendable {
  /// The state at the end.
  public var state: State
  /// Time spent in all states together, in s.
  public var time = 0.0
  /// Time spent in each state, in s.
  public var timeIn: [State: Double] = [:]
  /// Events of each process by its name.
  public var events: [String: Int] = [:]

  /// The share of time spent in `state`.
  public func probability(_ state: State) -> Double { timeIn[state, default: 0] / time }
  /// Mean over time of a function of the state.
  public func mean(of f: (State) -> Double) -> Double { timeIn.reduce(0) { $0 + f($1.key) * $1.value } / time }
}

/// Gillespie's direct method at its plainest: a second implementation of the simulation, for comparison in law.
///
/// - Parameters:
///   - duration: time to simulate, in s; the last holding time is cut off there.
///   - uniform: independent numbers between 0 and 1, both excluded; two are drawn an event, waiting time first.
///   - processes: the ways out of a state.
///   - visit: told each holding of a state: the state, for how long, and the factor by which the event at its end
///     multiplies the expectation of the spin vector (1 if the end is the end of the simulation).
public func plainGillespie(
  from start: State, for duration: Double, uniform: () -> Double, processes: (State) -> [PlainProcess],
  visit: (_ state: State, _ time: Double, _ factor: Double) -> Void = { _, _, _ in }
) -> PlainTrajectory {
  var trajectory = PlainTrajectory(state: start)
  while true {
    let state = trajectory.state
    let possible = processes(state).filter { $0.rate > 0 }
    let total = possible.reduce(0) { $0 + $1.rate }
    let wait = total > 0 ? -log(uniform()) / total : .infinity
    guard trajectory.time + wait < duration, let last = possible.last else {
      let rest = duration - trajectory.time
      trajectory.timeIn[state, default: 0] += rest
      trajectory.time = duration
      visit(state, rest, 1)
      return trajectory
    }
    var threshold = uniform() * total
    var chosen = last
    for process in possible {
      threshold -= process.rate
      if threshold < 0 {
        chosen = process
        break
      }
    }
    trajectory.timeIn[state, default: 0] += wait
    trajectory.time += wait
    trajectory.events[chosen.name, default: 0] += 1
    trajectory.state = chosen.next
    visit(state, wait, chosen.factor)
  }
}

/// A simulation of `model` with the formulas of `plainProcesses`.
public func plainGillespie(
  _ model: ModelName, _ parameters: Parameters, from start: State, for duration: Double, uniform: () -> Double,
  visit: (_ state: State, _ time: Double, _ factor: Double) -> Void = { _, _, _ in }
) -> PlainTrajectory {
  plainGillespie(
    from: start, for: duration, uniform: uniform, processes: { plainProcesses(model, parameters, in: $0) }, visit: visit
  )
}

/// A small generator of its own for the tests' simulations: SplitMix64, Steele, Lea and Flood, OOPSLA 2014,
/// doi:10.1145/2660193.2660195.
public final class PlainUniform {
  private var counter: UInt64

  public init(seed: UInt64) { counter = seed }

  /// A number between 0 and 1, both excluded: the middle of one of 2⁵² equal intervals.
  public func next() -> Double {
    counter &+= 0x9E37_79B9_7F4A_7C15
    var z = counter
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    z ^= z >> 31
    return (Double(z >> 12) + 0.5) * 0x1p-52
  }
}
