import Synchronization

/// Asks all running trajectories to show their state, or to stop; from any thread.
public final class PauseRequest: Sendable {
  private let asked = Atomic<Int>(0)
  private let stopped = Atomic<Bool>(false)

  public init() {}

  /// How often something was asked for. Trajectories look at it between blocks of events.
  @inline(__always)
  public var count: Int { asked.load(ordering: .relaxed) }

  /// Whether trajectories are to end when they have shown their state.
  public var isStop: Bool { stopped.load(ordering: .acquiring) }

  /// Asks for the state.
  public func ask() { asked.add(1, ordering: .acquiringAndReleasing) }

  /// Asks for the state, and to stop then; for good.
  public func stop() {
    stopped.store(true, ordering: .releasing)
    ask()
  }
}
