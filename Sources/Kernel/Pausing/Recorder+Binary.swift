import Binary
import ClusterModel
import Statistics

extension Recorder {
  func encode(to writer: inout BinaryWriter) {
    buffer.encode(to: &writer)
    writer.put(ensemble)
    writer.put(trace)
    for number in [now, target, sampleTime, recordTime, traceTime] { writer.put(number) }
    writer.put(samples)
    writer.put(cameFromSample)
    writer.put(isMeasuring)
    writer.put(isFinished)
  }

  /// The recorder of a task that was written before.
  init(
    _ task: TrajectoryTask, _ model: Model, isTraced: Bool, from reader: inout BinaryReader
  ) throws(BinaryError) {
    self.init(task, model, isTraced: isTraced)
    try buffer.restore(task, from: &reader)
    ensemble = try reader.states()
    trace = try reader.values()
    now = try reader.finite()
    target = try reader.finite()
    sampleTime = try reader.finite()
    recordTime = try reader.double()
    traceTime = try reader.double()
    samples = try reader.tally()
    cameFromSample = try reader.bool()
    isMeasuring = try reader.bool()
    isFinished = try reader.bool()
    // The next moments follow from how many there were: a state of another task shows here.
    let nextPoint = isTraced ? task.trace?.time(trace.count) : nil
    guard recordTime == task.ensemble?.time(ensemble.count) ?? .infinity,
      traceTime == nextPoint ?? .infinity, sampleTime == Double(samples) * task.lags.step,
      ensemble.count <= task.ensemble?.count ?? 0, trace.count <= task.trace?.count ?? 0,
      !isFinished, isMeasuring || samples == 0
    else { throw BinaryError("a clock of another task") }
    let next = isMeasuring ? min(sampleTime, recordTime, traceTime, task.duration) : min(recordTime, 0)
    // A clock that runs backwards, or waits for a stop that has passed, would never come to the end.
    guard target == next, now >= -task.burnIn, now <= target else { throw BinaryError("a clock that is wrong") }
  }
}

extension SampleBuffer {
  func encode(to writer: inout BinaryWriter) {
    correlator.encode(to: &writer)
    writer.put(block)
    writer.put(decays[..<block.count])
  }

  mutating func restore(_ task: TrajectoryTask, from reader: inout BinaryReader) throws(BinaryError) {
    correlator = try MultilevelCorrelator(task.lags, from: &reader)
    block = try reader.value()
    if block.count == SampleBlock.capacity { throw BinaryError("a block that is full") }
    decays.replaceSubrange(0..<block.count, with: try reader.finites(count: block.count))
    if let wrong = decays[..<block.count].first(where: { $0 < 0 }) { throw BinaryError("a decay by \(wrong)") }
  }
}

extension BinaryReader {
  /// ∫λ dt: no angle turns back.
  mutating func decay() throws(BinaryError) -> Double {
    let value = try double()
    if !(value >= 0 && value.isFinite) { throw BinaryError("a decay by \(value)") }
    return value
  }
}

extension SpinChange: BinaryCodable {
  func encode(to writer: inout BinaryWriter) {
    writer.put(factor)
    writer.put(decay)
  }

  init(from reader: inout BinaryReader) throws(BinaryError) {
    self.init(factor: try reader.finite(), decay: try reader.decay())
  }
}

extension MeasuringObserver: BinaryCodable {
  func encode(to writer: inout BinaryWriter) {
    writer.put(occupation)
    for i in events.indices { writer.put(events[i]) }
    writer.put(change)
  }

  init(from reader: inout BinaryReader) throws(BinaryError) {
    self.init()
    occupation = try reader.value()
    for i in events.indices { events[i] = try reader.tally() }
    change = try reader.value()
  }
}

extension TracingObserver {
  func encode(to writer: inout BinaryWriter) {
    writer.put(measuring)
    directions.encode(to: &writer)
    for i in 0..<3 { writer.put(axis[i]) }
    writer.put(decay)
  }

  mutating func restore(from reader: inout BinaryReader) throws(BinaryError) {
    measuring = try reader.value()
    try directions.restore(from: &reader)
    for i in 0..<3 { axis[i] = try reader.finite() }
    decay = try reader.decay()
  }
}
