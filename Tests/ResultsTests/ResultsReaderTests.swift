import Foundation
import TestSupport
import Testing

import ClusterModel
import Results

@Suite struct ResultsReaderTests {
  /// The complaint of the reader; empty if it reads.
  private func complaint(_ path: String) -> (kind: FileError.Kind?, message: String) {
    do throws(FileError) {
      _ = try ResultsReader(path)
      return (nil, "")
    } catch {
      return (error.kind, error.description)
    }
  }

  @Test func roundTrip() throws {
    let scratch = try Scratch()
    let summary = Samples.summary(warnings: ["a note"])
    try scratch.write(JSONText.encode(summary), to: "summary.json")
    let reader = try ResultsReader(scratch.path)
    #expect(reader.summaries == [summary])
    #expect(reader.sweep == nil)
    #expect(reader.summaries.first?.run.seed == .max)
    #expect(reader.summaries.first?.parameters.parameters.spinFlipTime == nil)
  }

  /// What has no value is null where a reader looks for it, and an error of one trajectory is null, too.
  @Test func nulls() throws {
    let text = String(
      decoding: try JSONText.encode(Samples.summary(estimates: ["meanN": Samples.estimate(3, .nan)])), as: UTF8.self)
    #expect(text.contains("\"standardError\" : null"))
    #expect(text.contains("\"spinFlipTime\" : null"))
    #expect(text.contains("\"trappingTime\" : null"))
    #expect(!text.contains("\"tf\""))
  }

  @Test func sweep() throws {
    let scratch = try Scratch()
    var summaries: [Summary] = []
    for index in 0..<3 {
      summaries.append(Samples.summary(estimates: ["meanN": Samples.estimate(Double(index), 0.5)]))
      try scratch.write(JSONText.encode(summaries[index]), to: "points/000\(index + 1)/summary.json")
    }
    let sweep = Samples.sweep(points: 3)
    try scratch.write(JSONText.encode(sweep), to: "summary.json")
    let reader = try ResultsReader(scratch.path)
    #expect(reader.sweep == sweep)
    #expect(reader.summaries == summaries)
  }

  /// From 10000 points on, directories have more digits.
  @Test func manyPoints() throws {
    let scratch = try Scratch()
    try scratch.write(JSONText.encode(Samples.sweep(points: 10_000)), to: "summary.json")
    let (kind, message) = complaint(scratch.path)
    #expect(kind == .badData)
    #expect(message == "\(scratch.path)/points/00001/summary.json: is missing: not a whole results directory")
  }

  @Test func missing() throws {
    let scratch = try Scratch()
    let (kind, message) = complaint(scratch.path + "/none")
    #expect(kind == .badData)
    #expect(
      message == "\(scratch.path)/none: is not a results directory of qpspin: there is no summary.json in it")
    try scratch.write(JSONText.encode(Samples.summary()), to: "points/0001/summary.json")
    try scratch.write(JSONText.encode(Samples.sweep(points: 2)), to: "summary.json")
    let point = complaint(scratch.path)
    #expect(point.kind == .badData)
    #expect(point.message == "\(scratch.path)/points/0002/summary.json: is missing: not a whole results directory")
    // Points that the summary does not count, and none at all.
    for points in [0, -1] {
      try scratch.write(JSONText.encode(Samples.sweep(points: points)), to: "summary.json")
      #expect(
        complaint(scratch.path).message
          == "\(scratch.path)/summary.json: says that there are \(points) points; points/ has 1: "
          + "not a whole results directory")
    }
  }

  /// Files that are not what qpspin writes, and files that are cut or changed.
  @Test(arguments: [
    "", "{", "[]", "null", "{}", "{\"schemaVersion\": 1}", "{\"schemaVersion\": \"1\"}",
    "{\"schemaVersion\": 1, \"name\": \"x\", \"model\": \"potts\", \"points\": 1, \"events\": 1, \"burnInEvents\": 1, "
      + "\"warnings\": []}",
  ])
  func damaged(_ text: String) throws {
    let scratch = try Scratch()
    try scratch.write(text, to: "summary.json")
    let (kind, message) = complaint(scratch.path)
    #expect(kind == .badData)
    #expect(message == "\(scratch.path)/summary.json: is not a summary of qpspin")
  }

  @Test func truncated() throws {
    let scratch = try Scratch()
    let data = try JSONText.encode(Samples.summary())
    for count in stride(from: 0, to: data.count - 2, by: 97) {
      try scratch.write(data.prefix(count), to: "summary.json")
      #expect(complaint(scratch.path).kind == .badData, "\(count) bytes of \(data.count)")
    }
  }

  /// A newer layout is refused as that, whatever else it holds, also in a point of a sweep.
  @Test func newer() throws {
    let scratch = try Scratch()
    let newer = "{\"schemaVersion\": 2, \"other\": true}"
    let refusal = "summary.json: has schemaVersion 2, from a newer qpspin; this one reads up to 1"
    try scratch.write(newer, to: "summary.json")
    var (kind, message) = complaint(scratch.path)
    #expect(kind == .badData)
    #expect(message == "\(scratch.path)/\(refusal)")
    try scratch.write(JSONText.encode(Samples.sweep(points: 1)), to: "summary.json")
    try scratch.write(newer, to: "points/0001/summary.json")
    (kind, message) = complaint(scratch.path)
    #expect(kind == .badData)
    #expect(message == "\(scratch.path)/points/0001/\(refusal)")
  }
}
