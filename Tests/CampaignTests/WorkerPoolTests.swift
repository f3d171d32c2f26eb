import Foundation
import Synchronization
import Testing

import Campaign

@Suite struct WorkerPoolTests {
  private struct JobError: Error, Equatable { let job: Int }

  /// Hands out 0, 1, … `count` − 1.
  private final class Counter: Sendable {
    private let state = Mutex(0)
    let count: Int

    init(_ count: Int) { self.count = count }

    func next() -> Int? {
      state.withLock { taken in
        guard taken < count else { return nil }
        taken += 1
        return taken - 1
      }
    }
  }

  /// Every job is done once, however many workers there are.
  @Test(arguments: [1, 2, 3, 16])
  func everyJobOnce(_ threads: Int) throws {
    for count in [0, 1, 2, 500] {
      let done = Mutex([Int](repeating: 0, count: count))
      let jobs = Counter(count)
      try WorkerPool.run(threads: threads, next: { jobs.next() }) { job in done.withLock { $0[job] += 1 } }
      #expect(done.withLock { $0 } == Array(repeating: 1, count: count))
    }
  }

  /// Jobs do run at the same time: each of these waits for the other.
  @Test(.timeLimit(.minutes(1)))
  func together() throws {
    let jobs = Counter(2)
    let arrived = Mutex(0)
    try WorkerPool.run(threads: 2, next: { jobs.next() }) { _ in
      arrived.withLock { $0 += 1 }
      while arrived.withLock({ $0 }) < 2 { usleep(1000) }
    }
    #expect(arrived.withLock { $0 } == 2)
  }

  /// No more jobs are taken after one has failed, and its error is thrown.
  @Test func stops() {
    let jobs = Counter(1000)
    let done = Mutex([Int]())
    #expect(throws: JobError(job: 3)) {
      try WorkerPool.run(threads: 1, next: { jobs.next() }) { job in
        done.withLock { $0.append(job) }
        if job == 3 { throw JobError(job: job) }
      }
    }
    #expect(done.withLock { $0 } == [0, 1, 2, 3])
  }

  /// Of several that fail the earliest is told, though it fails last.
  @Test(.timeLimit(.minutes(1)))
  func earliestError() {
    for _ in 0..<20 {
      let jobs = Counter(1000)
      let failed = Mutex(0)
      #expect(throws: JobError(job: 0)) {
        try WorkerPool.run(threads: 3, next: { jobs.next() }) { job in
          if job == 0 { while failed.withLock({ $0 }) < 1 { usleep(100) } }
          failed.withLock { $0 += 1 }
          throw JobError(job: job)
        }
      }
    }
  }

  /// … and also when it fails first.
  @Test(.timeLimit(.minutes(1)))
  func laterErrorsDoNotReplaceIt() {
    let jobs = Counter(2)
    let taken = Mutex(0)
    #expect(throws: JobError(job: 0)) {
      try WorkerPool.run(threads: 2, next: { jobs.next() }) { job in
        taken.withLock { $0 += 1 }
        while taken.withLock({ $0 }) < 2 { usleep(100) }
        // Job 0 has failed, and the pool has seen it, long before.
        if job == 1 { usleep(200_000) }
        throw JobError(job: job)
      }
    }
  }
}
