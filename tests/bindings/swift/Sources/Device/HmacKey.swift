// A random key for HMAC-SHA-256, as a phone's hardware holds one.

import Foundation

#if canImport(CryptoKit)
  import CryptoKit
#else
  import OpenSSL
#endif

struct HmacKey: Sendable {
  private let bytes: Data

  init() {
    bytes = Data.random(count: 32)
  }

  /// HMAC-SHA-256 of a message: 32 bytes.
  func mac(_ message: Data) -> Data {
    #if canImport(CryptoKit)
      return Data(HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: bytes)))
    #else
      var mac = Data(count: 32)
      mac.withUnsafeMutableBytes { (mac: UnsafeMutableRawBufferPointer) in
        bytes.withUnsafeBytes { key in
          message.withUnsafeBytes { message in
            let input = message.bindMemory(to: UInt8.self).baseAddress
            let output = mac.bindMemory(to: UInt8.self).baseAddress
            _ = HMAC(EVP_sha256(), key.baseAddress, Int32(key.count), input, message.count, output, nil)
          }
        }
      }
      return mac
    #endif
  }
}

extension Data {
  /// Bytes from the system's random generator.
  static func random(count: Int) -> Data {
    var generator = SystemRandomNumberGenerator()
    return Data((0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
  }
}
