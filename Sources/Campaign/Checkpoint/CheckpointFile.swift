package import Binary
import Foundation
package import Results

/// A file that a run can be continued from: one `BinaryRecord`, and the one that was there before beside it.
package struct CheckpointFile: Sendable {
  package let path: String
  let kind: BinaryRecord.Kind
  let fingerprint: UInt64

  package init(_ path: String, kind: BinaryRecord.Kind, fingerprint: UInt64) {
    self.path = path
    self.kind = kind
    self.fingerprint = fingerprint
  }

  private var previous: String { path + ".previous" }
  private var temporary: String { path + ".new" }

  /// Writes it so that at each moment, whatever happens, a whole file is there: new, the one before, or both.
  /// - Throws: `FileError`.
  package func write(_ content: [UInt8]) throws(FileError) {
    let record = BinaryRecord(kind: kind, fingerprint: fingerprint, content: content)
    do throws(POSIXFailure) {
      try POSIXFile.create(temporary, record.bytes, durable: true)
      if POSIXFile.identity(path) != nil { try POSIXFile.rename(path, to: previous) }
      try POSIXFile.rename(temporary, to: path)
      try POSIXFile.synchronize((path as NSString).deletingLastPathComponent)
    } catch {
      unlink(temporary)
      throw FileError(.inputOutput, path: path, "cannot be written (\(error.reason))")
    }
  }

  /// Reads the newest whole file.
  /// - Parameters:
  ///   - warn: is told of each file that is passed over.
  ///   - read: the content; may throw, too, for content that is none.
  /// - Returns: nil if there is none.
  package func read<Value>(
    warn: (String) -> Void, _ read: (inout BinaryReader) throws(BinaryError) -> Value
  ) -> Value? {
    for (file, isLast) in [(path, POSIXFile.identity(previous) == nil), (previous, true)] {
      guard POSIXFile.identity(file) != nil else { continue }
      do throws(BinaryError) {
        let record = try CheckpointFile.record(file)
        if record.kind != kind { throw BinaryError("is a file of another kind") }
        if record.fingerprint != fingerprint { throw BinaryError("belongs to another run") }
        var reader = BinaryReader(record.content)
        let value = try read(&reader)
        try reader.expectEnd()
        return value
      } catch {
        warn("\(file) \(error); " + (isLast ? "what it held is run again" : "the one before it is taken"))
      }
    }
    return nil
  }

  static func record(_ file: String) throws(BinaryError) -> BinaryRecord {
    let bytes: [UInt8]
    do throws(POSIXFailure) { bytes = try POSIXFile.read(file) } catch {
      throw BinaryError("cannot be read (\(error.reason))")
    }
    return try BinaryRecord(bytes)
  }

  package func remove() { for file in [path, previous, temporary] { unlink(file) } }
}
