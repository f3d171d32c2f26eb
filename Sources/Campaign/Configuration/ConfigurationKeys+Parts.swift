import Theory

/// Keys of `material` as an object: gamma, gammaTriplet and spinFlipTime, or the numbers to compute them from.
package enum MaterialKey: String, KeySet {
  case gamma, gammaTriplet, spinFlipTime
  case gap, gapToTc, densityOfStates, electronPhononTime, spinOrbit, excessEnergy, suppression
  case meanFreePath, latticeConstant, soundVelocity

  package var entry: KeyEntry {
    let standard = MaterialNumbers.aluminium
    return switch self {
    case .gamma:
      KeyEntry(
        rawValue, .number(.notNegative),
        "Singlet annihilation constant, in um^3 s^-1; if absent 4 gapToTc^3/(electronPhononTime densityOfStates gap).")
    case .gammaTriplet:
      KeyEntry(
        rawValue, .number(.notNegative),
        "Spin-independent annihilation constant, in um^3 s^-1; if absent spinOrbit^2 suppression gamma.")
    case .spinFlipTime:
      KeyEntry(
        rawValue, .either([.number(.positive), .null]),
        "Flip time of a single spin, in s; null: no flips; if absent "
          + "electronPhononTime/(spinOrbit^2 excessEnergy^(7/2) suppression).")
    case .gap:
      KeyEntry(rawValue, .number(.positive), default: .number(standard.gap), "Superconducting gap, in ueV.")
    case .gapToTc:
      KeyEntry(rawValue, .number(.positive), default: .number(standard.gapToTc), "Gap over k_B T_c.")
    case .densityOfStates:
      KeyEntry(
        rawValue, .number(.positive), default: .number(standard.densityOfStates),
        "Density of states of the normal metal, in eV^-1 nm^-3.")
    case .electronPhononTime:
      KeyEntry(
        rawValue, .number(.positive), default: .number(standard.electronPhononTime), "Electron-phonon time tau_0, in s."
      )
    case .spinOrbit:
      KeyEntry(rawValue, .number(.notNegative), default: .number(standard.spinOrbit), "Spin-orbit coupling alpha_so.")
    case .excessEnergy:
      KeyEntry(
        rawValue, .number(.notNegative), default: .number(standard.excessEnergy),
        "Typical energy of a quasi-particle above the gap, over the gap.")
    case .suppression:
      KeyEntry(
        rawValue, .number(.notNegative), default: .number(1),
        "Factor K of the spin-orbit processes, at every energy; 1: the least suppressed case. Not beside meanFreePath, "
          + "latticeConstant, soundVelocity, from which K follows.")
    case .meanFreePath:
      KeyEntry(
        rawValue, .either([.number(.positive), .null]),
        "Mean free path l, in nm, at least latticeConstant; null: clean. With a phonon's wave number q, K is ql for "
          + "ql < 1, 1/(ql) for 1 < ql < (l/a)^(2/3), else (qa)^2.")
    case .latticeConstant:
      KeyEntry(rawValue, .number(.positive), "Distance of atoms a, in nm, for the factor K. With soundVelocity.")
    case .soundVelocity:
      KeyEntry(
        rawValue, .number(.positive),
        "Speed of sound c, in m/s, for the factor K: hbar c q is gap, or excessEnergy gap. With latticeConstant.")
    }
  }
}

/// Keys of `initialState` as an object.
package enum InitialStateKey: String, KeySet {
  case N, m

  package var entry: KeyEntry {
    switch self {
    case .N:
      KeyEntry(rawValue, .integer(0...InitialState.mostQuasiparticles), required: true, "Number of quasi-particles.")
    case .m:
      KeyEntry(
        rawValue, .integer(0...InitialState.mostQuasiparticles), default: .integer(0),
        "Number of reversed spins, at most N; at most N/2 for su2, 0 for polarized and polarized-ising.")
    }
  }
}

/// Keys of `correlation`.
package enum CorrelationKey: String, KeySet {
  case step, maximumLag

  package var entry: KeyEntry {
    switch self {
    case .step:
      KeyEntry(
        rawValue, .either([.number(.positive), .null]), default: .null,
        "Distance of neighbouring time lags, in timeUnit, less than maximumLag; null: from t_f.")
    case .maximumLag:
      KeyEntry(
        rawValue, .either([.number(.positive), .null]), default: .null,
        "Largest time lag, in timeUnit, at most the duration; null: from t_f.")
    }
  }
}

/// Keys of `ensemble`.
package enum EnsembleKey: String, KeySet {
  case times

  package var entry: KeyEntry {
    KeyEntry(
      rawValue, .integer(2...100_000), default: .integer(Ensemble.standard.times),
      "Number of times at which the ensemble is looked at.")
  }
}

/// Keys of `trace`.
package enum TraceKey: String, KeySet {
  case trajectories, points, duration

  package var entry: KeyEntry {
    switch self {
    case .trajectories:
      KeyEntry(
        rawValue, .integer(0...10_000_000), default: .integer(Trace.standard.trajectories),
        "Number of trajectories of which the path is written; 0: none.")
    case .points:
      KeyEntry(
        rawValue, .integer(2...1_000_000), default: .integer(Trace.standard.points), "Number of points of each path.")
    case .duration:
      KeyEntry(
        rawValue, .either([.number(.positive), .null]), default: .null,
        "Length of each path, in timeUnit, at most the duration; null: chosen to fit.")
    }
  }
}

/// Keys of `squid`.
package enum SquidKey: String, KeySet {
  case fluxPerSpin

  package var entry: KeyEntry {
    KeyEntry(
      rawValue, .number(.positive), default: .number(Configuration.standardFluxPerSpin),
      "Flux of one spin 1/2 through the loop, in flux quanta.")
  }
}

/// Keys of one axis of `sweep` as a range.
package enum RangeKey: String, KeySet {
  case from, to, count, scale

  package var entry: KeyEntry {
    switch self {
    case .from: KeyEntry(rawValue, .number(.finite), required: true, "First value.")
    case .to: KeyEntry(rawValue, .number(.finite), required: true, "Last value.")
    case .count:
      KeyEntry(rawValue, .integer(2...Sweep.mostPoints), required: true, "Number of values, both ends included.")
    case .scale:
      KeyEntry(
        rawValue, .choice(SweepScale.allCases.map(\.rawValue)), default: .text(SweepScale.linear.rawValue),
        "linear: equal steps; log: equal ratios, both ends > 0.")
    }
  }
}

extension ParameterKey {
  /// The keys of `sweep`: any parameter, as a range or as an array of values.
  static let sweepTable = KeyTable(
    allCases.map { key in
      KeyEntry(
        key.rawValue,
        .either([.object(KeyTable(RangeKey.self)), .list(.number(key.bounds), most: Sweep.mostPoints)]),
        "Values of parameters.\(key.rawValue), as a range or one by one.")
    })
}

/// Keys of `precision`: the estimates of a run.
enum PrecisionKey: String, Sendable, CaseIterable, KeySet {
  case meanN, varianceN, meanM, varianceM, meanS, meanAbsS, varianceS, polarization, noiseN, noiseJ, tauN, tauJ, tauNFit
  case tauJFit, fluxNoise

  package var entry: KeyEntry {
    KeyEntry(rawValue, .number(.fraction), "Relative standard error of \(rawValue) at which the run may stop.")
  }
}
