import ArgumentParser
import Campaign
import Results

/// Runs the body of a command; every error becomes one line and an exit code.
func reportingFailures(_ body: () throws -> Void) throws {
  do {
    try body()
  } catch let exit as ExitCode {
    throw exit
  } catch let usage as ValidationError {
    throw usage
  } catch {
    throw failure(for: error).end()
  }
}

/// What an error means to the user. The errors hold the facts; this is where they become sentences.
private func failure(for error: any Error) -> Failure {
  switch error {
  case let failure as Failure: return failure
  case let error as ConfigurationError: return Failure(code: .badData, message: "\(error)")
  case let error as FileError:
    switch error.kind {
    case .cannotCreate: return Failure(code: .cannotCreate, message: "\(error)")
    case .inputOutput: return Failure(code: .inputOutput, message: "\(error)")
    case .badData: return Failure(code: .badData, message: "\(error)")
    }
  case let stopped as RunStopped:
    let percent = String(Int((100 * stopped.done).rounded(.down)))
    return Failure(
      code: .stoppedEarly,
      message: "stopped by \(stopped.reason) with \(percent) % done, and saved; the same command continues "
        + "(without --overwrite, if it was given)")
  case let error as RunawayError: return Failure(code: .badData, message: "\(error)")
  default: return Failure(code: .internalError, message: "internal error: \(error)")
  }
}
