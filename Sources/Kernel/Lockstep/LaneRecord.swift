import ClusterModel

/// Why the recording of a block paused in a row: what must be done before it can go on.
enum LanePause {
  /// A lane is at a stop that is more than a sample.
  case stop
  /// A state has no place in the shared table, or a population passed its limit.
  case noPlace
}

/// Which lanes took a sample in which rows: eight rows of eight lanes a word, row and lane upwards from the lowest bit.
private struct SampledRows {
  static let words = LaneBlock.rowCount / 8
  var bits = InlineArray<4, UInt64>(repeating: 0)

  @inline(__always)
  mutating func note(_ lanes: UInt32, row: Int) { bits[row &>> 3] |= UInt64(lanes) &<< UInt64(8 &* (row & 7)) }
}

/// Lets the time of a block pass: occupation times and samples. Nothing in it but arithmetic on eight lanes, one table and
/// the list of samples; whatever is rare pauses it.
struct LaneRecord<Model: ClusterModel> {
  /// Population limit.
  let limit: Lanes

  /// Records from `row` on.
  ///
  /// A stop that is a sample, and the only one of its wait, changes the clock without a branch: which lanes had one is noted
  /// row by row, and the samples are gathered when the block is through.
  /// - Returns: nil at the end of the block, or why it paused, in `row`.
  @inline(never)
  func run(
    _ block: inout LaneBlock, from row: inout Int, _ lanes: inout LaneState, _ tables: inout LaneTables,
    _ samples: inout LaneSamples
  ) -> LanePause? {
    // Copies: the compiler keeps them in registers.
    var (state, place) = (lanes, row)
    defer { (lanes, row) = (state, place) }
    let (step, cells) = (samples.step, tables.cells)
    let (rowLimit, columnLimit) = (tables.rowLimit, tables.columnLimit)
    var separate: [OccupationTimes] = []
    var rows = block.rows.mutableSpan
    var table = tables.table.mutableSpan
    var sampled = SampledRows()
    var plain = samples.plainStops
    while place < LaneBlock.rowCount {
      var N = rows[place].N
      var m = rows[place].m
      var wait = rows[place].wait
      var pastLimit = limit < N
      let isSilent = state.silent.bits != 0
      if isSilent {
        // Where nothing is measured the cell (0, 0) gets no time.
        N.replace(with: Lanes(0), where: state.silent)
        m.replace(with: Lanes(0), where: state.silent)
      }
      pastLimit = pastLimit | (N >= rowLimit) | (m >= columnLimit)
      if pastLimit.bits != 0 {
        gather(&samples, rows.span, &sampled)
        return .noPlace
      }
      let places = cells.places(N: N, m: m)
      let stopping = wait >= state.left
      let rest = wait - state.left
      if (stopping & ((Lanes(0) >= plain) | (rest >= step))).bits != 0 {
        gather(&samples, rows.span, &sampled)
        if let pause = stop(&rows[place], places, &state, &table, &separate, &samples) { return pause }
        plain = samples.plainStops
        wait = rows[place].wait
        state.left = state.left - wait
        if Model.hasAxisProcesses { state.decay = state.decay + rows[place].axisDecayRate * wait }
        if Model.spinVector == .wandering { state.factor = state.factor * rows[place].spinFactor }
        if isSilent { wait.replace(with: Lanes(0), where: state.silent) }
        for lane in 0..<laneCount { table[unchecked: Int(places[lane])] += wait[lane] }
        place += 1
        continue
      }
      sampled.note(stopping.bits, row: place)
      plain.replace(with: plain - Lanes(1), where: stopping)
      var until = Lanes(0)
      until.replace(with: state.left, where: stopping)
      if Model.hasAxisProcesses {
        let decayRate = rows[place].axisDecayRate
        rows[place].axisDecayRate = state.decay + decayRate * state.left
        state.decay = (state.decay + decayRate * wait).replacing(with: decayRate * rest, where: stopping)
      }
      if Model.spinVector == .wandering {
        let spinFactor = rows[place].spinFactor
        rows[place].spinFactor = state.factor
        state.factor = state.factor.replacing(with: Lanes(1), where: stopping) * spinFactor
      }
      state.left = (state.left - wait).replacing(with: step - rest, where: stopping)
      wait.replace(with: rest, where: stopping)
      if isSilent { wait.replace(with: Lanes(0), where: state.silent) }
      // The places were checked above.
      for lane in 0..<laneCount {
        let cell = Int(places[lane])
        table[unchecked: cell] = (table[unchecked: cell] + until[lane]) + wait[lane]
      }
      place += 1
    }
    gather(&samples, rows.span, &sampled)
    return nil
  }

  /// The same where each lane has a table of its own: the tables are what takes the time, so everything else is plain.
  @inline(never)
  func runSeparately(
    _ block: inout LaneBlock, from row: inout Int, _ lanes: inout LaneState, _ separate: inout [OccupationTimes],
    _ samples: inout LaneSamples
  ) -> LanePause? {
    var shared = MutableSpan<Double>()
    while row < LaneBlock.rowCount {
      if (limit < block.rows[row].N).bits != 0 { return .noPlace }
      if let pause = stop(&block.rows[row], SIMD8(repeating: 0), &lanes, &shared, &separate, &samples) { return pause }
      let now = block.rows[row]
      for lane in 0..<laneCount where !lanes.silent[lane] {
        separate[lane].add(N: Int(now.N[lane]), m: Int(now.m[lane]), time: now.wait[lane])
      }
      lanes.left = lanes.left - now.wait
      if Model.hasAxisProcesses { lanes.decay = lanes.decay + now.axisDecayRate * now.wait }
      if Model.spinVector == .wandering { lanes.factor = lanes.factor * now.spinFactor }
      row += 1
    }
    return nil
  }

  /// Takes the samples of rows that are through, whose `spinFactor` and `axisDecayRate` are those of the samples.
  @inline(__always)
  private func gather(_ samples: inout LaneSamples, _ rows: Span<LaneBlock.Row>, _ sampled: inout SampledRows) {
    var cursors = samples.cursors
    var taken = samples.samples.mutableSpan
    for eight in 0..<SampledRows.words {
      var bits = sampled.bits[eight]
      sampled.bits[eight] = 0
      while bits != 0 {
        let bit = bits.trailingZeroBitCount
        bits &= bits &- 1
        let (row, lane) = (eight &<< 3 | bit &>> 3, bit & 7)
        let change = SpinChange(
          factor: Model.spinVector == .wandering ? rows[unchecked: row].spinFactor[lane] : 1,
          decay: Model.hasAxisProcesses ? rows[unchecked: row].axisDecayRate[lane] : 0)
        let place = cursors.taken[lane]
        taken[unchecked: lane &* LaneSamples.capacity &+ place] = RawSample(
          N: rows[unchecked: row].N[lane], m: rows[unchecked: row].m[lane], change: change)
        cursors.taken[lane] = place &+ 1
      }
    }
    samples.cursors = cursors
  }

  /// Lets the stops of a row pass one after the other, as long as all are samples and nothing else. Times go to the table that
  /// the lanes share, or to those that they have.
  @inline(never)
  private func stop(
    _ row: inout LaneBlock.Row, _ places: SIMD8<UInt32>, _ state: inout LaneState, _ table: inout MutableSpan<Double>,
    _ separate: inout [OccupationTimes], _ samples: inout LaneSamples
  ) -> LanePause? {
    while true {
      let stopping = row.wait >= state.left
      if stopping.bits == 0 { return nil }
      if !arePlain(stopping.bits, samples.cursors) { return .stop }
      let left = state.left
      let decay = Model.hasAxisProcesses ? state.decay + row.axisDecayRate * left : state.decay
      var bits = stopping.bits
      while bits != 0 {
        let lane = bits.trailingZeroBitCount
        bits &= bits - 1
        if separate.isEmpty {
          table[Int(places[lane])] += left[lane]
        } else {
          separate[lane].add(N: Int(row.N[lane]), m: Int(row.m[lane]), time: left[lane])
        }
        samples.samples[lane * LaneSamples.capacity + samples.cursors.taken[lane]] = RawSample(
          N: row.N[lane], m: row.m[lane], change: SpinChange(factor: state.factor[lane], decay: decay[lane]))
        samples.cursors.taken[lane] += 1
      }
      if Model.spinVector == .wandering { state.factor.replace(with: Lanes(1), where: stopping) }
      if Model.hasAxisProcesses { state.decay.replace(with: Lanes(0), where: stopping) }
      row.wait.replace(with: row.wait - left, where: stopping)
      state.left.replace(with: samples.step, where: stopping)
    }
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
