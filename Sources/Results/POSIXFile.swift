package import Foundation

/// Why a system call failed.
package struct POSIXFailure: Error {
  let code: Int32

  package var reason: String { String(cString: strerror(code)) }
}

/// Files by system calls: Foundation on Linux does not say why a file could not be written.
package enum POSIXFile {
  /// Makes a directory in one that exists; one that is there already is as good.
  package static func makeDirectory(_ path: String) throws(POSIXFailure) {
    if mkdir(path, 0o777) != 0, errno != EEXIST { throw POSIXFailure(code: errno) }
  }

  /// Writes a whole file. What closing it finds out (a quota, a network disk that is full) is an error, too.
  package static func create(_ path: String, _ data: Data) throws(POSIXFailure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    if descriptor < 0 { throw POSIXFailure(code: errno) }
    do throws(POSIXFailure) {
      try put([UInt8](data), to: descriptor)
    } catch {
      _ = close(descriptor)
      throw error
    }
    if close(descriptor) != 0 { throw POSIXFailure(code: errno) }
  }

  /// Gives a file another name on the same file system, in place of one that has it already.
  package static func rename(_ path: String, to newPath: String) throws(POSIXFailure) {
    if Foundation.rename(path, newPath) != 0 { throw POSIXFailure(code: errno) }
  }

  private static func put(_ bytes: [UInt8], to descriptor: Int32) throws(POSIXFailure) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer -> Int in
        write(descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
      }
      if count > 0 {
        written += count
      } else if errno != EINTR {
        throw POSIXFailure(code: errno)
      }
    }
  }
}
