// A stub for type-checking on Linux. See README.md.
// swift-format-ignore-file

import Foundation

public typealias CFTypeRef = AnyObject
public typealias OSStatus = Int32
public typealias CFDictionary = [CFString: Any]

public struct CFString: Hashable, Sendable {}

public final class SecAccessControl: Sendable {}

public struct SecAccessControlCreateFlags: OptionSet, Sendable {
  public let rawValue: UInt
  public init(rawValue: UInt) { self.rawValue = rawValue }
  public static let biometryCurrentSet = Self(rawValue: 8)
  public static let privateKeyUsage = Self(rawValue: 1 << 30)
}

public func SecAccessControlCreateWithFlags(
  _ allocator: AnyObject?, _ protection: CFString, _ flags: SecAccessControlCreateFlags,
  _ error: UnsafeMutableRawPointer?
) -> SecAccessControl? { nil }

public func SecItemCopyMatching(_ query: CFDictionary, _ result: UnsafeMutablePointer<CFTypeRef?>?)
  -> OSStatus
{ 0 }
public func SecItemAdd(_ attributes: CFDictionary, _ result: UnsafeMutablePointer<CFTypeRef?>?) -> OSStatus {
  0
}
public func SecItemUpdate(_ query: CFDictionary, _ attributes: CFDictionary) -> OSStatus { 0 }
public func SecItemDelete(_ query: CFDictionary) -> OSStatus { 0 }

public let errSecSuccess: OSStatus = 0
public let errSecItemNotFound: OSStatus = -25300

public let kSecClass = CFString()
public let kSecClassGenericPassword = CFString()
public let kSecAttrService = CFString()
public let kSecAttrAccount = CFString()
public let kSecAttrSynchronizable = CFString()
public let kSecAttrAccessible = CFString()
public let kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly = CFString()
public let kSecUseDataProtectionKeychain = CFString()
public let kSecReturnData = CFString()
public let kSecValueData = CFString()
