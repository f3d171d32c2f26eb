import CGSL

/// A square matrix with entries only near its diagonal, in GSL storage; rows and columns are worked on by GSL's BLAS.
///
/// Row i holds columns i − lower … i + upper, zero where they lie outside the matrix. Seen with one column less a row,
/// that is an ordinary dense matrix around any place of the band, which is what lets BLAS work on blocks of it.
package struct BandMatrix: ~Copyable {
  package let order: Int
  /// How far the band reaches below and above the diagonal.
  package let lower: Int
  package let upper: Int
  private let storage: UnsafeMutablePointer<gsl_vector>
  private let data: UnsafeMutablePointer<Double>
  /// Distance in memory of (i, j) and (i + 1, j).
  private let stride: Int

  /// A matrix of zeros.
  /// - Throws: `GSLError` when there is not enough memory.
  package init(order: Int, lower: Int, upper: Int) throws(GSLError) {
    _ = GSL.isPrepared
    let width = lower + upper + 1
    guard let storage = gsl_vector_calloc(order * width + lower), let data = storage.pointee.data else {
      throw GSLError(code: GSL.outOfMemory, function: "gsl_vector_calloc")
    }
    self.order = order
    self.lower = lower
    self.upper = upper
    self.storage = storage
    self.data = data
    stride = width - 1
  }

  deinit { gsl_vector_free(storage) }

  private func pointer(_ row: Int, _ column: Int) -> UnsafeMutablePointer<Double> {
    assert(row >= 0 && row < order && column - row <= upper && row - column <= lower, "(\(row), \(column))")
    return data + (row * stride + column + lower)
  }

  package subscript(row: Int, column: Int) -> Double {
    get { pointer(row, column).pointee }
    set { pointer(row, column).pointee = newValue }
  }

  /// Σ of |A[row, j]| over `columns`.
  package func sumOfMagnitudes(row: Int, columns: Range<Int>) -> Double {
    columns.isEmpty ? 0 : cblas_dasum(Int32(columns.count), pointer(row, columns.lowerBound), 1)
  }

  /// A[i, column] *= factor for i in `rows`.
  package mutating func scale(column: Int, rows: Range<Int>, by factor: Double) {
    if rows.isEmpty { return }
    cblas_dscal(Int32(rows.count), factor, pointer(rows.lowerBound, column), Int32(stride))
  }

  /// A[i, j] += A[i, pivot]·A[pivot, j] for i in `rows` and j in `columns`, neither of which holds `pivot`.
  package mutating func eliminate(_ pivot: Int, rows: Range<Int>, columns: Range<Int>) {
    if rows.isEmpty || columns.isEmpty { return }
    cblas_dger(
      CblasRowMajor, Int32(rows.count), Int32(columns.count), 1,
      pointer(rows.lowerBound, pivot), Int32(stride), pointer(pivot, columns.lowerBound), 1,
      pointer(rows.lowerBound, columns.lowerBound), Int32(stride))
  }

  /// Σⱼ A[row, j]·x[j] over `columns`.
  package func dot(row: Int, columns: Range<Int>, _ x: borrowing [Double]) -> Double {
    if columns.isEmpty { return 0 }
    return x.withUnsafeBufferPointer { x in
      guard let base = x.baseAddress else { return 0 }
      return cblas_ddot(
        Int32(columns.count), pointer(row, columns.lowerBound), 1, base + columns.lowerBound, 1)
    }
  }

  /// x[j] += factor·A[row, j] for j in `columns`.
  package func add(row: Int, columns: Range<Int>, times factor: Double, to x: inout [Double]) {
    if columns.isEmpty || factor == 0 { return }
    x.withUnsafeMutableBufferPointer { x in
      guard let base = x.baseAddress else { return }
      cblas_daxpy(
        Int32(columns.count), factor, pointer(row, columns.lowerBound), 1, base + columns.lowerBound, 1)
    }
  }

  /// x[i] += factor·A[i, column] for i in `rows`.
  package func add(column: Int, rows: Range<Int>, times factor: Double, to x: inout [Double]) {
    if rows.isEmpty || factor == 0 { return }
    x.withUnsafeMutableBufferPointer { x in
      guard let base = x.baseAddress else { return }
      cblas_daxpy(
        Int32(rows.count), factor, pointer(rows.lowerBound, column), Int32(stride), base + rows.lowerBound, 1)
    }
  }
}
