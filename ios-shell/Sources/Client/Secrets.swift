// Secrets on their way to a screen.

import CountersignCore

/// The text of a secret, which is wiped. A text that is drawn has to be a text: this is the one place where a secret becomes
/// one.
public func readOnce(_ secret: SecretText) -> String? {
  defer { secret.wipe() }
  guard var bytes = attempt(ignored, { try secret.read() }).flatMap({ $0 }) else { return nil }
  defer { bytes.wipe() }
  return String(decoding: bytes, as: UTF8.self)
}
