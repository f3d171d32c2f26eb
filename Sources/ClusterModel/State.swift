/// A cluster: `N` quasi-particles of which `m` = N/2 − S have their spin reversed.
public struct State: Sendable, Hashable, Codable {
  public var N: Int
  public var m: Int

  public init(N: Int, m: Int) {
    self.N = N
    self.m = m
  }

  /// Twice the spin, 2S = N − 2m, an integer of either sign.
  public var twiceSpin: Int { N - 2 * m }
}

/// The five models, by the name used in configs and results.
public enum ModelName: String, Sendable, Codable, CaseIterable {
  /// The master equation (S4) of Meyer, Houzet and Nazarov: quantum spins, m ≪ N.
  case heisenberg
  /// Classical spins along a pinned axis, Supplemental Material section IV.
  case ising
  /// Exact SU(2) multiplet counting, valid for every m; qpspin's own step beyond the paper.
  case su2
  /// The fully polarised cluster (S5), N only.
  case polarized
  /// The fully polarised cluster of classical spins, N only.
  case polarizedIsing = "polarized-ising"
}
