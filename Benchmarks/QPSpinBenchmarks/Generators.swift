import GSLBridge
import Kernel

/// Generators with whole-state seeding, and others that people ask for.
private let generators = [
  "taus113", "mt19937", "gfsr4", "cmrg", "mrg", "ranlxs0", "ranlxd1", "ranlxd2", "taus2", "ranlux", "rand48",
]

/// 32-bit words of one stream, of eight together, and what that makes of a run.
func generatorBenchmarks() {
  for name in generators {
    rateBenchmark("words \(name)", of: "words") {
      Words(name)
    } run: {
      try $0.write()
    }
  }
  rateBenchmark("words taus113, eight at a time", of: "words") {
    (lanes: TauswortheLanes(), words: [UInt32](repeating: 0, count: 8 * 1024))
  } run: { state in
    for lane in 0..<8 {
      var generator = try RandomGenerator(try generatorType("taus113"))
      generator.seed(UInt32(lane + 1))
      state.lanes.start(lane, from: generator)
    }
    for _ in 0..<200 { state.lanes.fill(&state.words) }
    return 200 * state.words.count
  }
  for name in generators { eventRate("kernel heisenberg A=20, \(name)", Case(trajectories: 8, rng: name)) }
}

private struct NoSuchGenerator: Error {
  let name: String
}

private func generatorType(_ name: String) throws -> RandomGeneratorType {
  guard let type = RandomGeneratorType.named(name) else { throw NoSuchGenerator(name: name) }
  return type
}

/// A block of words to fill.
private struct Words {
  let name: String
  private var block = [UInt32](repeating: 0, count: 1024)

  init(_ name: String) { self.name = name }

  /// - Returns: words written.
  mutating func write() throws -> Int {
    var stream = try RandomStream(
      try generatorType(name), identity: StreamIdentity(seed: 1, point: 0, trajectory: 0), ordinal: 0)
    for _ in 0..<300 { stream.write(to: &block, from: 0, stride: 1) }
    return 300 * block.count
  }
}
