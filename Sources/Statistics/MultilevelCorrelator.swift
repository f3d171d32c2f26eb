/// Takes evenly spaced samples of one trajectory and sums their correlations at the lags of a `LagGrid`.
///
/// Two correlations at once: of a scalar x with itself, and of a chain start_i · Π factors · end_j, in which every step
/// between samples carries a factor. Memory: a few windows of 2p samples a level. Cost a sample: about 4p multiplications
/// and additions for each of the two, all levels together.
public struct MultilevelCorrelator: Sendable {
  public let grid: LagGrid
  var levels: [CorrelatorLevel]
  /// Samples that came down to each level and wait there until they are worth the call.
  var waiting: [SampleBlock]

  public init(_ grid: LagGrid) {
    self.grid = grid
    levels = (0..<grid.levels).map {
      CorrelatorLevel(window: grid.window, smallestLag: $0 == 0 ? 0 : grid.lagsPerOctave)
    }
    waiting = Array(repeating: SampleBlock(), count: grid.levels)
  }

  /// Takes the next samples out of a block, which is empty afterwards. However they are cut into blocks, the sums are the
  /// same.
  public mutating func take(_ block: inout SampleBlock) {
    precondition(block.count <= SampleBlock.capacity)
    if block.count == SampleBlock.capacity && waiting[0].count == 0 {
      levels[0].add(&block)
      if levels.count > 1 { add(block, to: 1) }
    } else if block.count > 0 {
      add(block, to: 0)
    }
    block.count = 0
  }

  private mutating func add(_ block: borrowing SampleBlock, to level: Int) {
    if !waiting[level].append(block) {
      pass(on: level)
      let isEmpty = waiting[level].append(block)
      assert(isEmpty)
    }
    if waiting[level].count == SampleBlock.capacity { pass(on: level) }
  }

  /// Lets the waiting samples of a level through it, and every second one on to the next.
  private mutating func pass(on level: Int) {
    levels[level].add(&waiting[level])
    if level + 1 < levels.count && waiting[level].count > 0 { add(waiting[level], to: level + 1) }
    waiting[level].count = 0
  }

  /// The sums of all samples so far.
  public var sums: CorrelatorSums {
    var complete = self
    for level in levels.indices where complete.waiting[level].count > 0 { complete.pass(on: level) }
    var result = CorrelatorSums(count: grid.count)
    var place = 0
    for level in complete.levels { level.write(to: &result, from: &place) }
    return result
  }
}
