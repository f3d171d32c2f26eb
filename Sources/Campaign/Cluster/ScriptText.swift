/// Words of a script that mean themselves, whatever is in them.
enum ScriptText {
  /// A word for a POSIX shell.
  static func quoted(_ word: String) -> String {
    "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }

  /// A value in a `#SBATCH` line, which sbatch and no shell reads.
  static func slurmQuoted(_ value: String) -> String {
    "\"" + value.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined() + "\""
  }

  /// A path in which Slurm replaces `%j` and the like.
  static func slurmPath(_ path: String) -> String {
    path.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%%")
  }

  /// "1-4,6,8-9" for those numbers, which are in order.
  static func ranges(_ numbers: [Int]) -> String {
    var result: [ClosedRange<Int>] = []
    for number in numbers {
      if let last = result.last, last.upperBound + 1 == number {
        result[result.count - 1] = last.lowerBound...number
      } else {
        result.append(number...number)
      }
    }
    return result.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }.joined(
      separator: ",")
  }

  /// D-HH:MM:SS, in whole minutes, upwards.
  static func slurmTime(_ seconds: Double) -> String {
    let minutes = Int((seconds / 60).rounded(.up))
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(minutes / 1440)-\(two(minutes / 60 % 24)):\(two(minutes % 60)):00"
  }
}
