public import Foundation

/// A results directory in the making: files go to a hidden directory beside it, which takes its name at the end.
///
/// Until `commit` there is nothing at the final path; after a failure `discard` leaves nothing behind.
public struct ResultsDirectory: Sendable {
  /// As the user named it.
  public let path: String
  /// Where it will be: absolute, without `..` and symbolic links.
  private let target: String
  /// Where it is until then: what reads files that were written looks here.
  public let staging: String
  private let createdParents: [String]

  /// Makes the staging directory, so that an output that cannot be written is found out before the run.
  /// - Throws: `FileError` (`cannotCreate`).
  public init(creating path: String) throws(FileError) {
    let url = URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath()
    let parent = url.deletingLastPathComponent()
    self.path = path
    target = url.path
    staging = parent.appendingPathComponent(".\(url.lastPathComponent).incomplete-\(getpid())").path
    let files = FileManager.default
    if path.isEmpty || target == "/" {
      throw FileError(
        .cannotCreate, path: path.isEmpty ? "\"\"" : path, "cannot be the output; it must be a new directory")
    }
    var isDirectory: ObjCBool = false
    if files.fileExists(atPath: target, isDirectory: &isDirectory), !isDirectory.boolValue {
      throw FileError(.cannotCreate, path: path, "is a file; the output must be a directory")
    }
    var missing: [URL] = []
    var ancestor = parent
    while !files.fileExists(atPath: ancestor.path, isDirectory: &isDirectory), ancestor.path != "/" {
      missing.append(ancestor)
      ancestor = ancestor.deletingLastPathComponent()
    }
    if !isDirectory.boolValue {
      throw FileError(.cannotCreate, path: path, "cannot be created (\(ancestor.path) is a file)")
    }
    createdParents = missing.map(\.path)
    try? files.removeItem(atPath: staging)
    do throws(POSIXFailure) {
      for directory in createdParents.reversed() + [staging] { try POSIXFile.makeDirectory(directory) }
    } catch {
      discard()
      throw FileError(.cannotCreate, path: path, "cannot be created (\(error.reason))")
    }
  }

  /// Writes one file, `name` relative to the directory; directories on the way are made.
  public func write(_ data: Data, to name: String) throws(FileError) {
    do throws(POSIXFailure) {
      var directory = staging
      for component in name.split(separator: "/").dropLast() {
        directory += "/" + component
        try POSIXFile.makeDirectory(directory)
      }
      try POSIXFile.create(staging + "/" + name, data)
    } catch {
      throw FileError(.inputOutput, path: path + "/" + name, "cannot be written (\(error.reason))")
    }
  }

  /// Gives the directory its name; a directory of that name that was there before is replaced.
  public func commit() throws(FileError) {
    let files = FileManager.default
    let old = staging + ".old"
    do {
      let replaces = files.fileExists(atPath: target)
      if replaces { try files.moveItem(atPath: target, toPath: old) }
      do {
        try files.moveItem(atPath: staging, toPath: target)
      } catch {
        if replaces { try? files.moveItem(atPath: old, toPath: target) }
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
