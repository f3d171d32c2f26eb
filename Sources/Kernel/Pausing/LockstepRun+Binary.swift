import Binary
import ClusterModel

/// The state between two blocks of rows. What a block holds beyond the states after it is drawn anew.
extension LockstepRun {
  func encode(to writer: inout BinaryWriter) {
    writer.put(nextTask)
    for outcome in outcomes { writer.put(outcome) }
    writer.put(seated.map { $0 ?? -1 })
    for lane in 0..<laneCount {
      if let stream = streams[lane] {
        recorders[lane].encode(to: &writer)
        stream.words.encode(to: &writer)
        writer.put(burnInEvents[lane])
      }
    }
    writer.put(newlySeated)
    state.encode(to: &writer)
    block.encode(to: &writer, busy: seated.map { $0 != nil })
    words.encode(to: &writer)
    tables.encode(to: &writer)
    counts.encode(to: &writer)
    samples.encode(to: &writer)
  }

  mutating func resume(_ pauses: Pauses) throws(TrajectoryError) {
    // Generators can fail to be made; so that reading is only reading, they are made first.
    let numbers = try pauses.resume { (reader) throws(BinaryError) in try readTasks(&reader) } ?? []
    for lane in 0..<laneCount where numbers[lane] >= 0 {
      let task = tasks[numbers[lane]]
      let stream = Stream(try task.stream(.events))
      _ = try pauses.resume { (reader) throws(BinaryError) in
        recorders[lane] = try Recorder(task, model, isTraced: false, from: &reader)
        try stream.words.restore(from: &reader)
        burnInEvents[lane] = try reader.tally()
      }
      seated[lane] = numbers[lane]
      streams[lane] = stream
      busyLanes |= 1 << UInt32(lane)
      busy += 1
    }
    _ = try pauses.resume { (reader) throws(BinaryError) in
      newlySeated = try reader.integers()
      if newlySeated.contains(where: { !(0..<laneCount).contains($0) || seated[$0] == nil }) {
        throw BinaryError("a lane without a trajectory")
      }
      try state.restore(from: &reader)
      try block.restore(from: &reader)
      try words.restore(from: &reader)
      try tables.restore(from: &reader)
      try counts.restore(from: &reader)
      try samples.restore(from: &reader)
      for lane in 0..<laneCount { try check(lane) }
    }
    try pauses.endOfSaved()
  }

  /// Whether clock, samples and state of a lane go together: nothing looks at that later.
  private mutating func check(_ lane: Int) throws(BinaryError) {
    let place = State(N: Int(block.N[lane]), m: Int(block.m[lane]))
    if !Model.isStored(place) { throw BinaryError("a state of N = \(place.N), m = \(place.m)") }
    guard seated[lane] != nil, !newlySeated.contains(lane) else {
      // It has no clock yet.
      state.left[lane] = .nan
      state.silent[lane] = true
      if samples.cursors.expected[lane] != 0 { throw BinaryError("samples of an idle lane") }
      return
    }
    let recorder = recorders[lane]
    let plain = recorder.plainSamples(atMost: LaneSamples.capacity)
    guard state.silent[lane] != recorder.isMeasuring, samples.cursors.expected[lane] <= plain,
      state.left[lane] >= 0, state.left[lane] <= max(recorder.span, samples.step[lane])
    else { throw BinaryError("a lane's clock that is wrong") }
  }

  /// The outcomes so far, and the task of each lane, −1 for none.
  private mutating func readTasks(_ reader: inout BinaryReader) throws(BinaryError) -> [Int] {
    nextTask = try reader.integer(in: 0...tasks.count)
    for i in tasks.indices {
      outcomes[i] = try reader.optional()
      try outcomes[i]?.check(for: tasks[i])
    }
    let numbers = try reader.integers(count: laneCount)
    let given = numbers.filter { $0 >= 0 }
    // Each trajectory that was begun is finished or in a lane.
    guard numbers.allSatisfy({ $0 >= -1 && $0 < nextTask }), Set(given).count == given.count,
      tasks.indices.allSatisfy({ (outcomes[$0] != nil || given.contains($0)) == ($0 < nextTask) }),
      given.allSatisfy({ outcomes[$0] == nil })
    else { throw BinaryError("trajectories that are not those of this task") }
    return numbers
  }
}

extension RateLanes {
  fileprivate func encode(to writer: inout BinaryWriter) { for lane in 0..<laneCount { writer.put(self[lane]) } }

  fileprivate init(from reader: inout BinaryReader) throws(BinaryError) {
    self.init(0)
    for lane in 0..<laneCount { self[lane] = try reader.double() }
  }
}

extension LaneState {
  func encode(to writer: inout BinaryWriter) {
    left.encode(to: &writer)
    for lane in 0..<laneCount { writer.put(silent[lane]) }
    factor.encode(to: &writer)
    decay.encode(to: &writer)
  }

  mutating func restore(from reader: inout BinaryReader) throws(BinaryError) {
    left = try Lanes(from: &reader)
    for lane in 0..<laneCount { silent[lane] = try reader.bool() }
    factor = try Lanes(from: &reader)
    decay = try Lanes(from: &reader)
    for lane in 0..<laneCount where !(factor[lane].isFinite && decay[lane].isFinite && decay[lane] >= 0) {
      throw BinaryError("a factor of \(factor[lane]), \(decay[lane])")
    }
  }
}

extension LaneBlock {
  /// An idle lane holds whatever was drawn; it may as well be empty.
  func encode(to writer: inout BinaryWriter, busy: [Bool]) {
    for lane in 0..<laneCount { writer.put(busy[lane] ? N[lane] : 0) }
    for lane in 0..<laneCount { writer.put(busy[lane] ? m[lane] : 0) }
  }

  mutating func restore(from reader: inout BinaryReader) throws(BinaryError) {
    N = try Lanes(from: &reader)
    m = try Lanes(from: &reader)
    for lane in 0..<laneCount {
      let (N, m) = (N[lane], m[lane])
      guard N >= 0, m >= 0, N <= Double(TrajectoryTask.mostStored), m <= N, N == N.rounded(), m == m.rounded() else {
        throw BinaryError("a state of N = \(N), m = \(m)")
      }
    }
  }
}

extension LaneWords {
  func encode(to writer: inout BinaryWriter) {
    writer.put(position)
    writer.put(block)
    for lane in 0..<laneCount {
      writer.put(joined & 1 << UInt32(lane) != 0)
      for word in together.state(lane) { writer.put(word) }
    }
  }

  mutating func restore(from reader: inout BinaryReader) throws(BinaryError) {
    position = try reader.integer(in: 0...LaneWords.blockSize)
    // Blocks of rows begin where they always do.
    if position % LaneBlock.rowCount != 0 { throw BinaryError("words used up to \(position)") }
    block = try reader.words(count: LaneWords.blockSize * laneCount)
    for lane in 0..<laneCount {
      if try reader.bool() { joined |= 1 << UInt32(lane) }
      together.z1[lane] = UInt32(truncatingIfNeeded: try reader.unsigned())
      together.z2[lane] = UInt32(truncatingIfNeeded: try reader.unsigned())
      together.z3[lane] = UInt32(truncatingIfNeeded: try reader.unsigned())
      together.z4[lane] = UInt32(truncatingIfNeeded: try reader.unsigned())
    }
    if joined != 0 && !TauswortheLanes.isThatOfGSL { throw BinaryError("words of another GSL") }
  }
}

extension LaneTables {
  func encode(to writer: inout BinaryWriter) {
    writer.put(rows)
    writer.put(columns)
    writer.putSparse(table)
    writer.put(separate)
  }

  mutating func restore(from reader: inout BinaryReader) throws(BinaryError) {
    rows = try reader.integer(in: 1...LaneTables.limit)
    columns = try reader.integer(in: 1...LaneTables.limit)
    let (cells, overflow) = rows.multipliedReportingOverflow(by: columns * laneCount)
    if overflow { throw BinaryError("\(rows) rows of \(columns)") }
    table = try reader.shares(count: cells, most: LaneTables.limit)
    separate = try reader.values()
    if !separate.isEmpty && separate.count != laneCount { throw BinaryError("\(separate.count) tables") }
  }
}

extension LaneCounts {
  func encode(to writer: inout BinaryWriter) {
    writer.put(common.drawn)
    common.beyondFirst.encode(to: &writer)
    common.beyondSecond.encode(to: &writer)
    common.beyondThird.encode(to: &writer)
    writer.put(further)
    writer.put(before)
  }

  mutating func restore(from reader: inout BinaryReader) throws(BinaryError) {
    // As many as doubles count exactly.
    let most = 1 << 53
    common.drawn = try reader.integer(in: 0...most)
    common.beyondFirst = try Lanes(from: &reader)
    common.beyondSecond = try Lanes(from: &reader)
    common.beyondThird = try Lanes(from: &reader)
    let counts = [common.beyondFirst, common.beyondSecond, common.beyondThird].flatMap { lanes in
      (0..<laneCount).map { lanes[$0] }
    }
    if !counts.allSatisfy({ abs($0) < 0x1p53 }) { throw BinaryError("a count of events that is none") }
    further = try reader.integers(count: laneCount << 4)
    before = try reader.integers(count: laneCount << 4)
    if let wrong = (further + before).first(where: { $0.magnitude > most }) { throw BinaryError("a count of \(wrong)") }
  }
}

extension LaneSamples {
  func encode(to writer: inout BinaryWriter) {
    for lane in 0..<laneCount {
      let first = lane * LaneSamples.capacity
      writer.put(cursors.expected[lane])
      writer.put(Array(samples[first..<first + cursors.taken[lane]]))
    }
  }

  mutating func restore(from reader: inout BinaryReader) throws(BinaryError) {
    for lane in 0..<laneCount {
      cursors.expected[lane] = try reader.integer(in: 0...LaneSamples.capacity)
      let taken: [RawSample] = try reader.values()
      if taken.count > cursors.expected[lane] { throw BinaryError("\(taken.count) samples in a lane") }
      cursors.taken[lane] = taken.count
      let first = lane * LaneSamples.capacity
      samples.replaceSubrange(first..<first + taken.count, with: taken)
    }
  }
}

extension RawSample: BinaryCodable {
  func encode(to writer: inout BinaryWriter) {
    writer.put(N)
    writer.put(m)
    writer.put(change)
  }

  init(from reader: inout BinaryReader) throws(BinaryError) {
    self.init(N: try reader.finite(), m: try reader.finite(), change: try reader.value())
  }
}
