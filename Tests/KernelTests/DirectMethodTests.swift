import ClusterModel
import Foundation
import Kernel
import TestSupport
import Testing

@Suite("Direct method, by hand")
struct HandWorkedTests {
  /// An event: u that the word stands for, and what it must give: the process, its place in its interval, the total rate.
  struct Step {
    var u: Double
    var process: String
    var share: Double
    var total: Double
    var next: State

    init(_ u: Double, _ process: String, _ share: Double, _ total: Double, _ N: Int, _ m: Int) {
      (self.u, self.process, self.share, self.total, next) = (u, process, share, total, State(N: N, m: m))
    }
  }

  struct Path: Sendable, CustomTestStringConvertible {
    let model: ModelName
    let start: State
    let steps: @Sendable () -> [Step]
    var testDescription: String { model.rawValue }
  }

  /// I = 12, g = 2, gt = 1, w = 3 per s; trapping 1 where it is told. Rates in the order of the processes.
  static let paths = [
    // (2,0): 8, 4 | 0 | 6, 0 | 1, 0, 0 | 2, 0 of 21. (3,1): 8, 4 | 4 | 6, 3 | 1, 2, 0 | 2, 1 of 31.
    // (1,0): 9, 3 | 0 | 3, 0 | 0, 0, 0 | 1, 0 of 16. (1,1): 12, 0 | 0 | 0, 3 | 0, 0, 0 | 0, 1 of 16.
    // (1,0) again, (0,0): 12, 0 of 12.
    Path(model: .heisenberg, start: State(N: 2, m: 0)) {
      [
        Step(9 / 21.0, "injectionReversed", 0.25, 21, 3, 1),
        Step(27 / 31.0, "tripletAnnihilationMixed", 0.5, 31, 1, 0),
        Step(12.75 / 16, "spinFlip", 0.25, 16, 1, 1),
        Step(13.5 / 16, "spinFlipBack", 0.5, 16, 1, 0),
        Step(15.125 / 16, "trappingAligned", 0.125, 16, 0, 0),
        Step(0.75, "injectionAligned", 0.75, 12, 1, 0),
        Step(4.5 / 16, "injectionAligned", 0.5, 16, 2, 0),
        Step(18.5 / 21, "tripletAnnihilationAligned", 0.5, 21, 0, 0),
      ]
    },
    // (2,1): 6, 6 | 2 | 3, 3 | 0, 1, 0 | 1, 1 of 23. (2,2): 6, 6 | 0 | 0, 6 | 0, 0, 1 | 0, 2 of 21.
    // (0,0): 6, 6 of 12. (1,1): 6, 6 | 0 | 0, 3 | 0, 0, 0 | 0, 1 of 16. (2,1) again.
    Path(model: .ising, start: State(N: 2, m: 1)) {
      [
        Step(14.75 / 23, "spinFlip", 0.25, 23, 2, 2),
        Step(18.5 / 21, "tripletAnnihilationReversed", 0.5, 21, 0, 0),
        Step(9 / 12.0, "injectionReversed", 0.5, 12, 1, 1),
        Step(1.5 / 16, "injectionAligned", 0.25, 16, 2, 1),
        Step(13 / 23.0, "singletAnnihilation", 0.5, 23, 0, 0),
        Step(9 / 12.0, "injectionReversed", 0.5, 12, 1, 1),
        Step(15.25 / 16, "trappingReversed", 0.25, 16, 0, 0),
      ]
    },
    // T = 2S = N − 2m, k = N − m. (3,1), T = 1, k = 2: injection 12·3/4 = 9, 12/4 = 3; singlet 2·1·3 = 6;
    // flips 3·3·0 = 0 and 3·1·4/2 = 6; triplet 0, 0, ½·3·1 = 1.5, 1.5; traps 1·1·3/2 = 1.5, 1·3·1/2 = 1.5; 30 in all.
    // (3,0), T = 3, k = 3: 12·5/8 = 7.5, 4.5; 0; 3·4·2/4 = 6, 0; 2·4·3/(2·4) = 3, 0, 0, 0; 3·4/4 = 3, 0; 24 in all.
    // (1,0), T = 1: 9, 3; 0; 0, 0; 0, 0, 0, 0; 1·1·2/2 = 1, 0; 13 in all. (2,1), T = 0, k = 1: 12, 0; 2·1·2 = 4; 0,
    // 3·1·3 = 9; 0, 0, ½·2·1 = 1, 0; 0, 1·2·1 = 2; 28 in all. (2,0), T = 2: 8, 4; 0; 3·3/3 = 3, 0; 1·3·2/(2·3) = 1, 0,
    // 0, 0; 2·3/3 = 2, 0; 18 in all. (1,0) again.
    Path(model: .su2, start: State(N: 3, m: 1)) {
      [
        Step(21 / 30.0, "spinFlipBack", 0.5, 30, 3, 0),
        Step(18.75 / 24, "tripletAnnihilationAligned", 0.25, 24, 1, 0),
        Step(10.5 / 13, "injectionReversed", 0.5, 13, 2, 1),
        Step(20.5 / 28, "spinFlipBack", 0.5, 28, 2, 0),
        Step(12.75 / 18, "spinFlip", 0.25, 18, 2, 1),
        Step(25.5 / 28, "tripletAnnihilationSinglet", 0.5, 28, 0, 0),
        Step(0.375, "injectionAligned", 0.375, 12, 1, 0),
        Step(2.25 / 13, "injectionAligned", 0.25, 13, 2, 0),
        Step(17 / 18.0, "trappingAligned", 0.5, 18, 1, 0),
      ]
    },
    // N = 3: 7.5, 4.5, 3, 9, 3 of 27. N = 1: 9, 3, 0, 0, 1 of 13. N = 0: 12 of 12. N = 2: 8, 4, 1, 6, 2 of 21.
    Path(model: .polarized, start: State(N: 3, m: 0)) {
      [
        Step(19.5 / 27, "spinFlip", 0.5, 27, 1, 0),
        Step(11.25 / 13, "injectionReversed", 0.75, 13, 0, 0),
        Step(0.25, "injectionAligned", 0.25, 12, 1, 0),
        Step(4.5 / 13, "injectionAligned", 0.5, 13, 2, 0),
        Step(12.25 / 21, "tripletAnnihilation", 0.25, 21, 0, 0),
      ]
    },
    // N = 3: 6, 6, 3, 9, 3 of 27. N = 2: 6, 6, 1, 6, 2 of 21. N = 1: 6, 6, 0, 0, 1 of 13. N = 0: 12 of 12.
    Path(model: .polarizedIsing, start: State(N: 3, m: 0)) {
      [
        Step(24.75 / 27, "trapping", 0.25, 27, 2, 0),
        Step(9 / 21.0, "injectionReversed", 0.5, 21, 1, 0),
        Step(7.5 / 13, "injectionReversed", 0.25, 13, 0, 0),
        Step(11.25 / 12, "injectionAligned", 0.9375, 12, 1, 0),
        Step(3 / 13.0, "injectionAligned", 0.5, 13, 2, 0),
        Step(14.5 / 21, "spinFlip", 0.25, 21, 0, 0),
      ]
    },
  ]

  static let parameters = Parameters(
    injectionRate: 12, volume: 1, gamma: 2, gammaTriplet: 1, spinFlipTime: 1.0 / 3, trappingTime: 1)

  @Test("states, processes and waiting times of a scripted trajectory", arguments: paths)
  func scripted(path: Path) throws {
    try path.model.withModel { try run(type: $0, path) }
  }

  private func run<M: ClusterModel>(type: M.Type, _ path: Path) throws {
    let steps = path.steps()
    var words = ScriptedWords(steps.map { word($0.u) }, then: word(0.3))
    var method = DirectMethod(M(RateConstants(HandWorkedTests.parameters)), start: path.start, words: &words)
    var state = path.start
    for (i, step) in steps.enumerated() {
      #expect(M.processes[method.process].name == step.process, "step \(i) from \(state)")
      #expect(method.state == state, "step \(i)")
      let wait = -log(step.share) / step.total
      // No rate that is not zero is below 1/s here.
      let tolerance = cellError(share: step.share, rate: 1, total: step.total)
      #expect(abs(method.wait / wait - 1) < tolerance, "step \(i) from \(state): \(method.wait), \(wait)")
      // In two spans, the second a little too long: the waiting time that is left goes over to the next.
      var diary = Diary()
      #expect(method.advance(for: wait / 4, words: &words, limit: 100, observer: &diary))
      #expect(method.state == state && words.taken == i + 1)
      #expect(abs(method.wait / (wait * 3 / 4) - 1) < tolerance * 4 / 3)
      #expect(method.advance(for: method.wait.nextUp, words: &words, limit: 100, observer: &diary))
      #expect(diary.entries.map { $0.process == nil } == [true, false, true])
      #expect(diary.entries.map(\.state) == [state, state, step.next])
      state = step.next
      #expect(method.state == state && words.taken == i + 2, "step \(i) to \(state)")
    }
    #expect(words.extrasTaken == 0)
  }

  @Test("the whole trajectory in one span: times of the diary are the waiting times")
  func oneSpan() {
    let steps = HandWorkedTests.paths[0].steps()
    var words = ScriptedWords(steps.map { word($0.u) })
    let waits = steps.map { -log($0.share) / $0.total }
    var method = DirectMethod(
      Heisenberg(RateConstants(HandWorkedTests.parameters)), start: State(N: 2, m: 0), words: &words)
    var diary = Diary()
    // After the last event, in (0,0), the word ½ waits log 2/12 s, half of which is let pass.
    let rest = log(2.0) / 24
    #expect(method.advance(for: waits.reduce(rest, +), words: &words, limit: 100, observer: &diary))
    #expect(diary.entries.count == steps.count + 1)
    var tolerances = steps.map { cellError(share: $0.share, rate: 1, total: $0.total) }
    for ((entry, wait), tolerance) in zip(zip(diary.entries, waits), tolerances) {
      #expect(abs(entry.time / wait - 1) < tolerance)
    }
    #expect(diary.entries.map { $0.process.map { Heisenberg.processes[$0].name } } == steps.map(\.process) + [nil])
    // What is left of the span has the errors of all waiting times before.
    tolerances = zip(tolerances, waits).map { $0 * $1 }
    let left = tolerances.reduce(cellError(share: 0.5, rate: 12, total: 12) * 2 * rest, +)
    #expect(abs((diary.entries.last?.time ?? 0) - rest) < left && abs(method.wait - rest) < left)
  }

  @Test("from any state, every process at any place of its interval, with formulas typed a second time")
  func everyProcess() throws {
    let sets = [
      HandWorkedTests.parameters,
      Parameters(injectionRate: 20, volume: 0.7, gamma: 18, gammaTriplet: 0.3, spinFlipTime: 0.2, trappingTime: 0.7),
      Parameters(injectionRate: 0, volume: 2, gamma: 1, gammaTriplet: 0.5, spinFlipTime: nil, trappingTime: 3),
    ]
    for model in ModelName.allCases {
      for parameters in sets { model.withModel { everyProcess(type: $0, parameters) } }
    }
  }

  private func everyProcess<M: ClusterModel>(type: M.Type, _ parameters: Parameters) {
    let uniform = PlainUniform(seed: 5)
    let model = M(RateConstants(parameters))
    for N in 0..<12 {
      for m in 0...N where M.isValid(State(N: N, m: m)) {
        let state = State(N: N, m: m)
        let plain = plainProcesses(M.name, parameters, in: state)
        let rates = M.processes.map { process in plain.first { $0.name == process.name }?.rate ?? .nan }
        let total = rates.reduce(0, +)
        for (i, rate) in rates.enumerated() where rate > 0 {
          let share = 0.01 + 0.98 * uniform.next()
          let u = (rates[..<i].reduce(0, +) + share * rate) / total
          var words = ScriptedWords(event: word(u), time: word(share))
          let method = DirectMethod(model, start: state, words: &words)
          #expect(method.process == i, "\(M.name), \(state), \(M.processes[i].name)")
          let wait = -log(share) / total
          // A rare process has its time from a word of its own, with 53 bits.
          let isRare = rate < total / 512
          let error = abs(method.wait / wait - 1)
          #expect(
            error < (isRare ? 1e-12 : cellError(share: share, rate: rate, total: total)),
            "\(M.name), \(state), \(M.processes[i].name): \(method.wait), \(wait)")
          #expect(!isRare || words.extrasTaken == 2)
        }
        if total == 0 {
          var words = ScriptedWords([1])
          let method = DirectMethod(model, start: state, words: &words)
          // All trajectories take one word a step, also in an absorbing state; there is nothing to refine in it.
          #expect(method.wait == .infinity && words.taken == 1 && words.extrasTaken == 0, "\(M.name), \(state)")
        }
      }
    }
  }
}
