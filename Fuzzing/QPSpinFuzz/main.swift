import CFuzzer
import Foundation

// The package manager gives main another name in some builds, and then nothing calls libFuzzer's own. The arguments are its.
var count = CommandLine.argc
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
exit(LLVMFuzzerRunDriver(&count, &arguments) { testOneInput($0, $1) })
