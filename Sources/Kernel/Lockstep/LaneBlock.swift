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

    @inline(__always)
    mutating func set<Model: ClusterModel>(_ course: EventCourse<Lanes>, _ type: Model.Type) {
      wait = course.wait
      if Model.spinVector == .wandering { spinFactor = course.spinFactor }
      if Model.hasAxisProcesses { axisDecayRate = course.axisDecayRate }
    }
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
    var (N, m, row, common, position) = (self.N, self.m, drawn, counts.common, words.position)
    defer { (self.N, self.m, drawn, counts.common, words.position) = (N, m, row, common, position) }
    var rows = self.rows.mutableSpan
    var further = counts.further.mutableSpan
    let wordBytes = words.block.span.bytes
    if row == LaneBlock.rowCount { return nil }
    // The places below are not checked one by one.
    precondition(row >= 0 && row < LaneBlock.rowCount && rows.count == LaneBlock.rowCount)
    precondition(position >= 0 && position + LaneBlock.rowCount - row <= LaneWords.blockSize)
    precondition(further.count == laneCount << 4 && wordBytes.byteCount == LaneWords.blockSize * 4 * laneCount)
    var word = LaneWords.read(wordBytes, &position)
    var choice = draws.choose(N: N, m: m, word: word)
    while true {
      rows[unchecked: row].N = N
      if Model.hasReversedSpins { rows[unchecked: row].m = m }
      rows[unchecked: row].process = choice.process
      let (stateN, stateM) = (N, m)
      N = N + choice.deltaN
      m = m + choice.deltaM
      common.add(choice)
      var rare = choice.isFurther.bits
      while rare != 0 {
        let lane = rare.trailingZeroBitCount
        rare &= rare &- 1
        further[lane << 4 | Int(choice.process[lane])] += 1
      }
      let uncertain = choice.isUncertain.bits & busy
      if uncertain != 0 || row == LaneBlock.rowCount - 1 {
        rows[unchecked: row].set(draws.course(of: choice, N: stateN, m: stateM), Model.self)
        row &+= 1
        return uncertain != 0 ? (uncertain, word) : nil
      }
      // The next choice comes before this one's time, which nothing waits for: both are then computed side by side.
      word = LaneWords.read(wordBytes, &position)
      let next = draws.choose(N: N, m: m, word: word)
      rows[unchecked: row].set(draws.course(of: choice, N: stateN, m: stateM), Model.self)
      choice = next
      row &+= 1
    }
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
