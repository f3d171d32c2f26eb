import Binary
public import Foundation
import GSLBridge
public import Results

/// What a run in progress is: `run.json` of its hidden directory.
public struct RunIdentity: Sendable, Codable, Equatable {
  /// Layout of the hidden directory and its files.
  public var formatVersion = BinaryRecord.currentVersion
  /// Raised with every change of the program that changes a number of a result (CHANGELOG, heading Results): a run is
  /// finished by a program that gives the same numbers as the one that began it.
  public var resultsVersion = RunIdentity.currentResultsVersion
  /// Version of the program that began it.
  public var version = Build.version
  /// `config.json` of the result, as text.
  public var config: String
  /// Which part of the run it is; nil: all of it.
  public var shard: Shard?

  /// Whether it may replace the results that were there when it began. No part of what the run is.
  public var replaces = false

  public static let currentResultsVersion = 3

  public init(_ plan: CampaignPlan, shard: Shard? = nil) {
    config = String(decoding: plan.resolvedConfig, as: UTF8.self)
    self.shard = shard
  }

  /// Of the whole run, the same for all of its shards.
  public var runFingerprint: UInt64 { Checksum.of(Array("\(resultsVersion)\n\(config)".utf8)) }
  /// Of this part of it.
  var fingerprint: UInt64 { Checksum.of(Array("\(runFingerprint) \(shard?.description ?? "")".utf8)) }

  /// The file in a hidden directory.
  static func file(in directory: String) -> String { directory + "/run.json" }

  /// Reads what the run in a hidden directory is; nil if there is none.
  /// - Throws: `FileError` (`badData`) if the file is damaged or from a newer program.
  public static func read(in directory: String, for output: String) throws(FileError) -> RunIdentity? {
    let path = file(in: directory)
    guard POSIXFile.identity(path) != nil else { return nil }
    let data = try ResultsReader.contents(path)
    struct Version: Decodable { let formatVersion: Int }
    guard let version = try? JSONDecoder().decode(Version.self, from: data).formatVersion else {
      throw FileError(
        .badData, path: output, "\(path) of an unfinished run is damaged; --overwrite starts anew")
    }
    if version > BinaryRecord.currentVersion {
      throw FileError(
        .badData, path: output,
        "an unfinished run of a newer qpspin is here (format \(version), this one reads up to "
          + "\(BinaryRecord.currentVersion)); --overwrite starts anew")
    }
    guard let identity = try? JSONDecoder().decode(RunIdentity.self, from: data) else {
      throw FileError(
        .badData, path: output, "\(path) of an unfinished run is damaged; --overwrite starts anew")
    }
    return identity
  }

  /// Why a run of this identity cannot go on as `other`; nil if it can.
  func obstacle(to other: RunIdentity) -> String? {
    if resultsVersion != other.resultsVersion {
      return "was begun by qpspin \(version), whose numbers differ from those of this one, \(other.version)"
    }
    if shard != other.shard {
      func name(_ shard: Shard?) -> String { shard.map { "shard \($0)" } ?? "a whole run" }
      return "is \(name(shard)), not \(name(other.shard))"
    }
    if config != other.config {
      let differences = ExistingResults.differences(Data(config.utf8), Data(other.config.utf8))
      return "is of another config (" + differences.joined(separator: "; ") + ")"
    }
    return nil
  }
}

extension CampaignPlan {
  /// `config.json` of the result.
  public var resolvedConfig: Data {
    (configuration.sweep == nil ? configuration.forPoint(0) : configuration).encoded()
  }
}
