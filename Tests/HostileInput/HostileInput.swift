/// What the program reads from files, as it reads them: for the fuzzer (Fuzzing/) and for the inputs that it found, which are
/// read again by each `swift test`. Whatever the bytes are, they are taken or refused; nothing may crash, hang, or take
/// memory that they do not account for.
public enum HostileInput: String, CaseIterable, Sendable {
  /// The JSON of a config, up to a plan.
  case config
  /// Checkpoints and the files of shards. What follows a checksum is read as if the checksum were right.
  case checkpoint
  /// Results directories, as `verify`, `report` and `status` read them.
  case results

  /// Reads bytes.
  /// - Returns: what is said against them; nil if they are taken.
  @discardableResult
  public func read(_ bytes: [UInt8]) -> String? {
    switch self {
    case .config: HostileConfig.read(bytes)
    case .checkpoint: HostileCheckpoint.read(bytes)
    case .results: HostileResults.read(bytes)
    }
  }

  /// Inputs to start from, by name: what the program itself writes.
  public var seeds: [(name: String, bytes: [UInt8])] {
    get throws {
      switch self {
      case .config: HostileConfig.seeds
      case .checkpoint: try HostileCheckpoint.seeds
      case .results: try HostileResults.seeds
      }
    }
  }
}

/// Something that must not be, whatever the input.
func expect(_ condition: Bool, _ what: @autoclosure () -> String) {
  if !condition { fatalError(what()) }
}
