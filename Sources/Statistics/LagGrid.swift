/// The lags at which correlations are taken: 0 to 2p − 1 steps one by one, then p lags in each further octave,
/// p, p+1, … 2p−1 times 2, 4, 8, … steps.
///
/// The spacing is never more than 1/p of the lag itself, so a short and a long correlation time are resolved in the same
/// run at a cost of about 4p multiplications a sample, whatever the longest lag.
public struct LagGrid: Sendable, Hashable {
  /// Time between samples, in s.
  public let step: Double
  /// p, the number of lags in each octave beyond the first level.
  public let lagsPerOctave: Int
  /// Number of levels: samples at every step, every second, every fourth, …
  public let levels: Int

  public init(step: Double, lagsPerOctave: Int, levels: Int) {
    precondition(step > 0 && lagsPerOctave > 0 && levels > 0, "LagGrid(\(step), \(lagsPerOctave), \(levels))")
    self.step = step
    self.lagsPerOctave = lagsPerOctave
    self.levels = levels
  }

  /// The grid with the given finest step that reaches `maximumLag` (both in s): of even spacing if that takes at most
  /// `evenLimit` lags, else with `lagsPerOctave` lags an octave.
  public init(step: Double, maximumLag: Double, lagsPerOctave: Int = 16, evenLimit: Int = 32) {
    let steps = max(1, Int((maximumLag / step * (1 + 1e-12)).rounded(.down)))
    if steps < evenLimit {
      self.init(step: step, lagsPerOctave: (steps + 2) / 2, levels: 1)
      return
    }
    var levels = 1
    while (2 * lagsPerOctave - 1) << (levels - 1) < steps && levels < 60 { levels += 1 }
    self.init(step: step, lagsPerOctave: lagsPerOctave, levels: levels)
  }

  /// Samples that a level looks back on, 2p.
  public var window: Int { 2 * lagsPerOctave }

  /// Number of lags.
  public var count: Int { window + (levels - 1) * lagsPerOctave }

  /// All lags in units of `step`, ascending.
  public var lags: [Int] {
    var result = Array(0..<window)
    for level in 1..<max(levels, 1) {
      for k in lagsPerOctave..<window { result.append(k << level) }
    }
    return result
  }

  /// All lags in s, ascending.
  public var times: [Double] { lags.map { Double($0) * step } }
}
