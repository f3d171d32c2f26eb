public import ClusterModel
public import GSLBridge

/// The flux noise of a polarised cluster in the arm of a SQUID loop: Fig. 2 of the paper and the text around it.
///
/// One spin ½ gives the flux `fluxPerSpin` Φ₀, so S_Φ = fluxPerSpin²·4 S_Jz(0). Noise is two-sided, as in the paper; what
/// a spectrum analyser shows is one-sided, twice that. Source: doi:10.1103/PhysRevLett.125.097006.
public struct SQUIDEstimate: Sendable {
  public let parameters: Parameters
  /// Flux of one spin ½ through the loop, in Φ₀.
  public let fluxPerSpin: Double
  public let estimates: [SourcedValue]
  /// Where an asymptotic formula is used outside its range, and what the exact counting gives there.
  public let caveats: [String]

  /// The estimate for given parameters.
  /// - Returns: nil where the cluster has no stationary state.
  /// - Throws: `GSLError` from the Fokker-Planck operator.
  public init?(_ parameters: Parameters, fluxPerSpin: Double = 1e-7) throws(GSLError) {
    guard let op = try FokkerPlanckOperator(parameters, model: .su2) else { return nil }
    let spin = op.spin
    let scales = ClusterScales(parameters)
    self.parameters = parameters
    self.fluxPerSpin = fluxPerSpin
    let flux2 = fluxPerSpin * fluxPerSpin
    let paper = "doi:10.1103/PhysRevLett.125.097006"
    let fromNumber = flux2 * op.zeroFrequencyNoise / 3
    let fromVector = flux2 * 4 * spin.noise(0) / 3
    var estimates = [
      SourcedValue(
        "injection", "AV", parameters.injectionRate * parameters.volume, "s⁻¹", source: "main text, Eq. (1), \(paper)"),
      SourcedValue("N0", "N0", scales.N0, "", source: "Eq. (4), \(paper)"),
      SourcedValue("tf", "t_f", scales.tf, "s", source: "N0²/(AV), main text after Eq. (9), \(paper)"),
      SourcedValue("varianceN", "⟨⟨N²⟩⟩", op.law.variance, "", source: "Eqs. (7)–(9), \(paper)"),
      SourcedValue("noiseN", "S_N(0)", op.zeroFrequencyNoise, "s", source: "Fokker-Planck equation (S6), \(paper)"),
      SourcedValue(
        "fluxNoiseFromNumber", "S_Φ", fromNumber, "Φ₀²/Hz",
        source: "fluxPerSpin²·S_N(0)/3, main text after Eq. (9), two-sided, \(paper)"),
      SourcedValue(
        "fluxNoiseFromVariance", "S_Φ", flux2 * op.law.variance * scales.tf, "Φ₀²/Hz",
        source: "fluxPerSpin²·⟨⟨N²⟩⟩t_f, main text after Eq. (9), two-sided, \(paper)"),
      SourcedValue(
        "fluxNoiseFromSpin", "S_Φ", fromVector, "Φ₀²/Hz",
        source: "fluxPerSpin²·4S_Jz(0), wandering spin vector in the Fokker-Planck limit, two-sided; not in the paper"),
      SourcedValue(
        "fluxNoiseUnpolarized", "S_Φ", fromNumber / max(scales.N0, 1), "Φ₀²/Hz",
        source: "the same number of independent spins with the same time scale: 1/N0 of it, main text, \(paper)"),
    ]
    if scales.meanFieldPolarization <= SQUIDEstimate.polarized,
      let exact = try? MeanField(parameters, equations: .processes(.su2)).stationary()
    {
      let source = "mean field of the exact counting of spins (su2), where m ≪ N does not hold; not in the paper"
      estimates += [
        SourcedValue("su2N", "N", exact.N, "", source: source),
        SourcedValue("su2S", "S", exact.spin, "", source: source),
      ]
    }
    self.estimates = estimates
    caveats = SQUIDEstimate.caveats(parameters, scales)
  }

  /// The paper's example: Γ̄t limits the cluster to `N0`, so A = Γ̄tN0³/V²; N0 = 1e4, V = (100 nm)³ = 1e-3 µm³ there.
  public static func tripletLimited(
    N0: Double, volume: Double, constants: MaterialConstants, fluxPerSpin: Double = 1e-7
  ) throws(GSLError) -> SQUIDEstimate? {
    let injectionRate = constants.gammaTriplet * N0 * N0 * N0 / (volume * volume)
    return try SQUIDEstimate(
      constants.parameters(injectionRate: injectionRate, volume: volume), fluxPerSpin: fluxPerSpin)
  }

  /// m0/N0 = (1 − p)/2: a tenth of the spins reversed already shows in N.
  private static let polarized = 0.8

  private static func caveats(_ parameters: Parameters, _ scales: ClusterScales) -> [String] {
    let p = scales.meanFieldPolarization
    if p > polarized { return [] }
    var text =
      "N0, t_f and the noise are for m ≪ N, which does not hold here: mean field (S7), (S8) gives polarisation "
      + "\(rounded(p)) with N = \(Int(scales.meanFieldN.rounded())) (unpolarised: \(Int(scales.unpolarizedN.rounded())))"
    if let exact = try? MeanField(parameters, equations: .processes(.su2)).stationary() {
      text += "; the exact counting of spins gives N = \(Int(exact.N.rounded())), S = \(Int(exact.spin.rounded()))"
    }
    return [text]
  }

  private static func rounded(_ x: Double) -> Double { (x * 1000).rounded() / 1000 }
}
