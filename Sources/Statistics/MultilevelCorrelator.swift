/// Takes evenly spaced samples of one trajectory and sums their correlations at the lags of a `LagGrid`.
///
/// Two correlations at once: of a scalar x with itself, and of a chain start_i · Π factors · end_j, in which every step
/// between samples carries a factor. Memory: a few windows of 2p samples a level. Cost a sample: about 4p multiplications
/// and additions for each of the two, all levels together.
public struct MultilevelCorrelator: Sendable {
  public let grid: LagGrid
  private var levels: [CorrelatorLevel]
  private var scratch = SampleBlock()

  public init(_ grid: LagGrid) {
    self.grid = grid
    levels = (0..<grid.levels).map {
      CorrelatorLevel(window: grid.window, smallestLag: $0 == 0 ? 0 : grid.lagsPerOctave)
    }
  }

  /// Takes the next samples. However they are cut into blocks, the sums are the same.
  public mutating func add(_ block: SampleBlock) {
    precondition(block.count <= SampleBlock.capacity)
    scratch = block
    for index in levels.indices where scratch.count > 0 { levels[index].add(&scratch) }
  }

  /// The sums of all samples so far.
  public var sums: CorrelatorSums {
    var result = CorrelatorSums(count: grid.count)
    var place = 0
    for level in levels { level.write(to: &result, from: &place) }
    return result
  }
}
