import Foundation
import TestSupport
import Testing

import Results

@Suite struct ResultsDirectoryTests {
  private func complaint(_ path: String) -> (kind: FileError.Kind?, message: String) {
    do throws(FileError) {
      _ = try ResultsDirectory(creating: path)
      return (nil, "")
    } catch {
      return (error.kind, error.description)
    }
  }

  /// Nothing at the final place before `commit`, everything after it.
  @Test func commit() throws {
    let scratch = try Scratch()
    let directory = try ResultsDirectory(creating: scratch.path + "/a/b/run")
    try directory.write(Data("1".utf8), to: "summary.json")
    try directory.write(Data("2".utf8), to: "points/0001/summary.json")
    try directory.write(Data("3".utf8), to: "points/0001/trace.csv")
    #expect(!FileManager.default.fileExists(atPath: scratch.path + "/a/b/run"))
    try directory.commit()
    #expect(
      scratch.listing() == [
        "a", "a/b", "a/b/run", "a/b/run/points", "a/b/run/points/0001", "a/b/run/points/0001/summary.json",
        "a/b/run/points/0001/trace.csv", "a/b/run/summary.json",
      ])
    #expect(try scratch.read("a/b/run/points/0001/summary.json") == "2")
  }

  /// A directory that was there is replaced whole: no file of it survives.
  @Test func replace() throws {
    let scratch = try Scratch()
    try scratch.write("old", to: "run/summary.json")
    try scratch.write("old", to: "run/points/0009/summary.json")
    let directory = try ResultsDirectory(creating: scratch.path + "/run")
    try directory.write(Data("new".utf8), to: "summary.json")
    #expect(try scratch.read("run/summary.json") == "old")
    try directory.commit()
    #expect(scratch.listing() == ["run", "run/summary.json"])
    #expect(try scratch.read("run/summary.json") == "new")
  }

  /// Nothing is left, neither files nor the parents that were made for them.
  @Test func discard() throws {
    let scratch = try Scratch()
    try scratch.write("", to: "mine/file")
    for path in ["run", "a/b/run", "mine/a/run", "mine/run"] {
      let directory = try ResultsDirectory(creating: scratch.path + "/" + path)
      try directory.write(Data("1".utf8), to: "points/0001/summary.json")
      #expect(scratch.listing().count > 2)
      directory.discard()
      #expect(scratch.listing() == ["mine", "mine/file"], "\(path)")
    }
  }

  /// Parents into which something else has come meanwhile are kept.
  @Test func discardKeepsOthers() throws {
    let scratch = try Scratch()
    let directory = try ResultsDirectory(creating: scratch.path + "/a/b/run")
    try scratch.write("mine", to: "a/file")
    directory.discard()
    #expect(scratch.listing() == ["a", "a/file"])
  }

  /// Old results stay when the new ones are discarded.
  @Test func discardKeepsOldResults() throws {
    let scratch = try Scratch()
    try scratch.write("old", to: "run/summary.json")
    let directory = try ResultsDirectory(creating: scratch.path + "/run")
    try directory.write(Data("new".utf8), to: "summary.json")
    directory.discard()
    #expect(scratch.listing() == ["run", "run/summary.json"])
    #expect(try scratch.read("run/summary.json") == "old")
  }

  /// What a run that was killed has left stays, and becomes part of the results.
  @Test func continued() throws {
    let scratch = try Scratch()
    do {
      let directory = try ResultsDirectory(creating: scratch.path + "/run")
      #expect(!directory.work.isContinued)
      try directory.write(Data("first".utf8), to: "points/0001/summary.json")
    }
    try scratch.write("{}", to: ".run.incomplete/run.json")
    let directory = try ResultsDirectory(creating: scratch.path + "/run")
    #expect(directory.work.isContinued)
    #expect(directory.contents("points/0001/summary.json") == Array("first".utf8))
    try directory.write(Data("new".utf8), to: "summary.json")
    try directory.commit()
    #expect(
      scratch.listing()
        == ["run", "run/points", "run/points/0001", "run/points/0001/summary.json", "run/summary.json"])
  }

  /// One at a time; when it has ended, the next.
  @Test func locked() throws {
    let scratch = try Scratch()
    do {
      let first = try ResultsDirectory(creating: scratch.path + "/run")
      let (kind, message) = complaint(scratch.path + "/run")
      #expect(kind == .cannotCreate)
      #expect(message.hasPrefix("\(scratch.path)/run: another qpspin is at work on it (process \(getpid()) on "))
      #expect(
        WorkDirectory.owner(of: first.work.path)
          == .running("process \(getpid()) on \(ProcessInfo.processInfo.hostName)"))
    }
    #expect(WorkDirectory.owner(of: WorkDirectory.path(for: scratch.path + "/run")) == .none)
    #expect(complaint(scratch.path + "/run").kind == nil)
  }

  /// What comes to the final place during the run is not touched, and neither are the results.
  @Test func foreignContent() throws {
    let scratch = try Scratch()
    let directory = try ResultsDirectory(creating: scratch.path + "/run")
    try directory.write(Data("new".utf8), to: "summary.json")
    try scratch.write("mine", to: "run/notes.txt")
    do throws(FileError) {
      try directory.commit()
      Issue.record("a directory of someone else was replaced")
    } catch {
      #expect(error.kind == .cannotCreate)
      #expect(error.description.hasPrefix("\(scratch.path)/run: something else has come there during the run"))
    }
    #expect(try scratch.read("run/notes.txt") == "mine")
    #expect(try scratch.read(".run.incomplete/results/summary.json") == "new")
    // An empty directory is nobody's.
    try FileManager.default.removeItem(atPath: scratch.path + "/run/notes.txt")
    try directory.commit()
    #expect(scratch.listing() == ["run", "run/summary.json"])
  }

  @Test func refused() throws {
    let scratch = try Scratch()
    try scratch.write("", to: "file")
    for (path, message) in [
      ("file", "is a file; the output must be a directory"),
      ("file/run", "cannot be created (\(scratch.path)/file is a file)"),
      ("file/a/run", "cannot be created (\(scratch.path)/file is a file)"),
    ] {
      let (kind, complaint) = complaint(scratch.path + "/" + path)
      #expect(kind == .cannotCreate, "\(path)")
      #expect(complaint == "\(scratch.path)/\(path): \(message)")
    }
    #expect(complaint("").message == "\"\": cannot be the output; it must be a new directory")
    #expect(complaint("/").message == "/: cannot be the output; it must be a new directory")
    #expect(scratch.listing() == ["file"])
  }

  /// Parents that were made before it turned out that the last one cannot be are removed.
  @Test func nameTooLong() throws {
    let scratch = try Scratch()
    let long = String(repeating: "n", count: 250)
    let (kind, message) = complaint(scratch.path + "/a/b/" + long)
    #expect(kind == .cannotCreate)
    #expect(message == "\(scratch.path)/a/b/\(long): cannot be created (File name too long)")
    #expect(scratch.listing() == [])
  }

  /// A write that fails says which file and why.
  @Test func writeFails() throws {
    let scratch = try Scratch()
    let directory = try ResultsDirectory(creating: scratch.path + "/run")
    try directory.write(Data(), to: "points/file")
    do throws(FileError) {
      try directory.write(Data("x".utf8), to: "points/file/summary.json")
      Issue.record("a file was written below a file")
    } catch {
      #expect(error.kind == .inputOutput)
      #expect(
        error.description == "\(scratch.path)/run/points/file/summary.json: cannot be written (Not a directory)")
    }
    directory.discard()
    #expect(scratch.listing() == [])
  }

  @Test func commitFails() throws {
    let scratch = try Scratch()
    let directory = try ResultsDirectory(creating: scratch.path + "/run")
    directory.discard()
    try scratch.write("old", to: "run/summary.json")
    do throws(FileError) {
      try directory.commit()
      Issue.record("a directory that is not there was put in place")
    } catch {
      #expect(error.kind == .inputOutput)
      #expect(
        error.description.hasPrefix(
          "\(scratch.path)/run: its hidden directory \(scratch.path)/.run.incomplete was removed"))
    }
    #expect(scratch.listing() == ["run", "run/summary.json"])
    #expect(try scratch.read("run/summary.json") == "old")
  }
}
