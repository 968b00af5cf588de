// States of requests worth seeing.

import Client
import Foundation
import Models
import Texts

private func login(_ change: (inout RequestView) -> Void = { _ in }) -> RequestView {
  var request = RequestView(
    id: "r1", account: "1", issuer: "Example Hosting", accountName: "c12345.web",
    server: "portal.example.com",
    kind: .login, event: "login", endpoint: "Customer area", clientAddress: "203.0.113.97",
    clientPlace: "Rotterdam, NL",
    clientAgent: "Firefox on Windows", message: "", doubtful: false, verification: .enter(digits: 3),
    lowAssurance: false, made: Date(timeIntervalSince1970: 1_800_000_000), secondsLeft: 97, onScreen: true,
    code: nil,
    others: 0)
  change(&request)
  return request
}

private let strange = login {
  $0.id = "r2"
  $0.kind = .other
  $0.event = "delete all backups"
  $0.clientPlace = nil
  $0.clientAgent = nil
  $0.message = "Maintenance of the night"
  $0.doubtful = true
  $0.lowAssurance = true
  $0.verification = .nothing
  $0.others = 2
  $0.secondsLeft = 9
}

private let server = inLines("portal.example.com")
private let notes = [
  RequestsState.Note(.requestsUnreachable(server: server, time: Message.timeSeconds(count: 40))),
  RequestsState.Note(
    .requestsPolicyChanged(server: server, policy: Message.policyPin(minimum: "8")), agree: "1"),
]

private func judging(
  _ step: RequestsState.Step, _ request: RequestView = login(), typed: Int = 0, problem: Message? = nil
) -> RequestsState {
  RequestsState(.judging(request, step), pad: PadState(typed: typed), problem: problem)
}

private func over(_ ending: Ending, _ said: Message, code: String? = nil) -> RequestsState {
  RequestsState(.over(RequestsState.Over(ending, said, code: code)))
}

private let pinOrBiometrics = {
  var state = judging(.pin)
  state.biometrics = true
  return state
}()

func requestsSamples() -> [Sample<RequestsState>] {
  [
    Sample("none", RequestsState()),
    Sample("none-account", RequestsState(.waiting(RequestsState.Waiting(accounts: false)))),
    Sample("list", RequestsState(.waiting(RequestsState.Waiting(requests: [login(), strange])))),
    Sample("notes", RequestsState(.waiting(RequestsState.Waiting(notes: notes)))),
    Sample("facts", judging(.facts)),
    Sample("facts-strange", judging(.facts, strange)),
    Sample("number", judging(.number(typed: "", digits: 3))),
    Sample("number-typed", judging(.number(typed: "48", digits: 3), problem: .decisionTooSoon)),
    Sample("number-six", judging(.number(typed: "4821", digits: 6))),
    Sample("scan", judging(.scan, login { $0.verification = .scan })),
    Sample("pin", judging(.pin, typed: 4)),
    Sample(
      "pin-code", judging(.pin, login { $0.verification = .show(digits: 6) }, problem: .padWrong(attempts: 6))
    ),
    Sample("pin-biometrics", pinOrBiometrics),
    Sample("rejecting", judging(.rejecting)),
    Sample("telling", judging(.telling)),
    Sample("accepted", over(.accepted, .outcomeApproved)),
    Sample("code", over(.accepted, .outcomeAwaitCode(code: "482 913"), code: "482 913")),
    Sample("rejected", over(.rejected, .outcomeDenied)),
    Sample("wrong-number", over(.failed, .outcomeWrongNumber)),
    Sample("not-delivered", over(.waiting, .outcomeNotDelivered)),
  ]
}
