/// A checksum of 64 bits against accidents: torn writes, flipped bits, edits. Not against forgery.
///
/// FNV-1a (Fowler, Noll, Vo; draft-eastlake-fnv) on words of eight bytes, with a shift between them that carries high bits
/// down. Each step is a bijection of the state for a given word, so any change of one word changes the sum.
public enum Checksum {
  public static func of(_ bytes: some Sequence<UInt8>) -> UInt64 { of(Array(bytes)) }

  public static func of(_ bytes: [UInt8]) -> UInt64 {
    let span = bytes.span
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    let whole = bytes.count / 8
    for i in 0..<whole {
      let word = span.bytes.unsafeLoadUnaligned(fromByteOffset: 8 * i, as: UInt64.self)
      hash = step(hash, UInt64(littleEndian: word))
    }
    var rest: UInt64 = 0
    for (i, byte) in bytes[(8 * whole)...].enumerated() { rest |= UInt64(byte) << UInt64(8 * i) }
    // The length tells a missing byte from a zero.
    return step(step(hash, rest), UInt64(bytes.count))
  }

  @inline(__always)
  private static func step(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let mixed = (hash ^ word) &* 0x0000_0100_0000_01B3
    return mixed ^ (mixed >> 32)
  }
}
