import ClusterModel
import Theory

/// The keys of the config's top level: the one place where they are listed, with bounds, default and documentation.
package enum RootKey: String, KeySet {
  case schema = "$schema"
  case name, model, parameters, material, timeUnit, trajectories, duration, burnIn, initialState, seed, rng, algorithm
  case accuracy, correlation, ensemble, trace, squid, exact, precision, sweep, point

  package var entry: KeyEntry {
    switch self {
    case .schema:
      KeyEntry(rawValue, .text(.any), "Address of this JSON Schema, for editors; the run does not look at it.")
    case .name:
      KeyEntry(
        rawValue, .text(.name), required: true,
        "Name of the run: names the results directory, so letters, digits, '.', '_' and '-' only.")
    case .model:
      KeyEntry(
        rawValue, .choice(ModelName.allCases.map(\.rawValue)), required: true,
        "heisenberg: the paper's master equation (S4), quantum spins, reversed spins few; ising: classical spins; "
          + "su2: exact counting of spin multiplets, any polarisation; polarized, polarized-ising: (S5), N only.")
    case .parameters:
      KeyEntry(
        rawValue, .object(KeyTable(ParameterKey.self)), required: true,
        "The cluster. injectionRate and volume are required unless they are swept; the rest comes from the material.")
    case .material:
      KeyEntry(
        rawValue, .either([.choice([Material.aluminiumName]), .object(KeyTable(MaterialKey.self))]),
        default: .text(Material.aluminiumName),
        "A material by name, or by its numbers: where gamma, gammaTriplet and spinFlipTime come from.")
    case .timeUnit:
      KeyEntry(
        rawValue, .choice(TimeUnit.allCases.map(\.rawValue)), default: .text(TimeUnit.seconds.rawValue),
        "Unit of every time of the run (duration, burnIn, correlation, trace): s, or tf = N0^2/(A V) with N0 from "
          + "Eq. (4). The times in parameters and material are always in s.")
    case .trajectories:
      KeyEntry(rawValue, .integer(1...10_000_000), required: true, "Number of independent trajectories.")
    case .duration:
      KeyEntry(rawValue, .number(.positive), required: true, "Measured time of each trajectory, in timeUnit.")
    case .burnIn:
      KeyEntry(
        rawValue, .either([.number(.notNegative), .null]), default: .null,
        "Time of each trajectory before measuring begins, in timeUnit; null: from t_f.")
    case .initialState:
      KeyEntry(
        rawValue, .either([.choice(InitialState.words), .object(KeyTable(InitialStateKey.self))]),
        default: .text(InitialState.stationary.word),
        "State at time 0: {N, m}, empty, meanField (the mean-field state), or stationary (drawn from Eq. (7)).")
    case .seed:
      KeyEntry(rawValue, .seed, required: true, "Seed of all random numbers, 64 bits; never taken from the clock.")
    case .rng:
      KeyEntry(
        rawValue, .either([.text(.any), .null]), default: .null,
        "A random number generator of GSL by its name; null: the one that qpspin prefers.")
    case .algorithm:
      KeyEntry(
        rawValue, .choice(Algorithm.allCases.map(\.rawValue)), default: .text(Algorithm.direct.rawValue),
        "direct: every event is drawn, exact; tau-leaping: many events at a time where clusters are large, approximate."
      )
    case .accuracy:
      KeyEntry(
        rawValue, .either([.number(Bounds(lower: .above(0), below: 0.5)), .null]), default: .null,
        "Only for tau-leaping: the share of itself by which the cluster may change in one leap; smaller is slower and more "
          + "accurate. null: \(Configuration.standardAccuracy.plain); its bias is in docs/numerics.md.")
    case .correlation:
      KeyEntry(
        rawValue, .either([.object(KeyTable(CorrelationKey.self)), .null]), default: .null,
        "Grid of time lags of the autocorrelations; null: from t_f.")
    case .ensemble:
      KeyEntry(
        rawValue, .either([.object(KeyTable(EnsembleKey.self)), .null]), default: .null,
        "Mean and error of N, m, S against the time since the start, for transients; null: off.")
    case .trace:
      KeyEntry(rawValue, .object(KeyTable(TraceKey.self)), "Sample paths, with the spin's components.")
    case .squid:
      KeyEntry(rawValue, .object(KeyTable(SquidKey.self)), "The loop in which the flux of the spins is measured.")
    case .exact:
      KeyEntry(
        rawValue, .choice(ExactSolution.allCases.map(\.rawValue)), default: .text(ExactSolution.auto.rawValue),
        "Whether the master equation is solved for the extra columns: auto (if it takes a few seconds), never, always.")
    case .precision:
      KeyEntry(
        rawValue, .either([.object(KeyTable(PrecisionKey.self)), .null]), default: .null,
        "Relative standard errors at which the run stops, by estimate: when all are reached, trajectories being the most. "
          + "null: off.")
    case .sweep:
      KeyEntry(
        rawValue, .either([.object(ParameterKey.sweepTable), .null]), default: .null,
        "Parameters to vary: the grid of all combinations, in the order of the parameters, the last varying fastest.")
    case .point:
      KeyEntry(
        rawValue, .integer(0...Sweep.mostPoints - 1), default: .integer(0),
        "Index, from 0, that this run's random streams carry: a point of a sweep run alone gives the numbers that it gave "
          + "in the sweep. Not together with sweep.")
    }
  }
}
