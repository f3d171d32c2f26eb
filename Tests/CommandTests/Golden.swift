import Foundation
import Testing

/// Files with what the program is known to print and write.
///
/// `RECORD_GOLDEN=1 swift test --filter CommandTests` writes them anew and fails, so that nobody takes a recording for a
/// test. `Golden/exact` holds text that must be the same bit for bit; `Golden/numeric` holds numbers that pass through
/// functions of the C library, whose last bits differ between processors.
enum Golden {
  static let isRecording = ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1"

  private static let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Golden")

  static func expectExact(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    guard let golden = try load("exact/" + name, recording: text, sourceLocation) else { return }
    #expect(text == golden, "\(name) differs from its golden file", sourceLocation: sourceLocation)
  }

  /// Compares texts word for word, numbers up to a relative 1e-9.
  static func expectNumeric(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    guard let golden = try load("numeric/" + name, recording: text, sourceLocation) else { return }
    let difference = firstDifference(text, golden)
    #expect(difference == nil, "\(name)", sourceLocation: sourceLocation)
  }

  /// The first line in which the texts differ by more than rounding.
  static func firstDifference(_ text: String, _ golden: String) -> String? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let goldenLines = golden.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, (line, goldenLine)) in zip(lines, goldenLines).enumerated() where line != goldenLine {
      let words = line.split { " ,".contains($0) }
      let goldenWords = goldenLine.split { " ,".contains($0) }
      let isClose =
        words.count == goldenWords.count
        && zip(words, goldenWords).allSatisfy { word, goldenWord in
          if word == goldenWord { return true }
          guard let a = Double(word), let b = Double(goldenWord) else { return false }
          return abs(a - b) <= 1e-9 * max(abs(a), abs(b))
        }
      if !isClose { return "line \(index + 1): \(line) instead of \(goldenLine)" }
    }
    return lines.count == goldenLines.count ? nil : "\(lines.count) lines instead of \(goldenLines.count)"
  }

  /// The recorded text; nil while recording.
  private static func load(_ name: String, recording text: String, _ sourceLocation: SourceLocation) throws -> String? {
    let file = directory.appendingPathComponent(name)
    if isRecording {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      Issue.record("recorded \(name); run again without RECORD_GOLDEN", sourceLocation: sourceLocation)
      return nil
    }
    return String(decoding: try Data(contentsOf: file), as: UTF8.self)
  }
}

/// The comparison itself.
@Suite struct GoldenTests {
  @Test(arguments: [
    ("a 1.5,2\nb", "a 1.5,2\nb", nil),
    ("a 1.0000000001", "a 1", nil),
    ("a 1.00000001", "a 1", "line 1: a 1.00000001 instead of a 1"),
    ("1\n2", "1\n3", "line 2: 2 instead of 3"),
    ("1", "1\n", "1 lines instead of 2"),
    ("x 1", "y 1", "line 1: x 1 instead of y 1"),
    ("1 1", "1", "line 1: 1 1 instead of 1"),
  ])
  func numericComparison(_ item: (text: String, golden: String, difference: String?)) {
    #expect(Golden.firstDifference(item.text, item.golden) == item.difference)
  }
}
