// Who can be woken, and telling servers how.

import CountersignCore
import Foundation

extension Authenticator {
  /// The push accounts, as far as they can be seen now: a locked vault that shows no requests has none.
  public var pushAccounts: [PushAccountView] {
    attempt(ignored) { try requests() }?.accounts ?? []
  }

  /// Tells a server where its wake-ups go from now on; says whether it knows.
  @discardableResult
  public func tellChannel(_ account: AccountId, _ channel: PushChannel) async -> Bool {
    let told: Void? = await attempt(ignored) {
      try await updateChannel(account: account, channel: channel, cancellation: Cancellation())
    }
    return told != nil
  }
}
