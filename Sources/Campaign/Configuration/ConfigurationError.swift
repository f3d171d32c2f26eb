/// Why a config cannot be used: one line that says where, what was seen, and what is allowed.
public struct ConfigurationError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file, as the user named it.
  public let file: String
  /// What is wrong with it.
  public let message: String

  public init(file: String, message: String) {
    self.file = file
    self.message = message
  }

  public var description: String { file.isEmpty ? message : "\(file): \(message)" }
}

/// A `ConfigurationError` that does not know its file yet.
struct Refusal: Error {
  let message: String

  init(_ message: String) { self.message = message }

  /// `parameters.volume is -1; it must be a finite number > 0`
  init(_ path: String, is seen: String, mustBe allowed: String) {
    message = "\(path) is \(seen); it must be \(allowed)"
  }
}
