import Foundation
import Report

/// What a part of the reproduction contributes.
struct PartResult {
  /// Sections of README.md, in order.
  var sections: [Section] = []
  /// Comparisons that have no line of their own.
  var checks: [Check] = []
  var figures: [Figure] = []
  /// Pages beside README.md: file name and content.
  var pages: [(name: String, text: String)] = []

  struct Section {
    let title: String
    /// What of the paper it is about, for the contents.
    let about: String
    /// Paragraphs before the table.
    var text: [String] = []
    var entries: [Entry] = []
    /// Names of figures, shown below the table.
    var figures: [String] = []
  }
}

/// The parts, in the order of README.md.
package enum PaperPart: String, Sendable, CaseIterable {
  case regimes, distributions, limits, times, crossover, material, squid, spinNoise = "spin-noise", reversal

  func make(_ session: PaperSession) throws -> PartResult {
    switch self {
    case .regimes: try Regimes(session).result()
    case .distributions: try Distributions(session).result()
    case .limits: try Limits(session).result()
    case .times: try Times(session).result()
    case .crossover: try CrossoverMaps(session).result()
    case .material: MaterialNumbersOfThePaper().result()
    case .squid: try SquidLoop(session).result()
    case .spinNoise: try SpinNoise(session).result()
    case .reversal: try Reversal(session).result()
    }
  }
}
