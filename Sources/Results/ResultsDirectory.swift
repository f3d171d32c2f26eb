public import Foundation

/// A results directory in the making: files go to the hidden directory beside it, and take its name at the end.
///
/// Until `commit` there is nothing at the final path.
public struct ResultsDirectory: Sendable {
  public let work: WorkDirectory
  /// What was at the final path at the start.
  private let replaced: [UInt64]?
  /// Where it is until then: what reads files that were written looks here.
  public var staging: String { work.path + "/results" }
  /// As the user named it.
  public var path: String { work.output }

  /// Makes the hidden directory, so that an output that cannot be written is found out before the run.
  /// - Throws: `FileError` (`cannotCreate`).
  public init(creating path: String) throws(FileError) { try self.init(in: WorkDirectory(for: path)) }

  /// - Parameter work: the hidden directory; results that are in it already stay.
  public init(in work: WorkDirectory) throws(FileError) {
    self.work = work
    let content = try? FileManager.default.contentsOfDirectory(atPath: work.target)
    replaced = content?.isEmpty == false ? POSIXFile.identity(work.target) : nil
    do throws(POSIXFailure) { try POSIXFile.makeDirectory(work.path + "/results") } catch {
      throw FileError(
        FileError.isFull(error.code) ? .inputOutput : .cannotCreate, path: work.output,
        "cannot be created (\(error.reason))")
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
      try POSIXFile.create(staging + "/" + name, [UInt8](data))
    } catch {
      throw FileError(.inputOutput, path: path + "/" + name, "cannot be written (\(error.reason))")
    }
  }

  /// A file that was written.
  package func contents(_ name: String) -> [UInt8]? { try? POSIXFile.read(staging + "/" + name) }

  /// Puts files that were written, and their names, on the disk.
  package func synchronize(_ names: [String]) throws(FileError) {
    var directories: Set<String> = []
    for name in names {
      do throws(POSIXFailure) { try POSIXFile.synchronize(staging + "/" + name) } catch {
        throw FileError(.inputOutput, path: path + "/" + name, "cannot be written (\(error.reason))")
      }
      var directory = name
      while let slash = directory.lastIndex(of: "/") {
        directory = String(directory[..<slash])
        directories.insert(directory)
      }
    }
    for directory in directories.sorted() + [""] { try? POSIXFile.synchronize(staging + "/" + directory) }
  }

  /// Gives the directory its name. A run that was there at the start is replaced; anything else that has come there meanwhile
  /// is not.
  /// - Throws: `FileError`; the results then stay in the hidden directory.
  public func commit() throws(FileError) {
    if !work.isHeld { throw work.loss }
    try synchronizeAll()
    let old = work.path + "/replaced"
    if replaced != nil, let obstacle = ResultsLayout.obstacle(in: work.target) {
      throw FileError(.cannotCreate, path: path, obstacle)
    }
    do throws(POSIXFailure) {
      if let replaced, POSIXFile.identity(work.target) == replaced {
        try? FileManager.default.removeItem(atPath: old)
        try POSIXFile.rename(work.target, to: old)
      }
      // To where there is nothing, or an empty directory: all else fails.
      do throws(POSIXFailure) { try POSIXFile.rename(staging, to: work.target) } catch {
        if replaced != nil { try? POSIXFile.rename(old, to: work.target) }
        throw error
      }
      try? POSIXFile.synchronize((work.target as NSString).deletingLastPathComponent)
    } catch {
      if [ENOTEMPTY, EEXIST, ENOTDIR].contains(error.code) {
        throw FileError(
          .cannotCreate, path: path,
          "something else has come there during the run; the results are kept: move it away and repeat the command")
      }
      throw FileError(.inputOutput, path: path, "cannot be put in place (\(error.reason))")
    }
    work.remove()
  }

  /// Puts all files on the disk, so that the name is never given to files that a loss of power empties.
  private func synchronizeAll() throws(FileError) {
    var names: [String] = []
    for case let name as String in FileManager.default.enumerator(atPath: staging) ?? .init() {
      if (name as NSString).lastPathComponent.hasPrefix(".") {
        // What a session that was killed has left in the middle of drawing figures.
        try? FileManager.default.removeItem(atPath: staging + "/" + name)
      } else if !name.contains("/.") {
        names.append(name)
      }
    }
    if names.count > ResultsDirectory.manyFiles {
      sync()
    } else {
      try synchronize(names)
    }
  }

  /// More are put on the disk by one call for everything.
  private static let manyFiles = 1000

  /// Removes what was written, and the parent directories that were made for it.
  public func discard() { work.remove() }
}
