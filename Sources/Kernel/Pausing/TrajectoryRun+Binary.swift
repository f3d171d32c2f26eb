import Binary
import ClusterModel

extension TrajectoryRun {
  func encode(to writer: inout BinaryWriter) {
    writer.put(phase.rawValue)
    writer.put(left ?? .nan)
    recorder.encode(to: &writer)
    writer.put(burnIn.events)
    switch tracing {
    case .some(let observer): observer.encode(to: &writer)
    case .none: writer.put(measured)
    }
  }

  /// - Precondition: `tracing` is there if the task has a sample path.
  mutating func restore(_ task: TrajectoryTask, from reader: inout BinaryReader) throws(BinaryError) {
    guard let phase = Phase(rawValue: try reader.integer()), phase != .tracing || isTraced && task.trace != nil else {
      throw BinaryError("no phase of this trajectory")
    }
    self.phase = phase
    let left = try reader.double()
    if !(left > 0) { throw BinaryError("\(left) s to the next stop") }
    self.left = left
    recorder = try Recorder(task, model, isTraced: isTraced, from: &reader)
    if recorder.isMeasuring != (phase != .burnIn) { throw BinaryError("a clock of another phase") }
    burnIn.events = try reader.integer()
    if phase == .tracing, var observer = tracing.take() {
      try observer.restore(from: &reader)
      tracing = consume observer
    } else {
      measured = try reader.value()
    }
  }
}

extension DirectMethod {
  func encode(to writer: inout BinaryWriter) {
    writer.put(state)
    writer.put(pending)
  }

  mutating func restore(from reader: inout BinaryReader) throws(BinaryError) {
    let state = try reader.state()
    N = state.N
    m = state.m
    pending = try reader.value()
    let process = Int(pending.process)
    // Process and change go together; an absorbing state has none.
    let isKnown =
      process < Model.processes.count
      ? pending.deltaN == Double(Model.processes[process].deltaN)
        && pending.deltaM == Double(Model.processes[process].deltaM)
      : process == Int(noProcess) && pending.deltaN == 0 && pending.deltaM == 0 && pending.wait == .infinity
    if !isKnown || !(pending.wait >= 0) { throw BinaryError("an event that the model does not have") }
  }
}

extension PendingEvent<Double>: BinaryCodable {
  func encode(to writer: inout BinaryWriter) {
    for number in [process, deltaN, deltaM, wait, spinFactor, axisDecayRate] { writer.put(number) }
  }

  init(from reader: inout BinaryReader) throws(BinaryError) {
    let process = try reader.double()
    if !(0...noProcess).contains(process) { throw BinaryError("process \(process)") }
    self.init(
      process: process, deltaN: try reader.double(), deltaM: try reader.double(), wait: try reader.double(),
      spinFactor: try reader.double(), axisDecayRate: try reader.double(), isUncertain: false)
  }
}

extension LeapingTrajectory {
  func encode(to writer: inout BinaryWriter) {
    writer.put(state)
    switch exact {
    case .some(let method):
      writer.put(true)
      method.encode(to: &writer)
    case .none: writer.put(false)
    }
    variates.encode(to: &writer)
  }

  mutating func restore(from reader: inout BinaryReader) throws(BinaryError) {
    state = try reader.state()
    if try reader.bool() {
      // Which event is pending is read; this draws one from no stream of the trajectory.
      var none = NoWords()
      var method = DirectMethod(self.method.model, constants: constants, start: state, words: &none)
      try method.restore(from: &reader)
      exact = consume method
    }
    try variates.restore(from: &reader)
  }
}

/// Words for an event that is thrown away.
private struct NoWords: RandomWords {
  mutating func next() -> UInt32 { 1 << 31 }
  mutating func extra() -> UInt64 { 1 << 63 }
}
