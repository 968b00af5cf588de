// Small items of the keychain that no backup, no other device and no phone without a passcode ever has.

import Foundation
import Security

/// Why the keychain did not do it.
enum KeychainError: Error {
  /// Not now: the phone is locked, or has no passcode.
  case unavailable
}

/// The generic passwords of one service.
struct Keychain: Sendable {
  let service: String

  /// The item with this name, if there is one.
  func read(_ name: String) throws -> Data? {
    var query = query(name)
    query[kSecReturnData] = true
    var found: CFTypeRef?
    switch SecItemCopyMatching(query as CFDictionary, &found) {
    case errSecSuccess: return found as? Data
    case errSecItemNotFound: return nil
    default: throw KeychainError.unavailable
    }
  }

  /// Writes the item, in one step and durably. One that is there already is replaced.
  func write(_ name: String, _ data: Data) throws {
    let new: [CFString: Any] = [
      kSecValueData: data,
      kSecAttrAccessible: kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly,
    ]
    var status = SecItemUpdate(query(name) as CFDictionary, new as CFDictionary)
    if status == errSecItemNotFound {
      status = SecItemAdd(query(name).merging(new) { _, new in new } as CFDictionary, nil)
    }
    guard status == errSecSuccess else { throw KeychainError.unavailable }
  }

  /// Removes the item. Succeeds where there is none.
  func delete(_ name: String) throws {
    switch SecItemDelete(query(name) as CFDictionary) {
    case errSecSuccess, errSecItemNotFound: break
    default: throw KeychainError.unavailable
    }
  }

  private func query(_ name: String) -> [CFString: Any] {
    [
      kSecClass: kSecClassGenericPassword,
      kSecAttrService: service,
      kSecAttrAccount: name,
      kSecAttrSynchronizable: false,
      kSecUseDataProtectionKeychain: true,
    ]
  }
}
