import Foundation
import Results

extension Configuration {
  /// Reads and checks the config file at `path`.
  /// - Parameter knownGenerators: names that `rng` may have.
  public static func load(path: String, knownGenerators: [String]) throws(ConfigurationError) -> Configuration {
    try parse(try contents(path), name: path, knownGenerators: knownGenerators)
  }

  /// The bytes of a file; of one that is too large only enough to see that it is.
  static func contents(_ path: String) throws(ConfigurationError) -> Data {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw failure(path, errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= JSONReader.maximumSize {
      let count = read(descriptor, &buffer, buffer.count)
      if count == 0 { break }
      if count > 0 {
        bytes += buffer[..<count]
      } else if errno != EINTR {
        throw failure(path, errno)
      }
    }
    return Data(bytes)
  }

  private static func failure(_ path: String, _ code: Int32) -> ConfigurationError {
    let message =
      switch code {
      case ENOENT where path.isEmpty: "the path of the config is empty; it must name a JSON file"
      case ENOENT: "there is no such file"
      case EISDIR: "is a directory; it must be a JSON file"
      default: "cannot be read: \(String(cString: strerror(code)))"
      }
    return ConfigurationError(file: path.oneLine(), message: message)
  }
}
