import CGSL

/// Eigenvalues and orthonormal eigenvectors of a real symmetric matrix, by GSL's tridiagonalisation and QR iteration.
public struct SymmetricEigensystem: Sendable {
  /// Ascending.
  public let values: [Double]
  /// `vectors[k][i]` is component i of the eigenvector of `values[k]`.
  public let vectors: [[Double]]

  /// - Parameter matrix: n × n numbers, row by row; only the lower triangle is read.
  /// - Throws: `GSLError` when memory is short or the iteration does not converge.
  /// - Complexity: O(n³).
  public init(_ matrix: [Double], order n: Int) throws(GSLError) {
    precondition(n > 0 && matrix.count == n * n, "\(matrix.count) numbers for a matrix of order \(n)")
    _ = GSL.isPrepared
    guard let a = gsl_matrix_alloc(n, n), let v = gsl_matrix_alloc(n, n), let e = gsl_vector_alloc(n),
      let workspace = gsl_eigen_symmv_alloc(n)
    else { throw GSLError(code: GSL.outOfMemory, function: "gsl_eigen_symmv_alloc") }
    defer {
      gsl_matrix_free(a)
      gsl_matrix_free(v)
      gsl_vector_free(e)
      gsl_eigen_symmv_free(workspace)
    }
    for i in 0..<n { for j in 0..<n { gsl_matrix_set(a, i, j, matrix[i * n + j]) } }
    try GSL.check(gsl_eigen_symmv(a, e, v, workspace), "gsl_eigen_symmv")
    try GSL.check(gsl_eigen_symmv_sort(e, v, GSL_EIGEN_SORT_VAL_ASC), "gsl_eigen_symmv_sort")
    values = (0..<n).map { gsl_vector_get(e, $0) }
    vectors = (0..<n).map { k in (0..<n).map { i in gsl_matrix_get(v, i, k) } }
  }
}
