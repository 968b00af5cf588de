// States of the list worth seeing.

import Client
import Foundation
import Models
import Texts

func sampleAccount(
  _ id: String,
  _ issuer: String,
  _ account: String,
  kind: AccountKind = .totp,
  reachability: Reachability = .notNeeded,
  information: String = "",
  favourite: Bool = false
) -> AccountRow {
  AccountRow(
    id: id, issuer: issuer, account: account, information: information, tags: [], favourite: favourite,
    kind: kind,
    reachability: reachability)
}

func sampleCode(_ code: String, secondsLeft: UInt64, next: String? = nil) -> CodeView {
  let from = Date(timeIntervalSince1970: 1_800_000_000)
  let half = code.count / 2
  return CodeView(
    id: code,
    code: code,
    grouped: "\(code.prefix(half)) \(code.dropFirst(half))",
    spoken: code.map(String.init).joined(separator: " "),
    validFrom: from,
    validUntil: from + 30,
    secondsLeft: secondsLeft,
    periodSeconds: 30,
    next: next,
    clockOffsetMilliseconds: 0)
}

private typealias Row = AuthenticatorsState.Row

private let forge = sampleAccount("3", "Codeforge", "mlindqvist")
private let rows = [
  Row(
    sampleAccount(
      "1", "Example Hosting", "c12345.web", kind: .push, reachability: .reachable, favourite: true), .push),
  Row(
    sampleAccount(
      "2", "Universität Beispielstadt", "mara.lindqvist@uni.example", information: "Mail und Bibliothek"),
    .shown(sampleCode("493817", secondsLeft: 21))),
  Row(forge, .shown(sampleCode("08214465", secondsLeft: 4, next: "9127 3350"))),
  Row(sampleAccount("4", "Nordbank", "M. Lindqvist", kind: .hotp), .onRequest),
  Row(
    sampleAccount("5", "Amt für Vermessung", "lindqvist-m", kind: .push, reachability: .unreachable), .push),
]

func authenticatorsSamples() -> [Sample<AuthenticatorsState>] {
  [
    Sample("empty", AuthenticatorsState()),
    list("both", Array(rows.prefix(2))),
    list("list", rows) { $0.tags = ["Arbeit", "Privat"] },
    list("waiting", Array(rows.prefix(3))) { $0.waiting = 1 },
    list("copied", Array(rows.dropFirst())) { $0.copied = "2" },
    list("hidden", [Row(forge, .hidden)]) { $0.hidden = true },
    list("nothing-found", []) { $0.search = "nordwind" },
    list("undo", Array(rows.prefix(2))) {
      $0.undo = AuthenticatorsState.Undo(account: "3", name: "Codeforge")
    },
    list("refused", [Row(forge, .refused(why: .errorDamagedSecret))]) { $0.notice = .unlockOlderOpen },
  ]
}

private func list(
  _ name: String, _ rows: [Row], _ change: (inout AuthenticatorsState) -> Void = { _ in }
) -> Sample<AuthenticatorsState> {
  var state = AuthenticatorsState(rows: rows)
  change(&state)
  return Sample(name, state)
}
