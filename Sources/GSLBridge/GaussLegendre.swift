import CGSL

/// A Gauss-Legendre rule: exact for polynomials up to degree 2·order − 1, and of spectral accuracy for smooth functions.
public struct GaussLegendre: Sendable {
  /// Abscissae on [−1, 1], ascending.
  public let nodes: [Double]
  /// Weights that belong to `nodes`; they sum to 2.
  public let weights: [Double]

  /// A rule with `order` points; GSL tabulates 2…20, 32, 64, 96, 100, 128, 256, 512 and 1024, and computes the others.
  /// - Throws: `GSLError` if GSL cannot allocate its table.
  public init(_ order: Int) throws(GSLError) {
    _ = GSL.isPrepared
    guard order > 0, let table = gsl_integration_glfixed_table_alloc(order) else {
      throw GSLError(code: GSL.outOfMemory, function: "gsl_integration_glfixed_table_alloc")
    }
    defer { gsl_integration_glfixed_table_free(table) }
    var nodes: [Double] = []
    var weights: [Double] = []
    for i in 0..<order {
      var (node, weight) = (0.0, 0.0)
      try GSL.check(gsl_integration_glfixed_point(-1, 1, i, &node, &weight, table), "gsl_integration_glfixed_point")
      nodes.append(node)
      weights.append(weight)
    }
    self.nodes = nodes
    self.weights = weights
  }

  /// ∫ `function` dx over [`lower`, `upper`].
  public func integral(from lower: Double, to upper: Double, _ function: (Double) -> Double) -> Double {
    let centre = (upper + lower) / 2
    let half = (upper - lower) / 2
    var sum = 0.0
    for i in nodes.indices { sum += weights[i] * function(centre + half * nodes[i]) }
    return half * sum
  }
}
