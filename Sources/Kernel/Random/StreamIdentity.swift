/// Which random numbers a trajectory gets: the same identity, the same numbers, on any machine.
public struct StreamIdentity: Sendable, Hashable {
  /// What the stream is used for; different uses never share numbers.
  public enum Purpose: UInt64, Sendable {
    /// Waiting times and choices of process.
    case events = 0
    /// Drawn directions of the spin vector, for traces to look at.
    case directions = 1
    /// The few events that need more than one word: for their choice, and for waiting times that are long or of rare
    /// processes.
    case rareTimes = 2
    /// Numbers of events in the leaps of the accelerated method.
    case leaps = 3
  }

  public static let trajectoryBits = 26
  public static let pointBits = 17
  /// The most trajectories of a point, and the most points, that have streams of their own.
  public static let maximumTrajectories = 1 << trajectoryBits
  public static let maximumPoints = 1 << pointBits

  public let seed: UInt64
  public let point: Int
  public let trajectory: Int
  public let purpose: Purpose

  public init(seed: UInt64, point: Int, trajectory: Int, purpose: Purpose = .events) {
    precondition(0 <= point && point < StreamIdentity.maximumPoints, "point \(point)")
    precondition(0 <= trajectory && trajectory < StreamIdentity.maximumTrajectories, "trajectory \(trajectory)")
    self.seed = seed
    self.point = point
    self.trajectory = trajectory
    self.purpose = purpose
  }

  /// Point, trajectory and purpose in 45 bits.
  var index: UInt64 {
    (UInt64(point) << (StreamIdentity.trajectoryBits + 2)) | (UInt64(trajectory) << 2) | purpose.rawValue
  }

  package func with(purpose: Purpose) -> StreamIdentity {
    StreamIdentity(seed: seed, point: point, trajectory: trajectory, purpose: purpose)
  }
}

/// Mixing of integers, for filling generator states. These are not used as random numbers themselves.
enum Mixing {
  /// SplitMix64's finaliser, a bijection of 64-bit integers (Steele, Lea, Flood, OOPSLA 2014, doi:10.1145/2660193.2660195).
  static func mix(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A bijection of pairs (64 bits, `rightBits` ≤ 64 bits): an unbalanced Feistel network of six rounds.
  static func permute(_ left: UInt64, _ right: UInt64, rightBits: Int) -> (UInt64, UInt64) {
    var left = left
    var right = right
    for round in 0..<3 as Range<UInt64> {
      right ^= mix(left ^ mix(2 * round + 1)) >> UInt64(64 - rightBits)
      left ^= mix(right ^ mix(2 * round + 2))
    }
    return (left, right)
  }

  /// A bijection of 32-bit integers chosen by a 64-bit key: four Feistel rounds on halves.
  static func permute32(_ value: UInt32, key: UInt64) -> UInt32 {
    var left = UInt64(value >> 16)
    var right = UInt64(value & 0xFFFF)
    for round in 0..<4 as Range<UInt64> {
      (left, right) = (right, left ^ (mix(right ^ mix(key ^ mix(round))) & 0xFFFF))
    }
    return UInt32(left << 16 | right)
  }
}
