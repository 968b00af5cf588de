// A stub for type-checking on Linux. See README.md.
// swift-format-ignore-file

import Foundation
import LocalAuthentication
import Security

public enum P256 {
  public enum Signing {
    public struct PublicKey: Sendable {
      public var x963Representation: Data { Data() }
    }

    public struct ECDSASignature: Sendable {
      public var rawRepresentation: Data { Data() }
    }
  }

  public enum KeyAgreement {
    public struct PublicKey: HPKEDiffieHellmanPublicKey, Sendable {
      public init<Bytes: ContiguousBytes>(x963Representation: Bytes) throws {}
      public var x963Representation: Data { Data() }
    }
  }
}

public struct SharedSecret: ContiguousBytes, Sendable {
  public func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    fatalError()
  }
}

public enum SecureEnclave {
  public static var isAvailable: Bool { false }

  public enum P256 {
    public enum Signing {
      public struct PrivateKey: Sendable {
        public init(
          compactRepresentable: Bool = true, accessControl: SecAccessControl,
          authenticationContext: LAContext? = nil
        ) throws {}
        public init(dataRepresentation: Data, authenticationContext: LAContext? = nil) throws {}
        public var dataRepresentation: Data { Data() }
        public var publicKey: CryptoKit.P256.Signing.PublicKey { fatalError() }
        public func signature<Message: DataProtocol>(for message: Message) throws
          -> CryptoKit.P256.Signing.ECDSASignature
        {
          fatalError()
        }
      }
    }

    public enum KeyAgreement {
      public struct PrivateKey: HPKEDiffieHellmanPrivateKey, Sendable {
        public init(
          compactRepresentable: Bool = true, accessControl: SecAccessControl,
          authenticationContext: LAContext? = nil
        ) throws {}
        public init(dataRepresentation: Data, authenticationContext: LAContext? = nil) throws {}
        public var dataRepresentation: Data { Data() }
        public var publicKey: CryptoKit.P256.KeyAgreement.PublicKey { fatalError() }
        public func sharedSecretFromKeyAgreement(with share: CryptoKit.P256.KeyAgreement.PublicKey) throws
          -> SharedSecret
        {
          fatalError()
        }
      }
    }
  }
}

public protocol HPKEDiffieHellmanPublicKey {}

public protocol HPKEDiffieHellmanPrivateKey {}

public enum HPKE {
  public struct Ciphersuite: Sendable {
    public static let P256_SHA256_AES_GCM_256 = Ciphersuite()
  }

  public struct Sender {
    public let encapsulatedKey: Data
    public init<Key: HPKEDiffieHellmanPublicKey>(recipientKey: Key, ciphersuite: Ciphersuite, info: Data)
      throws
    {
      encapsulatedKey = Data()
    }
    public mutating func seal<Message: DataProtocol>(_ message: Message) throws -> Data { Data() }
  }

  public struct Recipient {
    public init<Key: HPKEDiffieHellmanPrivateKey>(
      privateKey: Key, ciphersuite: Ciphersuite, info: Data, encapsulatedKey: Data
    ) throws {}
    public mutating func open<Sealed: DataProtocol>(_ sealed: Sealed) throws -> Data { Data() }
  }
}

public enum SHA256 {
  public static func hash<Message: DataProtocol>(data: Message) -> SHA256Digest { SHA256Digest() }
}

public struct SHA256Digest: Sequence, Sendable {
  public func makeIterator() -> Array<UInt8>.Iterator { [].makeIterator() }
}
