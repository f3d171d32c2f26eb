import ArgumentParser
import Campaign
import Foundation
import PaperReproduction
import Results

@main
struct QPSpinPaper: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "qpspin-paper",
    abstract: "Reproduce the paper: run its configs, write tables, pages and figures.",
    discussion: """
      Figures and numbers of Meyer, Houzet and Nazarov, PRL 125, 097006 (2020), beside theory and simulation. Run from the \
      top of the repository; `make paper` does. Exit code 1 if trajectories and theory disagree.

      Example: qpspin-paper --quick --only regimes
      """)

  @Option(name: .long, help: "Directory of the configs.")
  var configs = "configs/paper"

  @Option(name: .long, help: "Directory to write. (default: results/paper; with --quick or --only results/paper-quick)")
  var output: String?

  @Option(name: .long, help: "Directory for the runs' own results. (default: the output's name with -runs)")
  var runs: String?

  @Option(
    name: .long, parsing: .upToNextOption,
    help: "Only these parts: \(PaperPart.allCases.map(\.rawValue).joined(separator: ", ")).")
  var only: [PaperPart] = []

  @Flag(name: .long, help: "Few trajectories: a minute or two.")
  var quick = false

  @Flag(name: .long, help: "Take finished runs of the same configs as they are.")
  var reuse = false

  @Flag(name: .long, help: "Draw PNG as well as SVG.")
  var png = false

  @Option(name: .long, help: "Worker threads. (default: all cores)")
  var threads: Int?

  func validate() throws {
    if let threads, !(1...4096).contains(threads) {
      throw ValidationError("--threads is \(threads); it must be from 1 to 4096")
    }
  }

  func run() throws {
    let isPartial = quick || !only.isEmpty
    let output = output ?? (isPartial ? "results/paper-quick" : "results/paper")
    let session = PaperSession(
      configs: configs, runs: runs ?? output + "-runs", scale: quick ? .quick : .full,
      threads: threads ?? ProcessInfo.processInfo.activeProcessorCount, reuses: reuse,
      log: { FileHandle.standardError.write(Data("qpspin-paper: \($0)\n".utf8)) })
    let parts = only.isEmpty ? PaperPart.allCases : PaperPart.allCases.filter(only.contains)
    do {
      let verdict = try PaperReproduction(session, parts: parts).write(to: output, formats: png ? [.png] : [])
      print(verdict.lines.joined(separator: "\n"))
      if !verdict.agrees { throw ExitCode(1) }
    } catch let exit as ExitCode {
      throw exit
    } catch let error as FileError {
      throw failure("\(error)", error.kind == .cannotCreate ? 73 : error.kind == .badData ? 65 : 74)
    } catch let error as ConfigurationError {
      throw failure("\(error)", 65)
    } catch {
      throw failure("\(error)", 70)
    }
  }

  private func failure(_ message: String, _ code: Int32) -> ExitCode {
    FileHandle.standardError.write(Data("qpspin-paper: \(message)\n".utf8))
    return ExitCode(code)
  }
}

extension PaperPart: ExpressibleByArgument {}
