// What a screen shows, as facts with names. tests/shells/README.md lists them.

import Client
import Lines
import Models
import Texts

@MainActor
func factsOf(_ place: Place) -> Facts {
  switch place {
  case .setup(let model): facts(model.state)
  case .unlock(let model): facts(model.state)
  case .authenticators(let model): facts(model.state)
  case .add(let model): facts(model.state)
  case .requests(let model): facts(model.state)
  case .history(let model): facts(model.state)
  case .account(let model): facts(model.state)
  case .devices(let model): facts(model.state)
  case .transfer(let model): facts(model.state)
  case .settings(let model): facts(model.state)
  case .recovery(let model): facts(model.state)
  case .about(let model): ["screen": "about", "version": .text(model.state.version)]
  }
}

private func facts(_ state: SetupState) -> Facts {
  screen("setup", face: variant(state.step), busy: state.busy, problem: state.problem)
    .merging(typed(state.pad)) { fact, _ in fact }
}

private func facts(_ state: UnlockState) -> Facts {
  var facts = screen("unlock", face: variant(state.face), busy: state.busy, problem: state.problem)
    .merging(typed(state.pad)) { fact, _ in fact }
  if case .locked(let view, let recovery) = state.face {
    facts["attempts_left"] = .count(view.attemptsLeft)
    facts["waiting"] = .flag(view.delay > 0)
    facts["recovery"] = .flag(recovery)
    facts["biometrics"] = .flag(view.biometrics)
    facts["requests_while_locked"] = .flag(view.requestsWhileLocked)
  }
  return facts
}

private func facts(_ state: AuthenticatorsState) -> Facts {
  let shown = state.rows.compactMap { row in if case .shown(let code) = row.code { code.code } else { nil } }
  return screen("authenticators", problem: state.problem, notice: state.notice).merging([
    "rows": .texts(state.rows.map(\.account.account)),
    "information": .texts(state.rows.map(\.account.information)),
    "codes": .texts(shown),
    "kinds": .texts(state.rows.map { variant($0.code) }),
    "reachable": .texts(state.rows.map { variant($0.account.reachability) }),
    "open_requests": .count(state.waiting),
    "undo": .text(state.undo?.name ?? ""),
    "filtered": .flag(state.filtered),
  ]) { fact, _ in fact }
}

private func facts(_ state: AddState) -> Facts {
  var facts = screen("add", face: variant(state.face), problem: state.problem)
  switch state.face {
  case .scanning(.foreign(let what), _): facts["foreign"] = .text(said(what))
  case .offer(let offer):
    facts["issuer"] = .text(offer.view.issuer)
    facts["kind"] = .text(variant(offer.view.kind))
    facts["server"] = .flag(offer.view.push != nil)
    facts["same_secret"] = .flag(offer.view.sameSecret != nil)
    facts["begun"] = .flag(offer.view.push?.begun ?? false)
    facts["obstacle"] = .text(offer.view.push?.obstacle.map { variant($0) } ?? "")
  case .enrolling(let step): facts["step"] = .text(step.map { variant($0) } ?? "")
  case .scanning, .link, .manual: break
  }
  return facts
}

private func facts(_ state: RequestsState) -> Facts {
  var facts = screen("requests", face: variant(state.face), problem: state.problem)
  switch state.face {
  case .waiting(let waiting):
    facts["requests"] = .count(waiting.requests.count)
    facts["notes"] = .texts(waiting.notes.map { String(said($0.said).prefix { $0 != " " }) })
    facts["asking"] = .flag(waiting.asking)
  case .judging(let request, let step):
    facts["step"] = .text(variant(step))
    facts["verification"] = .text(variant(request.verification))
    facts["endpoint"] = .text(request.endpoint)
    facts["address"] = .text(request.clientAddress ?? "")
    facts["biometrics"] = .flag(state.biometrics)
    facts["low_assurance"] = .flag(request.lowAssurance)
  case .over(let over):
    facts["ending"] = .text(variant(over.ending))
    facts["said"] = .text(said(over.said))
    facts["code"] = .text(over.code ?? "")
  }
  return facts
}

private func facts(_ state: HistoryState) -> Facts {
  screen("history", busy: state.busy, problem: state.problem, notice: state.notice).merging([
    "events": .texts(state.rows.map { variant($0.event) }),
    "reportable": .count(state.rows.filter(\.canBeReported).count),
    "asking": .flag(state.asking != nil),
  ]) { fact, _ in fact }
}

private func facts(_ state: AccountState) -> Facts {
  screen("account", busy: state.busy, problem: state.problem, notice: state.notice).merging([
    "issuer": .text(state.detail?.row.issuer ?? ""),
    "favourite": .flag(state.detail?.row.favourite ?? false),
    "deleting": .flag(state.deleting),
    "untold": .flag(state.untold),
    "offline_code": .flag(state.offlineCode != nil),
    "code": .text(state.offlineCode?.code ?? ""),
    "end_pending": .flag(state.detail?.push?.status.endPending ?? false),
  ]) { fact, _ in fact }
}

private func facts(_ state: TransferState) -> Facts {
  screen("transfer", busy: state.busy, problem: state.problem).merging([
    "name": .text(state.name),
    "shown": .flag(state.shown?.hasPrefix("otpauth://") ?? false),
  ]) { fact, _ in fact }
}

private func facts(_ state: SettingsState) -> Facts {
  let asking = state.asking.map { variant($0) } ?? ""
  var facts = screen(
    "settings", face: asking, busy: state.busy, problem: state.problem, notice: state.notice)
  let protection = state.protection
  facts["theme"] = .text(state.appearance.map { variant($0.theme) } ?? "")
  facts["hide_codes"] = .flag(state.settings?.hideCodes ?? false)
  facts["biometrics"] = .text(protection.map { variant($0.biometrics) } ?? "")
  facts["recovery_code"] = .flag(protection?.recoveryCode ?? false)
  facts["biometrics_held_by"] = .texts(servers(protection?.biometricsHeldBy))
  facts["pin_held_by"] = .texts(servers(protection?.rulesHeldBy))
  return facts
}

/// Without their ports.
private func servers(_ holders: [HolderView]?) -> [String] {
  (holders ?? []).compactMap { holder in holder.server?.split(separator: ":").first.map(String.init) }
}

private func facts(_ state: DevicesState) -> Facts {
  screen("devices", busy: state.busy, problem: state.problem, notice: state.notice).merging([
    "devices": .texts((state.devices ?? []).map(\.name)),
    "replacing": .flag(state.replacing),
    "pending": .flag(state.pending),
  ]) { fact, _ in fact }
}

private func facts(_ state: RecoveryState) -> Facts {
  var facts = screen(
    "recovery", face: variant(state.step), busy: state.busy, problem: state.problem, notice: state.notice)
  facts["exists"] = .flag(state.exists)
  if case .shown(let code) = state.step { facts["code"] = .text(code) }
  return facts
}

private func screen(
  _ name: String, face: String = "", busy: Bool = false, problem: Message? = nil, notice: Message? = nil
) -> Facts {
  [
    "screen": .text(name),
    "face": .text(face),
    "busy": .flag(busy),
    "problem": .text(problem.map(said) ?? ""),
    "notice": .text(notice.map(said) ?? ""),
  ]
}

private func typed(_ pad: PadState) -> Facts {
  ["typed": .count(pad.typed), "letters": .flag(pad.letters)]
}

/// The names of a message's texts in the catalogue, and the numbers in them: `pad.wrong 9`.
private func said(_ message: Message) -> String {
  switch message {
  case .text(let name, let arguments):
    ([name]
      + arguments.map { argument in
        switch argument {
        case .number(let number): "\(number)"
        case .word(let word): word
        case .message(let message): said(message)
        }
      }).joined(separator: " ")
  case .sentences(let sentences): sentences.map(said).joined(separator: "; ")
  }
}

/// The name of a case, without what it carries.
private func variant(_ value: Any) -> String {
  Mirror(reflecting: value).children.first?.label ?? String(describing: value)
}
