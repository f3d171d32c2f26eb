import ClusterModel

/// The next events of eight trajectories, row by row: in row i each lane is in its state (N, m) and waits there for its event.
///
/// Drawing events needs only the states; what time it is and what is to be recorded follows after a whole block. So the
/// chain from state to state is short, and nothing that cannot be predicted interrupts it.
struct LaneBlock {
  static let rowCount = 32

  struct Row {
    var N = Lanes(0)
    var m = Lanes(0)
    /// Time until the event, in s; infinite in an absorbing state, in which the lane stays.
    var wait = Lanes(0)
    /// By what the event multiplies the spin vector, and λ of the processes that only turn it, in s⁻¹.
    var spinFactor = Lanes(1)
    var axisDecayRate = Lanes(0)
    var process = Lanes(0)
  }

  var rows = [Row](repeating: Row(), count: LaneBlock.rowCount)
  /// The states after the last row that is drawn.
  var N = Lanes(0)
  var m = Lanes(0)
  /// Rows that are drawn.
  private var drawn = 0

  /// A lane goes on from another state in the next block.
  mutating func seat(_ lane: Int, _ state: State) {
    N[lane] = Double(state.N)
    m[lane] = Double(state.m)
  }

  mutating func begin() { drawn = 0 }

  /// Draws the rows that are left.
  /// - Parameters:
  ///   - busy: lanes that have a trajectory; the others keep whatever is drawn.
  ///   - words: a block of random words for every row of this one.
  /// - Returns: nil, or the busy lanes of the last row whose events 32 bits do not decide, with the word.
  @inline(never)
  mutating func draw<Model: ClusterModel>(
    _ draws: EventDraw<Model>, busy: UInt32, _ words: inout LaneWords, _ counts: inout LaneCounts
  ) -> (lanes: UInt32, word: Lanes)? {
    // Copies: the compiler keeps them in registers.
    var (N, m, row, common) = (self.N, self.m, drawn, counts.common)
    defer { (self.N, self.m, drawn, counts.common) = (N, m, row, common) }
    var rows = self.rows.mutableSpan
    var further = counts.further.mutableSpan
    while row < LaneBlock.rowCount {
      let word = words.next()
      let event = draws.draw(N: N, m: m, word: word)
      rows[row].N = N
      if Model.hasReversedSpins { rows[row].m = m }
      rows[row].wait = event.wait
      if Model.spinVector == .wandering { rows[row].spinFactor = event.spinFactor }
      if Model.hasAxisProcesses { rows[row].axisDecayRate = event.axisDecayRate }
      rows[row].process = event.process
      N = N + event.deltaN
      m = m + event.deltaM
      row += 1
      common.add(event)
      var rare = event.isFurther.bits
      while rare != 0 {
        let lane = rare.trailingZeroBitCount
        rare &= rare - 1
        further[lane << 4 | Int(event.process[lane])] += 1
      }
      let uncertain = event.isUncertain.bits & busy
      if uncertain != 0 { return (uncertain, word) }
    }
    return nil
  }

  /// Puts another event in the place of a lane's in the last row that is drawn.
  mutating func replace(_ lane: Int, with event: PendingEvent<Double>, _ counts: inout LaneCounts) {
    let row = drawn - 1
    counts.replace(lane, rows[row].process[lane], with: event.process)
    N[lane] = rows[row].N[lane] + event.deltaN
    m[lane] = rows[row].m[lane] + event.deltaM
    rows[row].wait[lane] = event.wait
    rows[row].spinFactor[lane] = event.spinFactor
    rows[row].axisDecayRate[lane] = event.axisDecayRate
    rows[row].process[lane] = event.process
  }

  /// The state of a lane in the last row that is drawn.
  func lastState(_ lane: Int) -> (N: Double, m: Double) { (rows[drawn - 1].N[lane], rows[drawn - 1].m[lane]) }

  /// An idle lane is in the state (0, 0) from a row on.
  mutating func clear(_ lane: Int, from row: Int) {
    for i in row..<LaneBlock.rowCount {
      rows[i].N[lane] = 0
      rows[i].m[lane] = 0
    }
  }

  /// The processes of a lane from a row on.
  func processes(_ lane: Int, from row: Int) -> [Int] {
    (row..<LaneBlock.rowCount).map { Int(rows[$0].process[lane]) }
  }
}
