import ArgumentParser
import Campaign
import Results

extension QPSpin {
  /// Says what is there instead of a command that is not.
  static func refuseUnknownCommand(_ arguments: [String]) throws {
    let names = configuration.subcommands.map { $0.configuration.commandName ?? "\($0)".lowercased() } + ["help"]
    guard let name = arguments.first, !name.hasPrefix("-"), !names.contains(name) else { return }
    let suggestion = Suggestion.sentence(for: name, in: names)
    throw Failure(
      code: .usage,
      message: "unknown command \"\(name.oneLine())\"; it must be one of \(names.joined(separator: ", "))\(suggestion)")
  }

  /// Prints what ended the program, and gives its exit code. Help and version end it, too, with code 0.
  static func end(_ error: any Error) -> Int32 {
    if let exit = error as? ExitCode { return exit.rawValue }
    if let failure = error as? Failure { return failure.end().rawValue }
    let full = fullMessage(for: error)
    guard exitCode(for: error) == .success else {
      return Failure(code: .usage, message: usageLine(message(for: error), full: full)).end().rawValue
    }
    do { try StandardStreams.write(full.hasSuffix("\n") ? full : full + "\n") } catch {
      return Failure(code: .inputOutput, message: "\(error)").end().rawValue
    }
    return 0
  }

  /// The message on one line, and which help to look at: ArgumentParser has that in the last line of its own.
  private static func usageLine(_ message: String, full: String) -> String {
    let line = message.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: "; ")
    let help = full.split(separator: "\n").last.map { $0.split(separator: "'") } ?? []
    return line + (help.count == 3 ? " (see '\(help[1])')" : "")
  }
}
