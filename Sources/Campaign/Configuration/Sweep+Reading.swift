extension Sweep {
  /// Reads the axes, refusing those that are no grid.
  init(_ object: CheckedObject<ParameterKey>) throws(Refusal) {
    var axes: [SweepAxis] = []
    var count = 1
    for key in ParameterKey.allCases {
      guard let value = object.value(key) else { continue }
      let axis = try SweepAxis(key, value, path: object.path(key))
      let (product, overflow) = count.multipliedReportingOverflow(by: axis.values.count)
      count = overflow ? .max : product
      axes.append(axis)
    }
    if axes.isEmpty { throw Refusal("\(object.path) is empty; it must have at least one parameter, or be null") }
    if count > Sweep.mostPoints {
      throw Refusal("\(object.path) has \(count) points; it may have at most \(Sweep.mostPoints)")
    }
    self.axes = axes
  }
}

extension SweepAxis {
  fileprivate init(_ key: ParameterKey, _ value: JSONValue, path: String) throws(Refusal) {
    self.key = key
    if case .object(let object) = value {
      let range = CheckedObject<RangeKey>(path: path, object: object)
      let from = try range.require(.from, range.number)
      let to = try range.require(.to, range.number)
      let count = try range.require(.count, range.integer)
      let scale = range.word(.scale) ?? SweepScale.linear
      try SweepAxis.check(from, of: key, scale, at: range.path(.from))
      try SweepAxis.check(to, of: key, scale, at: range.path(.to))
      if from == to { throw Refusal(range.path(.to), is: "\(to.plain), the same as from", mustBe: "another number") }
      source = .range(from: from, to: to, count: count, scale: scale)
      values = SweepGrid.values(from: from, to: to, count: count, scale: scale)
      if Set(values).count < count || !values.allSatisfy(key.bounds.contains) {
        throw Refusal("\(path) is too fine: \(count) values from \(from.plain) to \(to.plain) are not all different")
      }
    } else {
      source = .list
      values = value.numbers
      var first: [Double: Int] = [:]
      for (index, value) in values.enumerated() {
        if let earlier = first.updateValue(index, forKey: value) {
          throw Refusal(
            "\(path)[\(index)] is \(value.plain), the same as \(path)[\(earlier)]; the values must be different")
        }
      }
    }
  }

  /// An end of a range must be a value of the parameter, and on a logarithmic scale positive.
  private static func check(_ value: Double, of key: ParameterKey, _ scale: SweepScale, at path: String) throws(Refusal)
  {
    if scale == .log, value <= 0 {
      throw Refusal(path, is: value.plain, mustBe: "a finite number > 0 on a log scale")
    }
    if !key.bounds.contains(value) { throw Refusal(path, is: value.plain, mustBe: key.bounds.sentence) }
  }
}

extension JSONValue {
  /// The numbers of an array that has been checked to hold nothing else.
  fileprivate var numbers: [Double] {
    guard case .array(let elements) = self else { return [] }
    return elements.compactMap { if case .number(let number) = $0 { number.value } else { nil } }
  }
}
