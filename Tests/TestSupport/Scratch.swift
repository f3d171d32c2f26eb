public import Foundation

/// A directory for one test, removed with it.
public final class Scratch: Sendable {
  public let url: URL

  public init() throws {
    url = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent("qpspin-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  public var path: String { url.path }

  /// Writes a file; directories on the way are made.
  @discardableResult
  public func write(_ content: Data, to name: String) throws -> String {
    let file = url.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try content.write(to: file)
    return name
  }

  @discardableResult
  public func write(_ text: String, to name: String) throws -> String { try write(Data(text.utf8), to: name) }

  public func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: url.appendingPathComponent(name)), as: UTF8.self)
  }

  /// Every file and directory below, hidden ones too, in order.
  public func listing() -> [String] {
    (FileManager.default.enumerator(atPath: url.path)?.compactMap { $0 as? String } ?? []).sorted()
  }

  /// The same without what is drawn from results: figures/ and report.html.
  public func listingWithoutReports() -> [String] {
    listing().filter { name in
      !name.split(separator: "/").contains { $0 == "figures" || $0 == "report.html" }
    }
  }

  /// Content of every file below `directory` that is determined by the config: not provenance, and not the page that
  /// shows it.
  public func deterministicFiles(of directory: String) throws -> [String: String] {
    var files: [String: String] = [:]
    for name in listing() where name.hasPrefix(directory + "/") {
      if ["provenance.json", "report.html"].contains(where: name.hasSuffix) { continue }
      var isDirectory: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: url.appendingPathComponent(name).path, isDirectory: &isDirectory)
      if !isDirectory.boolValue { files[String(name.dropFirst(directory.count + 1))] = try read(name) }
    }
    return files
  }
}
