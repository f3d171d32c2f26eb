public import Foundation

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

  public var description: String { "\(path): \(message)" }

  /// The reason inside a Foundation error, in a few words.
  public static func reason(_ error: any Error) -> String {
    let error = error as NSError
    if let underlying = error.userInfo[NSUnderlyingErrorKey] as? NSError, underlying.domain == NSPOSIXErrorDomain {
      return String(cString: strerror(Int32(underlying.code)))
    }
    return error.localizedDescription
  }
}

/// A results directory in the making: files go to a hidden directory beside it, which takes its name at the end.
///
/// Until `commit` there is nothing at the final path; after a failure `discard` leaves nothing behind.
public struct ResultsDirectory: Sendable {
  public let path: String
  private let staging: String
  private let createdParents: [String]

  /// Makes the staging directory, so that an output that cannot be written is found out before the run.
  /// - Throws: `FileError` (`cannotCreate`).
  public init(creating path: String) throws(FileError) {
    let path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    let url = URL(fileURLWithPath: path)
    self.path = path
    let parent = url.deletingLastPathComponent()
    staging = parent.appendingPathComponent(".\(url.lastPathComponent).incomplete-\(getpid())").path
    let files = FileManager.default
    var isDirectory: ObjCBool = false
    if files.fileExists(atPath: path, isDirectory: &isDirectory), !isDirectory.boolValue {
      throw FileError(.cannotCreate, path: path, "is a file; the output must be a directory")
    }
    var missing: [String] = []
    var ancestor = parent
    while !files.fileExists(atPath: ancestor.path), ancestor.path != "/" {
      missing.append(ancestor.path)
      ancestor = ancestor.deletingLastPathComponent()
    }
    createdParents = missing
    do {
      try? files.removeItem(atPath: staging)
      try files.createDirectory(atPath: staging, withIntermediateDirectories: true)
    } catch {
      throw FileError(.cannotCreate, path: path, "cannot be created (\(FileError.reason(error)))")
    }
  }

  /// Writes one file, `name` relative to the directory; directories on the way are made.
  public func write(_ data: Data, to name: String) throws(FileError) {
    let target = URL(fileURLWithPath: staging).appendingPathComponent(name)
    do {
      try FileManager.default.createDirectory(
        at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      try data.write(to: target)
    } catch {
      throw FileError(.inputOutput, path: path + "/" + name, "cannot be written (\(FileError.reason(error)))")
    }
  }

  /// Gives the directory its name; a directory of that name that was there before is replaced.
  public func commit() throws(FileError) {
    let files = FileManager.default
    let old = staging + ".old"
    do {
      let replaces = files.fileExists(atPath: path)
      if replaces { try files.moveItem(atPath: path, toPath: old) }
      do {
        try files.moveItem(atPath: staging, toPath: path)
      } catch {
        if replaces { try? files.moveItem(atPath: old, toPath: path) }
        throw error
      }
      if replaces { try? files.removeItem(atPath: old) }
    } catch {
      throw FileError(.inputOutput, path: path, "cannot be put in place (\(FileError.reason(error)))")
    }
  }

  /// Removes what was written, and the parent directories that were made for it.
  public func discard() {
    let files = FileManager.default
    try? files.removeItem(atPath: staging)
    for parent in createdParents where (try? files.contentsOfDirectory(atPath: parent))?.isEmpty == true {
      try? files.removeItem(atPath: parent)
    }
  }
}
