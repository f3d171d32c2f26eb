/// Some consecutive samples for a `MultilevelCorrelator`, at most `capacity`, quantity by quantity.
public struct SampleBlock: Sendable {
  public static let capacity = 128
  /// The scalar x.
  public var values: [Double]
  /// What the chains were multiplied by since the sample before.
  public var factors: [Double]
  /// With what a chain starts and ends here.
  public var starts: [Double]
  public var ends: [Double]
  /// Samples that it holds; the places beyond mean nothing.
  public var count = 0

  public init() {
    values = Array(repeating: 0, count: SampleBlock.capacity)
    factors = values
    starts = values
    ends = values
  }

  /// Appends all samples of another block, if there is room for them.
  mutating func append(_ other: borrowing SampleBlock) -> Bool {
    if count + other.count > SampleBlock.capacity { return false }
    SampleBlock.copy(other.values, other.count, to: &values, at: count)
    SampleBlock.copy(other.factors, other.count, to: &factors, at: count)
    SampleBlock.copy(other.starts, other.count, to: &starts, at: count)
    SampleBlock.copy(other.ends, other.count, to: &ends, at: count)
    count += other.count
    return true
  }

  private static func copy(_ from: [Double], _ count: Int, to numbers: inout [Double], at place: Int) {
    let from = from.span
    var numbers = numbers.mutableSpan
    precondition(count <= from.count && place + count <= numbers.count)
    for i in 0..<count { numbers[unchecked: place &+ i] = from[unchecked: i] }
  }

  /// Keeps every second sample, from `first` (0 or 1) on, and multiplies the factors of those between into the next.
  /// - Parameters:
  ///   - carried: the factor of the sample before the block, if that was not kept.
  ///   - isStart: the block begins with the very first sample, to which no factor leads.
  /// - Returns: the factor of the last sample, if that is not kept.
  mutating func thin(from first: Int, carried: Double, isStart: Bool) -> Double {
    let last = factors[max(count - 1, 0)]
    let kept = (count - first + 1) / 2
    let isLastKept = (count - 1 - first) & 1 == 0
    count = kept
    SampleBlock.thin(&values, from: first, kept)
    SampleBlock.thin(&starts, from: first, kept)
    SampleBlock.thin(&ends, from: first, kept)
    // Place − 1 is read before it is overwritten: i ≤ place − 1 but for place 0.
    var factors = factors.mutableSpan
    precondition(first >= 0 && first + 2 * (kept - 1) < factors.count)
    for i in 0..<kept {
      let place = first &+ 2 &* i
      let before = place > 0 ? factors[unchecked: place &- 1] : (isStart ? 1 : carried)
      factors[unchecked: i] = factors[unchecked: place] * before
    }
    return isLastKept ? 1 : last
  }

  private static func thin(_ numbers: inout [Double], from first: Int, _ kept: Int) {
    var numbers = numbers.mutableSpan
    precondition(first + 2 * (kept - 1) < numbers.count)
    for i in 0..<kept { numbers[unchecked: i] = numbers[unchecked: first &+ 2 &* i] }
  }
}
