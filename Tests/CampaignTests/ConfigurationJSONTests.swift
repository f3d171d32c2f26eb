import Testing

import Campaign

/// The JSON reader: what it refuses, and in which words.
@Suite struct ConfigurationJSONTests {
  @Test(arguments: [
    ("", "is empty; it must hold one JSON object"),
    (" \n\t\r\n", "is empty; it must hold one JSON object"),
    ("[]", "the top level is an empty array; it must be an object"),
    ("[1]", "the top level is an array; it must be an object"),
    ("3", "the top level is 3; it must be an object"),
    ("null", "the top level is null; it must be an object"),
    ("{} x", "line 1, column 4: 'x' after the end of the JSON value; nothing may follow it"),
    ("{}{}", "line 1, column 3: '{' after the end of the JSON value; nothing may follow it"),
    ("{", "line 1, column 2: the file ends inside an object that opened at line 1, column 1; it is truncated"),
    ("{\n \"a\"", "line 2, column 5: the file ends inside an object that opened at line 1, column 1; it is truncated"),
    ("{\"a\":", "line 1, column 6: the file ends where a value must stand; it is truncated"),
    ("{\"a\": [1,", "line 1, column 10: the file ends where a value must stand; it is truncated"),
    ("{\"a\": [1", "line 1, column 9: the file ends inside an array that opened at line 1, column 7; it is truncated"),
    ("{\"ab", "line 1, column 5: the file ends inside a string that opened at line 1, column 2; it is truncated"),
    ("{\"ab\\", "line 1, column 6: the file ends inside a string; it is truncated"),
    ("{\"a\": 1 \"b\": 2}", "line 1, column 9: expected \",\" or \"}\" but found '\"'"),
    ("{\"a\": 1,}", "line 1, column 9: expected a key in double quotes but found '}'"),
    ("{a: 1}", "line 1, column 2: expected a key in double quotes or \"}\" but found 'a'"),
    ("{\"a\" 1}", "line 1, column 6: expected \":\" after the key \"a\" but found '1'"),
    ("{\"a\": [1 2]}", "line 1, column 10: expected \",\" or \"]\" but found '2'"),
    ("{\"a\": [1,]}", "line 1, column 10: expected a value but found ']'"),
    ("{\"a\": 'b'}", "line 1, column 7: expected a value but found '''"),
    ("// no\n{}", "line 1, column 1: expected a value but found '/'"),
    ("{\"µ\": é}", "line 1, column 7: expected a value but found 'é'"),
    ("{\"a\": \u{1}}", "line 1, column 7: expected a value but found the character U+0001"),
    ("{\"a\": \"b\n\"}", "line 1, column 9: a line break in a string; control characters must be written as escapes"),
    ("{\"a\": \"\\x\"}", "line 1, column 8: unknown escape: 'x' after a backslash"),
    ("{\"a\": \"\\u12g4\"}", "line 1, column 8: \\u must be followed by four hexadecimal digits"),
    ("{\"a\": \"\\ud83d!\"}", "line 1, column 8: half a surrogate pair: \\uD83D alone is no character"),
    ("{\"a\": \"\\ude00\"}", "line 1, column 8: half a surrogate pair: \\uDE00 alone is no character"),
    ("{\"a\": NaN}", "line 1, column 7: NaN is not a JSON value; every number must be finite"),
    ("{\"a\": -Infinity}", "line 1, column 7: -Infinity is not a JSON value; every number must be finite"),
    ("{\"a\": inf}", "line 1, column 7: inf is not a JSON value; every number must be finite"),
    ("{\"a\": True}", "line 1, column 7: True is not a JSON value"),
    ("{\"a\": +1}", "line 1, column 7: +1 is not a JSON value"),
    ("{\"a\": .5}", "line 1, column 7: .5 is not a JSON value"),
    ("{\"a\": 5.}", "line 1, column 7: 5. is not a JSON value"),
    ("{\"a\": 01}", "line 1, column 7: 01 is not a JSON value"),
    ("{\"a\": 1e}", "line 1, column 7: 1e is not a JSON value"),
    ("{\"a\": -}", "line 1, column 7: - is not a JSON value"),
    ("{\"a\": 0x10}", "line 1, column 7: 0x10 is not a JSON value"),
    ("{\"a\": 1e999}", "line 1, column 7: the number 1e999 is not representable as a double"),
    ("{\"a\": -1e999}", "line 1, column 7: the number -1e999 is not representable as a double"),
    ("{\"a\": 1e-999}", "line 1, column 7: the number 1e-999 is not representable as a double"),
    ("{\"a\": 1,\n\n  \"a\": 2}", "line 3, column 3: duplicate key \"a\""),
    ("{\"ab\": 1, \"a\\u0062\": 2}", "line 1, column 11: duplicate key \"ab\""),
    ("{\"sweep\": {\"a\": 1, \"a\": 2}}", "line 1, column 20: duplicate key \"a\""),
    ("{\"a\\nb\": 1, \"a\\nb\": 2}", "line 1, column 13: duplicate key \"a\\u{A}b\""),
  ])
  func refuses(_ text: String, _ message: String) {
    #expect(complaint(text) == "c.json: " + message)
  }

  @Test func bytesThatAreNoText() {
    #expect(
      complaint([0xEF, 0xBB, 0xBF, 0x7B, 0x7D]) == "c.json: starts with a byte-order mark; save it as UTF-8 without one"
    )
    #expect(
      complaint([0x7F, 0x45, 0x4C, 0x46, 0, 0]) == "c.json: line 1, column 5: a zero byte; this is not a text file")
    #expect(complaint([0x7B, 0x0A, 0x22, 0xC3, 0x28]) == "c.json: line 2, column 2: byte 0xC3 is not valid UTF-8")
    #expect(complaint([0x1F, 0x8B, 0x08]) == "c.json: line 1, column 2: byte 0x8B is not valid UTF-8")
    // An overlong encoding, and a surrogate encoded as a character.
    #expect(complaint([0x22, 0xC0, 0xAF, 0x22]) == "c.json: line 1, column 2: byte 0xC0 is not valid UTF-8")
    #expect(complaint([0x22, 0xED, 0xA0, 0x80]) == "c.json: line 1, column 2: byte 0xED is not valid UTF-8")
  }

  @Test func size() {
    let most = JSONReader.maximumSize
    let spaces = [UInt8](repeating: 0x20, count: most)
    #expect(complaint(spaces) == "c.json: is empty; it must hold one JSON object")
    #expect(complaint(spaces + [0x20]) == "c.json: is larger than 4 MiB; a config is a small JSON text")
  }

  @Test(arguments: ["[", "{\"a\":"])
  func depth(_ open: String) {
    let column = open.count * 32 + 1
    #expect(
      complaint(String(repeating: open, count: 100_000))
        == "c.json: line 1, column \(column): nested deeper than 32 levels")
    let allowed = String(repeating: "[", count: 32) + String(repeating: "]", count: 32)
    #expect(complaint(allowed) == "c.json: the top level is an array; it must be an object")
  }

  @Test func everyTruncationIsRefused() {
    let whole = text(["sweep": #"{"volume": [1, 2.5e-1]}"#, "rng": #""mt\u0031\u0039937""#, "exact": "\"never\""])
    #expect(complaint(whole) == "")
    for length in 0..<whole.utf8.count {
      #expect(complaint([UInt8](whole.utf8.prefix(length))) != "", "\(length) bytes")
    }
  }

  @Test func everySingleByteChangeIsReadOrRefused() {
    // No byte, wherever it stands, may crash the reader.
    let whole = [UInt8](text(["trace": #"{"points": 10}"#]).utf8)
    var refused = 0
    for place in whole.indices {
      for byte in [0x00, 0x0A, 0x22, 0x2D, 0x39, 0x5C, 0x5D, 0x65, 0x7B, 0x7D, 0x80, 0xC3, 0xFF] as [UInt8] {
        var changed = whole
        changed[place] = byte
        if complaint(changed) != "" { refused += 1 }
      }
    }
    #expect(refused > whole.count * 10)
  }

  @Test func values() throws {
    let read = try JSONReader.read(
      [UInt8](#"{"a": [true, false, null, -0, 1.5e1], "b\t\u00b5\ud83d\ude00\/": {}}"#.utf8))
    let zero = JSONNumber(text: "-0", value: 0)
    let expected = JSONObject([
      .init(
        key: "a",
        value: .array([.bool(true), .bool(false), .null, .number(zero), .number(.init(text: "1.5e1", value: 15))])),
      .init(key: "b\tµ😀/", value: .object(JSONObject())),
    ])
    #expect(read == .object(expected))
    guard case .array(let elements)? = expected["a"], case .number(let number) = elements[3] else {
      Issue.record("no number")
      return
    }
    #expect(number.value.sign == .plus)
  }

  @Test func integersAreExact() {
    func number(_ text: String) -> JSONNumber { JSONNumber(text: text, value: Double(text) ?? .nan) }
    #expect(number("18446744073709551615").unsigned == .max)
    #expect(number("18446744073709551616").unsigned == nil)
    #expect(number("9007199254740993").integer == 9_007_199_254_740_993)
    #expect(number("1e3").integer == 1000)
    #expect(number("2.0").unsigned == 2)
    #expect(number("2.5").integer == nil)
    #expect(number("1e18").integer == nil)
    #expect(number("-1").unsigned == nil)
    #expect(number("-0").unsigned == 0)
  }
}
