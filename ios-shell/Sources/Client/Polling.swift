// Asks the servers of push accounts, as often as the core says. Works without any push service.

import CountersignCore
import Foundation

@MainActor
public final class Polling {
  private let app: Authenticator
  /// How long a server may hold its answer back while the app is open, in seconds.
  private let wait: TimeInterval
  /// A request that is to be shown at once, if nothing more urgent is on the screen.
  private let onPrompt: @MainActor (RequestView) -> Void
  private var running: [AccountId: Task<Void, Never>] = [:]

  public init(_ app: Authenticator, wait: TimeInterval, onPrompt: @escaping @MainActor (RequestView) -> Void)
  {
    self.app = app
    self.wait = wait
    self.onPrompt = onPrompt
  }

  /// A second has passed: asks every server whose time has come.
  public func tick() {
    for account in app.pushAccounts where account.nextPollIn == 0 {
      ask(account.id, wait: wait)
    }
  }

  /// The user asks: every server, now.
  public func askAll() async {
    attempt(ignored) { try app.hurryPolls() }
    let asked = app.pushAccounts.map { ask($0.id, wait: 0) }
    for task in asked {
      await task.value
    }
  }

  /// Gives up what is asked now, and comes back when nothing runs any more.
  public func end() async {
    let ending = Array(running.values)
    for task in ending { task.cancel() }
    for task in ending {
      await task.value
    }
  }

  @discardableResult
  private func ask(_ account: AccountId, wait: TimeInterval) -> Task<Void, Never> {
    if let running = running[account] { return running }
    let task = Task {
      // What went wrong is in the account's status, which the screens show.
      let poll = await attempt(ignored) {
        try await withCancellation { try await app.poll(account: account, wait: wait, cancellation: $0) }
      }
      running[account] = nil
      if let prompt = poll?.prompt { onPrompt(prompt) }
    }
    running[account] = task
    return task
  }
}
