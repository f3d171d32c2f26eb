/// A number with its standard error.
public struct Estimate: Sendable, Hashable, Codable {
  public var value: Double
  /// Standard error of `value`, from the spread between independent trajectories.
  public var standardError: Double

  public init(value: Double, standardError: Double) {
    self.value = value
    self.standardError = standardError
  }

  /// The same estimate in another unit.
  public func scaled(by factor: Double) -> Estimate {
    Estimate(value: value * factor, standardError: standardError * abs(factor))
  }

  /// Whether both numbers are finite, as every reported estimate must be.
  public var isFinite: Bool { value.isFinite && standardError.isFinite }
}
