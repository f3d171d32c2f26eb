/// A piece of a file of qpspin's own: what it is, for which run, and a checksum over all of it.
///
/// Layout, all numbers little-endian: 8 bytes "qpspin\r\n", 8 of format version, 8 of kind, 8 of the run's fingerprint,
/// 8 of the length of the content, the content, 8 of checksum over everything before.
public struct BinaryRecord: Sendable, Equatable {
  /// Version of the layout of all kinds together. What is written by a newer one is not read.
  public static let currentVersion = 1

  public enum Kind: UInt64, Sendable {
    /// Finished trajectories of a point.
    case point = 1
    /// Trajectories in the middle.
    case task = 2
    /// Which points are finished.
    case ledger = 3
    /// Start and end of a shard.
    case shardHeader = 4
    case shardEnd = 5
  }

  public let kind: Kind
  public let fingerprint: UInt64
  public let content: [UInt8]

  public init(kind: Kind, fingerprint: UInt64, content: [UInt8]) {
    self.kind = kind
    self.fingerprint = fingerprint
    self.content = content
  }

  /// "qpspin\r\n": a transfer that changes line ends shows.
  private static let magic: UInt64 = 0x0a0d_6e69_7073_7071
  public static let headerSize = 40
  public static let overhead = headerSize + 8

  public var bytes: [UInt8] {
    var writer = BinaryWriter()
    writer.put(BinaryRecord.magic)
    writer.put(BinaryRecord.currentVersion)
    writer.put(kind.rawValue)
    writer.put(fingerprint)
    writer.put(content)
    writer.put(Checksum.of(writer.bytes))
    return writer.bytes
  }

  /// Kind and length of the whole record, from its first `headerSize` bytes.
  public static func header(_ bytes: [UInt8]) throws(BinaryError) -> (kind: Kind, fingerprint: UInt64, size: Int) {
    if bytes.isEmpty { throw BinaryError("is empty") }
    if bytes.count < headerSize { throw BinaryError("is cut off after \(bytes.count) bytes") }
    var reader = BinaryReader(bytes)
    if try reader.unsigned() != magic { throw BinaryError("is not a file of qpspin") }
    let version = try reader.integer()
    if version > currentVersion {
      throw BinaryError("has format version \(version), from a newer qpspin; this one reads up to \(currentVersion)")
    }
    guard version > 0, let kind = Kind(rawValue: try reader.unsigned()) else {
      throw BinaryError("is not a file of qpspin")
    }
    let fingerprint = try reader.unsigned()
    let length = try reader.integer()
    guard length >= 0, length < .max - overhead else { throw BinaryError("is damaged (its length)") }
    return (kind, fingerprint, length + overhead)
  }

  /// A record that is all of `bytes`.
  public init(_ bytes: [UInt8]) throws(BinaryError) {
    let (kind, fingerprint, size) = try BinaryRecord.header(bytes)
    if bytes.count < size { throw BinaryError("is cut off after \(bytes.count) of \(size) bytes") }
    if bytes.count > size { throw BinaryError("has \(bytes.count - size) bytes too many") }
    var reader = BinaryReader(Array(bytes.suffix(8)))
    if try reader.unsigned() != Checksum.of(Array(bytes.dropLast(8))) {
      throw BinaryError("is damaged (its checksum)")
    }
    self.init(
      kind: kind, fingerprint: fingerprint, content: Array(bytes[BinaryRecord.headerSize..<size - 8]))
  }
}
