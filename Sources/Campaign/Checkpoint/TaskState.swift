import Binary
import GSLBridge
import Kernel

/// A job in the middle, as it is in a file: which blocks, and the state of their trajectories.
///
/// The states of GSL's generators are those of its memory: only the same GSL on the same kind of machine can go on with them.
struct TaskState {
  let job: BlockQueue.Job
  let bytes: [UInt8]

  init(job: BlockQueue.Job, plan: CampaignPlan, state: [UInt8]) {
    self.job = BlockQueue.Job(point: job.point, blocks: job.blocks, saved: state)
    var writer = BinaryWriter()
    writer.put(TaskState.machine(plan))
    writer.put(job.point)
    writer.put(job.blocks)
    writer.put(state)
    bytes = writer.bytes
  }

  init(_ plan: CampaignPlan, from reader: inout BinaryReader) throws(BinaryError) {
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

  private static func machine(_ plan: CampaignPlan) -> String {
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
struct Ledger {
  var finished: [Int: CheckpointKeeper.Finished]
  var sessions: CheckpointKeeper.Sessions

  init(finished: [Int: CheckpointKeeper.Finished], sessions: CheckpointKeeper.Sessions) {
    self.finished = finished
    self.sessions = sessions
  }

  var bytes: [UInt8] {
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

  init(_ plan: CampaignPlan, from reader: inout BinaryReader) throws(BinaryError) {
    sessions = CheckpointKeeper.Sessions(
      count: try reader.integer(in: 1...(.max)), wallTime: try reader.double(), cpuTime: try reader.double())
    finished = [:]
    for _ in 0..<(try reader.integer(in: 0...plan.points.count)) {
      let point = try reader.integer(in: 0...plan.points.count - 1)
      let blocks = try reader.integer(in: 0...PointPlan.maximumBlocks)
      let events = try reader.integer()
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
