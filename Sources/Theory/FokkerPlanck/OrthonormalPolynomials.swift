import GSLBridge

/// Polynomials φ₀, φ₁, … orthonormal on [0, upper] under a weight, tabulated at the nodes of a Gauss-Legendre rule.
///
/// They come from the three-term recurrence, its coefficients by Stieltjes' procedure on the rule itself.
struct OrthonormalPolynomials {
  let nodes: [Double]
  /// Weight of the rule times weight function, normalised to sum 1.
  let measure: [Double]
  /// `values[i][k]` = φᵢ(nodeₖ).
  let values: [[Double]]
  /// `derivatives[i][k]` = φᵢ′(nodeₖ).
  let derivatives: [[Double]]

  /// - Throws: `GSLError` if the table of the rule cannot be allocated.
  init(degree: Int, upper: Double, weight: (Double) -> Double) throws(GSLError) {
    let rule = try GaussLegendre(512)
    let nodes = rule.nodes.map { upper / 2 * (1 + $0) }
    let raw = zip(nodes, rule.weights).map { weight($0) * $1 }
    let total = raw.reduce(0, +)
    let measure = raw.map { $0 / total }

    let count = nodes.count
    var values = [[Double](repeating: 1, count: count)]
    var derivatives = [[Double](repeating: 0, count: count)]
    var last = [Double](repeating: 0, count: count)
    var lastDerivative = last
    var beta = 0.0
    for i in 0..<degree {
      let (p, d) = (values[i], derivatives[i])
      var alpha = 0.0
      for k in 0..<count { alpha += measure[k] * nodes[k] * p[k] * p[k] }
      var next = (0..<count).map { (nodes[$0] - alpha) * p[$0] - beta * last[$0] }
      var slope = (0..<count).map { p[$0] + (nodes[$0] - alpha) * d[$0] - beta * lastDerivative[$0] }
      var norm = 0.0
      for k in 0..<count { norm += measure[k] * next[k] * next[k] }
      beta = norm.squareRoot()
      for k in 0..<count {
        next[k] /= beta
        slope[k] /= beta
      }
      (last, lastDerivative) = (p, d)
      values.append(next)
      derivatives.append(slope)
    }
    self.nodes = nodes
    self.measure = measure
    self.values = values
    self.derivatives = derivatives
  }

  /// The matrix ∫ fᵢfⱼ over the measure, i and j from `first` to the degree, row by row.
  func gram(from first: Int, _ f: (_ i: Int, _ k: Int) -> Double) -> [Double] {
    let rows = (first..<values.count).map { i in nodes.indices.map { k in f(i, k) * measure[k].squareRoot() } }
    var matrix = [Double](repeating: 0, count: rows.count * rows.count)
    for i in rows.indices {
      for j in 0...i {
        var sum = 0.0
        for k in nodes.indices { sum += rows[i][k] * rows[j][k] }
        matrix[i * rows.count + j] = sum
        matrix[j * rows.count + i] = sum
      }
    }
    return matrix
  }
}
