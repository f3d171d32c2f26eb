/// What recording costs: heisenberg at A = 20 with samples as by default, hardly any, ten times as many, and with more to record.
func observerBenchmarks() {
  func observed(_ name: String, _ more: String) { eventRate("observers \(name)", Case(more: more)) }
  observed("default", "")
  observed("two samples a trajectory", #", "correlation": { "step": {duration}, "maximumLag": {duration} }"#)
  observed("sample every 0.03 s, about one event", #", "correlation": { "step": 0.03 }"#)
  observed("ensemble of 200 times", #", "ensemble": { "times": 200 }"#)
  eventRate("observers sample path of every trajectory", Case(trajectories: 64, more: pathOfAll))
}

/// The path goes as far as the trajectory, which is therefore run twice.
private let pathOfAll = """
  , "trace": { "trajectories": 64, "points": 2000, "duration": {duration} }
  """
