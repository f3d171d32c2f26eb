package import Foundation

/// Why a system call failed.
package struct POSIXFailure: Error {
  package let code: Int32

  package var reason: String { String(cString: strerror(code)) }
}

/// Files by system calls: Foundation on Linux does not say why a file could not be written.
package enum POSIXFile {
  /// Makes a directory in one that exists; one that is there already is as good.
  package static func makeDirectory(_ path: String) throws(POSIXFailure) {
    if mkdir(path, 0o777) != 0, errno != EEXIST { throw POSIXFailure(code: errno) }
  }

  /// Writes a whole file. What closing it finds out (a quota, a network disk that is full) is an error, too.
  /// - Parameter durable: it is on the disk when this returns, though its name may not be.
  package static func create(_ path: String, _ bytes: [UInt8], durable: Bool = false) throws(POSIXFailure) {
    try write(bytes, to: open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666), durable: durable)
  }

  package static func create(_ path: String, _ data: Data) throws(POSIXFailure) { try create(path, [UInt8](data)) }

  /// Writes more to the end of a file.
  package static func append(_ path: String, _ bytes: [UInt8], durable: Bool = false) throws(POSIXFailure) {
    try write(bytes, to: open(path, O_WRONLY | O_APPEND | O_CLOEXEC), durable: durable)
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32, durable: Bool) throws(POSIXFailure) {
    if descriptor < 0 { throw POSIXFailure(code: errno) }
    do throws(POSIXFailure) {
      try put(bytes, to: descriptor)
      if durable && fsync(descriptor) != 0 { throw POSIXFailure(code: errno) }
    } catch {
      _ = close(descriptor)
      throw error
    }
    if close(descriptor) != 0 { throw POSIXFailure(code: errno) }
  }

  /// Puts a file, or the names in a directory, on the disk.
  package static func synchronize(_ path: String) throws(POSIXFailure) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw POSIXFailure(code: errno) }
    defer { _ = close(descriptor) }
    // Some file systems know no fsync of directories.
    if fsync(descriptor) != 0, errno != EINVAL { throw POSIXFailure(code: errno) }
  }

  /// Gives a file another name on the same file system, in place of one that has it already.
  package static func rename(_ path: String, to newPath: String) throws(POSIXFailure) {
    if Foundation.rename(path, newPath) != 0 { throw POSIXFailure(code: errno) }
  }

  /// The whole content of a file.
  package static func read(_ path: String) throws(POSIXFailure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw POSIXFailure(code: errno) }
    defer { _ = close(descriptor) }
    var status = stat()
    if fstat(descriptor, &status) != 0 { throw POSIXFailure(code: errno) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(status.st_size))
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = Foundation.read(descriptor, &buffer, buffer.count)
      if count == 0 { return bytes }
      if count > 0 {
        bytes += buffer[..<count]
      } else if errno != EINTR {
        throw POSIXFailure(code: errno)
      }
    }
  }

  /// Which file or directory is there now; nil if there is none. Two paths to the same have the same number.
  package static func identity(_ path: String) -> [UInt64]? {
    var status = stat()
    return stat(path, &status) == 0 ? [UInt64(status.st_dev), UInt64(status.st_ino)] : nil
  }

  private static func put(_ bytes: [UInt8], to descriptor: Int32) throws(POSIXFailure) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer -> Int in
        Foundation.write(descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
      }
      if count > 0 {
        written += count
      } else if errno != EINTR {
        throw POSIXFailure(code: errno)
      }
    }
  }
}
