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
  public let trajectories: Int
  public let duration: Double
  public let burnIn: Double
  public let initialState: InitialState
  public let lags: LagGrid
  public let seed: UInt64
  public let generator: RandomGeneratorType
  public let ensemble: TimeGrid?
  /// Sample paths are taken of this many first trajectories.
  public let tracedTrajectories: Int
  public let trace: TimeGrid?
  public let fluxPerSpin: Double
  /// Number of trajectories of all points before this one.
  public let firstOrdinal: Int

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

  /// The task of one trajectory.
  public func task(_ trajectory: Int) -> TrajectoryTask {
    TrajectoryTask(
      model: model, constants: RateConstants(parameters), initialState: initialState,
      identity: StreamIdentity(seed: seed, point: index, trajectory: trajectory),
      ordinal: firstOrdinal + trajectory, generator: generator, burnIn: burnIn, duration: duration, lags: lags,
      referenceN: referenceN, ensemble: ensemble, trace: trajectory < tracedTrajectories ? trace : nil)
  }

  /// A round number near the mean of N.
  public var referenceN: Double {
    let guess = model == .ising ? scales.N0 / 2 : scales.meanFieldN
    return guess.isFinite ? guess.rounded() : 0
  }

  /// Rate of events in s⁻¹ from mean field: every two quasi-particles that come in leave in one event, and each flips
  /// with rate 1/τs (and half the time back, or away by annihilation). Good to a few tens of percent.
  public var expectedEventRate: Double {
    let c = RateConstants(parameters)
    let N = scales.regime == .unpolarized || !scales.N0.isFinite ? scales.meanFieldN : scales.N0
    return 1.5 * c.injection + (N.isFinite ? c.flip * N : 0)
  }

  /// Expected events of the whole point.
  public var expectedEvents: Double { expectedEventRate * (duration + burnIn) * Double(trajectories) }
}
