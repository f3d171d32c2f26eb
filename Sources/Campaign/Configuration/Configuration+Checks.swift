import ClusterModel
import Foundation
import Results

/// What no single value shows: whether the values of a config go together.
extension Configuration {
  func checkPrecision() throws(Refusal) {
    guard let precision else { return }
    for name in precision.targets.keys.sorted() where !Precision.isMeaningful(name, for: model) {
      throw Refusal("precision.\(name) is set, but the model \(model.rawValue) has no \(name); it must be left out")
    }
    if trajectories <= Precision.fewestBlocks {
      throw Refusal(
        "trajectories is \(trajectories); with precision it is the most that are run, "
          + "and must be more than \(Precision.fewestBlocks)")
    }
  }

  func checkZeeman(_ root: CheckedObject<RootKey>) throws(Refusal) {
    if model == .ising { return }
    let groups = [
      root.object(.parameters, of: ParameterKey.self), root.object(.sweep, of: ParameterKey.self),
    ]
    for case let group? in groups where group.has(.zeeman) {
      throw Refusal(
        "\(group.path(.zeeman)) is set, but the spin axis of the model \(model.rawValue) is not pinned; "
          + "it must be left out: only ising has a field along its axis")
    }
  }

  func checkAccuracy() throws(Refusal) {
    if let accuracy, algorithm == .direct {
      throw Refusal(
        "accuracy is \(accuracy.plain), but the algorithm direct is exact; it must be left out, or algorithm be \"tau-leaping\""
      )
    }
  }

  func checkGenerator(_ known: [String]) throws(Refusal) {
    guard let rng, !known.contains(rng) else { return }
    let suggestion = Suggestion.sentence(for: rng, in: known)
    let allowed = suggestion.isEmpty ? ": \(known.joined(separator: ", "))" : suggestion
    throw Refusal("rng is \"\(rng.excerpt)\"; it must be a generator of GSL" + allowed)
  }

  func checkInitialState() throws(Refusal) {
    guard case .state(let state) = initialState, !model.isValid(state) else { return }
    let allowed =
      if !model.hasReversedSpins {
        "0: the model \(model.rawValue) has no reversed spins"
      } else if model == .su2, state.m <= state.N {
        "at most N/2, half of \(state.N), for the model su2"
      } else {
        "at most N = \(state.N)"
      }
    throw Refusal("initialState.m", is: "\(state.m)", mustBe: allowed)
  }

  /// Times among each other; all are in the same unit.
  func checkTimes() throws(Refusal) {
    if let lag = correlation?.maximumLag, lag > duration {
      throw Refusal("correlation.maximumLag", is: lag.plain, mustBe: "at most the duration, \(duration.plain)")
    }
    if let step = correlation?.step {
      let (name, most) = correlation?.maximumLag.map { ("maximumLag", $0) } ?? ("the duration", duration)
      if step >= most { throw Refusal("correlation.step", is: step.plain, mustBe: "less than \(name), \(most.plain)") }
    }
    if let length = trace.duration, length > duration {
      throw Refusal("trace.duration", is: length.plain, mustBe: "at most the duration, \(duration.plain)")
    }
    if trace.trajectories > trajectories {
      throw Refusal("trace.trajectories", is: "\(trace.trajectories)", mustBe: "at most trajectories, \(trajectories)")
    }
    if trace.trajectories * trace.points > Trace.mostPoints {
      throw Refusal(
        "trace has \(trace.trajectories) paths of \(trace.points) points; "
          + "it may have at most \(Trace.mostPoints) points in all")
    }
  }

  /// Checks every point of the grid; an error names the swept values.
  func checkPoints() throws(Refusal) {
    for (index, point) in points.enumerated() {
      do {
        try checkRates(point)
        try checkScales(index)
      } catch {
        let values = sweep?.axes.map { "\($0.key.rawValue) = \(($0.key.value(in: point) ?? 0).plain)" } ?? []
        throw values.isEmpty ? error : Refusal("at \(values.joined(separator: ", ")): \(error.message)")
      }
    }
  }

  /// No rate may overflow, not even in the largest cluster.
  private func checkRates(_ point: Parameters) throws(Refusal) {
    let constants = RateConstants(point)
    let most = Double(InitialState.mostQuasiparticles)
    let rates: [(String, Double, Double)] = [
      ("injectionRate volume", constants.injection, 1), ("gamma/volume", constants.singlet, most * most),
      ("gammaTriplet/volume", constants.triplet, most * most), ("1/spinFlipTime", constants.flip, most),
      ("1/trappingTime", constants.trapping, most),
    ]
    for (name, rate, factor) in rates where !(rate * factor).isFinite {
      throw Refusal(
        "parameters give a rate \(name) of \(String(format: "%.3g", rate)) s^-1; it must be small enough that no rate overflows"
      )
    }
  }

  private func checkScales(_ index: Int) throws(Refusal) {
    if timeUnit == .seconds, !initialState.needsMeanField { return }
    let scales = scales(index)
    let reason =
      if points[index].injectionRate * points[index].volume == 0 {
        "nothing is injected"
      } else {
        "nothing limits the number of quasi-particles"
      }
    let isDefined = scales.tf.isFinite && scales.tf > 0 && scales.N0 > 0
    if timeUnit == .tf {
      if !isDefined {
        throw Refusal("timeUnit is \"tf\", but t_f = N0^2/(A V) is not defined: \(reason); it must be \"s\"")
      }
      let times = [duration, burnIn, correlation?.step, correlation?.maximumLag, trace.duration].compactMap { $0 }
      for time in times where time > 0 {
        let value = seconds(time, scales: scales)
        if !value.isFinite || value == 0 {
          throw Refusal("\(time.plain) t_f is \(value.plain) s; it must be a finite time > 0")
        }
      }
    }
    guard initialState.needsMeanField else { return }
    let word = initialState.word
    if !isDefined {
      throw Refusal(
        "initialState is \"\(word)\", but there is no such state: \(reason); "
          + "it must be given as \"empty\" or {\"N\": ..., \"m\": ...}")
    }
    let size = max(scales.N0, scales.meanFieldN)
    if size > Double(InitialState.mostQuasiparticles) {
      throw Refusal(
        "initialState is \"\(word)\", about \(String(format: "%.3g", size)) quasi-particles; "
          + "it must have at most \(InitialState.mostQuasiparticles)")
    }
  }
}
