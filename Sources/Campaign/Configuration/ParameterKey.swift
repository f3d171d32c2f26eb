public import ClusterModel

/// Keys of `parameters`, and of `sweep`: the order of this list is the order of a sweep's axes.
public enum ParameterKey: String, Sendable, CaseIterable {
  case injectionRate, volume, gamma, gammaTriplet, spinFlipTime, trappingTime, zeeman
}

extension ParameterKey: KeySet {
  /// Bounds of the parameter, be it set or swept.
  var bounds: Bounds {
    switch self {
    case .injectionRate, .gamma, .gammaTriplet: .notNegative
    case .volume, .spinFlipTime, .trappingTime: .positive
    case .zeeman: .finite
    }
  }

  package var entry: KeyEntry {
    switch self {
    case .injectionRate:
      KeyEntry(rawValue, .number(bounds), "Generation rate per volume, A, in um^-3 s^-1. Required unless swept.")
    case .volume:
      KeyEntry(rawValue, .number(bounds), "Cluster volume, V, in um^3. Required unless swept.")
    case .gamma:
      KeyEntry(rawValue, .number(bounds), "Singlet annihilation constant, in um^3 s^-1. From the material if absent.")
    case .gammaTriplet:
      KeyEntry(
        rawValue, .number(bounds), "Spin-independent annihilation constant, in um^3 s^-1. From the material if absent.")
    case .spinFlipTime:
      KeyEntry(
        rawValue, .either([.number(bounds), .null]),
        "Flip time of a single spin, in s; null: no flips. From the material if absent.")
    case .trappingTime:
      KeyEntry(
        rawValue, .either([.number(bounds), .null]), default: .null,
        "Time after which a single quasi-particle is trapped, in s; null: no traps.")
    case .zeeman:
      KeyEntry(
        rawValue, .number(bounds), "Zeeman energy over temperature; only for ising, whose axis is pinned; 0 if absent.")
    }
  }

  /// The parameter in a set of parameters; nil where there is no such process.
  public func value(in parameters: Parameters) -> Double? {
    switch self {
    case .injectionRate: parameters.injectionRate
    case .volume: parameters.volume
    case .gamma: parameters.gamma
    case .gammaTriplet: parameters.gammaTriplet
    case .spinFlipTime: parameters.spinFlipTime
    case .trappingTime: parameters.trappingTime
    case .zeeman: parameters.zeeman
    }
  }

  func set(_ value: Double, in parameters: inout Parameters) {
    switch self {
    case .injectionRate: parameters.injectionRate = value
    case .volume: parameters.volume = value
    case .gamma: parameters.gamma = value
    case .gammaTriplet: parameters.gammaTriplet = value
    case .spinFlipTime: parameters.spinFlipTime = value
    case .trappingTime: parameters.trappingTime = value
    case .zeeman: parameters.zeeman = value
    }
  }
}
