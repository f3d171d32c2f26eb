import ClusterModel

/// An observer that is told of leaps as well as of single events.
protocol LeapWatch: EventObserver, ~Copyable {
  /// Half a leap led from `state` to `half.state` in `duration` s.
  mutating func leapt<Model: ClusterModel>(
    _ half: LeapMethod<Model>.Half, from state: State, duration: Double, by method: LeapMethod<Model>)
}

extension BurnInObserver: LeapWatch {
  mutating func leapt<Model: ClusterModel>(
    _ half: LeapMethod<Model>.Half, from state: State, duration: Double, by method: LeapMethod<Model>
  ) {
    for i in Model.processes.indices { events += half.counts[i] }
  }
}

extension MeasuringObserver: LeapWatch {
  mutating func leapt<Model: ClusterModel>(
    _ half: LeapMethod<Model>.Half, from state: State, duration: Double, by method: LeapMethod<Model>
  ) {
    leapt(half, from: state, duration: duration, factor: method.turn(half, from: state, duration: duration).factor)
  }

  /// - Parameter factor: of the spin vector.
  mutating func leapt<Model: ClusterModel>(
    _ half: LeapMethod<Model>.Half, from state: State, duration: Double, factor: Double
  ) {
    // The time average of what happens in between: the trapezium rule.
    occupation.add(N: state.N, m: state.m, time: duration / 2)
    occupation.add(N: half.state.N, m: half.state.m, time: duration / 2)
    for i in Model.processes.indices { events[i] += half.counts[i] }
    change.factor *= factor
  }
}

extension TracingObserver: LeapWatch {
  mutating func leapt<Model: ClusterModel>(
    _ half: LeapMethod<Model>.Half, from state: State, duration: Double, by method: LeapMethod<Model>
  ) {
    let turned = method.turn(half, from: state, duration: duration)
    measuring.leapt(half, from: state, duration: duration, factor: turned.factor)
    // Many small turns about random directions are one by their mean cosine.
    turn(cosine: turned.cosine)
  }
}

extension LeapMethod {
  /// What half a leap does to the axis of the spin vector (the mean cosine of its turn), and to the vector's expectation.
  ///
  /// An event multiplies the expectation by cos θ, and in models that count multiplets by S′/S, too. The lengths telescope
  /// to that of the end over that of the start, exactly. cos θ differs from 1 by about 1/S²; its logarithm is taken as the
  /// mean of those at both ends, which is right to second order.
  func turn(_ half: Half, from state: State, duration: Double) -> (cosine: Double, factor: Double) {
    if Model.spinVector != .wandering { return (1, 1) }
    let (N0, N1) = (Double(state.N), Double(half.state.N))
    let (m0, m1) = (Double(state.m), Double(half.state.m))
    var exponent = -0.5 * duration * (model.axisDecayRate(N: N0, m: m0) + model.axisDecayRate(N: N1, m: m1))
    for i in Model.processes.indices where half.counts[i] > 0 {
      let first = model.axisCosine(of: i, N: N0, m: m0)
      let last = model.axisCosine(of: i, N: N1, m: m1)
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
