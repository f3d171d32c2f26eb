import CGSL

/// A kind of random number generator of GSL, found by the name GSL gives it.
public struct RandomGeneratorType: Sendable, Hashable {
  public let name: String
  /// Smallest and largest value that the generator returns.
  public let minimum: UInt64
  public let maximum: UInt64
  /// Size of the generator's state in bytes.
  public let stateSize: Int

  /// Address of GSL's description of it, a constant: looking it up again would rewrite GSL's global table.
  fileprivate let address: UInt

  /// All generators of the linked GSL, in its order.
  public static let all: [RandomGeneratorType] = {
    _ = GSL.isPrepared
    var found: [RandomGeneratorType] = []
    guard let table = gsl_rng_types_setup() else { return found }
    while let type = table[found.count] {
      found.append(
        RandomGeneratorType(
          name: String(cString: type.pointee.name), minimum: UInt64(type.pointee.min),
          maximum: UInt64(type.pointee.max), stateSize: type.pointee.size,
          address: UInt(bitPattern: type)))
    }
    return found
  }()

  /// The generator called `name`, or nil.
  public static func named(_ name: String) -> RandomGeneratorType? { all.first { $0.name == name } }

  fileprivate var pointer: UnsafePointer<gsl_rng_type>? { UnsafePointer(bitPattern: address) }
}

/// Bytes that are no state of a generator, or of one whose states cannot be checked.
public struct GeneratorStateError: Error, Sendable, Equatable, CustomStringConvertible {
  public let description: String
}

/// Owner of one GSL generator.
public struct RandomGenerator: ~Copyable {
  public let type: RandomGeneratorType
  let handle: UnsafeMutablePointer<gsl_rng>
  private let get: @convention(c) (UnsafeMutableRawPointer?) -> UInt
  private let state: UnsafeMutableRawPointer

  /// Allocates a generator with GSL's default seed.
  /// - Throws: `GSLError` if GSL cannot allocate it.
  public init(_ type: RandomGeneratorType) throws(GSLError) {
    _ = GSL.isPrepared
    guard let pointer = type.pointer, let handle = gsl_rng_alloc(pointer), let get = pointer.pointee.get,
      let state = gsl_rng_state(handle)
    else { throw GSLError(code: GSL.outOfMemory, function: "gsl_rng_alloc") }
    self.type = type
    self.handle = handle
    self.get = get
    self.state = state
  }

  deinit { gsl_rng_free(handle) }

  /// Seeds as GSL does: only the low 32 bits count.
  public mutating func seed(_ value: UInt32) { gsl_rng_set(handle, UInt(value)) }

  /// The next value of the generator, between `type.minimum` and `type.maximum`.
  public mutating func next() -> UInt64 { UInt64(get(state)) }

  /// Writes the next values to every `stride`-th place of `words`, from place `first` on; for generators of exactly 32
  /// bits.
  public mutating func fill(_ words: inout [UInt32], from first: Int, stride: Int) {
    let get = get
    let state = state
    var span = words.mutableSpan
    var place = first
    while place < span.count {
      span[place] = UInt32(truncatingIfNeeded: get(state))
      place += stride
    }
  }

  /// The whole state, as GSL keeps it in memory on this machine; `restore` takes it back.
  public var stateBytes: [UInt8] { Array(UnsafeRawBufferPointer(start: state, count: type.stateSize)) }

  /// Goes on from a state that `stateBytes` gave for the same generator of the same GSL on a machine of the same kind.
  /// - Throws: `GeneratorStateError` for bytes that are no state of this generator; it is then as it was.
  public mutating func restore(stateBytes bytes: [UInt8]) throws(GeneratorStateError) {
    guard let layout = GeneratorStateLayout(of: type.name), layout.size == type.stateSize else {
      throw GeneratorStateError(description: "states of \(type.name) of this GSL are not known")
    }
    if let complaint = layout.complaint(about: bytes) {
      throw GeneratorStateError(description: "no state of \(type.name): \(complaint)")
    }
    bytes.withUnsafeBytes { state.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(state), byteCount: $0.count) }
  }

  /// Overwrites part of the generator's state with 64-bit values, from `offset` bytes on. What they mean is GSL's matter:
  /// see the `_state_t` of the generator in GSL's sources.
  public mutating func writeState(_ values: [UInt64], at offset: Int) {
    precondition(offset >= 0 && offset + 8 * values.count <= type.stateSize, "state of \(type.name)")
    for (i, value) in values.enumerated() {
      state.storeBytes(of: value, toByteOffset: offset + 8 * i, as: UInt64.self)
    }
  }

  /// The first 64-bit values of the generator's state.
  public func readState(count: Int) -> [UInt64] {
    precondition(8 * count <= type.stateSize, "state of \(type.name)")
    return (0..<count).map { state.load(fromByteOffset: 8 * $0, as: UInt64.self) }
  }
}
