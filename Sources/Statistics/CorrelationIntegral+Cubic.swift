extension CorrelationIntegral {
  /// Parts that each stretch between lags is divided into.
  static let refinement = 8

  /// As `noiseWeights`, for a C that is smooth between its lags: a cubic through the four nearest lags in each stretch.
  ///
  /// The cubic is taken at `refinement` even parts of the stretch and straight between these, which stays linear in C. For
  /// an exponential of time τ at spacing h the error is that of the trapezoidal rule at h/8, (h/τ)²/768 of the integral.
  public static func cubicNoiseWeights(lags: [Double], last: Int, frequency: Double) -> [Double] {
    guard last >= 3 else { return noiseWeights(lags: lags, last: last, frequency: frequency) }
    var fineLags = [0.0]
    // For each fine lag the first of four places, and the weights of C there.
    var stencils: [(first: Int, weights: [Double])] = [(0, [1, 0, 0, 0])]
    for i in 0..<last {
      let first = min(max(i - 1, 0), last - 3)
      let nodes = Array(lags[first...(first + 3)])
      for part in 1...refinement {
        let t = part == refinement ? lags[i + 1] : lags[i] + (lags[i + 1] - lags[i]) * Double(part) / Double(refinement)
        fineLags.append(t)
        stencils.append((first, lagrange(nodes, at: t)))
      }
    }
    let fine = noiseWeights(lags: fineLags, last: fineLags.count - 1, frequency: frequency)
    var weights = [Double](repeating: 0, count: last + 1)
    for (value, stencil) in zip(fine, stencils) {
      for j in 0..<4 { weights[stencil.first + j] += value * stencil.weights[j] }
    }
    return weights
  }

  /// Weights of the values at `nodes` in the polynomial through them, at t.
  private static func lagrange(_ nodes: [Double], at t: Double) -> [Double] {
    nodes.indices.map { j in
      var weight = 1.0
      for k in nodes.indices where k != j { weight *= (t - nodes[k]) / (nodes[j] - nodes[k]) }
      return weight
    }
  }
}
