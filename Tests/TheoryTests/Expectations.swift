import ClusterModel
import Foundation

/// Aluminium's constants with a given injection rate and volume.
func aluminium(A: Double, V: Double = 1, gammaTriplet: Double = 1.8e-3, spinFlipTime: Double? = 10) -> Parameters {
  Parameters(injectionRate: A, volume: V, gamma: 18, gammaTriplet: gammaTriplet, spinFlipTime: spinFlipTime)
}

/// |a − b| relative to b.
func relativeError(_ a: Double, _ b: Double) -> Double { abs(a - b) / abs(b) }
