// States of an account worth seeing.

import Client
import Foundation
import Models
import Texts

private let created = Date(timeIntervalSince1970: 1_790_000_000)

private let codes = AccountDetail(
  row: sampleAccount("3", "Codeforge", "mlindqvist", favourite: true), created: created, algorithm: .sha1,
  digits: 6,
  periodSeconds: 30, counter: nil, server: nil, clockOffsetMilliseconds: 4_200, push: nil)

private func push(endPending: Bool = false) -> AccountDetail {
  let status = PushAccountView(
    id: "1", server: "portal.example.com", reachability: .reachable, openRequests: 0, mutedFor: nil,
    nextPollIn: 0,
    undelivered: 0, policyChange: nil, ended: nil, endPending: endPending, enrollAgain: false)
  return AccountDetail(
    row: sampleAccount("1", "Example Hosting", "c12345.web", kind: .push, reachability: .reachable),
    created: created, algorithm: nil, digits: 6, periodSeconds: nil, counter: nil,
    server: "portal.example.com",
    clockOffsetMilliseconds: 0,
    push: PushDetail(
      status: status, policy: PolicyView(pinMinimum: 6, biometrics: false), privateNetwork: false,
      offlineCodes: true, keysInHardware: true, denied: 2, rotationPending: false))
}

private let draft = AccountState.Draft(issuer: "Codeforge", account: "mlindqvist", tags: "Arbeit")
private let pushDraft = AccountState.Draft(
  issuer: "Example Hosting", account: "c12345.web", information: "Kundenbereich")

func accountSamples() -> [Sample<AccountState>] {
  [
    Sample("codes", AccountState(detail: codes, draft: draft)),
    Sample("push", AccountState(detail: push(), draft: pushDraft)),
    account("offline-code", push()) { $0.offlineCode = sampleCode("730194", secondsLeft: 17) },
    account("saved", codes) { $0.notice = .accountSaved },
    account("deleting", codes) { $0.deleting = true },
    account("deleting-push", push()) { $0.deleting = true },
    account("untold", push()) {
      $0.untold = true
      $0.problem = .serverUnreachable
    },
    Sample("end-pending", AccountState(detail: push(endPending: true), draft: pushDraft)),
  ]
}

private func account(
  _ name: String, _ detail: AccountDetail, _ change: (inout AccountState) -> Void
) -> Sample<AccountState> {
  var state = AccountState(detail: detail, draft: detail.push == nil ? draft : pushDraft)
  change(&state)
  return Sample(name, state)
}
