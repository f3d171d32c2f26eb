import GSLBridge
import Kernel
import Testing

@Suite struct TauswortheLanesTests {
  /// 10⁴ words of eight lanes, each from its own place, are those that GSL's generator returns.
  @Test func wordsAreThoseOfGSL() throws {
    #expect(TauswortheLanes.isThatOfGSL)
    let type = try #require(RandomGeneratorType.named(TauswortheLanes.name))
    var lanes = TauswortheLanes()
    var expected = [UInt32](repeating: 0, count: 10_000 * laneCount)
    for lane in 0..<laneCount {
      var generator = try RandomGenerator(type)
      StreamSeeding.start(
        &generator, on: StreamIdentity(seed: 7, point: 3, trajectory: lane, purpose: .events), ordinal: 0)
      lanes.start(lane, from: generator)
      for i in 0..<10_000 { expected[i * laneCount + lane] = UInt32(generator.next()) }
      if lane == 5 { #expect(generator.readState(count: 4) != lanes.state(lane)) }
    }
    var words = expected.map { _ in UInt32(0) }
    lanes.fill(&words)
    #expect(words == expected)
  }

  /// A lane that hands its state back to GSL's generator goes on with the same words.
  @Test func stateGoesBackToGSL() throws {
    let type = try #require(RandomGeneratorType.named(TauswortheLanes.name))
    var generator = try RandomGenerator(type)
    generator.seed(5)
    var lanes = TauswortheLanes()
    lanes.start(2, from: generator)
    var words = [UInt32](repeating: 0, count: 100 * laneCount)
    lanes.fill(&words)
    for _ in 0..<100 { _ = generator.next() }
    #expect(lanes.state(2) == generator.readState(count: 4))
  }
}
