import ClusterModel

extension MasterEquation {
  /// Σ P(N, m) × rate: events of each process in s⁻¹, by the processes' names.
  package var eventRates: [String: Double] {
    let processes = model.processes
    var sums = [Double](repeating: 0, count: processes.count)
    func add<Model: ClusterModel>(_ type: Model.Type) {
      let model = Model(RateConstants(parameters))
      forEachState { state, probability in
        let rates = model.rates(N: Double(state.N), m: Double(state.m))
        for i in sums.indices { sums[i] += probability * rates[i] }
      }
    }
    model.withModel { add($0) }
    return Dictionary(uniqueKeysWithValues: zip(processes.map(\.name), sums))
  }
}
