import Foundation
import TestSupport
import Testing

/// File systems of a test's own, in a namespace that ends with it; that takes root, or namespaces for users.
enum OwnDisk {
  static let isPossible: Bool = {
    guard let scratch = try? Scratch() else { return false }
    return (try? shell("mount -t tmpfs -o size=64k none .", in: scratch))?.ending == .code(0)
  }()

  /// Runs a line of shell, in which `"$0"` is the program, where it may mount.
  static func shell(_ line: String, in scratch: Scratch) throws -> Outcome {
    let user = geteuid() == 0 ? "" : "--map-root-user"
    return try Program.shell("exec unshare --mount \(user) /bin/sh -c '\(line)' \"$0\"", in: scratch)
  }
}

/// Real file systems that are full, or read-only from some moment on.
@Suite(.enabled(if: OwnDisk.isPossible, "needs the right to mount a file system"))
struct DiskTests {

  /// From a few KiB, too little for anything, to enough: code 74 and one line, nothing that looks whole; with room the same
  /// command gives the bytes of a run that always had it.
  @Test(arguments: [4, 16, 24, 32, 48, 64, 96, 128, 200, 1000])
  func full(_ size: Int) throws {
    let scratch = try Scratch()
    try scratch.write(ResumeTests.config("heisenberg", more: #", "sweep": {"volume": [0.2, 0.5]}"#), to: "c.json")
    try scratch.write("", to: "disk/x")
    try scratch.write(
      """
      mount -t tmpfs -o size=\(size)k none disk
      PATH=/nowhere "$0" run c.json --output disk/r --quiet --checkpoint-interval 0.2s >table 2>error
      echo $? >code
      if test -e disk/r; then echo whole >named; fi
      mount -o remount,size=64m disk
      PATH=/nowhere "$0" run c.json --output disk/r --quiet >table 2>>error
      echo $? >>code
      cp -r disk/r kept
      ls -A disk >left
      """, to: "script")
    let whole = try Faults.runWell("run c.json --output whole --quiet", in: scratch)
    #expect(try OwnDisk.shell(". ./script", in: scratch).ending == .code(0))
    let codes = try scratch.read("code").split(separator: "\n")
    #expect(codes.count == 2 && (codes[0] == "74" || codes[0] == "0") && codes[1] == "0", "\(codes)")
    #expect(size > 16 || codes[0] == "74")
    #expect(size < 1000 || codes[0] == "0")
    #expect(FileManager.default.fileExists(atPath: scratch.path + "/named") == (codes[0] == "0"))
    let error = try scratch.read("error")
    #expect(codes[0] == "0" ? error.isEmpty : error.hasPrefix("qpspin: ") && error.filter(\.isNewline).count == 1)
    #expect(error.isEmpty || error.contains("No space left on device"), "\(error)")
    #expect(try scratch.read("table") == whole.output)
    #expect(try scratch.read("left") == "r\n")
    func files(_ name: String) throws -> [String: String] {
      try scratch.deterministicFiles(of: name).filter { !$0.key.contains("figures/") }
    }
    #expect(try files("kept") == files("whole"))
  }

  /// Read-only before the run: 73, nothing written; read-only in the middle of it: 74, and the checkpoint before counts.
  @Test func readOnly() throws {
    let scratch = try Scratch()
    try scratch.write(ResumeTests.config("su2"), to: "c.json")
    try scratch.write("", to: "disk/x")
    try scratch.write(
      """
      mount -t tmpfs none disk
      mount -o remount,ro disk
      "$0" run c.json --output disk/r >table 2>error
      echo $? >code
      mount -o remount,rw disk
      PATH=/nowhere "$0" run c.json --output disk/r --checkpoint-interval 0.1s >>table 2>>error &
      n=0
      while ! test -e disk/.r.incomplete/checkpoint/ledger.previous && test $n -lt 2000; do n=$((n + 1)); sleep 0.01; done
      until mount -o remount,ro disk 2>>busy; do sleep 0.001; done
      wait $!
      echo $? >>code
      mount -o remount,rw disk
      "$0" status disk/r >status
      PATH=/nowhere "$0" run c.json --output disk/r --quiet >table
      echo $? >>code
      cp -r disk/r kept
      """, to: "script")
    let whole = try Faults.runWell("run c.json --output whole --quiet", in: scratch)
    #expect(try OwnDisk.shell(". ./script", in: scratch).ending == .code(0))
    #expect(try scratch.read("code") == "73\n74\n0\n")
    let errors = try scratch.read("error").split(separator: "\n")
    #expect(errors.first == "qpspin: disk/r: cannot be created (Read-only file system)")
    #expect(errors.last?.hasSuffix("cannot be written (Read-only file system)") == true, "\(errors)")
    #expect(try scratch.read("status").hasPrefix("r: stopped; the same command continues it"))
    #expect(try scratch.read("table") == whole.output)
    #expect(try scratch.deterministicFiles(of: "kept") == scratch.deterministicFiles(of: "whole"))
  }
}
