/// Finds what a mistyped word was meant to be.
package enum Suggestion {
  /// The nearest of `candidates`, if it is near enough to be what was meant; the first of several equally near.
  package static func nearest(to word: String, in candidates: [String]) -> String? {
    if word.count > 60 { return nil }
    let typed = Array(word.lowercased())
    var best: (distance: Int, candidate: String)?
    for candidate in candidates {
      let distance = editDistance(typed, Array(candidate.lowercased()))
      let allowed = max(1, max(typed.count, candidate.count) / 3)
      if distance <= allowed, distance < best?.distance ?? .max { best = (distance, candidate) }
    }
    return best?.candidate
  }

  /// `; did you mean "volume"?`, or nothing.
  package static func sentence(for word: String, in candidates: [String]) -> String {
    nearest(to: word, in: candidates).map { "; did you mean \"\($0)\"?" } ?? ""
  }

  /// Least number of insertions, deletions, replacements and swaps of neighbours that make one word of the other
  /// (optimal string alignment).
  /// - Complexity: O(a.count · b.count).
  package static func editDistance(_ a: [Character], _ b: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var best = min(row[j] + 1, last[j + 1] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, beforeLast[j - 1] + 1) }
        row.append(best)
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }
}
