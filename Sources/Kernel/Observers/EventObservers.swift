import ClusterModel

/// Before measuring: counts events.
struct BurnInObserver: EventObserver {
  var events = 0

  @inline(__always)
  mutating func held<Model: ClusterModel>(_ event: borrowing DirectMethod<Model>, time: Double) {}
  @inline(__always)
  mutating func happens<Model: ClusterModel>(_ event: borrowing DirectMethod<Model>) { events += 1 }
}

/// What the spin vector was multiplied by since the last sample.
struct SpinChange {
  /// Π of the spin factors of events, and ∫λ dt of the processes that only turn the axis.
  var factor = 1.0
  var decay = 0.0
}

/// While measuring: occupation times, counts of events, and what happens to the spin vector.
struct MeasuringObserver: EventObserver {
  var occupation = OccupationTimes()
  var events = InlineArray<12, Int>(repeating: 0)
  var change = SpinChange()

  @inline(__always)
  mutating func held<Model: ClusterModel>(_ event: borrowing DirectMethod<Model>, time: Double) {
    occupation.add(N: event.N, m: event.m, time: time)
    if Model.hasAxisProcesses { change.decay = change.decay + event.axisDecayRate * time }
  }

  @inline(__always)
  mutating func happens<Model: ClusterModel>(_ event: borrowing DirectMethod<Model>) {
    events[event.process] += 1
    if Model.spinVector == .wandering { change.factor = change.factor * event.spinFactor }
  }

  mutating func takeSpinChange() -> SpinChange {
    let result = change
    change = SpinChange()
    return result
  }
}

/// An observer of the measured time.
protocol MeasuringWatch: EventObserver, ~Copyable {
  /// What the spin vector was multiplied by since this was last called.
  mutating func takeSpinChange() -> SpinChange
  /// The spin vector, where directions are drawn.
  mutating func spin<Model: ClusterModel>(of model: Model, state: State) -> SIMD3<Double>?
}

extension MeasuringObserver: MeasuringWatch {
  mutating func spin<Model: ClusterModel>(of model: Model, state: State) -> SIMD3<Double>? { nil }
}

extension TracingObserver: MeasuringWatch {
  mutating func takeSpinChange() -> SpinChange { measuring.takeSpinChange() }
}
