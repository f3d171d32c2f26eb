import ClusterModel

/// Why the recording of a block paused in a row: what must be done before it can go on.
enum LanePause {
  /// A lane is at a stop that is more than a sample.
  case stop
  /// A state has no place in the shared table, or a population passed its limit.
  case noPlace
}

/// Lets the time of a block pass: occupation times and samples. Nothing in it but arithmetic on eight lanes, one table and
/// the list of samples; whatever is rare pauses it.
struct LaneRecord<Model: ClusterModel> {
  /// Population limit.
  let limit: Lanes

  /// Records from `row` on.
  /// - Returns: nil at the end of the block, or why it paused, in `row`.
  @inline(never)
  func run(
    _ block: inout LaneBlock, from row: inout Int, _ lanes: inout LaneState, _ tables: inout LaneTables,
    _ samples: inout LaneSamples
  ) -> LanePause? {
    // Copies: the compiler keeps them in registers.
    var (state, cursors, place) = (lanes, samples.cursors, row)
    defer { (lanes, samples.cursors, row) = (state, cursors, place) }
    let (step, cells) = (samples.step, tables.cells)
    let (rowLimit, columnLimit) = (tables.rowLimit, tables.columnLimit)
    var rows = block.rows.mutableSpan
    var table = tables.table.mutableSpan
    var taken = samples.samples.mutableSpan
    while place < LaneBlock.rowCount {
      var N = rows[place].N
      var m = rows[place].m
      var wait = rows[place].wait
      var pastLimit = limit < N
      if state.silent.bits != 0 {
        // Where nothing is measured the cell (0, 0) gets no time.
        N.replace(with: Lanes(0), where: state.silent)
        m.replace(with: Lanes(0), where: state.silent)
      }
      pastLimit = pastLimit | (N >= rowLimit) | (m >= columnLimit)
      if pastLimit.bits != 0 { return .noPlace }
      let places = cells.places(N: N, m: m)
      let decayRate = rows[place].axisDecayRate
      while true {
        let stopping = wait >= state.left
        if stopping.bits == 0 { break }
        if !arePlain(stopping.bits, cursors) {
          rows[place].wait = wait
          return .stop
        }
        let left = state.left
        let decay = Model.hasAxisProcesses ? state.decay + decayRate * left : state.decay
        var bits = stopping.bits
        while bits != 0 {
          let lane = bits.trailingZeroBitCount
          bits &= bits - 1
          table[unchecked: Int(places[lane])] += left[lane]
          taken[unchecked: lane * LaneSamples.capacity + cursors.taken[lane]] = RawSample(
            N: N[lane], m: m[lane], change: SpinChange(factor: state.factor[lane], decay: decay[lane]))
          cursors.taken[lane] += 1
        }
        if Model.spinVector == .wandering { state.factor.replace(with: Lanes(1), where: stopping) }
        if Model.hasAxisProcesses { state.decay.replace(with: Lanes(0), where: stopping) }
        wait.replace(with: wait - left, where: stopping)
        state.left.replace(with: step, where: stopping)
      }
      state.left = state.left - wait
      if Model.hasAxisProcesses { state.decay = state.decay + decayRate * wait }
      if Model.spinVector == .wandering { state.factor = state.factor * rows[place].spinFactor }
      if state.silent.bits != 0 { wait.replace(with: Lanes(0), where: state.silent) }
      // The places were checked above.
      for lane in 0..<laneCount { table[unchecked: Int(places[lane])] += wait[lane] }
      place += 1
    }
    return nil
  }

  /// Whether all of these lanes are at a sample and nothing else.
  @inline(__always)
  private func arePlain(_ lanes: UInt32, _ cursors: LaneSamples.Cursors) -> Bool {
    var bits = lanes
    while bits != 0 {
      if !cursors.isNextPlain(bits.trailingZeroBitCount) { return false }
      bits &= bits - 1
    }
    return true
  }
}
