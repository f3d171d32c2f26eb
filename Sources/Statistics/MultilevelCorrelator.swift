/// Takes evenly spaced samples of one trajectory and sums their correlations at the lags of a `LagGrid`.
///
/// Two correlations at once: of a scalar x with itself, and of a chain start_i · Π factors · end_j, in which every step
/// between samples carries a factor. Memory: a few windows of 2p samples a level. Cost a sample: about 4p multiplications
/// and additions for each of the two, all levels together; samples wait in a short buffer so that they come in runs.
public struct MultilevelCorrelator: Sendable {
  /// One sample: the scalar, the factor of the chains since the sample before, and what a chain starts and ends with here.
  struct Sample: Sendable {
    var value: Double
    var factor: Double
    var start: Double
    var end: Double
  }

  public let grid: LagGrid
  private var levels: [CorrelatorLevel]
  private var waiting: [Sample] = []
  private static let bufferSize = CorrelatorLevel.longestRun

  public init(_ grid: LagGrid) {
    self.grid = grid
    levels = (0..<grid.levels).map {
      CorrelatorLevel(window: grid.window, smallestLag: $0 == 0 ? 0 : grid.lagsPerOctave)
    }
    waiting.reserveCapacity(MultilevelCorrelator.bufferSize)
  }

  /// Takes the next sample.
  /// - Parameters:
  ///   - value: the scalar x.
  ///   - factor: what the chains were multiplied by since the last sample.
  ///   - start: the value with which a chain begins here; `end`: with which one ends here.
  @inlinable
  public mutating func add(_ value: Double, factor: Double, start: Double, end: Double) {
    append(value, factor, start, end)
  }

  @usableFromInline
  mutating func append(_ value: Double, _ factor: Double, _ start: Double, _ end: Double) {
    waiting.append(Sample(value: value, factor: factor, start: start, end: end))
    if waiting.count == MultilevelCorrelator.bufferSize { flush() }
  }

  /// Lets the waiting samples through the levels.
  private mutating func flush() {
    var run = waiting
    for index in levels.indices where !run.isEmpty { levels[index].add(&run) }
    waiting.removeAll(keepingCapacity: true)
  }

  /// The sums of all samples so far.
  public var sums: CorrelatorSums {
    var complete = self
    complete.flush()
    var result = CorrelatorSums(count: grid.count)
    var place = 0
    for level in complete.levels { level.write(to: &result, from: &place) }
    return result
  }
}
