import Foundation
import HostileInput
import Testing

/// Inputs from which the fuzzer starts, and those that it found to crash or hang the program, which are kept: read again.
///
/// `RECORD_SEEDS=1 swift test --filter HostileInputTests` writes the seeds anew and fails.
@Suite struct HostileInputTests {
  private static let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Inputs")

  private static func inputs(_ kind: HostileInput) throws -> [(name: String, bytes: [UInt8])] {
    let folder = directory.appendingPathComponent(kind.rawValue)
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map { name in
      (name, [UInt8](try Data(contentsOf: folder.appendingPathComponent(name))))
    }
  }

  /// What the program itself writes is taken; what was found is taken or refused, in time. (A crash ends all tests.)
  @Test(arguments: HostileInput.allCases)
  func kept(_ kind: HostileInput) throws {
    let inputs = try Self.inputs(kind)
    #expect(inputs.contains { $0.name.hasPrefix("seed-") })
    for input in inputs {
      let began = Date.now
      _ = kind.read(input.bytes)
      #expect(Date.now.timeIntervalSince(began) < 120, "\(input.name)")
    }
  }

  /// The seeds are what is written today, and it is taken.
  @Test(arguments: HostileInput.allCases)
  func seeds(_ kind: HostileInput) throws {
    let seeds = try kind.seeds
    for seed in seeds where !seed.name.hasPrefix("escapes") {
      #expect(kind.read(seed.bytes) == nil, "\(kind) \(seed.name)")
    }
    guard ProcessInfo.processInfo.environment["RECORD_SEEDS"] == "1" else { return }
    for seed in seeds {
      let file = Self.directory.appendingPathComponent("\(kind.rawValue)/seed-\(seed.name)")
      try Data(seed.bytes).write(to: file)
    }
    Issue.record("seeds were recorded")
  }

  /// A number out of place in a file that is whole, its checksum right: refused, and with which words.
  @Test func wrongNumbers() throws {
    let seeds = try HostileInput.checkpoint.seeds
    for seed in seeds where seed.name.hasPrefix("task") || seed.name.hasPrefix("point") {
      var refused = 0
      var places = 0
      for place in stride(from: 2, to: seed.bytes.count - 8, by: max(8, seed.bytes.count / 8 / 12 * 8)) {
        for value: UInt64 in [0x7FF8_0000_0000_0000, 0x7FFF_FFFF_FFFF_FFFF, 0xFFFF_FFFF_FFFF_FFFF, 1 << 40] {
          var bytes = seed.bytes
          withUnsafeBytes(of: value.littleEndian) { bytes.replaceSubrange(place..<place + 8, with: $0) }
          places += 1
          if HostileInput.checkpoint.read(bytes) != nil { refused += 1 }
        }
      }
      #expect(refused > places / 4, "\(seed.name): \(refused) of \(places)")
    }
  }
}
