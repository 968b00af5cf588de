// One account: its names, what is known of it, and its end.

import Client
import Texts

public struct AccountState: Hashable, Sendable {
  public struct Draft: Hashable, Sendable {
    public var issuer: String
    public var account: String
    public var information: String
    /// With commas between them.
    public var tags: String

    public init(issuer: String = "", account: String = "", information: String = "", tags: String = "") {
      self.issuer = issuer
      self.account = account
      self.information = information
      self.tags = tags
    }
  }

  /// Nothing once the account is gone.
  public var detail: AccountDetail?
  public var draft = Draft()
  /// The code for a login without network, once it was asked for.
  public var offlineCode: CodeView?
  public var deleting = false
  /// Its server could not be told of its end: the user may leave that for later.
  public var untold = false
  public var busy = false
  public var notice: Message?
  public var problem: Message?

  public init(detail: AccountDetail?, draft: Draft = Draft()) {
    self.detail = detail
    self.draft = draft
  }
}

@MainActor
public protocol AccountIntents: AnyObject, Sendable {
  func back()

  func draft(_ draft: AccountState.Draft)

  func save()

  func favourite(_ wanted: Bool)

  func showOfflineCode()

  func export()

  /// Its devices, and new keys for this one.
  func devices()

  func delete()

  func deleteConfirmed(_ wanted: Bool)

  /// Ends it as soon as its server can be told.
  func deleteLater()

  /// Takes that back.
  func keep()
}
