import Foundation
import HostileInput

/// Which of the inputs this process is for: QPSPIN_FUZZ=config, checkpoint or results.
private let input: HostileInput = {
  let name = ProcessInfo.processInfo.environment["QPSPIN_FUZZ"] ?? ""
  guard let input = HostileInput(rawValue: name) else {
    fatalError("QPSPIN_FUZZ is \"\(name)\"; it must be one of \(HostileInput.allCases.map(\.rawValue))")
  }
  return input
}()

/// Called by libFuzzer for each input.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  input.read(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}
