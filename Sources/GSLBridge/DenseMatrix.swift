import CGSL

/// Operations on small dense matrices, row by row in arrays.
package enum DenseMatrix {
  /// x with (H + i·imaginary) x = b for a real matrix H and a real b, as real and imaginary parts.
  /// - Throws: `GSLError` when the matrix is singular.
  package static func solution(
    _ matrix: [Double], plusImaginary imaginary: Double, _ b: [Double]
  ) throws(GSLError) -> (real: [Double], imaginary: [Double]) {
    let n = b.count
    precondition(matrix.count == n * n, "\(matrix.count) numbers for order \(n)")
    _ = GSL.isPrepared
    guard let a = gsl_matrix_complex_alloc(n, n), let right = gsl_vector_complex_alloc(n),
      let x = gsl_vector_complex_alloc(n), let permutation = gsl_permutation_alloc(n)
    else { throw GSLError(code: GSL.outOfMemory, function: "gsl_matrix_complex_alloc") }
    defer {
      gsl_matrix_complex_free(a)
      gsl_vector_complex_free(right)
      gsl_vector_complex_free(x)
      gsl_permutation_free(permutation)
    }
    for i in 0..<n {
      for j in 0..<n {
        gsl_matrix_complex_set(a, i, j, gsl_complex(dat: (matrix[i * n + j], i == j ? imaginary : 0)))
      }
      gsl_vector_complex_set(right, i, gsl_complex(dat: (b[i], 0)))
    }
    var sign: Int32 = 0
    try GSL.check(gsl_linalg_complex_LU_decomp(a, permutation, &sign), "gsl_linalg_complex_LU_decomp")
    try GSL.check(gsl_linalg_complex_LU_solve(a, permutation, right, x), "gsl_linalg_complex_LU_solve")
    let values = (0..<n).map { gsl_vector_complex_get(x, $0).dat }
    return (values.map { $0.0 }, values.map { $0.1 })
  }

  /// H⁻¹.
  /// - Throws: `GSLError` when the matrix is singular.
  package static func inverse(_ matrix: [Double], order n: Int) throws(GSLError) -> [Double] {
    _ = GSL.isPrepared
    guard let a = allocated(matrix, n), let result = gsl_matrix_alloc(n, n),
      let permutation = gsl_permutation_alloc(n)
    else { throw GSLError(code: GSL.outOfMemory, function: "gsl_matrix_alloc") }
    defer {
      gsl_matrix_free(a)
      gsl_matrix_free(result)
      gsl_permutation_free(permutation)
    }
    var sign: Int32 = 0
    try GSL.check(gsl_linalg_LU_decomp(a, permutation, &sign), "gsl_linalg_LU_decomp")
    try GSL.check(gsl_linalg_LU_invert(a, permutation, result), "gsl_linalg_LU_invert")
    return values(result, n)
  }

  /// exp H, by scaling and squaring.
  /// - Throws: `GSLError` when memory is short.
  package static func exponential(_ matrix: [Double], order n: Int) throws(GSLError) -> [Double] {
    _ = GSL.isPrepared
    guard let a = allocated(matrix, n), let result = gsl_matrix_alloc(n, n) else {
      throw GSLError(code: GSL.outOfMemory, function: "gsl_matrix_alloc")
    }
    defer {
      gsl_matrix_free(a)
      gsl_matrix_free(result)
    }
    // Mode 0 is GSL_PREC_DOUBLE.
    try GSL.check(gsl_linalg_exponential_ss(a, result, 0), "gsl_linalg_exponential_ss")
    return values(result, n)
  }

  private static func allocated(_ matrix: [Double], _ n: Int) -> UnsafeMutablePointer<gsl_matrix>? {
    precondition(matrix.count == n * n, "\(matrix.count) numbers for order \(n)")
    guard let a = gsl_matrix_alloc(n, n) else { return nil }
    for i in 0..<n { for j in 0..<n { gsl_matrix_set(a, i, j, matrix[i * n + j]) } }
    return a
  }

  private static func values(_ a: UnsafeMutablePointer<gsl_matrix>, _ n: Int) -> [Double] {
    (0..<(n * n)).map { gsl_matrix_get(a, $0 / n, $0 % n) }
  }
}
