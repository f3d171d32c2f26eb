import Testing

import Campaign

/// The table that `plan` prints.
@Suite struct PlanTableTests {
  /// Every cell begins below the head of its column, whatever the length of regimes and numbers.
  @Test func columnsAreAligned() throws {
    let text = PlanTable(
      try plan([
        "parameters": #"{"volume": 0.1}"#, "trajectories": "2", "duration": "0.5",
        "sweep": #"{"injectionRate": [20, 1.44e6, 1.8e13]}"#,
      ]), threads: 2
    ).text
    let rows = text.split(separator: "\n").map { Array($0) }
    let head = try #require(rows.first { String($0).hasPrefix("  point") })
    // A column begins where two spaces end.
    let starts = head.indices.filter { $0 >= 2 && head[$0] != " " && head[$0 - 1] == " " && head[$0 - 2] == " " }
    #expect(starts.count == 10)
    let points = rows.filter { ["  1 ", "  2 ", "  3 "].contains(String($0.prefix(4))) }
    #expect(points.count == 3)
    #expect(points.contains { String($0).contains("triplet-annihilation") })
    for row in points {
      for start in starts { #expect(row[start] != " " && row[start - 1] == " " && row[start - 2] == " ") }
    }
  }

  /// Said where lanes stay empty in a run of some seconds, and only there.
  @Test(
    arguments: [
      ("4", "1e6", 2, true), ("15", "1e6", 2, true), ("16", "1e6", 2, false), ("16", "1e6", 4, true),
      ("4", "100", 2, false),
    ])
  func emptyLanes(_ trajectories: String, _ duration: String, _ threads: Int, isSaid: Bool) throws {
    let direct = try plan([
      "parameters": #"{"injectionRate": 2000, "volume": 1}"#, "trajectories": trajectories, "duration": duration,
    ])
    let text = PlanTable(direct, threads: threads).text
    #expect(text.contains("  note: a core draws events for eight trajectories") == isSaid, "\(text)")
    let leaps = try plan([
      "parameters": #"{"injectionRate": 2000, "volume": 1}"#, "trajectories": "4", "duration": "1e9",
      "algorithm": #""tau-leaping""#, "accuracy": "0.1",
    ])
    #expect(!PlanTable(leaps, threads: threads).text.contains("note: "))
  }
}
