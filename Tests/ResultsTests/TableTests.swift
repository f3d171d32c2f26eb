import Foundation
import Testing

import Results
import TestSupport

@Suite struct TableTests {
  @Test func cells() {
    var table = Table(["a", "b", "c"])
    table.add([1, 0.1, nil])
    table.add([-2.5e-7, .nan, .infinity])
    table.add(text: ["x", "", "z"])
    #expect(table.columns == ["a", "b", "c"])
    #expect(table.text == "a,b,c\n1,0.1,\n-2.5e-07,,\nx,,z\n")
    #expect(table.data == Data(table.text.utf8))
  }

  @Test(
    arguments: [
      (0, "0"), (-0.0, "0"), (3, "3"), (-17, "-17"), (0.1, "0.1"), (1.0 / 3, "0.3333333333333333"),
      (1e14, "100000000000000"),
      (1e15, "1000000000000000"), (1e17, "1e+17"), (1e300, "1e+300"), (.leastNonzeroMagnitude, "5e-324"),
      (123456789012345.6, "123456789012345.6"), (.nan, ""),
      (.infinity, ""), (-.infinity, ""),
    ] as [(Double, String)])
  func shortestText(_ item: (value: Double, text: String)) { #expect(Table.text(item.value) == item.text) }

  /// Any finite number comes back as the same number.
  @Test func roundTrip() {
    var bits: UInt64 = 1
    for _ in 0..<10_000 {
      bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(bitPattern: bits)
      if value.isFinite { #expect(Double(Table.text(value)) == value, "\(value)") }
    }
  }
}

@Suite struct TableReaderTests {
  /// What is quoted of a damaged file, and the name of the file, stay on the one line of the error.
  @Test(arguments: ["\u{B}1", "1\r", "\u{2028}", "\u{1B}[2J", "1\u{0}"])
  func messageIsOneLine(_ cell: String) throws {
    let scratch = try Scratch()
    let path = scratch.path + "/a\nb.csv"
    try Data("N,m\n1,\(cell)\n".utf8).write(to: URL(fileURLWithPath: path))
    let error = try #require(throws: FileError.self) { try TableReader(path) }
    let message = "\(error)"
    #expect(message.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F ~= $0.value) && $0 != "\u{2028}" })
    #expect(message.hasSuffix("is not a number") && message.contains("a\\u{A}b.csv: line 2: "), "\(message)")
  }
}

@Suite struct JSONTextTests {
  private struct Record: Codable, Equatable {
    var b = 0.1
    var a = "µm/s \"x\""
    var seed = UInt64.max
    var none: Double?
    var list = [1.5, 2, 1e-300]
  }

  @Test func layout() throws {
    let text = String(decoding: try JSONText.encode(Record()), as: UTF8.self)
    #expect(
      text == """
        {
          "a" : "µm/s \\"x\\"",
          "b" : 0.1,
          "list" : [
            1.5,
            2,
            1e-300
          ],
          "seed" : 18446744073709551615
        }

        """)
    #expect(try JSONDecoder().decode(Record.self, from: Data(text.utf8)) == Record())
  }

  /// A number that is not finite has no JSON: it must not be written as something else.
  @Test func notFinite() {
    #expect(throws: EncodingError.self) { _ = try JSONText.encode(["x": Double.nan]) }
    #expect(throws: EncodingError.self) { _ = try JSONText.encode(["x": Double.infinity]) }
  }
}
