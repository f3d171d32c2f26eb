import ClusterModel

/// The time that a trajectory spends in each state (N, m), in s.
///
/// The table grows with the states that occur. Up to `cellLimit` cells it holds every (N, m) and everything else follows
/// from it; beyond, N, m and 2S are kept one by one at full resolution and the joint table gets wider bins (powers of 2).
public struct OccupationTimes: Sendable {
  /// Cells of the joint table at most: 2²² cells are 32 MB.
  public static let cellLimit = 1 << 22

  /// joint[(N >> binN) << shift | m >> binM].
  package internal(set) var joint: [Double]
  /// The table has 2^shift columns (m) and `rows` rows (N).
  package internal(set) var shift: Int
  package internal(set) var rows: Int
  /// log2 of the width of a bin in N and in m.
  public internal(set) var binN = 0
  public internal(set) var binM = 0
  let limit: Int
  /// Set once bins are wider than one.
  var separate: Marginals?

  /// Times in each N, m, and 2S (from −N to N; place 2S + offset).
  public struct Marginals: Sendable {
    public var N: [Double] = []
    public var m: [Double] = []
    /// 2S ≥ 0 and 2S < 0 (place −2S).
    public var twiceSpin: [Double] = []
    public var negativeTwiceSpin: [Double] = []

    @inline(__always)
    mutating func add(_ state: State, _ time: Double) {
      Self.add(&N, state.N, time)
      Self.add(&m, state.m, time)
      let twice = state.twiceSpin
      if twice >= 0 { Self.add(&twiceSpin, twice, time) } else { Self.add(&negativeTwiceSpin, -twice, time) }
    }

    @inline(__always)
    private static func add(_ table: inout [Double], _ place: Int, _ time: Double) {
      if place >= table.count { lengthen(&table, to: place) }
      table[place] += time
    }

    @inline(never)
    private static func lengthen(_ table: inout [Double], to place: Int) {
      table.append(contentsOf: repeatElement(0, count: place + 1 - table.count))
    }
  }

  /// - Parameter cellLimit: largest number of cells of the joint table.
  package init(cellLimit: Int = OccupationTimes.cellLimit) {
    limit = cellLimit
    shift = 2
    rows = 32
    joint = Array(repeating: 0, count: rows << shift)
  }

  /// Adds a holding time.
  @inline(__always)
  package mutating func add(N: Int, m: Int, time: Double) {
    let row = N >> binN
    let column = m >> binM
    if row >= rows || column >> shift != 0 || separate != nil {
      addSlowly(N: N, m: m, time: time)
    } else {
      joint[row << shift | column] += time
    }
  }

  @inline(never)
  private mutating func addSlowly(N: Int, m: Int, time: Double) {
    separate?.add(State(N: N, m: m), time)
    while N >> binN >= rows || (m >> binM) >> shift != 0 {
      let wider = (m >> binM) >> shift != 0
      if (rows << shift) * 2 <= limit {
        resize(rows: wider ? rows : 2 * rows, shift: wider ? shift + 1 : shift)
      } else {
        if separate == nil {
          separate = marginals
          separate?.add(State(N: N, m: m), time)
        }
        coarsen(N: !wider, m: wider)
      }
    }
    joint[(N >> binN) << shift | (m >> binM)] += time
  }

  private mutating func resize(rows newRows: Int, shift newShift: Int) {
    var table = [Double](repeating: 0, count: newRows << newShift)
    for row in 0..<min(rows, newRows) {
      for column in 0..<(1 << min(shift, newShift)) {
        table[row << newShift | column] = joint[row << shift | column]
      }
    }
    (joint, rows, shift) = (table, newRows, newShift)
  }

  private mutating func coarsen(N: Bool, m: Bool) {
    var table = [Double](repeating: 0, count: joint.count)
    for row in 0..<rows {
      for column in 0..<(1 << shift) {
        table[(N ? row >> 1 : row) << shift | (m ? column >> 1 : column)] += joint[row << shift | column]
      }
    }
    joint = table
    binN += N ? 1 : 0
    binM += m ? 1 : 0
  }

  /// Calls `body` with every bin of the joint table that holds time: its lowest N and m, and the time in s.
  public func forEachCell(_ body: (_ N: Int, _ m: Int, _ time: Double) -> Void) {
    for row in 0..<rows {
      for column in 0..<(1 << shift) {
        let time = joint[row << shift | column]
        if time > 0 { body(row << binN, column << binM, time) }
      }
    }
  }

  /// Times in each N, m and 2S.
  public var marginals: Marginals {
    if let separate { return separate }
    var result = Marginals()
    forEachCell { N, m, time in result.add(State(N: N, m: m), time) }
    return result
  }
}
