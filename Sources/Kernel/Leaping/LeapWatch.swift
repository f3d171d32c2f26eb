package import ClusterModel

/// An observer that is told of leaps as well as of single events.
protocol LeapWatch: EventObserver, ~Copyable {
  /// A leap led from `state` through the end of its first half to that of its second in `duration` s.
  mutating func leapt<Model: ClusterModel>(
    _ leap: LeapMethod<Model>.Leap, from state: State, duration: Double, by method: LeapMethod<Model>)
}

extension BurnInObserver: LeapWatch {
  mutating func leapt<Model: ClusterModel>(
    _ leap: LeapMethod<Model>.Leap, from state: State, duration: Double, by method: LeapMethod<Model>
  ) {
    for i in Model.processes.indices { events += leap.first.counts[i] + leap.second.counts[i] }
  }
}

extension MeasuringObserver: LeapWatch {
  mutating func leapt<Model: ClusterModel>(
    _ leap: LeapMethod<Model>.Leap, from state: State, duration: Double, by method: LeapMethod<Model>
  ) {
    leapt(leap, from: state, duration: duration)
    change.factor *= method.turn(leap.first, from: state, duration: duration / 2).factor
    change.factor *= method.turn(leap.second, from: leap.first.state, duration: duration / 2).factor
  }

  /// All but the spin vector.
  mutating func leapt<Model: ClusterModel>(_ leap: LeapMethod<Model>.Leap, from state: State, duration: Double) {
    // The time average of what happens in between.
    let ends = leap.weightOfEnds * duration
    occupation.add(N: state.N, m: state.m, time: ends)
    occupation.add(N: leap.first.state.N, m: leap.first.state.m, time: duration - 2 * ends)
    occupation.add(N: leap.second.state.N, m: leap.second.state.m, time: ends)
    for i in Model.processes.indices { events[i] += leap.first.counts[i] + leap.second.counts[i] }
  }
}

extension TracingObserver: LeapWatch {
  mutating func leapt<Model: ClusterModel>(
    _ leap: LeapMethod<Model>.Leap, from state: State, duration: Double, by method: LeapMethod<Model>
  ) {
    measuring.leapt(leap, from: state, duration: duration)
    for (half, start) in [(leap.first, state), (leap.second, leap.first.state)] {
      let turned = method.turn(half, from: start, duration: duration / 2)
      measuring.change.factor *= turned.factor
      // Many small turns about random directions are one by their mean cosine.
      turn(cosine: turned.cosine)
    }
  }
}

extension LeapMethod {
  /// What half a leap does to the axis of the spin vector (the mean cosine of its turn), and to the vector's expectation.
  ///
  /// An event multiplies the expectation by cos θ, and in models that count multiplets by S′/S, too. The lengths telescope
  /// to that of the end over that of the start, exactly. cos θ differs from 1 by about 1/S²; its logarithm is taken as the
  /// mean of those of a first and of a last event, which is right to second order. The last event finds the state before
  /// it, not that at the end: half an event's change of S on average, which would be an error of 1/N.
  package func turn(_ half: Half, from state: State, duration: Double) -> (cosine: Double, factor: Double) {
    if Model.spinVector != .wandering { return (1, 1) }
    let (N0, N1) = (Double(state.N), Double(half.state.N))
    let (m0, m1) = (Double(state.m), Double(half.state.m))
    var exponent = -0.5 * duration * (model.axisDecayRate(N: N0, m: m0) + model.axisDecayRate(N: N1, m: m1))
    for i in Model.processes.indices where half.counts[i] > 0 {
      let first = model.axisCosine(of: i, N: N0, m: m0)
      let (deltaN, deltaM) = (Double(Model.processes[i].deltaN), Double(Model.processes[i].deltaM))
      let last = model.axisCosine(of: i, N: N1 - deltaN, m: m1 - deltaM)
      if first == 1 && last == 1 { continue }
      if first <= 0 || last <= 0 { return (0, 0) }
      exponent +=
        0.5 * Double(half.counts[i])
        * (ElementaryFunctions.logarithm(first) + ElementaryFunctions.logarithm(last))
    }
    let cosine = ElementaryFunctions.exponential(min(0, exponent))
    return (cosine, Model.countsMultiplets ? cosine * (N1 - 2 * m1) / (N0 - 2 * m0) : cosine)
  }
}
