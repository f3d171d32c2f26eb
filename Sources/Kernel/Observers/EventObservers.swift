import ClusterModel

/// Before measuring: counts events.
struct BurnInObserver: EventObserver {
  var events = 0

  @inline(__always)
  mutating func held<Model: ClusterModel>(N: Int, m: Int, time: Double, model: Model) {}
  @inline(__always)
  mutating func happens<Model: ClusterModel>(_ process: Int, N: Int, m: Int, model: Model) { events += 1 }
}

/// While measuring: occupation times, counts of events, and the factor of the spin vector since the last sample.
struct MeasuringObserver: EventObserver {
  var occupation = OccupationTimes()
  var events = InlineArray<12, Int>(repeating: 0)
  /// Π of the spin factors of events, and ∫λ dt of the axis-only processes, since `takeSpinFactor` was last called.
  var factor = 1.0
  private var decay = 0.0

  @inline(__always)
  mutating func held<Model: ClusterModel>(N: Int, m: Int, time: Double, model: Model) {
    occupation.add(N: N, m: m, time: time)
    if Model.spinVector == .wandering { decay += model.axisDecayRate(N: Double(N), m: Double(m)) * time }
  }

  @inline(__always)
  mutating func happens<Model: ClusterModel>(_ process: Int, N: Int, m: Int, model: Model) {
    events[process] += 1
    if Model.spinVector == .wandering { factor *= model.spinFactor(of: process, N: Double(N), m: Double(m)) }
  }

  mutating func takeSpinFactor() -> Double {
    let result = factor * ElementaryFunctions.exponential(-decay)
    factor = 1
    decay = 0
    return result
  }
}

/// An observer of the measured time.
protocol MeasuringWatch: EventObserver, ~Copyable {
  /// What the spin vector was multiplied by since this was last called.
  mutating func takeSpinFactor() -> Double
  /// The spin vector, where directions are drawn.
  mutating func spin<Model: ClusterModel>(of model: Model, state: State) -> SIMD3<Double>?
}

extension MeasuringObserver: MeasuringWatch {
  mutating func spin<Model: ClusterModel>(of model: Model, state: State) -> SIMD3<Double>? { nil }
}

extension TracingObserver: MeasuringWatch {
  mutating func takeSpinFactor() -> Double { measuring.takeSpinFactor() }
}
