import ClusterModel

extension StateSpace {
  /// The space with the states added into which more than `threshold` of the probability could step.
  ///
  /// Where a layer grows, a tenth of all layers on either side grows along, so that a front that moves through N is
  /// caught up with in a few rounds.
  func enlarged<Model: ClusterModel>(
    _ model: Model, _ matrix: TransitionMatrix, law: [Double], threshold: Double
  ) -> StateSpace {
    let processes = Model.processes
    var wanted: [Int: Set<Int>] = [:]
    var (growsTop, growsBottom) = (false, false)
    forEach { i, N, m in
      guard matrix.dropped[i] > 0, law[i] > threshold else { return }
      let rates = model.rates(N: Double(N), m: Double(m))
      for (p, process) in processes.enumerated() where rates[p] > 0 {
        let (toN, toM) = (N + process.deltaN, m + process.deltaM)
        if index(N: toN, m: toM) != nil { continue }
        if toN > largestN {
          growsTop = true
        } else if toN < smallestN {
          growsBottom = true
        } else {
          wanted[toN - smallestN, default: []].insert(toM)
        }
      }
    }
    var layers = layers
    let reach = layers.count / 10 + 2
    for (i, places) in wanted {
      for m in [places.min(), places.max()] {
        guard let m else { continue }
        for d in -reach...reach where layers.indices.contains(i + d) {
          let bound = StateSpace.largestM(Model.self, N: smallestN + i + d)
          // Ranges end at a constant m or at a constant N − m: take whichever reaches further.
          let isAbove = m > self.layers[i].upper
          let place = isAbove == (d > 0) ? m + d : m
          if place >= 0 && place <= bound { layers[i + d].include(place, within: 0...bound) }
        }
      }
    }
    var smallest = smallestN
    let step = layers.count / 6 + 4
    if growsTop, let last = layers.last {
      for k in 1...step {
        layers.append(last.moved(by: k, bound: StateSpace.largestM(Model.self, N: largestN + k)))
      }
    }
    if growsBottom, let first = layers.first {
      for k in 1...min(step, smallestN) {
        layers.insert(first.moved(by: -k, bound: StateSpace.largestM(Model.self, N: smallestN - k)), at: 0)
        smallest -= 1
      }
    }
    return StateSpace(smallestN: smallest, layers: layers)
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
      if layer.hasSecond {
        (first, last) = (offsets[i + 1] - (layer.secondUpper - layer.secondLower + 1), offsets[i + 1] - 1)
        if !law[first...last].contains(where: { $0 >= threshold }) { (layer.secondLower, layer.secondUpper) = (1, 0) }
        while layer.secondUpper > layer.secondLower + 2 && law[last] < threshold {
          layer.secondUpper -= 1
          last -= 1
        }
        while layer.secondUpper > layer.secondLower + 2 && law[first] < threshold {
          layer.secondLower += 1
          first += 1
        }
      }
      kept.append(layer)
    }
    func isHeavy(_ i: Int) -> Bool { law[offsets[i]..<offsets[i + 1]].contains { $0 >= threshold } }
    let first = layers.indices.first(where: isHeavy) ?? 0
    let last = layers.indices.last(where: isHeavy) ?? layers.count - 1
    return StateSpace(smallestN: smallestN + first, layers: Array(kept[first...last]))
  }
}

extension StateSpace.Layer {
  /// The same layer `k` particles further up: the range near m = N moves along, within 0…bound.
  func moved(by k: Int, bound: Int) -> StateSpace.Layer {
    var layer = self
    layer.lower = min(lower, bound)
    layer.upper = min(upper, bound)
    if hasSecond {
      layer.secondLower = min(max(secondLower + k, 0), bound)
      layer.secondUpper = min(max(secondUpper + k, 0), bound)
    }
    layer.normalize()
    return layer
  }
}
