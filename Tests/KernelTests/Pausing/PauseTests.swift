import Binary
import ClusterModel
import Dispatch
import GSLBridge
import Statistics
import Testing

import Kernel

/// Trajectories that are stopped and gone on with: the same bytes as without.
@Suite struct PauseTests {
  private func bytes(_ outcomes: [TrajectoryOutcome]) -> [UInt8] {
    var writer = BinaryWriter()
    writer.put(outcomes)
    return writer.bytes
  }

  /// Runs tasks, stopped at every `looks`-th look at whether they are to. In step the first look is before the first event.
  private func runInPieces(
    _ tasks: [TrajectoryTask], looks: Int
  ) throws -> (outcomes: [TrajectoryOutcome], pieces: Int, states: [[UInt8]]) {
    var states: [[UInt8]] = []
    var outcomes: [TrajectoryOutcome]?
    precondition(looks > 1, "the first look is where the piece before ended")
    while outcomes == nil {
      let request = PauseRequest()
      var seen = 0
      let pauses = Pauses(request, saved: states.last) { state in
        seen += 1
        if seen < looks {
          request.ask()
        } else {
          states.append(state)
          request.stop()
        }
      }
      request.ask()
      do {
        outcomes = try Trajectory.run(tasks, pauses: pauses)
      } catch {
        if error != .stopped { throw error }
      }
    }
    return (outcomes ?? [], states.count + 1, states)
  }

  private let parameters = Parameters(
    injectionRate: 20, volume: 1, gamma: 18, gammaTriplet: 0.0018, spinFlipTime: 10, trappingTime: 8, zeeman: 0)
  private let start = TrajectoryStart.drawn(cumulative: (0..<12).map { Double($0 + 1) / 12 })

  /// More trajectories than lanes, of which some end while others go on.
  @Test(arguments: ModelName.allCases)
  func inStep(_ model: ModelName) throws {
    var tasks = try pointTasks(
      model, count: 10, parameters: parameters, duration: 10, start: start, maximumLag: 1,
      ensemble: TimeGrid(start: -3, step: 2, count: 8))
    for i in tasks.indices {
      tasks[i].duration = 6 + Double(i)
      // Several levels, each with more samples than wait for it in a block.
      tasks[i].lags = LagGrid(step: 0.01, lagsPerOctave: 4, levels: 4)
    }
    let whole = bytes(try Trajectory.run(tasks))
    for looks in [2, 7] {
      let run = try runInPieces(tasks, looks: looks)
      #expect(run.pieces > 2)
      #expect(bytes(run.outcomes) == whole, "\(looks)")
    }
  }

  /// With sample paths, burn-in and measuring alone, in both cases together with others in step.
  @Test(arguments: ModelName.allCases)
  func alone(_ model: ModelName) throws {
    var tasks = try pointTasks(
      model, count: 4, parameters: parameters, duration: 200, burnIn: 100, start: start, step: 2, maximumLag: 4)
    tasks[1].trace = TimeGrid(start: 0, step: 3, count: 50)
    for i in tasks.indices { tasks[i].lags = LagGrid(step: 0.2, lagsPerOctave: 4, levels: 4) }
    tasks[3].trace = TimeGrid(start: 0, step: 40, count: 5)
    let whole = bytes(try Trajectory.run(tasks))
    for looks in [15] {
      let run = try runInPieces(tasks, looks: looks)
      #expect(run.pieces > 3)
      #expect(bytes(run.outcomes) == whole, "\(looks)")
    }
    // Nothing but the one with the path: every look is its own.
    let lone = try runInPieces([tasks[1]], looks: 90)
    #expect(lone.pieces > 2)
    #expect(bytes(lone.outcomes) == bytes(try Trajectory.run([tasks[1]])))
    // A single stretch of time: nothing to be recorded for many events.
    var long = [tasks[0]]
    long[0].lags = LagGrid(step: 200, maximumLag: 200)
    let run = try runInPieces(long, looks: 2)
    #expect(run.pieces > 1)
    #expect(bytes(run.outcomes) == bytes(try Trajectory.run(long)))
  }

  @Test(arguments: ModelName.allCases)
  func leaping(_ model: ModelName) throws {
    let large = Parameters(
      injectionRate: 20000, volume: 1, gamma: 18, gammaTriplet: 0.0018, spinFlipTime: 10, trappingTime: nil, zeeman: 0)
    var tasks = try pointTasks(
      model, count: 3, parameters: large, duration: 12, burnIn: 6, start: .fixed(State(N: 200, m: 0)), step: 1,
      maximumLag: 4)
    for i in tasks.indices { tasks[i].leapAccuracy = 0.1 }
    tasks[1].trace = TimeGrid(start: 0, step: 0.5, count: 20)
    let whole = bytes(try Trajectory.run(tasks))
    for looks in [12, 40] {
      let run = try runInPieces(tasks, looks: looks)
      #expect(run.pieces > 1)
      #expect(bytes(run.outcomes) == whole, "\(looks)")
    }
  }

  /// Every generator of GSL: its state is taken and given back, unused words and all.
  @Test func generators() throws {
    for generator in RandomGeneratorType.all {
      // Some give a few bits at a time, or repeat soon; that is no matter here.
      var tasks = try pointTasks(
        .su2, count: 3, parameters: parameters, duration: 4, burnIn: 1, generator: generator.name, maximumLag: 0.4)
      tasks[0].trace = TimeGrid(start: 0, step: 3, count: 5)
      let whole = bytes(try Trajectory.run(tasks))
      let run = try runInPieces(tasks, looks: 9)
      #expect(run.pieces > 1, "\(generator.name)")
      #expect(bytes(run.outcomes) == whole, "\(generator.name)")
    }
  }

  /// Tables beyond the one that lanes share, and beyond full resolution.
  @Test func largeTables() throws {
    let large = Parameters(
      injectionRate: 1e6, volume: 1, gamma: 1e-4, gammaTriplet: 0, spinFlipTime: 0.01, trappingTime: nil, zeeman: 0)
    let tasks = try pointTasks(
      .heisenberg, count: 2, parameters: large, duration: 0.05, burnIn: 0, start: .fixed(State(N: 3000, m: 900)),
      step: 0.01)
    let whole = bytes(try Trajectory.run(tasks))
    var saved: [UInt8]?
    var pieces = 0
    for delay in [0.0, 0.03, 0.03, 0.03] {
      // Looking at each block would take too long: from another thread, at any moment.
      let request = PauseRequest()
      let pauses = Pauses(request, saved: saved) { saved = $0 }
      if delay == 0 { request.stop() }
      DispatchQueue.global().asyncAfter(deadline: .now() + delay) { request.stop() }
      do {
        _ = try Trajectory.run(tasks, pauses: pauses)
        break
      } catch {
        #expect(error == .stopped)
        pieces += 1
      }
    }
    #expect(pieces > 0)
    #expect(bytes(try Trajectory.run(tasks, pauses: Pauses(PauseRequest(), saved: saved) { _ in })) == whole)
  }

  /// States that are none: refused, whatever byte is wrong, and never a crash.
  @Test func damagedStates() throws {
    var tasks = try pointTasks(.heisenberg, count: 9, parameters: parameters, duration: 3, start: start)
    tasks[8].trace = TimeGrid(start: 0, step: 1, count: 3)
    let states = try runInPieces(tasks, looks: 2).states
    let state = try #require(states.last)
    func resume(_ bytes: [UInt8]) -> String? {
      let request = PauseRequest()
      request.stop()
      let pauses = Pauses(request, saved: bytes) { _ in }
      do {
        _ = try Trajectory.run(tasks, pauses: pauses)
      } catch TrajectoryError.badState(let reason) {
        return reason
      } catch {}
      return nil
    }
    #expect(resume(state) == nil)
    for length in stride(from: 0, to: state.count, by: 97) {
      #expect(resume(Array(state[..<length])) != nil, "the first \(length) bytes")
    }
    #expect(resume(state + [0]) != nil)
    for place in stride(from: 0, to: state.count, by: 211) {
      var other = state
      other[place] ^= 0x80
      _ = resume(other)
    }
    // Of another task.
    for i in tasks.indices { tasks[i].lags = LagGrid(step: 0.2, maximumLag: 3) }
    #expect(resume(try #require(states.first)) != nil)
  }
}
