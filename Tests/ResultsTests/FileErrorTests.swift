import Testing

import Results

/// What is said of a file.
@Suite struct FileErrorTests {
  /// One line, and nothing for the terminal, whatever the file is called and whatever of it is quoted.
  @Test(arguments: [
    ("a\nb", "c", "a\\u{A}b: c"),
    ("a", "name was \"x\u{1B}[2J\r\u{B}\", is \"y\"", "a: name was \"x\\u{1B}[2J\\u{D}\\u{B}\", is \"y\""),
    ("Γ̄ é/日本", "tief", "Γ̄ é/日本: tief"),
  ])
  func oneLine(_ item: (path: String, message: String, text: String)) {
    #expect(FileError(.badData, path: item.path, item.message).description == item.text)
  }
}
