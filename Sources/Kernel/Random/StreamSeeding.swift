public import GSLBridge

/// How the streams of a generator are kept apart.
public enum StreamSeparation: String, Sendable, Codable {
  /// The whole state is filled from the identity, one to one: streams of different (seed, point, trajectory) start in
  /// different states by construction.
  case wholeState = "whole-state"
  /// The generator only has GSL's 32-bit seeds. They differ within a run by construction; two runs may share some.
  case seed32 = "32-bit-seed"
}

/// Puts a generator at the start of the stream of an identity.
public enum StreamSeeding {
  /// How streams of this generator are kept apart.
  public static func separation(of type: RandomGeneratorType) -> StreamSeparation {
    layout(of: type.name) == nil ? .seed32 : .wholeState
  }

  /// The most streams (trajectories of all points together) that a run may have with this generator; nil: no such limit.
  public static func maximumStreams(of type: RandomGeneratorType) -> Int? {
    separation(of: type) == .wholeState ? nil : 1 << 28
  }

  /// Starts `generator` on the stream of `identity`.
  /// - Parameter ordinal: number of the trajectory counted through all points of the run (used by 32-bit seeds only).
  package static func start(_ generator: inout RandomGenerator, on identity: StreamIdentity, ordinal: Int) {
    if let layout = layout(of: generator.type.name) {
      generator.seed(1)  // sets the indices that some generators keep beside their numbers
      generator.writeState(layout.values(identity), at: layout.offset)
      // taus113's recurrence holds from the tenth value on; the others lose nothing by it.
      for _ in 0..<10 { _ = generator.next() }
    } else {
      generator.seed(distinctSeed(identity, ordinal: ordinal))
    }
  }

  /// A seed from 1 to 2³¹ − 2 (several generators reduce theirs modulo 2³¹ − 1, and take 0 for a default): one to one in
  /// the ordinal for each run seed, by walking the cycle of a bijection until it comes back into that range.
  package static func distinctSeed(_ identity: StreamIdentity, ordinal: Int) -> UInt32 {
    var value = UInt32(4 * ordinal + 1 + Int(identity.purpose.rawValue))
    repeat { value = Mixing.permute32(value, key: identity.seed) } while value == 0 || value > 0x7FFF_FFFE
    return value
  }

  /// Where in its state a generator keeps its numbers, in words of 64 bits, and what to put there.
  private struct Layout {
    var offset = 0
    let values: (StreamIdentity) -> [UInt64]
  }

  private static func layout(of name: String) -> Layout? {
    switch name {
    case "taus113": Layout { taus113State($0) }
    case "mt19937", "mt19937_1999", "mt19937_1998":
      // The recurrence reads only the top bit of the first word, so the identity goes into the next four.
      Layout { words32($0, first: 1, count: 624) }
    // struct { int nd; unsigned long ra[16384]; }
    case "gfsr4": Layout(offset: 8) { words32($0, first: 0, count: 16384) }
    case "ranlxs0", "ranlxs1", "ranlxs2", "ranlxd1", "ranlxd2": Layout { ranluxState($0) }
    case "cmrg":
      Layout {
        residues($0, moduli: Array(repeating: 2_147_483_647, count: 3) + Array(repeating: 2_145_483_479, count: 3))
      }
    case "mrg": Layout { residues($0, moduli: Array(repeating: 2_147_483_647, count: 5)) }
    default: nil
    }
  }

  /// A supply of 64-bit words: the first two are the identity under a bijection, the others hashes of these.
  private static func words(_ identity: StreamIdentity) -> (Int) -> UInt64 {
    let (a, b) = Mixing.permute(identity.seed, identity.index, rightBits: 64)
    return { i in
      switch i {
      case 0: a
      case 1: b
      default: Mixing.mix(a &+ Mixing.mix(b &+ UInt64(i)))
      }
    }
  }

  /// Words of 32 bits, one in each `unsigned long`: four carry the identity, from place `first` on.
  private static func words32(_ identity: StreamIdentity, first: Int, count: Int) -> [UInt64] {
    let source = words(identity)
    return (0..<count).map { i in
      let place = (i + count - first) % count
      return (source(place / 2) >> UInt64(32 * (place % 2))) & 0xFFFF_FFFF
    }
  }

  /// RANLUX in double precision: twelve numbers of 48 bits, the first three of which carry the identity (48 + 48 + 32).
  private static func ranluxState(_ identity: StreamIdentity) -> [UInt64] {
    let source = words(identity)
    return (0..<12).map { i in
      let limb =
        switch i {
        case 0: source(0) >> 16
        case 1: ((source(0) & 0xFFFF) << 32) | (source(1) >> 32)
        case 2: ((source(1) & 0xFFFF_FFFF) << 16) | 1
        default: source(i) >> 16
        }
      return (Double(limb) / 0x1p48).bitPattern
    }
  }

  /// Multiple recursive generators: residues in `long`s. Five numbers of 28 bits carry the identity (128 of the 140 bits);
  /// one is kept from zero, since a state of zeros stays there.
  private static func residues(_ identity: StreamIdentity, moduli: [UInt64]) -> [UInt64] {
    let source = words(identity)
    let low = source(1)
    let bits28: UInt64 = (1 << 28) - 1
    let carried = [
      source(0) & bits28, (source(0) >> 28) & bits28, (source(0) >> 56) | ((low & 0xF_FFFF) << 8),
      (low >> 20) & bits28, low >> 48,
    ]
    return moduli.indices.map { i in i < 5 ? carried[i] + 1 : 1 + source(i) % (moduli[i] - 1) }
  }

  /// L'Ecuyer's LFSR113 has 31 + 29 + 28 + 25 = 113 bits of state in the tops of four words, none of them all zero.
  ///
  /// The 109 bits of the identity are laid out with a one in each word, and a bijection of 113-bit numbers is walked until
  /// it gives a state with no zero word: different identities give different states, and all states are used.
  package static func taus113State(_ identity: StreamIdentity) -> [UInt64] {
    let seed = identity.seed
    let index = identity.index  // 45 bits
    // 30 + 28 + 6 bits of the seed and 21 + 24 of the index, each word ending in a one.
    var left: UInt64 = ((seed >> 34) << 1 | 1) << 33  // 31 bits
    left |= (((seed >> 6) & 0xFFF_FFFF) << 1 | 1) << 4  // 29 bits
    let third: UInt64 = ((seed & 0x3F) << 21 | index >> 24) << 1 | 1  // 28 bits
    left |= third >> 24  // its top 4 bits
    var right: UInt64 = (third & 0xFF_FFFF) << 25 | ((index & 0xFF_FFFF) << 1 | 1)  // 24 + 25 bits
    while true {
      (left, right) = Mixing.permute(left, right, rightBits: 49)
      let z1 = left >> 33
      let z2 = (left >> 4) & 0x1FFF_FFFF
      let z3 = (left & 0xF) << 24 | right >> 25
      let z4 = right & 0x1FF_FFFF
      if z1 != 0 && z2 != 0 && z3 != 0 && z4 != 0 { return [z1 << 1, z2 << 3, z3 << 4, z4 << 7] }
    }
  }
}
