import Foundation

/// A file or directory that could not be made, read or written.
public struct FileError: Error, Sendable, CustomStringConvertible {
  public enum Kind: Sendable {
    /// The output cannot be created (exit code 73).
    case cannotCreate
    /// Reading or writing failed (exit code 74).
    case inputOutput
    /// The content is not what it should be (exit code 65).
    case badData
  }

  public let kind: Kind
  public let path: String
  public let message: String

  public init(_ kind: Kind, path: String, _ message: String) {
    self.kind = kind
    self.path = path
    self.message = message
  }

  /// On one line, whatever the path is called and whatever the message quotes of a file.
  public var description: String { "\(path.oneLine()): \(message.oneLine())" }

  /// The reason inside a Foundation error, in a few words.
  public static func reason(_ error: any Error) -> String {
    var error = error as NSError
    while error.domain != NSPOSIXErrorDomain, let underlying = error.userInfo[NSUnderlyingErrorKey] as? NSError {
      error = underlying
    }
    if error.domain == NSPOSIXErrorDomain { return String(cString: strerror(Int32(error.code))) }
    // Foundation on Linux keeps the number to itself for the commonest reasons.
    switch CocoaError.Code(rawValue: error.code) {
    case .fileNoSuchFile, .fileReadNoSuchFile: return "No such file or directory"
    case .fileWriteNoPermission, .fileReadNoPermission: return "Permission denied"
    case .fileWriteOutOfSpace: return "No space left on device"
    case .fileWriteVolumeReadOnly: return "Read-only file system"
    case .fileWriteFileExists: return "File exists"
    default: return error.localizedDescription.split(separator: "\n").joined(separator: " ")
    }
  }
}
