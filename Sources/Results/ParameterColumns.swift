public import ClusterModel

/// The parameters as tables for people show them: symbol, value, unit.
public enum ParameterColumns {
  public struct Column: Sendable {
    public let symbol: String
    public let unit: String
    /// nil where there is no such process.
    public let value: @Sendable (Parameters) -> Double?
    /// Whether it is worth showing.
    var isUsed: @Sendable (Parameters) -> Bool = { _ in true }
  }

  static let all = [
    Column(symbol: "A", unit: "µm⁻³s⁻¹", value: { $0.injectionRate }),
    Column(symbol: "V", unit: "µm³", value: { $0.volume }),
    Column(symbol: "Γ̄", unit: "µm³/s", value: { $0.gamma }),
    Column(symbol: "Γ̄t", unit: "µm³/s", value: { $0.gammaTriplet }),
    Column(symbol: "τs", unit: "s", value: { $0.spinFlipTime }),
    Column(symbol: "τ_trap", unit: "s", value: { $0.trappingTime }, isUsed: { $0.trappingTime != nil }),
    Column(symbol: "E_Z/k_BT", unit: "", value: { $0.zeeman }, isUsed: { $0.zeeman != 0 }),
  ]

  /// For one set of parameters: the usual ones, and the others where they are used.
  package static func shown(for parameters: Parameters) -> [Column] {
    all.filter { $0.isUsed(parameters) }
  }

  /// For a sweep: A, V, and whatever else differs between its points.
  public static func varying(in points: [Parameters]) -> [Column] {
    all.filter { column in
      column.symbol == "A" || column.symbol == "V" || Set(points.map(column.value)).count > 1
    }
  }
}
