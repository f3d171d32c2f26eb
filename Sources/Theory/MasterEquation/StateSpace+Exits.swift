import ClusterModel

extension StateSpace {
  /// The space with the states added that lead out of dead ends; nil when `reference` can be reached from every state.
  ///
  /// A range of m that narrows with N can leave a corner whose every transition goes to states that are not kept: without
  /// spin flips m changes by an injection or an annihilation only. Such a corner would hold, in the reflecting chain, all
  /// the probability. The nearest of the states it steps to is added, then what that one needs, until there is a way out;
  /// nothing is left out instead, because a part that cannot be left may be one of two peaks.
  ///
  /// - Complexity: transitions of the matrix, and processes of each state added.
  func withExits<Model: ClusterModel>(
    _ model: Model, _ matrix: TransitionMatrix, towards reference: Int
  ) -> StateSpace? {
    let leads = matrix.statesLeading(to: reference)
    if !leads.contains(false) { return nil }
    var layers = layers
    var pending: [State] = []
    forEach { i, N, m in if !leads[i] { pending.append(State(N: N, m: m)) } }
    var (growsTop, growsBottom) = (false, false)
    while let state = pending.popLast() {
      let rates = model.rates(N: Double(state.N), m: Double(state.m))
      var nearest: (gap: Int, target: State)?
      var hasExit = false
      for (p, process) in Model.processes.enumerated() where rates[p] > 0 {
        let target = State(N: state.N + process.deltaN, m: state.m + process.deltaM)
        if target == state { continue }
        let T = target.twiceSpin
        guard T >= smallestT, T <= largestT else {
          if T > largestT { growsTop = true } else { growsBottom = true }
          continue
        }
        let gap = layers[T - smallestT].gap(to: target.m)
        // A state that was there from the start helps only if it is no dead end itself; a new one has seen to its own exit.
        if gap == 0 && (index(N: target.N, m: target.m).map { leads[$0] } ?? true) { hasExit = true }
        if gap > 0 && gap < nearest?.gap ?? .max { nearest = (gap, target) }
      }
      if hasExit { continue }
      if let (gap, target) = nearest {
        let T = target.twiceSpin
        let step = layers[T - smallestT].gap(to: target.m + 1) < gap ? 1 : -1
        layers[T - smallestT].extend(to: target.m)
        for d in 0..<gap {
          let m = target.m + step * d
          pending.append(State(N: T + 2 * m, m: m))
        }
      }
    }
    // Beyond the ends of T only where nothing within them helps.
    if layers == self.layers {
      if growsBottom {
        layers.insert(StateSpace.layer(model, T: smallestT - 1), at: 0)
        return StateSpace(smallestT: smallestT - 1, layers: layers)
      }
      guard growsTop else { return nil }
      layers.append(StateSpace.layer(model, T: largestT + 1))
    }
    return StateSpace(smallestT: smallestT, layers: layers)
  }
}

extension TransitionMatrix {
  /// For each state whether a path of transitions leads from it to `reference`.
  func statesLeading(to reference: Int) -> [Bool] {
    var starts = [Int](repeating: 0, count: order + 1)
    for j in targets.indices where rates[j] > 0 { starts[Int(targets[j]) + 1] += 1 }
    for i in 0..<order { starts[i + 1] += starts[i] }
    var sources = [Int](repeating: 0, count: starts[order])
    var next = starts
    for i in 0..<order {
      for k in rowStarts[i]..<rowStarts[i + 1] where rates[k] > 0 {
        sources[next[Int(targets[k])]] = i
        next[Int(targets[k])] += 1
      }
    }
    var leads = [Bool](repeating: false, count: order)
    leads[reference] = true
    var pending = [reference]
    while let j = pending.popLast() {
      for k in starts[j]..<starts[j + 1] where !leads[sources[k]] {
        leads[sources[k]] = true
        pending.append(sources[k])
      }
    }
    return leads
  }
}
