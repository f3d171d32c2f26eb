import Statistics
import Testing

@Suite("Lag grid")
struct LagGridTests {
  @Test("lags of three levels, written out")
  func written() {
    let grid = LagGrid(step: 0.5, lagsPerOctave: 3, levels: 3)
    #expect(grid.lags == [0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20])
    #expect(grid.count == 12 && grid.window == 6)
    #expect(grid.times == [0, 0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10])
    #expect(LagGrid(step: 1, lagsPerOctave: 1, levels: 1).lags == [0, 1])
    #expect(LagGrid(step: 1, lagsPerOctave: 1, levels: 5).lags == [0, 1, 2, 4, 8, 16])
  }

  @Test("ascending, as many as counted, closer together than 1/p of the lag", arguments: [1, 2, 7, 32], [1, 2, 9, 30])
  func spacing(p: Int, levels: Int) {
    let lags = LagGrid(step: 1, lagsPerOctave: p, levels: levels).lags
    #expect(lags.count == LagGrid(step: 1, lagsPerOctave: p, levels: levels).count)
    #expect(lags.prefix(2 * p).elementsEqual(0..<(2 * p)))
    for (a, b) in zip(lags, lags.dropFirst()) {
      #expect(b > a && (b - a == 1 || (b - a) * p <= a), "\(a), \(b)")
    }
  }

  @Test("the grid for a longest lag reaches it, and not much farther")
  func reach() throws {
    for limit in [1, 4, 64, 1000] {
      for steps in Array(1...70) + [100, 999, 1000, 1001, 4097, 123_456, 10_000_000] {
        let maximum = 0.3 * Double(steps)
        let grid = LagGrid(step: 0.3, maximumLag: maximum, lagsPerOctave: 8, evenLimit: limit)
        let longest = try #require(grid.lags.last)
        if steps < limit {
          #expect(grid.levels == 1, "\(steps) of \(limit)")
          #expect(longest == steps || longest == steps + 1, "\(steps) of \(limit): \(longest)")
        } else {
          #expect(grid.lagsPerOctave == 8)
          #expect(longest >= steps, "\(steps) of \(limit): \(longest)")
          #expect(grid.levels == 1 || 15 << (grid.levels - 2) < steps, "\(steps) of \(limit): \(grid.levels)")
        }
        #expect(grid.step == 0.3)
      }
    }
  }

  @Test("a longest lag below one step still gives a lag")
  func short() {
    #expect(LagGrid(step: 1, maximumLag: 0.2).lags == [0, 1])
    #expect(LagGrid(step: 1, maximumLag: 0).lags == [0, 1])
  }
}
