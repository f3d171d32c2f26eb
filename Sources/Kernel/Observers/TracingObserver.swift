import ClusterModel
import Foundation

/// Measures, and follows the spin vector by drawn directions, to have a sample path to look at.
///
/// At each event the axis turns by a drawn angle about a random direction, with the cosine that the model gives; in
/// between, processes that only turn the axis do so with cos θ = exp(−λ dt) (rotations about random directions multiply
/// their mean cosines). The expectation of the vector is that of the averaged factors.
struct TracingObserver: EventObserver, ~Copyable {
  var measuring = MeasuringObserver()
  var directions: RandomStream
  /// Unit vector of the polarisation axis.
  var axis = SIMD3<Double>(0, 0, 1)
  var decay = 0.0

  init(directions: consuming RandomStream) {
    self.directions = directions
    turn(cosine: 2 * uniform() - 1)
  }

  @inline(__always)
  mutating func held<Model: ClusterModel>(_ event: borrowing DirectMethod<Model>, time: Double) {
    measuring.held(event, time: time)
    if Model.spinVector == .wandering { decay += event.axisDecayRate * time }
  }

  mutating func happens<Model: ClusterModel>(_ event: borrowing DirectMethod<Model>) {
    measuring.happens(event)
    let (model, process, N, m) = (event.model, event.process, event.N, event.m)
    guard Model.spinVector == .wandering else { return }
    // Where the factor says that no vector is left, the new axis points anywhere. (heisenberg keeps its axis at S = 0.)
    let noVector = 2 * m == N && model.spinFactor(of: process, N: Double(N), m: Double(m)) == 0
    let cosine = noVector ? 2 * uniform() - 1 : model.axisCosine(of: process, N: Double(N), m: Double(m))
    turn(cosine: cosine * takeDecay())
  }

  /// The spin vector now.
  mutating func spin<Model: ClusterModel>(of model: Model, state: State) -> SIMD3<Double>? {
    let S = Double(state.N) / 2 - Double(state.m)
    switch Model.spinVector {
    case .absent: return nil
    case .pinned: return SIMD3(0, 0, S)
    case .wandering:
      turn(cosine: takeDecay())
      return axis * S
    }
  }

  private mutating func takeDecay() -> Double {
    defer { decay = 0 }
    return ElementaryFunctions.exponential(-decay)
  }

  private mutating func uniform() -> Double { directions.nextUniform() }

  /// Turns the axis by the angle with the given cosine about an evenly drawn direction.
  mutating func turn(cosine: Double) {
    if cosine == 1 { return }
    let angle = 2 * Double.pi * uniform()
    // Two unit vectors across the axis.
    let helper = abs(axis.x) < 0.6 ? SIMD3(1.0, 0, 0) : SIMD3(0, 1.0, 0)
    let first = normalised(cross(axis, helper))
    let second = cross(axis, first)
    let sine = max(0, 1 - cosine * cosine).squareRoot()
    axis = normalised(axis * cosine + (first * cos(angle) + second * sin(angle)) * sine)
  }

  private func cross(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> SIMD3<Double> {
    SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
  }

  private func normalised(_ a: SIMD3<Double>) -> SIMD3<Double> { a / (a * a).sum().squareRoot() }
}
