import CGSL

/// cᵀf(H)b of a small real matrix H as a sum over its eigenvalues, Σ wⱼ f(λⱼ), for any function f.
///
/// Eigenvalues and eigenvectors by GSL's nonsymmetric QR iteration, weights by an LU solve with the eigenvectors.
package struct ModalDecomposition: Sendable {
  package struct Mode: Sendable, Hashable {
    /// λ = real + i·imaginary.
    package let real: Double
    package let imaginary: Double
    /// w, its real and imaginary part.
    package let weightReal: Double
    package let weightImaginary: Double
  }

  package let modes: [Mode]

  /// - Parameters:
  ///   - matrix: n × n numbers, row by row.
  ///   - end: c.
  ///   - start: b.
  /// - Throws: `GSLError` when the iteration does not converge or the eigenvectors are dependent.
  /// - Complexity: O(n³).
  package init(_ matrix: [Double], end: [Double], start: [Double]) throws(GSLError) {
    let n = start.count
    precondition(n > 0 && matrix.count == n * n && end.count == n, "\(matrix.count) numbers for order \(n)")
    _ = GSL.isPrepared
    guard let a = gsl_matrix_alloc(n, n), let vectors = gsl_matrix_complex_alloc(n, n),
      let copy = gsl_matrix_complex_alloc(n, n), let values = gsl_vector_complex_alloc(n),
      let b = gsl_vector_complex_calloc(n), let y = gsl_vector_complex_alloc(n),
      let permutation = gsl_permutation_alloc(n), let workspace = gsl_eigen_nonsymmv_alloc(n)
    else { throw GSLError(code: GSL.outOfMemory, function: "gsl_eigen_nonsymmv_alloc") }
    defer {
      gsl_matrix_free(a)
      gsl_matrix_complex_free(vectors)
      gsl_matrix_complex_free(copy)
      gsl_vector_complex_free(values)
      gsl_vector_complex_free(b)
      gsl_vector_complex_free(y)
      gsl_permutation_free(permutation)
      gsl_eigen_nonsymmv_free(workspace)
    }
    for i in 0..<n {
      for j in 0..<n { gsl_matrix_set(a, i, j, matrix[i * n + j]) }
      gsl_vector_complex_set(b, i, gsl_complex(dat: (start[i], 0)))
    }
    try GSL.check(gsl_eigen_nonsymmv(a, values, vectors, workspace), "gsl_eigen_nonsymmv")
    gsl_matrix_complex_memcpy(copy, vectors)
    var sign: Int32 = 0
    try GSL.check(gsl_linalg_complex_LU_decomp(copy, permutation, &sign), "gsl_linalg_complex_LU_decomp")
    try GSL.check(gsl_linalg_complex_LU_solve(copy, permutation, b, y), "gsl_linalg_complex_LU_solve")
    modes = (0..<n).map { j in
      var (re, im) = (0.0, 0.0)
      for i in 0..<n {
        let v = gsl_matrix_complex_get(vectors, i, j).dat
        re += end[i] * v.0
        im += end[i] * v.1
      }
      let (value, factor) = (gsl_vector_complex_get(values, j).dat, gsl_vector_complex_get(y, j).dat)
      return Mode(
        real: value.0, imaginary: value.1, weightReal: re * factor.0 - im * factor.1,
        weightImaginary: re * factor.1 + im * factor.0)
    }
  }
}
