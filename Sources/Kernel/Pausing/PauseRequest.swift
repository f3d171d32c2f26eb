import Synchronization

/// Asks all running trajectories how far they are, to show their state, or to stop; from any thread.
public final class PauseRequest: Sendable {
  private let asked = Atomic<Int>(0)
  private let askedForStates = Atomic<Int>(0)
  private let stopped = Atomic<Bool>(false)

  public init() {}

  /// How often something was asked for. Trajectories look at it between blocks of events.
  @inline(__always)
  public var count: Int { asked.load(ordering: .relaxed) }

  /// Whether trajectories are to end when they have shown their state.
  public var isStop: Bool { stopped.load(ordering: .acquiring) }

  /// How often the state was asked for. What came before the `count` that was read first is in it.
  var stateCount: Int {
    _ = asked.load(ordering: .acquiring)
    return askedForStates.load(ordering: .acquiring)
  }

  /// Asks how far each is, which costs next to nothing.
  package func askProgress() { asked.add(1, ordering: .acquiringAndReleasing) }

  /// Asks for the state.
  public func ask() {
    askedForStates.add(1, ordering: .acquiringAndReleasing)
    askProgress()
  }

  /// Asks for the state, and to stop then; for good.
  public func stop() {
    stopped.store(true, ordering: .releasing)
    ask()
  }
}
