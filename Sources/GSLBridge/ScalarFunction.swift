import CGSL

/// Lends a Swift closure to GSL as a `gsl_function` for the length of `body`.
///
/// The closure must not throw; a failure inside it is told to GSL as a NaN and remembered by the caller.
func withGSLFunction<Result>(
  _ function: (Double) -> Double, _ body: (UnsafeMutablePointer<gsl_function>) -> Result
) -> Result {
  withoutActuallyEscaping(function) { function in
    var closure = function
    return withUnsafeMutablePointer(to: &closure) { pointer in
      var wrapped = gsl_function(
        function: { x, context in
          guard let context else { return .nan }
          return context.assumingMemoryBound(to: ((Double) -> Double).self).pointee(x)
        }, params: UnsafeMutableRawPointer(pointer))
      return body(&wrapped)
    }
  }
}
