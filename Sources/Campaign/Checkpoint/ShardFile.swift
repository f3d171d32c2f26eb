import Binary
import Foundation
package import Results

/// The result of a shard: one file, `shard-K-of-N.qpshard`, in a directory that may hold others.
///
/// It is a row of `BinaryRecord`s: who it is, the blocks of each of its points, and an end that says how many points there are.
package struct ShardFile: Sendable {
  package let path: String

  package init(at directory: String, shard: Shard) {
    let digits = String(shard.count).count
    let number = String(shard.index)
    path =
      "\(directory)/shard-" + String(repeating: "0", count: digits - number.count) + "\(number)-of-\(shard.count)"
      + ShardFile.suffix
  }

  package init(_ path: String) { self.path = path }

  static let suffix = ".qpshard"

  /// What the first record holds.
  struct Header: Sendable {
    var identity: RunIdentity
    /// Provenance of the run of the shard, as JSON.
    var provenance: Data

    init(identity: RunIdentity, provenance: Data) {
      self.identity = identity
      self.provenance = provenance
    }

    var bytes: [UInt8] {
      get throws {
        var writer = BinaryWriter()
        writer.put([UInt8](try JSONText.encode(identity)))
        writer.put([UInt8](provenance))
        return writer.bytes
      }
    }

    init(from reader: inout BinaryReader) throws(BinaryError) {
      let identity = Data(try reader.byteArray())
      guard let decoded = try? JSONDecoder().decode(RunIdentity.self, from: identity) else {
        throw BinaryError("does not say which run it belongs to")
      }
      self.init(identity: decoded, provenance: Data(try reader.byteArray()))
    }
  }

  /// What a new run of the shard says to the file that is there.
  func compare(with identity: RunIdentity) -> Result<ExistingResults.Comparison, FileError> {
    guard POSIXFile.identity(path) != nil else { return .success(.none) }
    do throws(FileError) {
      let old = try ShardReader(path).header.identity
      return .success(old.obstacle(to: identity).map { .different("it \($0)") } ?? .same)
    } catch {
      return .success(.different("it \(error.message)"))
    }
  }
}

/// A shard's file, opened: its header, and where the records of its points are.
package struct ShardReader: Sendable {
  package let path: String
  let header: ShardFile.Header
  /// By point: place and size of the record.
  private let places: [Int: (offset: Int, size: Int)]

  package var points: [Int] { places.keys.sorted() }

  /// - Throws: `FileError` (`badData`) if the file is not whole.
  package init(_ path: String) throws(FileError) {
    self.path = path
    let handle = FileHandle(forReadingAtPath: path)
    defer { try? handle?.close() }
    guard let handle else { throw FileError(.inputOutput, path: path, "cannot be read") }
    do {
      func bytes(_ offset: Int, _ count: Int) throws -> [UInt8] {
        try handle.seek(toOffset: UInt64(offset))
        return [UInt8](try handle.read(upToCount: count) ?? Data())
      }
      let length = Int(try handle.seekToEnd())
      var offset = 0
      var header: ShardFile.Header?
      var places: [Int: (offset: Int, size: Int)] = [:]
      var end: Int?
      while end == nil {
        let (kind, fingerprint, size) = try BinaryRecord.header(try bytes(offset, BinaryRecord.headerSize))
        if size > length - offset { throw BinaryError("is cut off after \(length) bytes") }
        switch (kind, header) {
        case (.shardHeader, nil), (.shardEnd, .some):
          let record = try BinaryRecord(try bytes(offset, size))
          var reader = BinaryReader(record.content)
          if kind == .shardHeader { header = try ShardFile.Header(from: &reader) } else { end = try reader.integer() }
        case (.point, .some(let header)):
          if fingerprint != header.identity.fingerprint { throw BinaryError("holds a piece of another run") }
          // The number of the point is in front of the record's content.
          var reader = BinaryReader(try bytes(offset + BinaryRecord.headerSize, 8))
          let point = try reader.integer()
          if places.updateValue((offset, size), forKey: point) != nil { throw BinaryError("holds a point twice") }
        default: throw BinaryError("is not the file of a shard")
        }
        offset += size
      }
      guard let header, end == places.count else { throw BinaryError("is not whole") }
      self.header = header
      self.places = places
    } catch let error as BinaryError {
      throw FileError(.badData, path: path, "\(error)")
    } catch {
      throw FileError(.inputOutput, path: path, "cannot be read (\(FileError.reason(error)))")
    }
  }

  /// What the shard has of a point; nil if nothing.
  func progress(ofPoint point: Int, _ plan: PointPlan) throws(FileError) -> PointReduction.Progress? {
    guard let (offset, size) = places[point] else { return nil }
    do {
      let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      defer { try? handle.close() }
      try handle.seek(toOffset: UInt64(offset))
      let record = try BinaryRecord([UInt8](try handle.read(upToCount: size) ?? Data()))
      var reader = BinaryReader(record.content)
      _ = try reader.integer()
      let progress = try PointReduction.Progress(of: plan, from: &reader)
      try reader.expectEnd()
      return progress
    } catch let error as BinaryError {
      throw FileError(.badData, path: path, "\(error)")
    } catch {
      throw FileError(.inputOutput, path: path, "cannot be read (\(FileError.reason(error)))")
    }
  }
}
