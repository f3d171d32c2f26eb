/// What recording costs: heisenberg at A = 20 with samples as by default, hardly any, many more, and with more to record.
func observerBenchmarks() {
  eventRate("observers default", Case())
  eventRate("observers two samples a trajectory", Case(samples: 2))
  eventRate("observers one sample an event", Case(samples: 31000))
  eventRate("observers ensemble of 200 times", Case(more: #", "ensemble": { "times": 200 }"#))
  // A path is followed by running its part of the trajectory once more, alone.
  eventRate("observers sample path of a tenth of every trajectory", Case(path: 0.1))
}
