import Results

/// All figures of a point, in the order of the report.
enum PointFigures {
  /// - Throws: `FileError` when a table is missing or damaged.
  static func all(_ point: PointData) throws(FileError) -> [Figure] {
    let hasVector = point.summary.model.spinVector != .absent
    var figures: [Figure?] = [
      try HistogramFigure.figure(.N, point), try HistogramFigure.figure(.S, point),
      try HistogramFigure.figure(.m, point),
      try JointFigure.figure(point), try TraceFigure.figure(point),
    ]
    for letter in point.summary.model.spinVector == .pinned ? ["N", "AbsS", "S", "M"] : ["N", "S", "M"] {
      figures.append(try EnsembleFigure.figure(letter, point))
    }
    figures.append(try CorrelationFigure.figure("N", point))
    if hasVector { figures.append(try CorrelationFigure.figure("J", point)) }
    figures.append(try SpectrumFigure.figure(.N, point))
    if hasVector {
      figures.append(try SpectrumFigure.figure(.J, point))
      figures.append(try SpectrumFigure.figure(.flux, point))
    }
    return figures.compactMap(\.self)
  }
}
