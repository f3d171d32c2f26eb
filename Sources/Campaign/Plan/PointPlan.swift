public import ClusterModel
import Foundation
public import GSLBridge
public import Kernel
public import Statistics
public import Theory

/// One point of a run, with everything decided: all times in s, every default filled in.
public struct PointPlan: Sendable {
  /// Index of the point in the random streams' identity; from 0.
  public let index: Int
  public let model: ModelName
  public let parameters: Parameters
  public let scales: ClusterScales
  public internal(set) var trajectories: Int
  public internal(set) var duration: Double
  public internal(set) var burnIn: Double
  public let initialState: InitialState
  public let lags: LagGrid
  public let seed: UInt64
  public let generator: RandomGeneratorType
  /// Share of itself by which the cluster may change in one leap; nil: every event is drawn.
  public let leapAccuracy: Double?
  public let ensemble: TimeGrid?
  /// Sample paths are taken of this many first trajectories.
  public let tracedTrajectories: Int
  public let trace: TimeGrid?
  public let fluxPerSpin: Double
  /// Nil: all trajectories are run.
  public let precision: Precision?
  /// Number of trajectories of all points before this one.
  public let firstOrdinal: Int

  public var constants: RateConstants { RateConstants(parameters) }

  /// The most blocks that trajectories are grouped in.
  public static let maximumBlocks = 512

  /// Trajectories are handed to workers, and left out by the jackknife, in blocks of consecutive ones: one in each up to
  /// 512 trajectories, evenly many (±1) beyond. The grouping depends on nothing but their number.
  public var blockCount: Int { min(trajectories, PointPlan.maximumBlocks) }

  /// The trajectories of a block.
  public func trajectories(ofBlock block: Int) -> Range<Int> {
    let share = trajectories / blockCount
    let extra = trajectories % blockCount
    let start = block * share + min(block, extra)
    return start..<(start + share + (block < extra ? 1 : 0))
  }

  /// Moments of the ensemble means since the start of a trajectory, burn-in included, in s; nil without an ensemble.
  var ensembleTimes: [Double]? { ensemble.map { grid in (0..<grid.count).map { Double($0) * grid.step } } }

  /// Where trajectories start. Drawing from the stationary law takes a table of its probabilities, made anew at each call.
  public func start() -> TrajectoryStart {
    switch initialState {
    case .state(let state): return .fixed(state)
    case .empty: return .fixed(State(N: 0, m: 0))
    case .meanField: return .fixed(meanFieldState)
    case .stationary:
      var sum = 0.0
      let probabilities = StationaryDistribution(parameters, model: model)?.integerProbabilities() ?? [1]
      return .drawn(
        cumulative: probabilities.map {
          sum += $0
          return sum
        })
    }
  }

  /// The whole-number state nearest to mean field.
  private var meanFieldState: State {
    if !model.hasReversedSpins { return State(N: Int(scales.N0.rounded()), m: 0) }
    let N = Int(scales.meanFieldN.rounded())
    return State(N: N, m: min(N / 2, Int((Double(N) * (1 - scales.meanFieldPolarization) / 2).rounded())))
  }

  /// The task of one trajectory, from the given `start()`.
  public func task(_ trajectory: Int, start: TrajectoryStart) -> TrajectoryTask {
    TrajectoryTask(
      model: model, constants: constants, start: start,
      identity: StreamIdentity(seed: seed, point: index, trajectory: trajectory),
      ordinal: firstOrdinal + trajectory, generator: generator, burnIn: burnIn, duration: duration, lags: lags,
      referenceN: referenceN, ensemble: ensemble, trace: trajectory < tracedTrajectories ? trace : nil,
      leapAccuracy: leapAccuracy)
  }

  /// Time that is simulated for a trajectory, in s.
  func simulatedTime(ofTrajectory trajectory: Int) -> Double {
    task(trajectory, start: .fixed(State(N: 0, m: 0))).simulatedTime
  }

  /// The same for all trajectories of some blocks.
  func simulatedTime(ofBlocks blocks: [Int]) -> Double {
    blocks.reduce(0) { sum, block in
      trajectories(ofBlock: block).reduce(sum) { $0 + simulatedTime(ofTrajectory: $1) }
    }
  }

  /// A round number near the mean of N.
  public var referenceN: Double {
    let guess = model == .ising ? scales.N0 / 2 : scales.meanFieldN
    return guess.isFinite ? guess.rounded() : 0
  }

  /// Rate of events in s⁻¹ from mean field: every two quasi-particles that come in leave in one event, and each flips
  /// with rate 1/τs (and half the time back, or away by annihilation). Good to a few tens of percent. The mean of N is at
  /// least 1/2 where any come in: annihilation leaves an odd one behind, which flips on until the next comes.
  public var expectedEventRate: Double {
    let c = constants
    let N = scales.regime == .unpolarized || !scales.N0.isFinite ? scales.meanFieldN : scales.N0
    return 1.5 * c.injection + (N.isFinite ? c.flip * max(N, c.injection > 0 ? 0.5 : 0) : 0)
  }

  /// Expected events of the whole point.
  public var expectedEvents: Double { expectedEventRate * (duration + burnIn) * Double(trajectories) }

  /// What the point costs, in events drawn one by one: the events themselves, or the leaps at 200 each, where those are
  /// fewer. A leap lasts until T = N − 2m, which injection changes by ±1, has changed by its share `leapAccuracy`, or
  /// until a sample.
  public var expectedWork: Double {
    guard let leapAccuracy else { return expectedEvents }
    let N = scales.meanFieldN.isFinite && model != .ising ? max(scales.meanFieldN, 1) : max(scales.N0, 1)
    let T = N * (model == .su2 ? scales.meanFieldPolarization : 1) * leapAccuracy
    let leap = min(T * T / max(constants.injection, .leastNormalMagnitude), lags.step)
    let leaps = 200 * (duration + burnIn) / leap * Double(trajectories)
    return leaps.isFinite ? min(expectedEvents, leaps) : expectedEvents
  }
}
