import ClusterModel

extension StateSpace {
  /// The space with the states added into which more than `threshold` of the probability could step.
  ///
  /// Where a layer grows, a tenth of all layers on either side grows along, so that a front that moves through T is
  /// caught up with in a few rounds.
  func enlarged<Model: ClusterModel>(
    _ model: Model, _ matrix: TransitionMatrix, law: [Double], threshold: Double
  ) -> StateSpace {
    var wanted: [Int: Set<Int>] = [:]
    var (growsTop, growsBottom) = (false, false)
    forEach { i, N, m in
      guard matrix.dropped[i] > 0, law[i] > threshold else { return }
      let rates = model.rates(N: Double(N), m: Double(m))
      for (p, process) in Model.processes.enumerated() where rates[p] > 0 {
        let target = State(N: N + process.deltaN, m: m + process.deltaM)
        if index(N: target.N, m: target.m) != nil { continue }
        let T = target.twiceSpin
        if T > largestT {
          growsTop = true
        } else if T < smallestT {
          growsBottom = true
        } else {
          wanted[T - smallestT, default: []].insert(target.m)
        }
      }
    }
    var layers = layers
    let reach = layers.count / 10 + 2
    for (i, places) in wanted {
      for m in [places.min(), places.max()] {
        guard let m else { continue }
        let missing = self.layers[i].gap(to: m) + self.layers[i].count / 8 + 1
        for j in max(0, i - reach)...min(layers.count - 1, i + reach) {
          let layer = self.layers[j]
          layers[j].extend(
            to: m > self.layers[i].upper
              ? layer.upper + missing : max(layer.lower - missing, StateSpace.leastM(T: smallestT + j)))
        }
      }
    }
    var smallest = smallestT
    let step = layers.count / 6 + 4
    let largestN = rangeOfN.upperBound + step
    if growsTop {
      layers += (largestT + 1...largestT + step).map { StateSpace.layer(model, T: $0, largestN: largestN) }
    }
    if growsBottom {
      smallest = max(smallestT - step, StateSpace.leastT(Model.self))
      layers = (smallest..<smallestT).map { StateSpace.layer(model, T: $0, largestN: largestN) } + layers
    }
    return StateSpace(smallestT: smallest, layers: layers)
  }

  /// The space without layers and ends of layers that hold less than `threshold` of the probability in each state.
  ///
  /// A layer that holds less in all keeps its own peak, so that the space stays connected, and ranges keep three m: a fully
  /// polarised state is left by flips only, where no triplets annihilate.
  func trimmed(law: [Double], threshold: Double) -> StateSpace {
    var kept: [Layer] = []
    for (i, layer) in layers.enumerated() {
      var layer = layer
      let threshold = min(threshold, 1e-4 * (law[offsets[i]..<offsets[i + 1]].max() ?? 0))
      var (first, last) = (offsets[i], offsets[i] + layer.upper - layer.lower)
      while layer.upper > layer.lower + 2 && law[last] < threshold {
        layer.upper -= 1
        last -= 1
      }
      while layer.upper > layer.lower + 2 && law[first] < threshold {
        layer.lower += 1
        first += 1
      }
      kept.append(layer)
    }
    func isHeavy(_ i: Int) -> Bool { law[offsets[i]..<offsets[i + 1]].contains { $0 >= threshold } }
    let first = layers.indices.first(where: isHeavy) ?? 0
    let last = layers.indices.last(where: isHeavy) ?? layers.count - 1
    return StateSpace(smallestT: smallestT + first, layers: Array(kept[first...last]))
  }
}
