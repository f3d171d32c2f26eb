import CGSL

/// A stiff system of ordinary differential equations dy/dt = f(y), solved by GSL's variable-coefficient backward
/// differentiation formulas in Nordsieck form (`gsl_odeiv2_step_msbdf`).
public struct StiffSystem {
  /// f(y).
  public typealias Derivative = (_ y: [Double]) -> [Double]
  /// ∂fᵢ/∂yⱼ, row by row.
  public typealias Jacobian = (_ y: [Double]) -> [Double]

  let dimension: Int
  let derivative: Derivative
  let jacobian: Jacobian

  public init(dimension: Int, derivative: @escaping Derivative, jacobian: @escaping Jacobian) {
    self.dimension = dimension
    self.derivative = derivative
    self.jacobian = jacobian
  }

  /// y at each of `times`, which ascend from 0 or later, with y(0) = `start`.
  /// - Parameters:
  ///   - relativeTolerance: local error of a step relative to y.
  ///   - absoluteTolerance: local error of a step below which no relative accuracy is asked.
  /// - Throws: `GSLError`; GSL_EBADFUNC where f is not finite, GSL_EMAXITER after ten million steps.
  public func solution(
    from start: [Double], at times: [Double], relativeTolerance: Double = 1e-10, absoluteTolerance: Double = 1e-10
  ) throws(GSLError) -> [[Double]] {
    precondition(start.count == dimension, "\(start.count) start values for \(dimension) equations")
    _ = GSL.isPrepared
    guard let last = times.last, last > 0 else { return times.map { _ in start } }
    var context = self
    let outcome: (Int32, [[Double]]) = withUnsafeMutablePointer(to: &context) { pointer in
      var system = gsl_odeiv2_system(
        function: StiffSystem.callDerivative, jacobian: StiffSystem.callJacobian, dimension: dimension,
        params: UnsafeMutableRawPointer(pointer))
      return withUnsafeMutablePointer(to: &system) { system in
        let step = last * 1e-9
        guard
          let driver = gsl_odeiv2_driver_alloc_y_new(
            system, qpspin_ode_msbdf(), step, absoluteTolerance, relativeTolerance)
        else { return (GSL.outOfMemory, []) }
        defer { gsl_odeiv2_driver_free(driver) }
        var code = gsl_odeiv2_driver_set_nmax(driver, 10_000_000)
        var t = 0.0
        var y = start
        var found: [[Double]] = []
        for time in times {
          if code == 0 && time > t { code = gsl_odeiv2_driver_apply(driver, &t, time, &y) }
          if code != 0 { return (code, []) }
          found.append(y)
        }
        return (0, found)
      }
    }
    try GSL.check(outcome.0, "gsl_odeiv2_driver_apply")
    return outcome.1
  }

  private static let badFunction: Int32 = 9  // GSL_EBADFUNC

  private static let callDerivative:
    @convention(c) (Double, UnsafePointer<Double>?, UnsafeMutablePointer<Double>?, UnsafeMutableRawPointer?) -> Int32 =
      {
        _, y, result, context in
        guard let y, let result, let context else { return badFunction }
        let system = context.assumingMemoryBound(to: StiffSystem.self).pointee
        let values = system.derivative(Array(UnsafeBufferPointer(start: y, count: system.dimension)))
        for i in 0..<system.dimension {
          if !values[i].isFinite { return badFunction }
          result[i] = values[i]
        }
        return 0
      }

  private static let callJacobian:
    @convention(c) (
      Double, UnsafePointer<Double>?, UnsafeMutablePointer<Double>?, UnsafeMutablePointer<Double>?,
      UnsafeMutableRawPointer?
    ) -> Int32 = { _, y, result, explicit, context in
      guard let y, let result, let explicit, let context else { return badFunction }
      let system = context.assumingMemoryBound(to: StiffSystem.self).pointee
      let values = system.jacobian(Array(UnsafeBufferPointer(start: y, count: system.dimension)))
      for i in values.indices {
        if !values[i].isFinite { return badFunction }
        result[i] = values[i]
      }
      for i in 0..<system.dimension { explicit[i] = 0 }  // f does not depend on time
      return 0
    }
}
