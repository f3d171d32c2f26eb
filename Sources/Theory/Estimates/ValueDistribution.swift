/// Probabilities of consecutive integers; 0 outside of them.
package struct ValueDistribution: Sendable, Hashable {
  /// The smallest integer with a probability.
  package let first: Int
  package let probabilities: [Double]

  package init(first: Int, _ probabilities: [Double]) {
    self.first = first
    self.probabilities = probabilities
  }

  package subscript(value: Int) -> Double {
    probabilities.indices.contains(value - first) ? probabilities[value - first] : 0
  }
}
