import CGSL

/// A GSL call that did not return `GSL_SUCCESS`.
public struct GSLError: Error, Sendable, CustomStringConvertible {
  public let code: Int32
  /// The GSL function that failed.
  public let function: String

  public var description: String { "\(function): \(String(cString: gsl_strerror(code))) (GSL error \(code))" }
}

/// Process-wide set-up of GSL, done once by the first use of anything here.
public enum GSL {
  /// GSL's default error handler calls abort(); every return code is read instead.
  package static let isPrepared: Bool = {
    gsl_set_error_handler_off()
    return true
  }()

  /// GSL_ENOMEM.
  package static let outOfMemory: Int32 = 8

  /// Version of the GSL library that is linked, such as "2.7.1".
  public static var version: String { String(cString: qpspin_gsl_version()) }

  /// Throws `GSLError` unless `code` is `GSL_SUCCESS`.
  package static func check(_ code: Int32, _ function: String) throws(GSLError) {
    if code != 0 { throw GSLError(code: code, function: function) }
  }
}
