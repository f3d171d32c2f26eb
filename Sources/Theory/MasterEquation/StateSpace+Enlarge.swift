import ClusterModel

extension StateSpace {
  /// The space with the states added into which more than `threshold` of the probability could step.
  func enlarged<Model: ClusterModel>(
    _ model: Model, _ matrix: TransitionMatrix, law: [Double], threshold: Double
  ) -> StateSpace {
    let processes = Model.processes
    var layers = layers
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
          layers[toN - smallestN].include(toM, within: 0...StateSpace.largestM(Model.self, N: toN))
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
  /// Three m stay in each first range: a fully polarised state is left by flips only, where no triplets annihilate.
  func trimmed(law: [Double], threshold: Double) -> StateSpace {
    var kept: [Layer] = []
    for (i, layer) in layers.enumerated() {
      var layer = layer
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
        while layer.hasSecond && law[last] < threshold {
          layer.secondUpper -= 1
          last -= 1
        }
        while layer.hasSecond && law[first] < threshold {
          layer.secondLower += 1
          first += 1
        }
        if !layer.hasSecond { (layer.secondLower, layer.secondUpper) = (1, 0) }
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
