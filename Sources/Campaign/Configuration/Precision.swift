import ClusterModel
import Statistics

/// Relative standard errors at which a run stops, by estimate.
public struct Precision: Sendable, Hashable {
  /// At least one; each above 0 and below 1.
  public internal(set) var targets: [String: Double]

  /// Jackknife blocks that a run has at least before it may stop: with fewer, standard errors are too uncertain to judge by.
  static let fewestBlocks = 32

  /// Numbers of blocks at which it is judged whether the run may stop, ascending: 32, then a quarter more each time, in
  /// eights. They depend on nothing but the number of blocks of the whole run, so neither does the outcome.
  package static func checkpoints(blocks: Int) -> [Int] {
    var result: [Int] = []
    var next = fewestBlocks
    while next < blocks {
      result.append(next)
      next += max(8, next / 32 * 8)
    }
    return result
  }

  /// What is not reached yet, by name, with its relative standard error; nil where there is no estimate.
  func unreached(_ estimate: (String) -> Estimate?) -> [(name: String, target: Double, error: Double?)] {
    targets.sorted { $0.key < $1.key }.compactMap { name, target in
      guard let estimate = estimate(name), estimate.value != 0, estimate.standardError.isFinite else {
        return (name, target, nil)
      }
      let error = estimate.standardError / abs(estimate.value)
      return error <= target ? nil : (name, target, error)
    }
  }

  /// Estimates that a model does not have.
  static func isMeaningful(_ name: String, for model: ModelName) -> Bool {
    if ["meanN", "varianceN", "noiseN", "tauN", "tauNFit"].contains(name) { return true }
    return model.hasReversedSpins
  }
}
