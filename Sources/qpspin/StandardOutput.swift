import Foundation
import Results

/// Standard output, with its failures told: a reader that has gone away, a full disk.
enum StandardOutput {
  static func write(_ text: String) throws(FileError) {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch {
      throw FileError(.inputOutput, path: "standard output", "cannot be written (\(FileError.reason(error)))")
    }
  }
}
