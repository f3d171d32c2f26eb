import Foundation
import Results

/// report.html, which appears whole or not at all.
enum PageFile {
  static let name = "report.html"

  static func write(_ html: String, in directory: String) throws(FileError) {
    let temporary = "\(directory)/.\(name).incomplete-\(getpid())"
    do throws(POSIXFailure) {
      try POSIXFile.create(temporary, Data(html.utf8))
      try POSIXFile.rename(temporary, to: directory + "/" + name)
    } catch {
      try? FileManager.default.removeItem(atPath: temporary)
      throw FileError(.inputOutput, path: directory + "/" + name, "cannot be written (\(error.reason))")
    }
  }
}
