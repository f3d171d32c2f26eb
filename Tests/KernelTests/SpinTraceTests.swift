import ClusterModel
import Foundation
import Kernel
import TestSupport
import Testing

@Suite("Sample paths of the spin vector")
struct SpinTraceTests {
  static let parameters = Parameters(
    injectionRate: 6, volume: 1, gamma: 0.4, gammaTriplet: 0.2, spinFlipTime: 0.8, trappingTime: 2)

  private func length(_ a: SIMD3<Double>) -> Double { (a * a).sum().squareRoot() }

  @Test("the vector is as long as the spin at each point; a pinned one lies along z; without one there is none")
  func lengths() throws {
    for model in ModelName.allCases {
      let outcome = try Trajectory.run(
        task(
          model, SpinTraceTests.parameters, start: State(N: 3, m: 0), duration: 60,
          trace: TimeGrid(start: 0, step: 0.05, count: 1200)))
      #expect(outcome.trace.count == 1200)
      var turned = 0.0
      var last = SIMD3<Double>.zero
      for point in outcome.trace {
        let S = Double(point.state.twiceSpin) / 2
        switch model.spinVector {
        case .absent: #expect(point.spin == nil)
        case .pinned: #expect(point.spin == SIMD3(0, 0, S))
        case .wandering:
          let spin = try #require(point.spin)
          #expect(abs(length(spin) - abs(S)) < 1e-12, "\(model) at \(point.time) s: \(spin), \(point.state)")
          if S != 0 && length(last) > 0 { turned = max(turned, length(spin / length(spin) - last / length(last))) }
          last = spin
        }
      }
      if model.spinVector == .wandering { #expect(turned > 0.5, "\(model)") }
    }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let model: ModelName
    let start: State
    let parameters: Parameters
    let testDescription: String
  }

  static let cases = [
    Case(model: .su2, start: State(N: 4, m: 0), parameters: parameters, testDescription: "su2"),
    Case(model: .su2, start: State(N: 1, m: 0), parameters: parameters, testDescription: "su2, through S = 0"),
    Case(model: .heisenberg, start: State(N: 4, m: 0), parameters: parameters, testDescription: "heisenberg"),
    Case(
      // Few annihilate, many flip: S = 0 with N > 0, and negative S, are common.
      model: .heisenberg, start: State(N: 2, m: 0),
      parameters: Parameters(injectionRate: 4, volume: 1, gamma: 0.02, gammaTriplet: 0.02, spinFlipTime: 0.4),
      testDescription: "heisenberg, through S = 0"),
    Case(
      model: .su2, start: State(N: 6, m: 1),
      parameters: Parameters(injectionRate: 0, volume: 1, gamma: 0, gammaTriplet: 0, spinFlipTime: 1),
      testDescription: "su2, flips alone"),
  ]

  @Test("drawn directions have the mean of the averaged factors, on the same trajectories", arguments: cases)
  func meanDirection(_ test: Case) throws {
    // From time 0 to the end: J(0)·J(t), and the chain of the factors of just that trajectory. Eight points between, so
    // that directions are also drawn while the state is held.
    let count = 6000
    let S = Double(test.start.twiceSpin) / 2
    var (difference, squares, untilted, components) = (0.0, 0.0, 0.0, SIMD3<Double>.zero)
    var products = [Double](repeating: 0, count: 3)
    for i in 0..<count {
      let outcome = try Trajectory.run(
        task(
          test.model, test.parameters, start: test.start, duration: 0.4, seed: 61, trajectory: i,
          trace: TimeGrid(start: 0, step: 0.05, count: 9)))
      let first = try #require(outcome.trace.first?.spin)
      let last = try #require(outcome.trace.last?.spin)
      let chain = outcome.correlations.chain[1] * (test.model == .su2 ? S / (S + 1) : 1)
      let d = (first * last).sum() - chain
      difference += d
      squares += d * d
      let end = Double(outcome.finalState.twiceSpin) / 2
      untilted += (first * last).sum() - S * end
      components += first / S
      for axis in 0..<3 { products[axis] += first[axis] * first[axis] / (S * S) }
    }
    let n = Double(count)
    let error = (squares / n).squareRoot() / n.squareRoot()
    // Seven numbers in each of five cases, family level 1e-3.
    let limit = Significance.normalLimit(level: 1e-3, count: 35)
    #expect(abs(difference / n) < limit * error, "\(difference / n) ± \(error)")
    // The twin: without the turning of the axis.
    #expect(abs(untilted / n) > limit * error, "\(untilted / n) ± \(error)")
    // The first direction is even: components have mean 0 and variance 1/3, their squares mean 1/3 and variance 4/45.
    for axis in 0..<3 {
      #expect(abs(components[axis]) < limit * (n / 3).squareRoot(), "\(components)")
      #expect(abs(products[axis] - n / 3) < limit * (n * 4 / 45).squareRoot(), "\(products)")
    }
  }

  @Test("with a pinned axis the spin of the path is the signed spin of its states")
  func pinned() throws {
    let outcome = try Trajectory.run(
      task(
        .ising, SpinTraceTests.parameters, start: State(N: 4, m: 4), duration: 5,
        trace: TimeGrid(start: 0, step: 1, count: 6)))
    #expect(outcome.trace.first?.spin == SIMD3(0, 0, -2))
  }
}
