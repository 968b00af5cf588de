// A stub for type-checking on Linux. See README.md.
// swift-format-ignore-file

import Foundation

public final class LAContext: NSObject {
  public var localizedReason = ""
  public var localizedFallbackTitle: String?
  public func canEvaluatePolicy(_ policy: LAPolicy, error: UnsafeMutableRawPointer?) -> Bool { false }
}

public enum LAPolicy: Sendable {
  case deviceOwnerAuthenticationWithBiometrics, deviceOwnerAuthentication
}

public struct LAError: Error {
  public let code: Code

  public enum Code: Sendable {
    case authenticationFailed, userCancel, userFallback, systemCancel, passcodeNotSet, appCancel,
      invalidContext
    case biometryNotAvailable, biometryNotEnrolled, biometryLockout, notInteractive
  }
}
