package import ClusterModel

extension TheoreticalEstimates {
  /// The master equation's.
  /// - Parameters:
  ///   - limits: what one factorisation may cost; `values` take five to ten of them, the curves 20 to 50 more.
  ///   - curves: whether autocovariances and spectra are wanted.
  /// - Throws: `MasterEquationError`; `tooLarge` says what would be needed.
  package static func exact(
    _ parameters: Parameters, model: ModelName, fluxPerSpin: Double, limits: MasterEquationLimits = .fewSeconds,
    curves: Bool = true
  ) throws(MasterEquationError) -> TheoreticalEstimates {
    let equation = try MasterEquation(parameters, model: model, limits: limits)
    let moments = equation.moments
    var values = ["meanN": moments.meanN, "varianceN": moments.varianceN]
    let number = try equation.relaxation(of: .number)
    values["noiseN"] = number.noise.noise
    values["tauN"] = number.noise.correlationTime
    if model.hasReversedSpins {
      values["meanM"] = moments.meanM
      values["varianceM"] = moments.varianceM
      // Zero by symmetry, not up to rounding, where no field tells up from down.
      values["meanS"] = model.spinVector == .pinned && parameters.zeeman == 0 ? 0 : moments.meanS
      values["meanAbsS"] = moments.meanAbsS
      values["varianceS"] = moments.varianceS
      values["polarization"] = moments.polarization
    }
    let spin = model.spinVector == .absent ? nil : try equation.spinRelaxation()
    if let spin {
      values.addSpin(variance: spin.noise.variance, noise: spin.noise.noise, model: model, fluxPerSpin: fluxPerSpin)
    }
    let curveN = curves ? Curve(try equation.numberCorrelation()) : nil
    let curveJ = curves && spin != nil ? Curve(try equation.spinCorrelation()) : nil

    let twiceSpin = equation.distributionOfTwiceSpin
    var found = TheoreticalEstimates(
      .exact, model: model, values: values,
      distributionN: ValueDistribution(first: equation.rangeOfN.lowerBound, equation.distributionOfN),
      distributionM: model.hasReversedSpins ? ValueDistribution(first: 0, equation.distributionOfM) : nil,
      distributionTwiceSpin: model.hasReversedSpins
        ? ValueDistribution(first: twiceSpin.smallest, twiceSpin.probabilities) : nil,
      number: curveN, spin: curveJ)
    found.eventRates = equation.eventRates
    found.slowestTimeN = number.slowestTime
    found.slowestTimeJ = spin?.slowestTime
    var details = ExactSolutionDetails(
      size: equation.size, smallestN: equation.rangeOfN.lowerBound, largestN: equation.rangeOfN.upperBound,
      edgeWeight: equation.edgeWeight)
    // A field so strong that one of the polarisations has no probability has no reversal either.
    if model.spinVector == .pinned, let spin {
      details.reversal = try? equation.polarizationReversal(relaxationTime: spin.slowestTime)
    }
    found.exactSolution = details
    return found
  }
}

extension TheoreticalEstimates.Curve {
  init(_ correlation: CorrelationFunction) {
    self.init(
      autocovariance: { correlation.autocovariance($0) }, noise: { correlation.noise($0) })
  }

  init(_ spectrum: RelaxationSpectrum) {
    self.init(autocovariance: { spectrum.autocovariance($0) }, noise: { spectrum.noise($0) })
  }
}

extension MasterEquationLimits {
  /// All values within a few seconds.
  package static let fewSeconds = MasterEquationLimits(bytes: 1e9, operations: 2e9)
}
