import Benchmark
import ClusterModel
import Kernel

/// 64 trajectories in lanes, as a run of the program has them: every model at two sizes of the cluster.
func kernelBenchmarks() {
  for model in ModelName.allCases {
    for A in [20, 2000] {
      eventRate("kernel \(model.rawValue) A=\(A)", Case(model: model, injectionRate: Double(A)))
    }
  }
  rateBenchmark("kernel heisenberg A=20, one trajectory alone", of: "events") {
    try Case(trajectories: 1).tasks()
  } run: { tasks in
    try Trajectory.run(tasks[0]).allEvents
  }
}

/// Events of a case in a second of processor time.
func eventRate(_ name: String, _ scene: Case) {
  rateBenchmark(name, of: "events") {
    try scene.tasks()
  } run: { tasks in
    try Trajectory.run(tasks).reduce(0) { $0 + $1.allEvents }
  }
}
