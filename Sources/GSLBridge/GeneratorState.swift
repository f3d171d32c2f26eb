/// What the bytes of a generator's state may be: GSL uses the indices in them without looking, so that a wrong one would read
/// and write foreign memory, and some loops would not end for numbers out of range.
///
/// From the `_state_t` of each generator in GSL's sources, `rng/*.c` of 2.7 and 2.8, where `unsigned long` has 64 bits.
package struct GeneratorStateLayout {
  package enum Field {
    /// Indices and counters of 32 bits, one after the other.
    case index(at: Int, count: Int = 1, ClosedRange<UInt32>)
    /// Whole numbers of 64 bits.
    case whole(at: Int, count: Int, ClosedRange<UInt64>)
    /// A whole number of 64 bits with one of these remainders.
    case remainder(at: Int, ClosedRange<UInt64>, modulo: UInt64)
    /// Numbers from 0 to below 1.
    case doubles(at: Int, count: Int)
    case floats(at: Int, count: Int)
  }

  /// In bytes; another size is another GSL.
  package let size: Int
  /// What is in no field may be anything.
  package let fields: [Field]

  /// - Returns: what is wrong, or nil.
  func complaint(about bytes: [UInt8]) -> String? {
    if bytes.count != size { return "\(bytes.count) bytes instead of \(size)" }
    let bytes = bytes.span.bytes
    for field in fields {
      switch field {
      case .index(let place, let count, let range):
        for offset in stride(from: place, to: place + 4 * count, by: 4) {
          let value = bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)
          if !range.contains(value) { return "an index is \(value)" }
        }
      case .whole(let place, let count, let range):
        for offset in stride(from: place, to: place + 8 * count, by: 8) {
          let value = bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
          if !range.contains(value) { return "a number is \(value)" }
        }
      case .remainder(let place, let remainders, let modulus):
        let value = bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self)
        if !remainders.contains(value % modulus) { return "a number is \(value)" }
      case .doubles(let place, let count):
        for offset in stride(from: place, to: place + 8 * count, by: 8) {
          let value = bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: Double.self)
          if !(value >= 0 && value < 1) { return "a number is \(value)" }
        }
      case .floats(let place, let count):
        for offset in stride(from: place, to: place + 4 * count, by: 4) {
          let value = bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: Float.self)
          if !(value >= 0 && value < 1) { return "a number is \(value)" }
        }
      }
    }
    return nil
  }
}

extension GeneratorStateLayout {
  private static let bits32: ClosedRange<UInt64> = 0...0xFFFF_FFFF
  private static let bits31: ClosedRange<UInt64> = 0...0x7FFF_FFFF
  private static let bits30: ClosedRange<UInt64> = 0...0x3FFF_FFFF
  private static let bits24: ClosedRange<UInt64> = 0...0xFF_FFFF
  /// Residues that a multiplicative generator never leaves, and modulo 2³¹ − 1.
  private static let residues: ClosedRange<UInt64> = 1...0x7FFF_FFFE

  /// The layout of a generator's state; nil for one that is not known here.
  package init?(of name: String) {
    switch name {
    case "mt19937", "mt19937_1999", "mt19937_1998":
      self.init(5000, .whole(at: 0, count: 624, Self.bits32), .index(at: 4992, 0...624))
    case "gfsr4": self.init(131_080, .index(at: 0, 0...16_384), .whole(at: 8, count: 16_384, Self.bits32))
    case "tt800": self.init(208, .index(at: 0, 0...25), .whole(at: 8, count: 25, Self.bits32))
    case "r250": self.init(2008, .index(at: 0, 0...249), .whole(at: 8, count: 250, Self.bits32))
    case "zuf": self.init(4864, .index(at: 0, 0...606), .whole(at: 8, count: 607, 0...0x100_0000))
    case "uni": self.init(144, .index(at: 0, count: 2, 0...16), .whole(at: 8, count: 17, 0...0x7FFF))
    case "uni32": self.init(144, .index(at: 0, count: 2, 0...16), .whole(at: 8, count: 17, Self.bits31))
    case "ran3": self.init(456, .index(at: 0, count: 2, 0...55), .whole(at: 8, count: 56, 0...999_999_999))
    case "ranmar":
      self.init(
        792, .index(at: 0, count: 2, 0...96), .whole(at: 8, count: 1, 0...0xFF_FFFC),
        .whole(at: 16, count: 97, Self.bits24))
    case "ranlux": self = .ranlux(skip: 199)
    case "ranlux389": self = .ranlux(skip: 365)
    case "ranlxs0": self = .ranlxs(luxury: 109)
    case "ranlxs1": self = .ranlxs(luxury: 202)
    case "ranlxs2": self = .ranlxs(luxury: 397)
    case "ranlxd1": self = .ranlxd(luxury: 202)
    case "ranlxd2": self = .ranlxd(luxury: 397)
    case "knuthran": self.init(16_880, .index(at: 0, 0...2008), .whole(at: 8, count: 2109, Self.bits30))
    case "knuthran2002": self.init(8880, .index(at: 0, 0...99), .whole(at: 8, count: 1109, Self.bits30))
    // The last value, n, gives a place in a box of 32.
    case "ran1": self.init(272, .whole(at: 0, count: 34, Self.residues))
    case "ran2":
      self.init(
        280, .whole(at: 0, count: 1, 1...2_147_483_562), .whole(at: 8, count: 1, Self.residues),
        .whole(at: 16, count: 33, 1...2_147_483_562))
    case "cmrg": self.init(48, .whole(at: 0, count: 6, 0...0x7FFF_FFFE))
    case "mrg": self.init(40, .whole(at: 0, count: 5, 0...0x7FFF_FFFE))
    case "minstd", "fishman18", "fishman20", "lecuyer21", "ran0": self.init(8, .whole(at: 0, count: 1, Self.residues))
    case "rand", "vax": self.init(8, .whole(at: 0, count: 1, Self.bits32))
    // Odd multipliers: a number that is not 0 never becomes it.
    case "transputer", "borosh13", "waterman14": self.init(8, .whole(at: 0, count: 1, 1...0xFFFF_FFFF))
    case "randu": self.init(8, .whole(at: 0, count: 1, 1...0x7FFF_FFFF))
    // x(x + 1), from 1 or 2 modulo 4, is 2 modulo 4; other numbers may lead to 0.
    case "coveyou": self.init(8, .whole(at: 0, count: 1, Self.bits32), .remainder(at: 0, 1...2, modulo: 4))
    case "knuthran2": self.init(16, .whole(at: 0, count: 2, Self.bits31))
    case "fishman2x": self.init(24, .whole(at: 0, count: 3, Self.bits31))
    case "slatec": self.init(16, .whole(at: 0, count: 2, 0...2047))
    case "taus", "taus2": self.init(24, .whole(at: 0, count: 3, Self.bits32))
    case "taus113": self.init(32, .whole(at: 0, count: 4, Self.bits32))
    case "rand48", "ranf": self.init(6)
    default: self.init(unixRandom: name)
    }
  }

  private init(_ size: Int, _ fields: Field...) {
    self.size = size
    self.fields = fields
  }

  /// The generators of Unix, `random…-bsd` and so on: two indices into n numbers that may be anything.
  private init?(unixRandom name: String) {
    guard name.hasPrefix("random"), let dash = name.firstIndex(of: "-") else { return nil }
    switch name[..<dash].dropFirst("random".count) {
    case "8": self.init(8, .whole(at: 0, count: 1, Self.bits32))
    case "32": self = .unixRandom(7)
    case "64": self = .unixRandom(15)
    case "", "128": self = .unixRandom(31)
    case "256": self = .unixRandom(63)
    default: return nil
    }
  }

  private static func unixRandom(_ count: Int) -> Self {
    Self(8 + 8 * count, .index(at: 0, count: 2, 0...UInt32(count - 1)))
  }

  private static func ranlux(skip: UInt32) -> Self {
    Self(
      216, .index(at: 0, count: 3, 0...23), .index(at: 12, skip...skip), .index(at: 16, 0...1),
      .whole(at: 24, count: 24, bits24))
  }

  private static func ranlxs(luxury: UInt32) -> Self {
    // Twelve numbers between the first and the carry are written before they are read.
    Self(
      320, .doubles(at: 0, count: 12), .doubles(at: 192, count: 1), .floats(at: 200, count: 24),
      .index(at: 296, count: 2, 0...11), .index(at: 304, count: 2, 0...23), .index(at: 312, luxury...luxury))
  }

  private static func ranlxd(luxury: UInt32) -> Self {
    Self(
      120, .doubles(at: 0, count: 13), .index(at: 104, count: 3, 0...11), .index(at: 116, luxury...luxury))
  }
}
