import Benchmark
import ClusterModel
import Theory

/// Solvers of the theory: time of one solution, for heisenberg.
func theoryBenchmarks() {
  let parameters = aluminium(N0: 30)
  Benchmark("theory mean field, stationary") { _ in
    blackHole(try MeanField(parameters, equations: .processes(.heisenberg)).stationary())
  }
  Benchmark("theory Fokker-Planck, spectra of N and J") { _ in
    blackHole(try FokkerPlanckOperator(parameters, model: .heisenberg))
  }
  for N0 in [30, 100] {
    let parameters = aluminium(N0: Double(N0))
    Benchmark("theory master equation N0=\(N0), stationary state") { _ in
      blackHole(try MasterEquation(parameters, model: .heisenberg))
    }
    var solved: MasterEquation?
    Benchmark("theory master equation N0=\(N0), noise of N and J") { benchmark in
      let equation = try solved ?? MasterEquation(parameters, model: .heisenberg)
      solved = equation
      benchmark.startMeasurement()
      blackHole(try equation.numberNoise())
      blackHole(try equation.spinComponentNoise())
    }
  }
}
