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
    recorder = try Recorder(task, model, isTraced: isTraced, from: &reader)
    if !(left > 0 && left <= recorder.span) { throw BinaryError("\(left) s to the next stop") }
    self.left = left
    if recorder.isMeasuring != (phase != .burnIn) { throw BinaryError("a clock of another phase") }
    burnIn.events = try reader.tally()
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
      ? pending.process == Double(process) && pending.deltaN == Double(Model.processes[process].deltaN)
        && pending.deltaM == Double(Model.processes[process].deltaM)
      : process == Int(noProcess) && pending.deltaN == 0 && pending.deltaM == 0 && pending.wait == .infinity
    if !isKnown || !(pending.wait >= 0) { throw BinaryError("an event that the model does not have") }
    let next = State(N: N + Int(pending.deltaN), m: m + Int(pending.deltaM))
    if !Model.isStored(state) || !Model.isStored(next) { throw BinaryError("a state that the model does not have") }
  }
}

extension ClusterModel {
  /// Whether a state that comes from a file can be one of the model: rates hold for these alone.
  static func isStored(_ state: State) -> Bool {
    isValid(state) && state.N >= 0 && state.N <= TrajectoryTask.mostStored
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
      spinFactor: try reader.finite(), axisDecayRate: try reader.decay(), isUncertain: false)
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
    if !Model.isStored(state) { throw BinaryError("a state that the model does not have") }
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
