import ClusterModel

/// The states (N, m) that a truncated master equation keeps, numbered by N and then by m.
///
/// Every N between the smallest and the largest has one range of m, or two where classical spins are polarised either
/// way (m near 0 and m near N).
struct StateSpace: Sendable {
  /// The m of one N: `lower...upper`, and `secondLower...secondUpper` unless that is empty.
  struct Layer: Sendable, Hashable {
    var lower: Int
    var upper: Int
    var secondLower = 1
    var secondUpper = 0

    var hasSecond: Bool { secondLower <= secondUpper }
    var count: Int { upper - lower + 1 + (hasSecond ? secondUpper - secondLower + 1 : 0) }

    /// Joins two ranges that touch or overlap.
    mutating func normalize() {
      if hasSecond && secondLower <= upper + 1 {
        upper = max(upper, secondUpper)
        (secondLower, secondUpper) = (1, 0)
      }
    }

    /// Extends the nearer range so that it holds `m` and a quarter of its width more, within `bounds`.
    mutating func include(_ m: Int, within bounds: ClosedRange<Int>) {
      let margin = count / 4 + 1
      let nearerSecond = hasSecond && (m > upper) && (secondLower - m < m - upper || m > secondUpper)
      if nearerSecond {
        if m < secondLower { secondLower = max(m - margin, bounds.lowerBound) }
        if m > secondUpper { secondUpper = min(m + margin, bounds.upperBound) }
      } else {
        if m < lower { lower = max(m - margin, bounds.lowerBound) }
        if m > upper { upper = min(m + margin, bounds.upperBound) }
      }
      normalize()
    }
  }

  let smallestN: Int
  let layers: [Layer]
  /// Number of the first state of each layer, and the number of states.
  let offsets: [Int]

  init(smallestN: Int, layers: [Layer]) {
    self.smallestN = smallestN
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

  var largestN: Int { smallestN + layers.count - 1 }
  var count: Int { offsets[layers.count] }

  /// The number of state (N, m), nil when it is not kept.
  func index(N: Int, m: Int) -> Int? {
    let i = N - smallestN
    guard i >= 0 && i < layers.count else { return nil }
    let layer = layers[i]
    if m >= layer.lower && m <= layer.upper { return offsets[i] + m - layer.lower }
    if m >= layer.secondLower && m <= layer.secondUpper {
      return offsets[i] + (layer.upper - layer.lower + 1) + m - layer.secondLower
    }
    return nil
  }

  /// Calls `body` with (number, N, m) of every state in order.
  func forEach(_ body: (_ index: Int, _ N: Int, _ m: Int) -> Void) {
    var index = 0
    for (i, layer) in layers.enumerated() {
      for m in layer.lower...layer.upper {
        body(index, smallestN + i, m)
        index += 1
      }
      if layer.hasSecond {
        for m in layer.secondLower...layer.secondUpper {
          body(index, smallestN + i, m)
          index += 1
        }
      }
    }
  }

  /// States and bandwidths, the latter up to a few places: an annihilation passes two layers, an injection one.
  var size: MasterEquationSize {
    var (down, up) = (1, 1)
    for i in layers.indices {
      if i > 1 { down = max(down, layers[i - 1].count + layers[i - 2].count + 2) }
      up = max(up, layers[i].count + 1)
    }
    return MasterEquationSize(states: count, lowerBandwidth: down, upperBandwidth: up)
  }
}
