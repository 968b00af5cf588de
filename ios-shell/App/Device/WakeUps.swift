// How servers can wake this phone: through Apple's service. Each of them is told the token that the system has given.

import Client
import CryptoKit
import Foundation
import UIKit

@MainActor
final class WakeUps {
  private let app: Authenticator
  private let known = KnownTokens()
  private var telling: Set<AccountId> = []

  init(_ app: Authenticator) {
    self.app = app
  }

  /// Notes who is to be woken, and asks the system for its token: it may be another one since the last time.
  func plan() {
    // Only an open vault says its settings; a locked one stays as it was left.
    if let settings = attempt(ignored, { try app.settings() }) {
      let wanted = Set(settings.notifications ? app.pushAccounts.map(\.id) : [])
      for account in known.accounts.subtracting(wanted) { forget(account) }
      for account in wanted { known.expect(account) }
    }
    if !known.accounts.isEmpty { UIApplication.shared.registerForRemoteNotifications() }
  }

  /// The system has given this token. Servers that know it are left alone.
  func registered(_ token: Data) {
    for account in known.accounts where !known.knows(account, token) {
      tell(account, token)
    }
  }

  private func tell(_ account: AccountId, _ token: Data) {
    guard let topic = Bundle.main.bundleIdentifier, telling.insert(account).inserted else { return }
    Task {
      let told = await app.tellChannel(
        account, .apns(token: token, topic: topic, environment: ApnsEnvironment.ofThisBuild))
      if told { known.told(account, token) }
      telling.remove(account)
    }
  }

  private func forget(_ account: AccountId) {
    known.forget(account)
    Task { await app.tellChannel(account, .nowhere) }
  }
}

extension ApnsEnvironment {
  /// Xcode signs what it installs for Apple's sandbox, and what it exports for the service itself.
  fileprivate static var ofThisBuild: Self {
    #if DEBUG
      .sandbox
    #else
      .production
    #endif
  }
}

/// What servers were told, so that they are told again only when something has changed: a digest is enough for that.
@MainActor
private final class KnownTokens {
  private static let key = "tokens"

  /// The accounts whose servers know a token, or are to know one.
  var accounts: Set<AccountId> { Set(kept.keys) }

  func expect(_ account: AccountId) {
    if kept[account] == nil { kept[account] = Data() }
  }

  func knows(_ account: AccountId, _ token: Data) -> Bool {
    kept[account] == digest(token)
  }

  func told(_ account: AccountId, _ token: Data) {
    kept[account] = digest(token)
  }

  func forget(_ account: AccountId) {
    kept[account] = nil
  }

  private var kept: [AccountId: Data] {
    get { UserDefaults.standard.dictionary(forKey: Self.key) as? [AccountId: Data] ?? [:] }
    set { UserDefaults.standard.set(newValue, forKey: Self.key) }
  }

  private func digest(_ token: Data) -> Data {
    Data(SHA256.hash(data: token))
  }
}
