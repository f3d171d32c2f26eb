public import Foundation
import Results

extension RunStatus {
  /// As JSON.
  public var json: Data { get throws { try JSONText.encode(self) } }

  /// As a table for people.
  public var text: String {
    var lines: [String] = []
    if parts.count == 1, let part = parts.first, part.shard == nil {
      lines.append("\(name): \(part.sentence)")
    } else {
      let finished = parts.count { $0.state == .finished }
      lines.append("\(name): \(finished) of \(parts.count) shards finished")
      for part in parts where part.state != .finished {
        lines.append("  shard \(part.shard?.description ?? ""): \(part.sentence)")
      }
    }
    lines.append("")
    let names = ["meanN", "tauN", "tauJ", "noiseN", "fluxNoise"].filter { name in
      points.contains { $0.estimates[name] != nil }
    }
    let columns = ParameterColumns.varying(in: points.map(\.parameters.parameters))
    var rows = [["point"] + columns.map(\.symbol) + ["trajectories"] + names]
    for (index, point) in points.enumerated() where index < 20 || index == points.count - 1 {
      if index == points.count - 1 && index > 20 { rows.append(["…"]) }
      let values = columns.map { $0.value(point.parameters.parameters) }
      let parameters = values.map { $0.map { String(format: "%.5g", $0) } ?? "none" }
      let estimates = names.map { name in
        point.estimates[name].map { estimate in
          let (value, error) = ResultTable.rounded(estimate)
          return "\(value) ± \(error)"
        } ?? ""
      }
      rows.append(["\(index + 1)"] + parameters + ["\(point.trajectories)/\(point.ofTrajectories)"] + estimates)
    }
    lines += TextColumns.lines(rows)
    if !warnings.isEmpty { lines.append("") }
    for warning in warnings { lines.append("  note: \(warning)") }
    return lines.onePerLine
  }
}

extension RunStatus.Part {
  fileprivate var sentence: String {
    var words: [String]
    switch state {
    case .finished: return "finished"
    case .missing: return "not begun, or elsewhere"
    case .running:
      let sign = lastSign.map { "last sign \(Int($0)) s ago" }
      let known = [process, sign].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: ", ")
      words = ["running" + (known.isEmpty ? "" : " (\(known))")]
    case .silent:
      let time = progress?.time ?? "it began"
      words = ["no sign since \(time) (\(process ?? "")); if it has ended, the same command continues it"]
    case .stopped: words = ["stopped; the same command continues it"]
    }
    if let progress {
      // The file may hold anything.
      let percent = Int(100 * min(max(progress.done, 0), 1))
      words.append("\(percent) % done (\(progress.finishedTasks) of \(progress.tasks) tasks)")
      if state == .running {
        words.append(String(format: "%.3g events/s", progress.eventsPerSecond))
        if let remaining = progress.remaining { words.append("about \(PlanTable.time(remaining)) left") }
      }
      words.append(progress.saved.map { "saved \($0)" } ?? "no checkpoint yet")
    }
    return words.joined(separator: ", ")
  }
}
