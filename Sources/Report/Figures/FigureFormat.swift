/// The formats that figures are drawn in.
public enum FigureFormat: String, Sendable, CaseIterable {
  case svg
  case pdf
  case png
}
