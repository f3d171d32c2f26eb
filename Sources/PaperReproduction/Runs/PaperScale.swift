import Campaign

/// How much is simulated.
package enum PaperScale: String, Sendable, CaseIterable {
  /// As the configs say.
  case full
  /// A twentieth or so: minutes.
  case quick
  /// Too little for any physics; for tests of the program.
  case smallest

  /// The config with fewer and shorter trajectories.
  func applied(to configuration: Configuration) -> Configuration {
    let (trajectories, duration) = (configuration.trajectories, configuration.duration)
    switch self {
    case .full: return configuration
    case .quick:
      // 100 t_f keep what short trajectories do to correlation times below the errors.
      return configuration.with(
        trajectories: max(min(32, trajectories), trajectories / 4),
        duration: max(min(100, duration), duration / 5))
    case .smallest:
      return configuration.with(trajectories: min(3, trajectories), duration: min(5, duration))
    }
  }

  /// Points along each side of a map.
  var gridSide: Int {
    switch self {
    case .full: 21
    case .quick: 13
    case .smallest: 4
    }
  }

  /// Clusters that are solved exactly.
  var sizes: ClusterSizes {
    self == .smallest
      ? ClusterSizes(least: 8, most: 20, samples: [4, 8, 16])
      : ClusterSizes(least: 60, most: 150, samples: [30, 60, 120])
  }
}
