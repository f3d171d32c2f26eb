import ArgumentParser

@main
struct QPSpin: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "qpspin")
}
