import ClusterModel

/// Events drawn in eight lanes, by process.
struct LaneCounts {
  /// Events drawn since the start, the same for all lanes; those beyond the first process, the second, the third.
  struct Common {
    var drawn = 0
    var beyondFirst = Lanes(0)
    var beyondSecond = Lanes(0)
    var beyondThird = Lanes(0)

    @inline(__always)
    mutating func add(_ event: EventChoice<Lanes>) {
      drawn &+= 1
      beyondFirst.replace(with: beyondFirst + Lanes(1), where: event.beyondFirst)
      beyondSecond.replace(with: beyondSecond + Lanes(1), where: event.beyondSecond)
      beyondThird.replace(with: beyondThird + Lanes(1), where: event.beyondThird)
    }
  }

  private let processCount: Int
  var common = Common()
  /// Those of the fifth process and further, at `16·lane + process`.
  var further = [Int](repeating: 0, count: laneCount << 4)
  /// What was counted before the lane's present count began.
  var before = [Int](repeating: 0, count: laneCount << 4)

  init(processCount: Int) { self.processCount = processCount }

  /// An event that was counted turned out to be of another process.
  mutating func replace(_ lane: Int, _ process: Double, with other: Double) {
    for (p, sign) in [(process, -1), (other, +1)] {
      common.beyondFirst[lane] += p >= 1 ? Double(sign) : 0
      common.beyondSecond[lane] += p >= 2 ? Double(sign) : 0
      common.beyondThird[lane] += p >= 3 ? Double(sign) : 0
      if p >= 4 { further[lane << 4 | Int(p)] += sign }
    }
  }

  /// The counts of a lane without the given events, which were drawn but have not happened; they start again from zero.
  mutating func take(_ lane: Int, without pending: [Int]) -> [Int] {
    let (first, second) = (Int(common.beyondFirst[lane]), Int(common.beyondSecond[lane]))
    let third = Int(common.beyondThird[lane])
    var now = (0..<16).map { further[lane << 4 | $0] }
    let rest = now.reduce(0, +)
    now[0] = common.drawn - first
    now[1] = first - second
    now[2] = second - third
    now[3] = third - rest
    for process in pending { now[process] -= 1 }
    defer { for i in 0..<16 { before[lane << 4 | i] = now[i] } }
    return (0..<processCount).map { now[$0] - before[lane << 4 | $0] }
  }
}
