import ClusterModel

/// The states (N, m) that a truncated master equation keeps, numbered by T = 2S = N − 2m and then by m.
///
/// Every T between the smallest and the largest has one range of m. Singlet annihilation, by far the fastest process, leaves T
/// alone, and nothing changes T by more than 2: at each T the reversed spins balance by themselves, within a few standard
/// deviations, so that ranges are short and the band is narrow. (For a polarised cluster of 1000 some hundred m at each T, where there
/// would be several hundred at each N.)
struct StateSpace: Sendable {
  /// The m of one T: `lower...upper`.
  struct Layer: Sendable, Hashable {
    var lower: Int
    var upper: Int

    var count: Int { upper - lower + 1 }

    /// How many states are missing up to and with `m`; 0 where it is kept.
    func gap(to m: Int) -> Int { max(lower - m, m - upper, 0) }

    /// Extends the range so that it holds `m`, and no more.
    mutating func extend(to m: Int) {
      lower = min(lower, m)
      upper = max(upper, m)
    }
  }

  let smallestT: Int
  let layers: [Layer]
  /// Number of the first state of each layer, and the number of states.
  let offsets: [Int]

  init(smallestT: Int, layers: [Layer]) {
    self.smallestT = smallestT
    self.layers = layers
    var offsets = [0]
    offsets.reserveCapacity(layers.count + 1)
    var total = 0
    for layer in layers {
      total += layer.count
      offsets.append(total)
    }
    self.offsets = offsets
  }

  var largestT: Int { smallestT + layers.count - 1 }
  var count: Int { offsets[layers.count] }

  /// The smallest and the largest N kept.
  var rangeOfN: ClosedRange<Int> {
    var (least, most) = (Int.max, 0)
    for (i, layer) in layers.enumerated() {
      least = min(least, smallestT + i + 2 * layer.lower)
      most = max(most, smallestT + i + 2 * layer.upper)
    }
    return least...most
  }

  /// The smallest m at T: neither m nor N − m is negative.
  static func leastM(T: Int) -> Int { max(0, -T) }

  /// The smallest T that a model has: none where more than half of the spins may be reversed.
  static func leastT<Model: ClusterModel>(_ type: Model.Type) -> Int {
    Model.isValid(State(N: 1, m: 1)) ? .min : 0
  }

  /// The number of state (N, m), nil when it is not kept.
  func index(N: Int, m: Int) -> Int? {
    let i = N - 2 * m - smallestT
    guard i >= 0 && i < layers.count else { return nil }
    let layer = layers[i]
    return m >= layer.lower && m <= layer.upper ? offsets[i] + m - layer.lower : nil
  }

  /// Calls `body` with (number, N, m) of every state in order.
  func forEach(_ body: (_ index: Int, _ N: Int, _ m: Int) -> Void) {
    var index = 0
    for (i, layer) in layers.enumerated() {
      for m in layer.lower...layer.upper {
        body(index, smallestT + i + 2 * m, m)
        index += 1
      }
    }
  }

  /// States and bandwidths, the latter up to a few places: how many layers a transition passes depends on the model.
  func size<Model: ClusterModel>(_ type: Model.Type) -> MasterEquationSize {
    let changes = Model.processes.map { $0.deltaN - 2 * $0.deltaM }
    let (reachDown, reachUp) = (-(changes.min() ?? 0), changes.max() ?? 0)
    var (down, up) = (1, 1)
    for i in layers.indices {
      if i >= reachDown {
        down = max(down, offsets[i] - offsets[i - reachDown] + layers[i - reachDown].lower - layers[i].lower + 2)
      }
      if i + reachUp < layers.count {
        up = max(up, offsets[i + reachUp] - offsets[i] + layers[i].lower - layers[i + reachUp].lower + 2)
      }
    }
    return MasterEquationSize(states: count, lowerBandwidth: down, upperBandwidth: up)
  }
}
