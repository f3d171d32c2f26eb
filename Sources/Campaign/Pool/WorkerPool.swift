import Dispatch
import Synchronization

/// Runs jobs on worker threads of Dispatch.
///
/// Each worker takes the next job when it has finished one: one lock a job, none within. Nothing is promised about the
/// order in which jobs end; whoever collects their results puts them in order.
package enum WorkerPool {
  /// Runs jobs until `next` gives no more or one of them throws.
  /// - Parameters:
  ///   - threads: workers, ≥ 1.
  ///   - next: the next job; called by one worker at a time.
  ///   - mayAbandon: asked now and then; once it says so, workers that are still at work are not waited for.
  ///   - perform: does a job; called by all workers at once.
  /// - Throws: the error of the earliest job (by the order of `next`) among those that failed.
  package static func run<Job: Sendable>(
    threads: Int, next: @escaping @Sendable () -> Job?, mayAbandon: (() -> Bool)? = nil,
    perform: @escaping @Sendable (Job) throws -> Void
  ) throws {
    let shared = Shared()
    let queue = DispatchQueue(label: "qpspin.workers", qos: .userInitiated, attributes: .concurrent)
    let group = DispatchGroup()
    for _ in 0..<max(1, threads) {
      queue.async(group: group) {
        while let (number, job) = shared.take(next) {
          do { try perform(job) } catch { shared.fail(number, error) }
        }
      }
    }
    if let mayAbandon {
      while group.wait(timeout: .now() + 0.05) == .timedOut && !mayAbandon() {}
    } else {
      group.wait()
    }
    try shared.rethrow()
  }

  private final class Shared: Sendable {
    private struct State {
      var taken = 0
      var failure: (number: Int, error: any Error)?
    }

    private let state = Mutex(State())

    func take<Job>(_ next: () -> Job?) -> (Int, Job)? {
      state.withLock { state in
        guard state.failure == nil, let job = next() else { return nil }
        state.taken += 1
        return (state.taken, job)
      }
    }

    func fail(_ number: Int, _ error: any Error) {
      state.withLock { state in
        if let failure = state.failure, failure.number < number { return }
        state.failure = (number, error)
      }
    }

    func rethrow() throws {
      if let failure = state.withLock({ $0.failure }) { throw failure.error }
    }
  }
}
