import ClusterModel
import Foundation
import Statistics

/// All estimates of a point with their standard errors.
struct PointEstimates: Sendable {
  var values: [(name: String, estimate: Estimate)] = []
  /// In s; autocovariances at each lag that was reached.
  var lags: [Double] = []
  var covarianceN: [Estimate] = []
  var covarianceJ: [Estimate] = []
  /// In Hz; noise of N and of one spin component.
  var frequencies: [Double] = []
  var noiseN: [Estimate] = []
  var noiseJ: [Estimate] = []
  /// In s; nil where there is no correlation to integrate.
  var windowN: Double?
  var windowJ: Double?
  var isTruncated = false

  func value(_ name: String) -> Estimate? { values.first { $0.name == name }?.estimate }

  /// - Parameter blocks: sums of consecutive trajectories, in order; at least one.
  init(blocks: [TrajectorySums], estimator: CurveEstimator) {
    guard let first = blocks.first else { return }
    var total = first
    for block in blocks.dropFirst() { total += block }
    let analysis = BlockAnalysis(total: total, blocks: blocks, estimator: estimator)
    let choices = analysis.choices
    let full = analysis.vector(total, choices)
    let errors = Jackknife.standardErrors(
      full: full.map(\.value),
      leaving: blocks.count > 1 ? blocks.map { analysis.vector(total - $0, choices).map(\.value) } : [],
      weights: blocks.map { Double($0.count) })
    for (component, error) in zip(full, errors) {
      let estimate = Estimate(value: component.value, standardError: error)
      switch component.kind {
      case .named(let name):
        // A single trajectory has no spread; anything else that is not finite could not be estimated.
        if estimate.value.isFinite, error.isFinite || blocks.count == 1 { values.append((name, estimate)) }
      case .covarianceN: covarianceN.append(estimate)
      case .covarianceJ: covarianceJ.append(estimate)
      case .noiseN: noiseN.append(estimate)
      case .noiseJ: noiseJ.append(estimate)
      }
    }
    lags = estimator.lags
    if analysis.varies {
      frequencies = choices.frequencies
      windowN = lags[choices.windowN.last]
      windowJ = choices.windowJ.map { estimator.lags[$0.last] }
      isTruncated = choices.windowN.isTruncated || choices.windowJ?.isTruncated == true
    }
  }
}

/// The two passes over the blocks of a point: first what to choose, then every estimate.
private struct BlockAnalysis {
  enum Kind {
    case named(String)
    case covarianceN
    case covarianceJ
    case noiseN
    case noiseJ
  }

  /// A tail within this share of the standard error of the integral before it is left out, significant or not.
  /// (`IntegrationWindow` compares with three times what it is told.)
  static let negligibleTail = 0.01

  let estimator: CurveEstimator
  /// Whether N varies at all, so that correlations mean something.
  let varies: Bool
  /// Whether there is a spin vector that is not always zero.
  let vectorVaries: Bool
  let choices: CurveChoices

  init(total: TrajectorySums, blocks: [TrajectorySums], estimator: CurveEstimator) {
    self.estimator = estimator
    varies = estimator.varianceN(total) > 0
    let weights = blocks.map { Double($0.count) }
    let hasVector = estimator.spinVector != .absent
    vectorVaries = hasVector && estimator.covarianceJ(total)[0] > 0

    /// Window, fit and integrated time of one covariance.
    func choose(
      _ curve: (TrajectorySums) -> [Double], atLeast shortest: Double
    ) -> (window: IntegrationWindow, fit: FitRange?, time: Double) {
      let full = curve(total)
      let leaving = blocks.count > 1 ? blocks.map { curve(total - $0) } : []
      let integrals = leaving.map { CorrelationIntegral.cumulative($0, lags: estimator.lags) }
      let integral = CorrelationIntegral.cumulative(full, lags: estimator.lags)
      let window = IntegrationWindow(full, lags: estimator.lags, atLeast: shortest) { from, to in
        let errors = Jackknife.standardErrors(
          full: [integral[to] - integral[from], integral[from]],
          leaving: integrals.map { [$0[to] - $0[from], $0[from]] }, weights: weights)
        guard errors[0].isFinite, errors[1].isFinite else { return .infinity }
        // A tail may be known so well that it differs from zero significantly and yet does not matter.
        return max(errors[0], BlockAnalysis.negligibleTail * errors[1])
      }
      let time = full[0] > 0 ? integral[window.last] / full[0] : .nan
      let errors = Jackknife.standardErrors(full: full, leaving: leaving, weights: weights)
      return (
        window, FitRange(full, errors: errors, lags: estimator.lags, time: time, last: window.last), time
      )
    }

    let spin = hasVector ? choose(estimator.covarianceJ, atLeast: 0) : nil
    let spinTime = spin.map { $0.time.isFinite ? $0.time : 0 } ?? 0
    let (windowN, fitN, timeN) = choose(
      estimator.covarianceN, atLeast: spinTime * BlockAnalysis.spinTimes(hasMean: estimator.spinHasMean))
    let slowest = max(timeN.isFinite ? timeN : 0, spinTime)
    let frequencies = BlockAnalysis.frequencies(slowest: slowest, lags: estimator.lags)
    choices = CurveChoices(
      windowN: windowN, windowJ: spin?.window, fitN: fitN, fitJ: spin?.fit, frequencies: frequencies,
      weightsN: frequencies.map {
        CorrelationIntegral.cubicNoiseWeights(lags: estimator.lags, last: windowN.last, frequency: $0)
      },
      weightsJ: frequencies.map {
        CorrelationIntegral.cubicNoiseWeights(lags: estimator.lags, last: spin?.window.last ?? 0, frequency: $0)
      })
  }

  /// The least window of C_N in units of τ_J.
  ///
  /// N follows |J|, which relaxes about twice as fast as J itself. Between polarised and unpolarised that part of C_N is
  /// weak, behind fast annihilation, and 8τ_N would cut it off: 3τ_J leaves e⁻⁶ of it. With a field N tells the two
  /// directions of J apart and relaxes with τ_J.
  private static func spinTimes(hasMean: Bool) -> Double { hasMean ? 6 : 3 }

  /// 0, then 60 frequencies evenly spaced in their logarithm from a tenth of the slowest corner 1/(2πτ) to half the
  /// Nyquist frequency of the samples.
  private static func frequencies(slowest: Double, lags: [Double]) -> [Double] {
    guard slowest > 0, lags.count > 1 else { return [0] }
    let lowest = 0.1 / (2 * Double.pi * slowest)
    let highest = max(0.25 / lags[1], 10 * lowest)
    return [0] + (0..<60).map { lowest * pow(highest / lowest, Double($0) / 59) }
  }

  /// Every estimate from the sums of some of the trajectories, always in the same order.
  func vector(_ sums: TrajectorySums, _ choices: CurveChoices) -> [(kind: Kind, value: Double)] {
    var result: [(kind: Kind, value: Double)] = estimator.moments(sums).map { (.named($0.name), $0.value) }
    let covarianceN = estimator.covarianceN(sums)
    result += covarianceN.map { (.covarianceN, $0) }
    let covarianceJ = choices.windowJ == nil ? [] : estimator.covarianceJ(sums)
    result += covarianceJ.map { (.covarianceJ, $0) }
    guard varies else { return result }

    let noiseN = CurveChoices.apply(choices.weightsN, to: covarianceN)
    result += noiseN.map { (.noiseN, $0) }
    result.append((.named("noiseN"), noiseN[0]))
    result.append((.named("tauN"), noiseN[0] / (2 * covarianceN[0])))
    if let fit = choices.fitN {
      result.append((.named("tauNFit"), fit.time(of: covarianceN, lags: estimator.lags)))
    }
    if vectorVaries {
      let noiseJ = CurveChoices.apply(choices.weightsJ, to: covarianceJ).map { $0 * estimator.componentShare }
      result += noiseJ.map { (.noiseJ, $0) }
      result.append((.named("noiseJ"), noiseJ[0]))
      result.append((.named("tauJ"), noiseJ[0] / estimator.componentShare / (2 * covarianceJ[0])))
      if let fit = choices.fitJ {
        result.append((.named("tauJFit"), fit.time(of: covarianceJ, lags: estimator.lags)))
      }
      // One-sided: 2 · (flux of a spin ½)² · 4 S_Jz, since one spin ½ carries J = ½.
      let flux = estimator.fluxPerSpin
      result.append((.named("fluxNoise"), 8 * flux * flux * noiseJ[0]))
    }
    return result
  }
}
