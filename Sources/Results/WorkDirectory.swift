import Foundation

/// The hidden directory beside an output in which a run keeps everything until it is done. One process at a time has it.
///
/// Its name follows from the output's, so that the same command finds it again after whatever ended the run. Nothing in it is
/// taken for a result: those have no file of the name summary.json at its top.
public final class WorkDirectory: Sendable {
  /// The output as the user named it.
  public let output: String
  /// The output: absolute, without `..` and symbolic links.
  package let target: String
  /// The hidden directory.
  public let path: String
  /// Whether a run was here before.
  public let isContinued: Bool
  private let descriptor: Int32
  private let createdParents: [String]

  /// Where the work for an output goes.
  /// - Parameter part: tells the work of parts of the run apart, such as ".shard-1-of-3".
  public static func path(for output: String, part: String = "") -> String {
    let url = URL(fileURLWithPath: output).standardizedFileURL.resolvingSymlinksInPath()
    return url.deletingLastPathComponent().appendingPathComponent(".\(url.lastPathComponent)\(part).incomplete").path
  }

  /// Takes the directory, making it where it is missing, so that an output that cannot be written is found out before the
  /// run.
  /// - Throws: `FileError` (`cannotCreate`), also when another process has it.
  public init(for output: String, part: String = "") throws(FileError) {
    let url = URL(fileURLWithPath: output).standardizedFileURL.resolvingSymlinksInPath()
    let parent = url.deletingLastPathComponent()
    self.output = output
    target = url.path
    path = WorkDirectory.path(for: output, part: part)
    let files = FileManager.default
    if output.isEmpty || target == "/" {
      throw FileError(
        .cannotCreate, path: output.isEmpty ? "\"\"" : output, "cannot be the output; it must be a new directory")
    }
    var isDirectory: ObjCBool = false
    if files.fileExists(atPath: target, isDirectory: &isDirectory), !isDirectory.boolValue {
      throw FileError(.cannotCreate, path: output, "is a file; the output must be a directory")
    }
    var missing: [String] = []
    var ancestor = parent
    while !files.fileExists(atPath: ancestor.path, isDirectory: &isDirectory), ancestor.path != "/" {
      missing.append(ancestor.path)
      ancestor = ancestor.deletingLastPathComponent()
    }
    if !isDirectory.boolValue {
      throw FileError(.cannotCreate, path: output, "cannot be created (\(ancestor.path) is a file)")
    }
    var made: [String] = []
    do throws(POSIXFailure) {
      for directory in missing.reversed() + [path] {
        if !files.fileExists(atPath: directory) { made.append(directory) }
        try POSIXFile.makeDirectory(directory)
      }
      descriptor = try WorkDirectory.lock(path + "/lock")
    } catch {
      for directory in made.reversed() { rmdir(directory) }
      if error.code == EWOULDBLOCK {
        let owner = (try? String(contentsOfFile: path + "/lock", encoding: .utf8)) ?? ""
        throw FileError(
          .cannotCreate, path: output, "another qpspin is at work on it\(owner.isEmpty ? "" : " (\(owner))")")
      }
      throw FileError(
        FileError.isFull(error.code) ? .inputOutput : .cannotCreate, path: output,
        "cannot be created (\(error.reason))")
    }
    createdParents = missing
    isContinued = files.fileExists(atPath: path + "/run.json")
    // Whatever is there otherwise is of no run that can be gone on with.
    if !isContinued { try clear() }
  }

  deinit { _ = close(descriptor) }

  /// Notes that nobody is at work here any more: a lock file that names someone is of a process that ended without that, or,
  /// where the file system does not show locks of other machines, of one that still runs.
  public func leave() { ftruncate(descriptor, 0) }

  /// Whether the directory is still that of this process: not if someone has removed it. That a network disk does not answer
  /// is no sign of it.
  package var isHeld: Bool {
    var here = stat()
    var there = stat()
    guard fstat(descriptor, &here) == 0 else { return true }
    if stat(path + "/lock", &there) != 0 { return ![ENOENT, ENOTDIR].contains(errno) }
    return here.st_dev == there.st_dev && here.st_ino == there.st_ino
  }

  /// Why a run cannot go on whose directory is no longer its own.
  package var loss: FileError {
    FileError(
      .inputOutput, path: output,
      "its hidden directory \(path) was removed or replaced during the run; nothing is left to go on from")
  }

  /// Locks a file; the lock ends with the process, however that ends.
  private static func lock(_ path: String) throws(POSIXFailure) -> Int32 {
    while true {
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
      if descriptor < 0 { throw POSIXFailure(code: errno) }
      var here = stat()
      // Some network file systems are mounted without locks; all else works there.
      let isLocked = flock(descriptor, LOCK_EX | LOCK_NB) == 0 || [ENOSYS, EOPNOTSUPP].contains(errno)
      if !isLocked || fstat(descriptor, &here) != 0 {
        let code = errno
        _ = close(descriptor)
        throw POSIXFailure(code: code)
      }
      // Whoever had it may have removed it meanwhile.
      if POSIXFile.identity(path) == [UInt64(here.st_dev), UInt64(here.st_ino)] {
        let owner = Array("process \(getpid()) on \(ProcessInfo.processInfo.hostName)".utf8)
        ftruncate(descriptor, 0)
        _ = pwrite(descriptor, owner, owner.count, 0)
        return descriptor
      }
      _ = close(descriptor)
    }
  }

  /// What can be told of who is at work in a hidden directory.
  public enum Owner: Sendable, Equatable {
    case none
    /// A process has the lock.
    case running(String)
    /// A process of another machine was here and has not left; whether it has the lock cannot be told from here.
    case elsewhere(String)
  }

  /// Whether some process is at work in a hidden directory now, and which.
  public static func owner(of path: String) -> Owner {
    let descriptor = open(path + "/lock", O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { return .none }
    defer { _ = close(descriptor) }
    let isFree = flock(descriptor, LOCK_SH | LOCK_NB) == 0
    let code = isFree ? 0 : errno
    let owner = (try? String(contentsOfFile: path + "/lock", encoding: .utf8)) ?? ""
    if code == EWOULDBLOCK { return .running(owner) }
    if owner.isEmpty { return .none }
    // Of this machine nobody has it, for sure: locks end with their process.
    return isFree && owner.hasSuffix(" on \(ProcessInfo.processInfo.hostName)") ? .none : .elsewhere(owner)
  }

  /// Whether there is anything in it to go on from.
  public var holdsCheckpoints: Bool {
    (try? FileManager.default.contentsOfDirectory(atPath: path + "/checkpoint"))?.isEmpty == false
  }

  /// Removes everything but the lock.
  public func clear() throws(FileError) {
    let files = FileManager.default
    do {
      for name in try files.contentsOfDirectory(atPath: path) where name != "lock" {
        try files.removeItem(atPath: path + "/" + name)
      }
    } catch {
      throw FileError(.inputOutput, path: path, "cannot be removed (\(FileError.reason(error)))")
    }
  }

  /// Removes it, and the parent directories that were made for it, if they are empty.
  public func remove() {
    let files = FileManager.default
    if isHeld {
      try? clear()
      try? files.removeItem(atPath: path)
    }
    for parent in createdParents { rmdir(parent) }
  }
}

extension FileError {
  /// Whether there was no room, rather than no right.
  package static func isFull(_ code: Int32) -> Bool { [ENOSPC, EDQUOT, EFBIG, EIO].contains(code) }
}
