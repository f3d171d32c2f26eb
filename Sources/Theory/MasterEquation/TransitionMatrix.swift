import ClusterModel

/// The transitions between the states of a space: a sparse matrix of rates i → j in s⁻¹ without its diagonal, row by row,
/// and what leaves the diagonal larger than the sum of its row.
///
/// It stands for the operator A = diag(Σⱼ rates + excess) − rates, with rates and excess ≥ 0.
struct TransitionMatrix: Sendable {
  let rowStarts: [Int]
  let targets: [Int32]
  let rates: [Double]
  /// Part of the diagonal that no kept transition accounts for, s⁻¹.
  let excess: [Double]
  /// Rates of the transitions that leave the space, s⁻¹; in `excess` only where they count as loss.
  let dropped: [Double]
  /// Largest i − j and j − i of a transition.
  let lower: Int
  let upper: Int

  var order: Int { excess.count }

  /// What happens to transitions that lead out of the space.
  enum Boundary {
    /// They do not happen: probability is conserved.
    case reflecting
    /// They lose probability.
    case absorbing
  }

  /// The generator of the master equation on `space`.
  init<Model: ClusterModel>(_ model: Model, on space: StateSpace, boundary: Boundary) {
    self.init(model, on: space, boundary: boundary, isSpin: false)
  }

  /// The operator of the spin vector: rate × spin factor off the diagonal, total rate + axis decay rate on it.
  init<Model: ClusterModel>(spin model: Model, on space: StateSpace) {
    self.init(model, on: space, boundary: .absorbing, isSpin: true)
  }

  private init<Model: ClusterModel>(_ model: Model, on space: StateSpace, boundary: Boundary, isSpin: Bool) {
    let processes = Model.processes
    var rowStarts = [0]
    var targets: [Int32] = []
    var rates: [Double] = []
    var excess = [Double](repeating: 0, count: space.count)
    var dropped = excess
    var (lower, upper) = (1, 1)
    rowStarts.reserveCapacity(space.count + 1)
    space.forEach { i, N, m in
      let (realN, realM) = (Double(N), Double(m))
      let all = model.rates(N: realN, m: realM)
      if isSpin { excess[i] = model.axisDecayRate(N: realN, m: realM) }
      for (p, process) in processes.enumerated() where all[p] > 0 {
        let factor = isSpin ? model.spinFactor(of: p, N: realN, m: realM) : 1
        if process.deltaN == 0 && process.deltaM == 0 {
          excess[i] += all[p] * (1 - factor)
          continue
        }
        guard let j = space.index(N: N + process.deltaN, m: m + process.deltaM) else {
          dropped[i] += all[p]
          if boundary == .absorbing { excess[i] += all[p] }
          continue
        }
        excess[i] += all[p] * (1 - factor)
        if factor == 0 { continue }
        targets.append(Int32(j))
        rates.append(all[p] * factor)
        lower = max(lower, i - j)
        upper = max(upper, j - i)
      }
      rowStarts.append(targets.count)
    }
    self.rowStarts = rowStarts
    self.targets = targets
    self.rates = rates
    self.excess = excess
    self.dropped = dropped
    self.lower = lower
    self.upper = upper
  }

  private init(copying other: TransitionMatrix, rates: [Double], excess: [Double]) {
    rowStarts = other.rowStarts
    targets = other.targets
    self.rates = rates
    self.excess = excess
    dropped = other.dropped
    lower = other.lower
    upper = other.upper
  }

  /// A + shift: every state is also left at rate `shift` ≥ 0.
  func shifted(by shift: Double) -> TransitionMatrix {
    TransitionMatrix(copying: self, rates: rates, excess: excess.map { $0 + shift })
  }

  /// The chain that ends on entering a state of `isTarget`; those states are left to themselves.
  func stopping(in isTarget: [Bool]) -> TransitionMatrix {
    var (rates, excess) = (rates, excess)
    for i in 0..<order {
      for k in rowStarts[i]..<rowStarts[i + 1] where isTarget[i] || isTarget[Int(targets[k])] {
        if !isTarget[i] { excess[i] += rates[k] }
        rates[k] = 0
      }
      if isTarget[i] { excess[i] = 1 }
    }
    return TransitionMatrix(copying: self, rates: rates, excess: excess)
  }

  /// −A f, the rate of change of the observable `f`.
  func rateOfChange(_ f: [Double]) -> [Double] {
    (0..<order).map { i in
      var sum = -excess[i] * f[i]
      for k in rowStarts[i]..<rowStarts[i + 1] { sum += rates[k] * (f[Int(targets[k])] - f[i]) }
      return sum
    }
  }

  /// The largest diagonal element of A, s⁻¹.
  var largestRate: Double {
    (0..<order).reduce(0.0) { most, i in
      max(most, excess[i] + rates[rowStarts[i]..<rowStarts[i + 1]].reduce(0, +))
    }
  }
}
