import Foundation
import Results

/// Standard output and standard error, with the failures of the first told: a reader that has gone away, a full disk.
enum StandardStreams {
  /// Makes a write that cannot succeed an error to be handled instead of the end of the process.
  static func prepare() {
    // A closed pipe, and a file that passes the limit of its size.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    // Without a standard stream the first file that is opened would take its number, and get what is printed.
    for (descriptor, mode) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY)]
    where fcntl(descriptor, F_GETFD) == -1 {
      // The lowest free number, which is this one.
      _ = open("/dev/null", mode)
    }
  }

  static func write(_ text: String) throws(FileError) {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch {
      throw FileError(.inputOutput, path: "standard output", "cannot be written (\(FileError.reason(error)))")
    }
  }

  /// Nobody is left to be told when this fails.
  static func writeError(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
