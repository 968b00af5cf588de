// A random P-256 key that signs and agrees, as a phone's hardware holds one. Points are 65 bytes: 4, then both
// coordinates.

import CountersignCore
import Foundation

#if canImport(CryptoKit)
  import CryptoKit

  struct P256Key: Sendable {
    private let scalar = P256.KeyAgreement.PrivateKey()

    var point: Data { scalar.publicKey.x963Representation }

    /// ECDSA with SHA-256: r and s of 32 bytes each.
    func signature(of message: Data) throws -> Data {
      let key = try P256.Signing.PrivateKey(rawRepresentation: scalar.rawRepresentation)
      return try key.signature(for: message).rawRepresentation
    }

    /// The x coordinate of the key's product with a point: 32 bytes.
    func product(with point: Data) throws -> Data {
      let other = try P256.KeyAgreement.PublicKey(x963Representation: point)
      return try scalar.sharedSecretFromKeyAgreement(with: other).withUnsafeBytes { Data($0) }
    }
  }
#else
  import OpenSSL

  /// OpenSSL lets several threads use one key.
  final class P256Key: @unchecked Sendable {
    private static let coordinate = 32

    private let key = p256_generate()

    deinit {
      EVP_PKEY_free(key)
    }

    var point: Data {
      var point = [UInt8](repeating: 0, count: 1 + 2 * Self.coordinate)
      var length = 0
      EVP_PKEY_get_octet_string_param(key, "encoded-pub-key", &point, point.count, &length)
      return Data(point.prefix(length))
    }

    /// ECDSA with SHA-256: r and s of 32 bytes each.
    func signature(of message: Data) throws -> Data {
      let context = EVP_MD_CTX_new()
      defer { EVP_MD_CTX_free(context) }
      var encoded = [UInt8](repeating: 0, count: Int(EVP_PKEY_get_size(key)))
      var length = encoded.count
      try succeed(EVP_DigestSignInit(context, nil, EVP_sha256(), nil, key))
      try succeed(EVP_DigestSign(context, &encoded, &length, [UInt8](message), message.count))
      return try numbers(of: encoded.prefix(length))
    }

    /// The x coordinate of the key's product with a point: 32 bytes.
    func product(with point: Data) throws -> Data {
      let other = EVP_PKEY_new()
      defer { EVP_PKEY_free(other) }
      try succeed(EVP_PKEY_copy_parameters(other, key))
      try succeed(EVP_PKEY_set1_encoded_public_key(other, [UInt8](point), point.count))
      let context = EVP_PKEY_CTX_new(key, nil)
      defer { EVP_PKEY_CTX_free(context) }
      var product = [UInt8](repeating: 0, count: Self.coordinate)
      var length = product.count
      try succeed(EVP_PKEY_derive_init(context))
      try succeed(EVP_PKEY_derive_set_peer(context, other))
      try succeed(EVP_PKEY_derive(context, &product, &length))
      return Data(product.prefix(length))
    }

    /// r and s out of their DER.
    private func numbers(of encoded: ArraySlice<UInt8>) throws -> Data {
      let signature = Array(encoded).withUnsafeBufferPointer { bytes in
        var next = bytes.baseAddress
        return d2i_ECDSA_SIG(nil, &next, encoded.count)
      }
      defer { ECDSA_SIG_free(signature) }
      var numbers = Data()
      for number in [ECDSA_SIG_get0_r(signature), ECDSA_SIG_get0_s(signature)] {
        var bytes = [UInt8](repeating: 0, count: Self.coordinate)
        try succeed(BN_bn2binpad(number, &bytes, Int32(bytes.count)))
        numbers += bytes
      }
      return numbers
    }

    private func succeed(_ code: Int32) throws {
      if code <= 0 {
        throw DeviceKeyError.Unavailable
      }
    }
  }
#endif
