import Foundation
import Results

/// Files that are to be there all or not at all.
struct NewFiles {
  /// In the order in which they were made.
  private var made: [String] = []

  mutating func makeDirectory(_ path: String) throws(FileError) {
    var missing: [String] = []
    var url = URL(fileURLWithPath: path).standardizedFileURL
    while POSIXFile.identity(url.path) == nil, url.path != "/" {
      missing.append(url.path)
      url = url.deletingLastPathComponent()
    }
    for directory in missing.reversed() {
      do throws(POSIXFailure) { try POSIXFile.makeDirectory(directory) } catch { throw failure(error, path) }
      made.append(directory)
    }
  }

  mutating func write(_ path: String, _ data: Data) throws(FileError) {
    let isNew = POSIXFile.identity(path) == nil
    do throws(POSIXFailure) {
      try POSIXFile.create(path + ".new", [UInt8](data))
      try POSIXFile.rename(path + ".new", to: path)
    } catch {
      unlink(path + ".new")
      throw failure(error, path)
    }
    if isNew { made.append(path) }
  }

  func remove() {
    // Directories only where they are empty.
    for path in made.reversed() where unlink(path) != 0 { rmdir(path) }
  }

  private func failure(_ error: POSIXFailure, _ path: String) -> FileError {
    FileError(
      FileError.isFull(error.code) ? .inputOutput : .cannotCreate, path: path, "cannot be written (\(error.reason))")
  }
}
