// How the servers of push accounts stand, where that is worth a word.

import Client
import Texts

extension RequestsState.Note {
  static func all(of account: PushAccountView) -> [Self] {
    let server = inLines(account.server)
    return [
      account.ended.map { _ in Self(.requestsEnded(server: server)) },
      account.endPending ? Self(.requestsEndPending(server: server)) : nil,
      account.enrollAgain ? Self(.requestsEnrollAgain(server: server)) : nil,
      account.policyChange.map {
        Self(.requestsPolicyChanged(server: server, policy: Message($0)), agree: account.id)
      },
      account.mutedFor.map { Self(.requestsMuted(server: server, time: Message.duration($0))) },
      account.reachability == .unreachable
        ? Self(.requestsUnreachable(server: server, time: Message.duration(account.nextPollIn))) : nil,
      account.undelivered > 0 ? Self(.requestsUndelivered(server: server)) : nil,
    ].compactMap { $0 }
  }
}
