import ClusterModel

/// Samples of the correlations of eight lanes, until they are handed on to the recorders.
struct LaneSamples {
  /// Samples of a lane that fit.
  static let capacity = 128

  /// How many samples each lane has, and how many it may take before its next stop is more than a sample.
  struct Cursors {
    var taken = InlineArray<8, Int>(repeating: 0)
    var expected = InlineArray<8, Int>(repeating: 0)

    /// Whether the next stop of a lane is a sample and nothing else.
    @inline(__always)
    func isNextPlain(_ lane: Int) -> Bool { taken[lane] < expected[lane] }
  }

  /// Time between samples, in s.
  let step: Lanes
  var cursors = Cursors()
  /// Sample i of a lane at `capacity·lane + i`.
  var samples: [RawSample]

  init(step: Double) {
    self.step = Lanes(step)
    samples = Array(repeating: RawSample(N: 0, m: 0, change: SpinChange()), count: laneCount * LaneSamples.capacity)
  }

  /// For each lane how many of its next stops are samples and nothing else.
  var plainStops: Lanes {
    var result = Lanes(0)
    for lane in 0..<laneCount { result[lane] = Double(cursors.expected[lane] - cursors.taken[lane]) }
    return result
  }

  /// The next `count` stops of a lane are samples and nothing else.
  mutating func expect(_ lane: Int, _ count: Int) {
    cursors.taken[lane] = 0
    cursors.expected[lane] = count
  }

  /// Hands the samples of a lane on.
  mutating func hand<Model: ClusterModel>(_ lane: Int, to recorder: inout Recorder<Model>) {
    let first = lane * LaneSamples.capacity
    recorder.take(samples.span.extracting(first..<first + cursors.taken[lane]))
    expect(lane, 0)
  }
}
