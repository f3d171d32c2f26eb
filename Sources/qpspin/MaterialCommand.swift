import ArgumentParser
import Campaign
import Results
import Theory

struct MaterialCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "material",
    abstract: "Print the estimates for a material: rates, scales, SQUID noise.",
    discussion: """
      Every value with the formula that it comes from and its place in the paper. The material is one that has a name, or \
      it is given by its numbers: as options, named like the keys of a config's "material", or in a file. Numbers that are \
      left out are those of aluminium.

      Example: qpspin material aluminium
      Example: qpspin material --meanFreePath 10 --latticeConstant 0.405 --soundVelocity 6400
      Example: qpspin material --config results/quickstart/config.json
      """)

  @Argument(help: "Name of the material. (default: aluminium)")
  var name: String?

  @Option(name: .long, help: "A config, or a JSON file with the object that a config has as its \"material\".")
  var config: String?

  @OptionGroup(title: "Numbers") var numbers: MaterialNumberOptions

  @Flag(name: .long, help: "Print JSON.")
  var json = false

  func validate() throws {
    let given = [
      name.map { "the name \"\($0.oneLine())\"" }, config.map { _ in "--config" },
      numbers.given.first.map { "--\($0.key.rawValue)" },
    ].compactMap(\.self)
    if given.count > 1 {
      throw ValidationError("\(given[0]) and \(given[1]) are given; one of name, --config and numbers is allowed")
    }
  }

  func run() throws {
    try reportingFailures {
      let report = try MaterialReport(material)
      try StandardStreams.write(json ? String(decoding: report.json, as: UTF8.self) : report.text)
    }
  }

  private var material: Material {
    get throws {
      if let config { return try Material.load(path: config, knownGenerators: CampaignPlan.knownGenerators) }
      if !numbers.given.isEmpty { return try Material.read(numbers.given, place: "options") }
      let name = name ?? Material.aluminiumName
      if let material = Material.named(name) { return material }
      let names = MaterialReport.names
      throw Failure(
        code: .usage,
        message: "unknown material \"\(name.oneLine())\"; it must be one of \(names.joined(separator: ", "))"
          + Suggestion.sentence(for: name, in: names) + "; others are given by their numbers")
    }
  }
}

/// A material's numbers as options, each named like the key of the config's `material`.
struct MaterialNumberOptions: ParsableArguments {
  @Option(name: .customLong("gamma"), parsing: .unconditional, help: help(.gamma))
  var gamma: Double?
  @Option(name: .customLong("gammaTriplet"), parsing: .unconditional, help: help(.gammaTriplet))
  var gammaTriplet: Double?
  @Option(name: .customLong("spinFlipTime"), parsing: .unconditional, help: help(.spinFlipTime))
  var spinFlipTime: Double?
  @Option(name: .customLong("gap"), parsing: .unconditional, help: help(.gap))
  var gap: Double?
  @Option(name: .customLong("gapToTc"), parsing: .unconditional, help: help(.gapToTc))
  var gapToTc: Double?
  @Option(name: .customLong("densityOfStates"), parsing: .unconditional, help: help(.densityOfStates))
  var densityOfStates: Double?
  @Option(name: .customLong("electronPhononTime"), parsing: .unconditional, help: help(.electronPhononTime))
  var electronPhononTime: Double?
  @Option(name: .customLong("spinOrbit"), parsing: .unconditional, help: help(.spinOrbit))
  var spinOrbit: Double?
  @Option(name: .customLong("excessEnergy"), parsing: .unconditional, help: help(.excessEnergy))
  var excessEnergy: Double?
  @Option(name: .customLong("suppression"), parsing: .unconditional, help: help(.suppression))
  var suppression: Double?
  @Option(name: .customLong("meanFreePath"), parsing: .unconditional, help: help(.meanFreePath))
  var meanFreePath: Double?
  @Option(name: .customLong("latticeConstant"), parsing: .unconditional, help: help(.latticeConstant))
  var latticeConstant: Double?
  @Option(name: .customLong("soundVelocity"), parsing: .unconditional, help: help(.soundVelocity))
  var soundVelocity: Double?

  private static func help(_ key: MaterialKey) -> ArgumentHelp {
    ArgumentHelp("\(key.entry.description)", valueName: "number")
  }

  /// The numbers that were given, in the order of the keys.
  var given: [(key: MaterialKey, value: Double)] {
    let all: [(MaterialKey, Double?)] = [
      (.gamma, gamma), (.gammaTriplet, gammaTriplet), (.spinFlipTime, spinFlipTime), (.gap, gap), (.gapToTc, gapToTc),
      (.densityOfStates, densityOfStates), (.electronPhononTime, electronPhononTime), (.spinOrbit, spinOrbit),
      (.excessEnergy, excessEnergy), (.suppression, suppression), (.meanFreePath, meanFreePath),
      (.latticeConstant, latticeConstant), (.soundVelocity, soundVelocity),
    ]
    return all.compactMap { key, value in value.map { (key, $0) } }
  }
}
