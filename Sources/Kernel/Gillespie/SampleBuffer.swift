import ClusterModel
import Statistics

/// What a trajectory was like at one sample of the correlations.
struct RawSample {
  var N: Double
  var m: Double
  /// What the spin vector was multiplied by since the sample before.
  var change: SpinChange
}

/// Collects samples and hands them to the correlator in blocks.
struct SampleBuffer<Model: ClusterModel> {
  private let model: Model
  private let referenceN: Double
  var correlator: MultilevelCorrelator
  var block = SampleBlock()
  var decays = [Double](repeating: 0, count: SampleBlock.capacity)

  init(_ task: TrajectoryTask, _ model: Model) {
    self.model = model
    referenceN = task.referenceN
    correlator = MultilevelCorrelator(task.lags)
  }

  mutating func add(_ sample: RawSample) {
    let one = CollectionOfOne(sample)
    add(one.span)
  }

  /// Takes the next samples.
  mutating func add(_ samples: borrowing Span<RawSample>) {
    var next = 0
    while next < samples.count {
      let count = min(samples.count - next, SampleBlock.capacity - block.count)
      write(samples, from: next, count)
      next += count
      if block.count == SampleBlock.capacity { flush() }
    }
  }

  private mutating func write(_ samples: borrowing Span<RawSample>, from first: Int, _ count: Int) {
    let place = block.count
    precondition(first + count <= samples.count && place + count <= SampleBlock.capacity)
    SampleBuffer.write(
      model, referenceN, samples, first, count, to: &block.values, &block.factors, &block.starts, &block.ends, &decays,
      at: place)
    block.count = place + count
  }

  private static func write(
    _ model: Model, _ referenceN: Double,
    _ samples: borrowing Span<RawSample>, _ first: Int, _ count: Int, to values: inout [Double],
    _ factors: inout [Double], _ starts: inout [Double], _ ends: inout [Double], _ decays: inout [Double], at place: Int
  ) {
    var values = values.mutableSpan
    var factors = factors.mutableSpan
    var starts = starts.mutableSpan
    var ends = ends.mutableSpan
    var decays = decays.mutableSpan
    for i in 0..<count {
      let sample = samples[unchecked: first &+ i]
      values[unchecked: place &+ i] = sample.N - referenceN
      factors[unchecked: place &+ i] = sample.change.factor
      starts[unchecked: place &+ i] = model.correlatorStart(N: sample.N, m: sample.m)
      ends[unchecked: place &+ i] = model.correlatorEnd(N: sample.N, m: sample.m)
      if Model.hasAxisProcesses { decays[unchecked: place &+ i] = sample.change.decay }
    }
  }

  private mutating func flush() {
    if Model.hasAxisProcesses {
      for i in 0..<block.count { block.factors[i] *= ElementaryFunctions.exponential(-decays[i]) }
    }
    correlator.take(&block)
  }

  /// The sums of all samples so far.
  var sums: CorrelatorSums {
    var complete = self
    complete.flush()
    return complete.correlator.sums
  }
}
