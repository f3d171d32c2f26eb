import ClusterModel
public import Foundation
import Results
import Theory

extension Configuration {
  /// Reads and checks a config.
  /// - Parameters:
  ///   - data: the JSON text, UTF-8.
  ///   - name: the file's name, for errors.
  ///   - knownGenerators: names that `rng` may have.
  public static func parse(
    _ data: Data, name: String, knownGenerators: [String]
  ) throws(ConfigurationError) -> Configuration {
    do throws(Refusal) {
      let configuration = try Configuration(try root([UInt8](data)), knownGenerators: knownGenerators)
      try configuration.checkPoints()
      return configuration
    } catch {
      throw ConfigurationError(file: name.oneLine(), message: error.message)
    }
  }

  /// The top level, every value in it checked on its own.
  private static func root(_ bytes: [UInt8]) throws(Refusal) -> CheckedObject<RootKey> {
    let value: JSONValue
    do throws(JSONError) { value = try JSONReader.read(bytes) } catch { throw Refusal(error.message) }
    try Shape.object(rootTable).check(value, at: "")
    guard case .object(let object) = value else { throw Refusal("the top level", is: value.seen, mustBe: "an object") }
    return CheckedObject(path: "", object: object)
  }

  static let rootTable = KeyTable(RootKey.self)

  private init(_ root: CheckedObject<RootKey>, knownGenerators: [String]) throws(Refusal) {
    name = try root.require(.name, root.text)
    model = try root.require(.model) { root.word($0) }
    timeUnit = root.word(.timeUnit) ?? .seconds
    trajectories = try root.require(.trajectories, root.integer)
    duration = try root.require(.duration, root.number)
    burnIn = root.number(.burnIn)
    seed = try root.require(.seed, root.unsigned)
    rng = root.text(.rng)
    algorithm = root.word(.algorithm) ?? .direct
    accuracy = root.number(.accuracy) ?? (algorithm == .tauLeaping ? Configuration.standardAccuracy : nil)
    exact = root.word(.exact) ?? .auto
    fluxPerSpin = root.object(.squid, of: SquidKey.self)?.number(.fluxPerSpin) ?? Configuration.standardFluxPerSpin
    material = try root.object(.material).map { object throws(Refusal) in try Material(object) } ?? .aluminium
    sweep = try root.object(.sweep).map { object throws(Refusal) in try Sweep(object) }
    point = root.integer(.point) ?? 0
    initialState = root.initialState
    correlation = root.object(.correlation).flatMap { Correlation($0) }
    ensemble = root.object(.ensemble, of: EnsembleKey.self).map {
      Ensemble(times: $0.integer(.times) ?? Ensemble.standard.times)
    }
    precision = root.object(.precision).flatMap { Precision($0) }
    trace = root.object(.trace).map { Trace($0) } ?? .standard
    parameters = try Parameters(try root.require(.parameters) { root.object($0) }, material: material, sweep: sweep)
    points = sweep?.points(from: parameters) ?? [parameters]

    try checkPrecision()
    try checkZeeman(root)
    try checkAccuracy()
    try checkGenerator(knownGenerators)
    try checkInitialState()
    try checkTimes()
    if sweep != nil, root.has(.point) {
      throw Refusal(
        "point is \(point) beside a sweep; it must be left out: the points of a sweep are numbered by its grid")
    }
  }
}

extension CheckedObject<RootKey> {
  fileprivate var initialState: InitialState {
    if let object = object(.initialState, of: InitialStateKey.self) {
      return .state(State(N: object.integer(.N) ?? 0, m: object.integer(.m) ?? 0))
    }
    let word = text(.initialState)
    return InitialState.named.first { $0.word == word } ?? .stationary
  }
}

extension Correlation {
  /// Nil if all of it is to be chosen.
  fileprivate init?(_ object: CheckedObject<CorrelationKey>) {
    step = object.number(.step)
    maximumLag = object.number(.maximumLag)
    if step == nil, maximumLag == nil { return nil }
  }
}

extension Precision {
  /// Nil if nothing is asked for.
  fileprivate init?(_ object: CheckedObject<PrecisionKey>) {
    targets = [:]
    for key in PrecisionKey.allCases { targets[key.rawValue] = object.number(key) }
    if targets.isEmpty { return nil }
  }
}

extension Trace {
  fileprivate init(_ object: CheckedObject<TraceKey>) {
    trajectories = object.integer(.trajectories) ?? Trace.standard.trajectories
    points = object.integer(.points) ?? Trace.standard.points
    duration = object.number(.duration)
  }
}

extension Parameters {
  /// The parameters of the config; a swept one that is not given has the first value of the sweep.
  fileprivate init(_ object: CheckedObject<ParameterKey>, material: Material, sweep: Sweep?) throws(Refusal) {
    func swept(_ key: ParameterKey) -> Double? { sweep?.axes.first { $0.key == key }?.values.first }
    func number(_ key: ParameterKey) -> Double? { object.number(key) ?? swept(key) }
    let flips = object.has(.spinFlipTime) || swept(.spinFlipTime) != nil
    self.init(
      injectionRate: try object.require(.injectionRate, number), volume: try object.require(.volume, number),
      gamma: number(.gamma) ?? material.gamma, gammaTriplet: number(.gammaTriplet) ?? material.gammaTriplet,
      spinFlipTime: flips ? number(.spinFlipTime) : material.spinFlipTime,
      trappingTime: number(.trappingTime), zeeman: number(.zeeman) ?? 0)
  }
}
