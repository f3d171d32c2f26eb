import CFuzzer
import Foundation
import HostileInput

// Which of the inputs this process is for: QPSPIN_FUZZ=config, checkpoint or results. The arguments are libFuzzer's.
let name = ProcessInfo.processInfo.environment["QPSPIN_FUZZ"] ?? ""
guard HostileInput(rawValue: name) != nil else {
  fatalError("QPSPIN_FUZZ is \"\(name)\"; it must be one of \(HostileInput.allCases.map(\.rawValue))")
}

enum Target {
  static let input = HostileInput(rawValue: ProcessInfo.processInfo.environment["QPSPIN_FUZZ"] ?? "")
}

var count = CommandLine.argc
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
exit(
  LLVMFuzzerRunDriver(&count, &arguments) { start, size in
    Target.input?.read(Array(UnsafeBufferPointer(start: start, count: size)))
    return 0
  })
