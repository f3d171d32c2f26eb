import ClusterModel
import Results
import Statistics

/// The files of a sweep as a whole: one row a point, and the list of what went wrong.
struct SweepFiles {
  let plan: CampaignPlan
  let summaries: [Summary]

  /// Point, the swept parameters, mean-field scales, then every estimate and its standard error; empty where absent.
  var table: Table {
    let keys = plan.configuration.sweep?.axes.map(\.key) ?? []
    let names = EstimateName.all.filter { name in summaries.contains { $0.estimates[name] != nil } }
    func capitalised(_ name: String) -> String { name.prefix(1).uppercased() + name.dropFirst() }
    var table = Table(
      ["point"] + keys.map(\.rawValue) + ["N0", "m0", "tf", "regime", "meanFieldN", "meanFieldPolarization"]
        + names.flatMap { [$0, "standardError" + capitalised($0)] })
    for (index, summary) in summaries.enumerated() {
      func text(_ value: Double?) -> String { value.map(Table.text) ?? "" }
      let parameters = plan.points[index].parameters
      let scales = summary.scales
      var cells = ["\(index + 1)"]
      cells += keys.map { text($0.value(in: parameters)) }
      cells += [text(scales.N0), text(scales.m0), text(scales.tf), scales.regime]
      cells += [text(scales.meanFieldN), text(scales.meanFieldPolarization)]
      for name in names {
        cells += [text(summary.estimates[name]?.value), text(summary.estimates[name]?.standardError)]
      }
      table.add(text: cells)
    }
    return table
  }

  var summary: SweepSummary {
    SweepSummary(
      name: plan.configuration.name, model: plan.configuration.model, points: plan.points.count,
      events: summaries.reduce(0) { $0 + $1.run.events },
      burnInEvents: summaries.reduce(0) { $0 + $1.run.burnInEvents },
      warnings: summaries.enumerated().flatMap { index, summary in
        summary.warnings.map { "point \(index + 1): \($0)" }
      })
  }
}
