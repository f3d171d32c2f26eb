package import Binary
import GSLBridge
package import Kernel

/// A job in the middle, as it is in a file: which blocks, and the state of their trajectories.
///
/// The states of GSL's generators are those of its memory: only the same GSL on the same kind of machine can go on with them.
package struct TaskState {
  let job: BlockQueue.Job
  package let bytes: [UInt8]

  init(job: BlockQueue.Job, plan: CampaignPlan, state: [UInt8]) {
    self.job = BlockQueue.Job(point: job.point, blocks: job.blocks, saved: state)
    var writer = BinaryWriter()
    writer.put(TaskState.machine(plan))
    writer.put(job.point)
    writer.put(job.blocks)
    writer.put(state)
    bytes = writer.bytes
  }

  /// The state of the trajectories of some blocks of a point.
  package init(_ plan: CampaignPlan, point: Int, blocks: [Int], state: [UInt8]) {
    self.init(job: BlockQueue.Job(point: point, blocks: blocks), plan: plan, state: state)
  }

  package init(_ plan: CampaignPlan, from reader: inout BinaryReader) throws(BinaryError) {
    let machine = try reader.text()
    if machine != TaskState.machine(plan) {
      throw BinaryError("was written with \(machine), this is \(TaskState.machine(plan))")
    }
    let point = try reader.integer(in: 0...plan.points.count - 1)
    let blocks = try reader.integers()
    guard !blocks.isEmpty, zip(blocks, blocks.dropFirst()).allSatisfy(<),
      (blocks.first ?? -1) >= 0, (blocks.last ?? .max) < plan.points[point].blockCount
    else { throw BinaryError("has blocks that the point does not have") }
    job = BlockQueue.Job(point: point, blocks: blocks, saved: try reader.byteArray())
    bytes = []
  }

  /// Goes on with the trajectories.
  /// - Returns: the outcomes of the blocks.
  package func resume(
    _ plan: CampaignPlan, _ request: PauseRequest, take: @escaping ([UInt8]) -> Void
  ) throws(TrajectoryError) -> [BlockOutcome] {
    let pauses = Pauses(request, saved: job.saved, take: take)
    return try CampaignRun.simulate(plan.points[job.point], blocks: job.blocks, pauses: pauses)
  }

  /// Whether the trajectories can be gone on with from their states: all of these are read, and none takes a step.
  package func check(_ plan: CampaignPlan) throws(BinaryError) {
    let request = PauseRequest()
    request.stop()
    do throws(TrajectoryError) {
      _ = try resume(plan, request) { _ in }
    } catch .badState(let reason) {
      throw BinaryError("is damaged (\(reason))")
    } catch {
      // Stopped, as it should be.
    }
  }

  package static func machine(_ plan: CampaignPlan) -> String {
    #if arch(x86_64)
      let processor = "x86-64"
    #elseif arch(arm64)
      let processor = "arm64"
    #else
      let processor = "another processor"
    #endif
    return "\(plan.generator.name) of GSL \(GSL.version) on \(processor)"
  }
}

/// The finished points of a run, and the time that it took so far.
package struct Ledger {
  var finished: [Int: CheckpointKeeper.Finished]
  var sessions: CheckpointKeeper.Sessions

  init(finished: [Int: CheckpointKeeper.Finished], sessions: CheckpointKeeper.Sessions) {
    self.finished = finished
    self.sessions = sessions
  }

  package var bytes: [UInt8] {
    var writer = BinaryWriter()
    writer.put(sessions.count)
    writer.put(sessions.wallTime)
    writer.put(sessions.cpuTime)
    writer.put(finished.count)
    for (point, finished) in finished.sorted(by: { $0.key < $1.key }) {
      writer.put(point)
      writer.put(finished.blocks)
      writer.put(finished.events)
      writer.put(finished.files.count)
      for file in finished.files {
        writer.put(file.name)
        writer.put(file.size)
        writer.put(file.checksum)
      }
    }
    return writer.bytes
  }

  package init(_ plan: CampaignPlan, from reader: inout BinaryReader) throws(BinaryError) {
    sessions = CheckpointKeeper.Sessions(
      count: try reader.integer(in: 1...1 << 40), wallTime: try reader.finite(), cpuTime: try reader.finite())
    finished = [:]
    for _ in 0..<(try reader.integer(in: 0...plan.points.count)) {
      let point = try reader.integer(in: 0...plan.points.count - 1)
      let blocks = try reader.integer(in: 0...PointPlan.maximumBlocks)
      let events = try reader.tally()
      var files: [CheckpointKeeper.Finished.File] = []
      for _ in 0..<(try reader.integer(in: 0...100)) {
        let name = try reader.text()
        let isInside = name.hasPrefix(plan.path(ofPoint: point)) && !name.contains("..") && !name.hasPrefix("/")
        if !isInside { throw BinaryError("has a file \(name)") }
        files.append(.init(name: name, size: try reader.integer(), checksum: try reader.unsigned()))
      }
      finished[point] = .init(files: files, blocks: blocks, events: events)
    }
  }
}
