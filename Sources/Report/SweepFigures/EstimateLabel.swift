/// The estimates at the axes of figures, in gnuplot's enhanced text.
enum EstimateLabel {
  static func symbol(_ name: String) -> String {
    switch name {
    case "meanN": "⟨N⟩"
    case "varianceN": "Var N"
    case "meanM": "⟨m⟩"
    case "varianceM": "Var m"
    case "meanS": "⟨S⟩"
    case "meanAbsS": "⟨|S|⟩"
    case "varianceS": "Var S"
    case "polarization": "polarisation ⟨|S|⟩/⟨N/2⟩"
    case "noiseN": "noise S_N(0), two-sided"
    case "noiseJ": "noise S_{Jz}(0), two-sided"
    case "tauN": "correlation time τ_N"
    case "tauJ": "correlation time τ_J"
    case "tauNFit": "fitted time of C_N"
    case "tauJFit": "fitted time of C_J"
    case "fluxNoise": "flux noise S_Φ(0), one-sided"
    default: ""
    }
  }

  static func unit(_ name: String) -> String {
    switch name {
    case "meanS", "meanAbsS": "ħ"
    case "varianceS": "ħ²"
    case "noiseN", "tauN", "tauJ", "tauNFit", "tauJFit": "s"
    case "noiseJ": "ħ² s"
    case "fluxNoise": "Φ₀²/Hz"
    default: ""
    }
  }

  static func label(_ name: String) -> String {
    unit(name).isEmpty ? symbol(name) : "\(symbol(name)) (\(unit(name)))"
  }
}
