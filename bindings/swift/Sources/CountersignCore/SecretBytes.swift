// Secrets that an app hands in: bytes that it can overwrite.

import Foundation

extension SecretBytes {
  /// Overwrites a secret that was handed in, such as the PIN that was just typed.
  ///
  /// Only this variable may still hold it: shared bytes would be copied first. Swift keeps up to 14 bytes inside the
  /// variable itself, and copies them into every function that they pass through; those copies nobody reaches.
  public mutating func wipe() {
    withUnsafeMutableBytes(overwrite)
  }
}

/// Overwrites bytes in a way that no compiler leaves out. The generated code calls it for what it has passed on.
func overwrite(_ bytes: UnsafeMutableRawBufferPointer) {
  guard let start = bytes.baseAddress else { return }
  #if canImport(Darwin)
    memset_s(start, bytes.count, 0, bytes.count)
  #else
    explicit_bzero(start, bytes.count)
  #endif
}
