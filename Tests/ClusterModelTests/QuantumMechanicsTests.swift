import ClusterModel
import Foundation
import TestSupport
import Testing

/// The su2 model against quantum mechanics of a few spins, every operator an explicit matrix.
///
/// The density matrix is |S, M⟩⟨S, M| along a tilted axis, its multiplets fully mixed. An elementary process is a sum of
/// jumps ρ → KρKᵀ. Of each sector S' that it reaches, the rate and the arriving part of the spin vector are compared.
@Suite("su2 against quantum mechanics of explicit spins")
struct QuantumMechanicsTests {
  static let tolerance = 1e-12
  private static let angle = 0.7

  /// A mixed state with N spins, total spin S and projection M.
  struct Case: Sendable, CustomTestStringConvertible {
    let N: Int
    let twiceSpin: Int
    let twiceProjection: Int
    var testDescription: String { "N = \(N), 2S = \(twiceSpin), 2M = \(twiceProjection)" }
    var state: State { State(N: N, m: (N - twiceSpin) / 2) }

    static func from(_ smallest: Int, to largest: Int) -> [Case] {
      (smallest...largest).flatMap { N in
        stride(from: N % 2, through: N, by: 2).flatMap { T in
          stride(from: -T, through: T, by: 2).map { Case(N: N, twiceSpin: T, twiceProjection: $0) }
        }
      }
    }
  }

  /// Compares the model's processes called `names` with the jumps from `start` to states of `spins`.
  private func compare(
    _ start: Case, _ parameters: Parameters, _ names: [String], with jumps: [QuantumJump], to spins: SpinMatrices,
    axisOnly: Bool = false
  ) {
    let density = SpinMatrices(count: start.N).mixed(
      twiceSpin: start.twiceSpin, twiceProjection: start.twiceProjection, angle: Self.angle)
    let (N, m) = (Double(start.N), Double(start.state.m))
    let model = SU2(RateConstants(parameters))
    let rates = model.rates(N: N, m: m)
    let M = Double(start.twiceProjection) / 2

    for outcome in quantumOutcomes(jumps, of: density, in: spins) {
      let next = State(N: spins.count, m: (spins.count - outcome.twiceSpin) / 2)
      var rate = 0.0
      var vector = 0.0
      for (index, process) in SU2.processes.enumerated() where names.contains(process.name) {
        guard State(N: start.N + process.deltaN, m: start.state.m + process.deltaM) == next else { continue }
        rate += rates[index]
        if rates[index] > 0 { vector += rates[index] * model.spinFactor(of: index, N: N, m: m) * M }
      }
      let label = "\(start.testDescription) to 2S = \(outcome.twiceSpin)"
      if axisOnly && outcome.twiceSpin == start.twiceSpin {
        // The model keeps of these only how fast the vector shrinks; how often they occur depends on the description.
        if start.twiceSpin > 0 {
          let lost = (outcome.rate * M - outcome.vector.z / cos(Self.angle))
          #expect(abs(lost - model.axisDecayRate(N: N, m: m) * M) < Self.tolerance, "\(label): \(lost)")
        }
        continue
      }
      #expect(abs(outcome.rate - rate) < Self.tolerance, "\(label): \(rate), quantum \(outcome.rate)")
      #expect(abs(outcome.vector.z - vector * cos(Self.angle)) < Self.tolerance, "\(label), z")
      #expect(abs(outcome.vector.x - vector * sin(Self.angle)) < Self.tolerance, "\(label), x")
    }
  }

  private func parameters(
    injection: Double = 0, gamma: Double = 0, triplet: Double = 0, flipTime: Double? = nil, trapping: Double? = nil
  ) -> Parameters {
    Parameters(
      injectionRate: injection, volume: 1, gamma: gamma, gammaTriplet: triplet, spinFlipTime: flipTime,
      trappingTime: trapping)
  }

  @Test("the explicit spins are spins: S(S+1) has the multiplets' dimensions", arguments: 0...5)
  func multiplets(count: Int) {
    let spins = SpinMatrices(count: count)
    var states = 0
    for twice in spins.twiceSpins {
      let projector = spins.projector(twiceSpin: twice)
      // d_N(S) = N! (2S+1)/[(N/2+S+1)! (N/2−S)!] multiplets of 2S + 1 states each.
      let upper = (count + twice) / 2 + 1
      let lower = (count - twice) / 2
      let multiplets = factorial(count) * (twice + 1) / (factorial(upper) * factorial(lower))
      #expect(abs(projector.trace - Double(multiplets * (twice + 1))) < Self.tolerance)
      let twiceProjected = projector * projector + (-1) * projector
      #expect(twiceProjected.elements.allSatisfy { abs($0) < Self.tolerance })
      states += multiplets * (twice + 1)
    }
    #expect(states == 1 << count)
  }

  @Test("the mixed state has spin S and the projection M on its axis", arguments: Case.from(0, to: 4))
  func mixedState(start: Case) {
    let spins = SpinMatrices(count: start.N)
    let density = spins.mixed(
      twiceSpin: start.twiceSpin, twiceProjection: start.twiceProjection, angle: Self.angle)
    let (S, M) = (Double(start.twiceSpin) / 2, Double(start.twiceProjection) / 2)
    #expect(abs(density.trace - 1) < Self.tolerance)
    #expect(abs((spins.squared * density).trace - S * (S + 1)) < Self.tolerance)
    #expect(abs((spins.Sz * density).trace - M * cos(Self.angle)) < Self.tolerance)
    #expect(abs((spins.Sx * density).trace - M * sin(Self.angle)) < Self.tolerance)
  }

  @Test("a random spin ½ is added", arguments: Case.from(0, to: 4))
  func injection(start: Case) {
    let spins = SpinMatrices(count: start.N)
    let jumps = (0...1).map { QuantumJump(0.5 * 1.7, spins.adding($0)) }
    compare(
      start, parameters(injection: 1.7), ["injectionAligned", "injectionReversed"], with: jumps,
      to: SpinMatrices(count: start.N + 1))
  }

  @Test("a particle is trapped, whatever its spin", arguments: Case.from(1, to: 5))
  func trapping(start: Case) {
    let spins = SpinMatrices(count: start.N)
    let jumps = (0..<start.N).flatMap { spin in (0...1).map { QuantumJump(1 / 0.8, spins.removing(spin, in: $0)) } }
    compare(
      start, parameters(trapping: 0.8), ["trappingAligned", "trappingReversed"], with: jumps,
      to: SpinMatrices(count: start.N - 1))
  }

  private static let h = 0.5.squareRoot()
  private static let singlet = [[[0, h], [-h, 0]]]
  private static let triplets = [[[1.0, 0], [0, 0]], [[0, h], [h, 0]], [[0, 0], [0, 1.0]]]

  private func pairRemoval(_ N: Int, _ rate: Double, _ amplitudes: [[[Double]]]) -> [QuantumJump] {
    let spins = SpinMatrices(count: N)
    var jumps: [QuantumJump] = []
    for second in 1..<N {
      for first in 0..<second {
        jumps += amplitudes.map { QuantumJump(rate, spins.removingPair(first, second, amplitudes: $0)) }
      }
    }
    return jumps
  }

  /// A pair of one spin up and one down is a singlet in half of all cases: so g per such pair is 2g per singlet.
  @Test("a singlet pair annihilates", arguments: Case.from(2, to: 5))
  func singletAnnihilation(start: Case) {
    compare(
      start, parameters(gamma: 2.3), ["singletAnnihilation"], with: pairRemoval(start.N, 2 * 2.3, Self.singlet),
      to: SpinMatrices(count: start.N - 2))
  }

  @Test("spin-independent annihilation of a pair in the singlet", arguments: Case.from(2, to: 5))
  func spinIndependentSinglet(start: Case) {
    compare(
      start, parameters(triplet: 0.9), ["tripletAnnihilationSinglet"],
      with: pairRemoval(start.N, 0.9, Self.singlet), to: SpinMatrices(count: start.N - 2))
  }

  @Test("spin-independent annihilation of a pair in a triplet", arguments: Case.from(2, to: 5))
  func spinIndependentTriplet(start: Case) {
    compare(
      start, parameters(triplet: 0.9),
      ["tripletAnnihilationAligned", "tripletAnnihilationReversed", "tripletAnnihilationMixed"],
      with: pairRemoval(start.N, 0.9, Self.triplets), to: SpinMatrices(count: start.N - 2))
  }

  private static let flipTime = 1.6
  private static let flips = ["spinFlip", "spinFlipBack"]

  /// σ_x, σ_y and σ_z of every spin at 1/(2τs) each: then the spin of a single particle decays as exp(−2t/τs).
  @Test("spins flip by random Pauli matrices", arguments: Case.from(1, to: 4))
  func pauliFlips(start: Case) {
    let spins = SpinMatrices(count: start.N)
    let jumps = (0..<start.N).flatMap { spin in
      spins.pauli(spin).map { QuantumJump(0.5 / Self.flipTime, $0) }
    }
    compare(start, parameters(flipTime: Self.flipTime), Self.flips, with: jumps, to: spins, axisOnly: true)
  }

  /// The same relaxation: every spin is replaced by a random one at 2/τs, in ¼ of all cases by itself.
  private func replacements(_ N: Int, via intermediate: RealMatrix) -> [QuantumJump] {
    let (spins, fewer) = (SpinMatrices(count: N), SpinMatrices(count: N - 1))
    var jumps: [QuantumJump] = []
    for spin in 0..<N {
      for old in 0...1 {
        for new in 0...1 {
          jumps.append(
            QuantumJump(0.5 * 2 / Self.flipTime, fewer.adding(new) * intermediate * spins.removing(spin, in: old)))
        }
      }
    }
    return jumps
  }

  @Test("spins are replaced by random ones", arguments: Case.from(1, to: 4))
  func replacementFlips(start: Case) {
    compare(
      start, parameters(flipTime: Self.flipTime), Self.flips,
      with: replacements(start.N, via: RealMatrix.identity(1 << (start.N - 1))), to: SpinMatrices(count: start.N),
      axisOnly: true)
  }

  /// The two flips that turn only the axis differ in the spin of the others, S − ½ or S + ½.
  @Test("flips that turn only the axis, by the spin of the others", arguments: Case.from(1, to: 4))
  func axisOnly(start: Case) throws {
    let (spins, fewer) = (SpinMatrices(count: start.N), SpinMatrices(count: start.N - 1))
    let density = spins.mixed(
      twiceSpin: start.twiceSpin, twiceProjection: start.twiceProjection, angle: Self.angle)
    let M = Double(start.twiceProjection) / 2
    let plain = plainProcesses(.su2, parameters(flipTime: Self.flipTime), in: start.state)
    for (name, twice) in [("axisViaLower", start.twiceSpin - 1), ("axisViaUpper", start.twiceSpin + 1)] {
      let expected = try #require(plain.first { $0.name == name })
      guard fewer.twiceSpins.contains(twice) else {
        #expect(expected.rate == 0)
        continue
      }
      let jumps = replacements(start.N, via: fewer.projector(twiceSpin: twice))
      let outcome = try #require(
        quantumOutcomes(jumps, of: density, in: spins).first { $0.twiceSpin == start.twiceSpin })
      #expect(abs(outcome.rate - expected.rate) < Self.tolerance, "\(name): \(outcome.rate)")
      let vector = expected.rate * expected.factor * M
      #expect(abs(outcome.vector.z - vector * cos(Self.angle)) < Self.tolerance, "\(name), z")
      #expect(abs(outcome.vector.x - vector * sin(Self.angle)) < Self.tolerance, "\(name), x")
    }
  }

  private func factorial(_ n: Int) -> Int { (0..<n).reduce(1) { $0 * ($1 + 1) } }
}
