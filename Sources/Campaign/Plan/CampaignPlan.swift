import ClusterModel
import Foundation
public import GSLBridge
import Kernel
import Statistics
import Theory

/// What a run consists of: its points, each with every default decided.
public struct CampaignPlan: Sendable {
  public let configuration: Configuration
  public let points: [PointPlan]
  public let generator: RandomGeneratorType

  /// The generator that is used unless the config names another: docs/randomness.md.
  public static let defaultGenerator = "taus113"

  /// Names of all generators of the linked GSL.
  public static var knownGenerators: [String] { RandomGeneratorType.all.map(\.name) }

  /// Decides everything.
  /// - Parameter file: name of the config, for messages.
  /// - Throws: `ConfigurationError` where the config asks for what cannot be run.
  public init(_ configuration: Configuration, file: String) throws(ConfigurationError) {
    let name = configuration.rng ?? CampaignPlan.defaultGenerator
    guard let generator = RandomGeneratorType.named(name) else {
      throw ConfigurationError(file: file, message: "rng is \"\(name)\"; this GSL has no generator of that name")
    }
    try CampaignPlan.checkStreams(configuration, generator: generator, file: file)
    self.generator = generator
    self.configuration = configuration.with(rng: name)
    var points: [PointPlan] = []
    points.reserveCapacity(configuration.points.count)
    for index in configuration.points.indices {
      points.append(try PointPlan(configuration, index: index, generator: generator, file: file))
    }
    self.points = points
    if expectedEvents > CampaignPlan.mostEvents {
      let events = String(format: "%.3g", expectedEvents)
      throw ConfigurationError(
        file: file, message: "the run has about \(events) events; it must have at most \(CampaignPlan.mostEvents)")
    }
  }

  /// More than a large cluster does in years; beyond about 10¹⁹ the counts would overflow.
  static let mostEvents = 1e18

  /// Trajectories are counted through all points, those before a lone point of a sweep included.
  private static func checkStreams(
    _ configuration: Configuration, generator: RandomGeneratorType, file: String
  ) throws(ConfigurationError) {
    let points = configuration.points.count + configuration.point
    let streams = configuration.trajectories * points
    let most = StreamSeeding.maximumStreams(of: generator) ?? .max
    if streams > most {
      throw ConfigurationError(
        file: file,
        message: "trajectories × points is \(configuration.trajectories) × \(points); "
          + "it must be at most \(most) with rng \"\(generator.name)\"")
    }
  }

  /// Blocks of trajectories to be run, over all points.
  public var blockCount: Int { points.reduce(0) { $0 + $1.blockCount } }

  /// Where the files of a point go, relative to the results directory, with a `/` at the end or empty.
  public func path(ofPoint index: Int) -> String {
    if configuration.sweep == nil { return "" }
    let digits = max(4, String(points.count).count)
    let number = String(index + 1)
    return "points/" + String(repeating: "0", count: digits - number.count) + number + "/"
  }

  public var expectedEvents: Double { points.reduce(0) { $0 + $1.expectedEvents } }
  /// What the run costs, in events drawn one by one.
  public var expectedWork: Double { points.reduce(0) { $0 + $1.expectedWork } }
}

extension PointPlan {
  /// Decides one point of a configuration.
  init(
    _ configuration: Configuration, index: Int, generator: RandomGeneratorType, file: String
  ) throws(ConfigurationError) {
    let parameters = configuration.points[index]
    let model = configuration.model
    let scales = configuration.scales(index)
    func seconds(_ time: Double) -> Double { configuration.seconds(time, scales: scales) }
    func refuse(_ message: String) -> ConfigurationError {
      let place = configuration.points.count > 1 ? " (point \(index + 1) of the sweep)" : ""
      return ConfigurationError(file: file, message: message + place)
    }

    let duration = seconds(configuration.duration)
    let constants = RateConstants(parameters)
    let step =
      configuration.correlation?.step.map(seconds)
      ?? CorrelationDefaults.step(scales, constants, model: model, duration: duration)
    let maximumLag =
      configuration.correlation?.maximumLag.map(seconds)
      ?? CorrelationDefaults.maximumLag(scales, constants, duration: duration)
    if step > duration {
      throw refuse("correlation.step is \(step) s; it must be at most the duration, \(duration) s")
    }
    if duration / step > 1e12 {
      throw refuse(
        configuration.correlation?.step == nil
          ? "duration is \(duration) s; it must be at most 1e12 times correlation.step, here chosen from t_f"
          : "correlation.step is \(step) s; it must be at least 1e-12 of the duration, \(duration) s")
    }
    let lags = LagGrid(step: step, maximumLag: max(step, maximumLag), evenLimit: 256)
    let burnIn =
      configuration.burnIn.map(seconds) ?? CorrelationDefaults.burnIn(scales, constants, duration: duration)

    if !(burnIn + duration).isFinite {
      throw refuse("burnIn + duration is \(burnIn) s + \(duration) s; it must be finite")
    }
    if configuration.initialState == .stationary {
      guard StationaryDistribution(parameters, model: model) != nil else {
        throw refuse("initialState is \"stationary\", but nothing is stationary here; give initialState")
      }
      if scales.N0 * 8 > Double(TrajectoryTask.defaultPopulationLimit) {
        throw refuse("N0 is \(scales.N0); at most \(TrajectoryTask.defaultPopulationLimit / 8) is run")
      }
    }

    let trace = configuration.trace
    let traceSpan = min(duration, trace.duration.map(seconds) ?? PointPlan.traceSpan(scales, duration: duration))
    self.init(
      index: configuration.streamPoint(index), model: model, parameters: parameters, scales: scales,
      trajectories: configuration.trajectories, duration: duration, burnIn: burnIn,
      initialState: configuration.initialState, lags: lags,
      seed: configuration.seed, generator: generator, leapAccuracy: configuration.accuracy,
      ensemble: configuration.ensemble.map {
        TimeGrid(start: -burnIn, step: (burnIn + duration) / Double($0.times - 1), count: $0.times)
      }, tracedTrajectories: min(trace.trajectories, configuration.trajectories),
      trace: trace.trajectories > 0
        ? TimeGrid(start: 0, step: traceSpan / Double(trace.points - 1), count: trace.points) : nil,
      fluxPerSpin: configuration.fluxPerSpin, precision: configuration.precision,
      firstOrdinal: configuration.streamPoint(index) * configuration.trajectories)
  }

  /// A sample path that can be looked at: 100 t_f.
  static func traceSpan(_ scales: ClusterScales, duration: Double) -> Double {
    scales.tf.isFinite && scales.tf > 0 ? 100 * scales.tf : duration
  }
}
