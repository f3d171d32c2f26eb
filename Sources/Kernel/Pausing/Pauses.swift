package import Binary

/// Of one worker: when its trajectories are to show their state, who takes it, and the state they are to go on from.
///
/// A state is written by layers, the outer ones first: whoever runs trajectories for a purpose of his own (blocks of a point,
/// several at a time) puts what he has in front of what the trajectory itself writes.
package final class Pauses {
  private let request: PauseRequest
  private var seen: Int
  private var seenStates: Int
  private var layers: [Layer] = []
  private let take: ([UInt8]) -> Void
  private let report: (TrajectoryProgress) -> Void
  /// The state to go on from, as far as it is not read yet; nil: trajectories start from the beginning.
  package var saved: BinaryReader?

  private struct Layer {
    let write: (inout BinaryWriter) -> Void
    let progress: () -> TrajectoryProgress
  }

  /// - Parameters:
  ///   - take: gets the whole state each time that it is asked for.
  ///   - report: is told how far all is, each time that anything is asked for, and at the start from a saved state.
  package init(
    _ request: PauseRequest, saved: [UInt8]? = nil, report: @escaping (TrajectoryProgress) -> Void = { _ in },
    take: @escaping ([UInt8]) -> Void
  ) {
    self.request = request
    self.take = take
    self.report = report
    self.saved = saved.map { BinaryReader($0) }
    seenStates = request.stateCount
    seen = request.count
    // Asked for before: a stop still holds.
    if request.isStop { seenStates -= 1 }
    if request.isStop || saved != nil { seen -= 1 }
  }

  /// Whether anything is asked for.
  @inline(__always)
  package var isDue: Bool { request.count != seen }

  /// Runs `body`, in which every state that is shown begins with what `layer` writes, and `progress` is added to what is
  /// reported.
  package func with<Result>(
    _ layer: @escaping (inout BinaryWriter) -> Void, progress: @escaping () -> TrajectoryProgress,
    _ body: () throws(TrajectoryError) -> Result
  ) throws(TrajectoryError) -> Result {
    layers.append(Layer(write: layer, progress: progress))
    defer { layers.removeLast() }
    return try body()
  }

  /// Reports how far all is, and shows the state if that is asked for.
  /// - Throws: `TrajectoryError.stopped` if that was the end.
  package func show(
    _ progress: TrajectoryProgress, _ inner: (inout BinaryWriter) -> Void
  ) throws(TrajectoryError) {
    seen = request.count
    let states = request.stateCount
    report(layers.reduce(into: progress) { $0 += $1.progress() })
    if states == seenStates { return }
    seenStates = states
    var writer = BinaryWriter()
    for layer in layers { layer.write(&writer) }
    inner(&writer)
    take(writer.bytes)
    if request.isStop { throw .stopped }
  }

  /// Reads the part of the saved state that is a layer's own; nil if there is none.
  package func resume<Value>(
    _ read: (inout BinaryReader) throws(BinaryError) -> Value
  ) throws(TrajectoryError) -> Value? {
    guard var reader = saved else { return nil }
    do throws(BinaryError) {
      let value = try read(&reader)
      saved = reader
      return value
    } catch {
      throw .badState(error.description)
    }
  }

  /// The innermost layer has read its part: nothing may be left, and later trajectories start from the beginning.
  package func endOfSaved() throws(TrajectoryError) {
    if let reader = saved, reader.remaining > 0 { throw .badState("\(reader.remaining) bytes too many") }
    saved = nil
  }
}
