import ClusterModel

/// The occupation times of eight lanes side by side: one table for all, cell (lane, N, m), so that a place is found with one
/// multiplication. It grows with the states that occur; beyond a limit each lane gets an `OccupationTimes` of its own.
package struct LaneTables {
  /// table[lane·laneSize + N·columns + m].
  var table: [Double]
  var rows = 32
  var columns = 4
  /// Set when the table would have become too large.
  var separate: [OccupationTimes] = []

  /// Largest number of cells for all lanes together: 2²³ are 64 MB.
  package static let limit = 1 << 23

  init(separate: [OccupationTimes] = []) {
    table = Array(repeating: 0, count: laneCount * 32 * 4)
    self.separate = separate
  }

  var laneSize: Int { rows * columns }

  /// Makes room for the state (N, m).
  mutating func grow(N: Int, m: Int) {
    guard isShared else { return }
    var newRows = rows
    var newColumns = columns
    while newRows <= N { newRows *= 2 }
    while newColumns <= m { newColumns *= 2 }
    if newRows == rows && newColumns == columns { return }
    if newRows * newColumns * laneCount > LaneTables.limit {
      self = LaneTables(separate: (0..<laneCount).map { takeLane($0) })
      return
    }
    var larger = [Double](repeating: 0, count: laneCount * newRows * newColumns)
    for lane in 0..<laneCount {
      for N in 0..<rows {
        for m in 0..<columns {
          larger[(lane * newRows + N) * newColumns + m] = table[(lane * rows + N) * columns + m]
        }
      }
    }
    (table, rows, columns) = (larger, newRows, newColumns)
  }

  /// Whether all lanes share the table.
  @inline(__always)
  var isShared: Bool { separate.isEmpty }

  /// N and m from these on are not in the shared table.
  @inline(__always)
  var rowLimit: Lanes { Lanes(Double(rows)) }
  @inline(__always)
  var columnLimit: Lanes { Lanes(Double(columns)) }

  /// The shared table, to add to in a loop: `LaneCells.add`.
  var cells: LaneCells { LaneCells(columns: columns, laneSize: laneSize) }

  /// Adds the time of one lane, and makes room for it.
  mutating func add(lane: Int, N: Int, m: Int, time: Double) {
    if N >= rows || m >= columns { grow(N: N, m: m) }
    if isShared {
      table[lane * laneSize + N * columns + m] += time
    } else {
      separate[lane].add(N: N, m: m, time: time)
    }
  }

  /// What a lane has gathered, which is then empty.
  mutating func takeLane(_ lane: Int) -> OccupationTimes {
    if !separate.isEmpty {
      let result = separate[lane]
      separate[lane] = OccupationTimes()
      return result
    }
    var result = OccupationTimes()
    for N in 0..<rows {
      for m in 0..<columns {
        let place = lane * laneSize + N * columns + m
        if table[place] > 0 { result.add(N: N, m: m, time: table[place]) }
        table[place] = 0
      }
    }
    return result
  }
}

/// Where the cells of a shared table are.
struct LaneCells {
  private let columns: Lanes
  private let first: Lanes

  init(columns: Int, laneSize: Int) {
    self.columns = Lanes(Double(columns))
    first = Lanes(SIMD8<Double>(0, 1, 2, 3, 4, 5, 6, 7)) * Lanes(Double(laneSize))
  }

  /// The place of the state (N, m) of each lane.
  @inline(__always)
  func places(N: Lanes, m: Lanes) -> SIMD8<UInt32> { (N * columns + m + first).words }
}
