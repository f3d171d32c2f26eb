public import ClusterModel

/// `summary.json` of a sweep: what its points are; each point has a summary of its own in points/NNNN/.
public struct SweepSummary: Sendable, Codable, Equatable {
  public var schemaVersion = Summary.currentSchemaVersion
  public var name: String
  public var model: ModelName
  public var points: Int
  public var events: Int
  public var burnInEvents: Int
  /// Warnings of the points, each with its point's number in front.
  public var warnings: [String]

  public init(name: String, model: ModelName, points: Int, events: Int, burnInEvents: Int, warnings: [String]) {
    self.name = name
    self.model = model
    self.points = points
    self.events = events
    self.burnInEvents = burnInEvents
    self.warnings = warnings
  }
}

/// The names of estimates in the order in which tables show them.
public enum EstimateName {
  public static let all = [
    "meanN", "varianceN", "meanM", "varianceM", "meanS", "meanAbsS", "varianceS", "polarization", "noiseN", "noiseJ",
    "tauN", "tauJ", "tauNFit", "tauJFit", "fluxNoise",
  ]

  /// Unit, and what it is in a few words.
  public static func description(_ name: String) -> (unit: String, meaning: String) {
    switch name {
    case "meanN": ("", "mean of N")
    case "varianceN": ("", "variance of N")
    case "meanM": ("", "mean of m, the reversed spins")
    case "varianceM": ("", "variance of m")
    case "meanS": ("", "mean of S = N/2 − m")
    case "meanAbsS": ("", "mean of |S|")
    case "varianceS": ("", "variance of S")
    case "polarization": ("", "⟨|S|⟩/⟨N/2⟩")
    case "noiseN": ("s", "S_N(0), two-sided")
    case "noiseJ": ("s", "zero-frequency noise of one component of J")
    case "tauN": ("s", "integrated correlation time of N")
    case "tauJ": ("s", "integrated correlation time of J")
    case "tauNFit": ("s", "exponential fit to C_N")
    case "tauJFit": ("s", "exponential fit to C_J")
    case "fluxNoise": ("Φ₀²/Hz", "flux noise, one-sided")
    default: ("", "")
    }
  }
}
