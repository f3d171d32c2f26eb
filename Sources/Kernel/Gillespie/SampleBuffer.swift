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
    SampleBuffer.write(samples, first, count, to: &block.values, place) { [referenceN] in $0.N - referenceN }
    SampleBuffer.write(samples, first, count, to: &block.factors, place) { $0.change.factor }
    SampleBuffer.write(samples, first, count, to: &decays, place) { $0.change.decay }
    SampleBuffer.write(samples, first, count, to: &block.starts, place) { [model] in
      model.correlatorStart(N: $0.N, m: $0.m)
    }
    SampleBuffer.write(samples, first, count, to: &block.ends, place) { [model] in
      model.correlatorEnd(N: $0.N, m: $0.m)
    }
    block.count = place + count
  }

  @inline(__always)
  private static func write(
    _ samples: borrowing Span<RawSample>, _ first: Int, _ count: Int, to numbers: inout [Double], _ place: Int,
    _ number: (RawSample) -> Double
  ) {
    var numbers = numbers.mutableSpan
    for i in 0..<count { numbers[place + i] = number(samples[first + i]) }
  }

  private mutating func flush() {
    if Model.hasAxisProcesses {
      for i in 0..<block.count { block.factors[i] *= ElementaryFunctions.exponential(-decays[i]) }
    }
    correlator.add(block)
    block.count = 0
  }

  /// The sums of all samples so far.
  var sums: CorrelatorSums {
    var complete = self
    complete.flush()
    return complete.correlator.sums
  }
}
