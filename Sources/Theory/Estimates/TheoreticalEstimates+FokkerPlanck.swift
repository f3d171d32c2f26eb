package import ClusterModel

extension TheoreticalEstimates {
  /// The Fokker-Planck equation's, for a polarised cluster of many: S = ±N/2, so m is left out of quantum spins.
  ///
  /// Without tables of probabilities beyond N of 10⁷. nil where there is no stationary law, and with a Zeeman field, for which the equation has no place.
  package static func fokkerPlanck(
    _ parameters: Parameters, model: ModelName, fluxPerSpin: Double
  ) -> TheoreticalEstimates? {
    guard parameters.zeeman == 0, let found = try? FokkerPlanckOperator(parameters, model: model) else { return nil }
    let law = found.law
    var values = ["meanN": law.mean, "varianceN": law.variance]
    values["noiseN"] = found.zeroFrequencyNoise
    values["tauN"] = found.zeroFrequencyNoise / (2 * law.variance)
    let probabilities = law.upperLimit < mostTabulated ? law.countedProbabilities() : []
    var twiceSpin: ValueDistribution?
    if model.hasReversedSpins {
      values["meanAbsS"] = law.mean / 2
      values["polarization"] = 1
      switch model.spinVector {
      case .wandering, .absent:
        values["meanS"] = law.mean / 2
        values["varianceS"] = law.variance / 4
        twiceSpin = probabilities.isEmpty ? nil : ValueDistribution(first: 0, probabilities)
      case .pinned:
        // S = N/2 and −N/2 half of the time each, m = 0 and N.
        values["meanS"] = 0
        values["varianceS"] = law.secondMoment / 4
        values["meanM"] = law.mean / 2
        values["varianceM"] = law.secondMoment / 2 - law.mean * law.mean / 4
        let half = probabilities.dropFirst().map { $0 / 2 }
        if !half.isEmpty {
          twiceSpin = ValueDistribution(first: -half.count, half.reversed() + probabilities.prefix(1) + half)
        }
      }
    }
    let spin = model.spinVector == .absent ? nil : found.spin
    if let spin {
      values.addSpin(variance: spin.variance, noise: spin.noise(0), model: model, fluxPerSpin: fluxPerSpin)
    }
    var estimates = TheoreticalEstimates(
      .fokkerPlanck, model: model, values: values,
      distributionN: probabilities.isEmpty ? nil : ValueDistribution(first: 0, probabilities),
      distributionTwiceSpin: twiceSpin, number: Curve(found.number), spin: spin.map { Curve($0) })
    estimates.slowestTimeN = found.number.slowestTime
    estimates.slowestTimeJ = spin?.slowestTime
    return estimates
  }

  private static let mostTabulated = 1e7

  /// The stationary point of the model's own mean field: most probable rather than mean values, no fluctuations.
  ///
  /// nil where there is none.
  package static func meanField(_ parameters: Parameters, model: ModelName) -> TheoreticalEstimates? {
    guard parameters.injectionRate > 0,
      let point = try? MeanField(parameters, equations: .processes(model)).stationary()
    else { return nil }
    var values = ["meanN": point.N]
    if model.hasReversedSpins {
      values["meanM"] = point.m
      values["meanS"] = point.spin
      values["meanAbsS"] = abs(point.spin)
      values["polarization"] = abs(point.polarization)
    }
    return TheoreticalEstimates(.meanField, model: model, values: values)
  }
}
