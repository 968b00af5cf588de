// The library's views and errors as facts.

import CountersignCore
import Foundation
import Lines

func described(_ stage: Stage) -> Facts {
  switch stage {
  case .setup(let step):
    ["stage": .text("Setup.\(variant(step))")]
  case .locked(let view):
    [
      "stage": "Locked",
      "attempts_left": .count(view.attemptsLeft),
      "delay": .seconds(view.delay),
      "requests_while_locked": .flag(view.requestsWhileLocked),
    ]
  case .newPinNeeded, .unlocked, .erased, .unusable:
    ["stage": .text(variant(stage))]
  }
}

func described(_ offers: OffersView) throws -> Facts {
  guard let first = offers.offers.first else { throw Misunderstood(name: "offers") }
  var facts: Facts = [
    "offers": .count(offers.offers.count),
    "offer": .count(first.id),
    "issuer": .text(first.issuer),
    "account": .text(first.account),
    "kind": .text(variant(first.kind)),
    "digits": .count(first.digits),
    "same_secret": .flag(first.sameSecret != nil),
  ]
  facts["period"] = first.periodSeconds.map(Fact.count)
  facts["algorithm"] = first.algorithm.map { algorithm in .text(variant(algorithm)) }
  facts["private_network"] = first.push.map { push in .flag(push.privateNetwork) }
  return facts
}

func described(_ account: AccountRow) -> Facts {
  [
    "id": .text(account.id),
    "issuer": .text(account.issuer),
    "account": .text(account.account),
    "kind": .text(variant(account.kind)),
  ]
}

func described(_ code: CodeView) throws -> Facts {
  guard let validFrom = code.validFrom else { throw Misunderstood(name: "code") }
  return ["code": .text(code.code), "valid_from": .seconds(validFrom.timeIntervalSince1970)]
}

func described(_ request: RequestView) -> Facts {
  [
    "on_screen": .flag(request.onScreen),
    "verification": .text(variant(request.verification)),
    "digits": .count(digits(of: request.verification)),
    "endpoint": .text(request.endpoint),
  ]
}

func described(_ poll: PollView) -> Facts {
  let prompt = poll.prompt.map(described) ?? [:]
  let facts: Facts = ["arrived": .count(poll.arrived.count), "prompt": .text(poll.prompt?.id ?? "")]
  return facts.merging(prompt) { fact, _ in fact }
}

func described(_ outcome: OutcomeView) -> Facts {
  ["status": .text(variant(outcome.status)), "approved": .flag(outcome.approved)]
}

/// The fields of an error that a screen would show.
func described(_ error: any Error) -> Facts {
  switch error {
  case UnlockError.WrongPin(let attemptsLeft, let delay):
    ["attempts_left": .count(attemptsLeft), "delay": .seconds(delay)]
  case UnlockError.Wait(let delay):
    ["delay": .seconds(delay)]
  case SetupError.WeakPin(let reason):
    ["reason": .text(named(reason))]
  case ScanFailure.Picture(let problem):
    ["problem": .text(named(problem))]
  case ScanFailure.Frame(let problem):
    ["problem": .text(named(problem))]
  case ActivationError.Pin(let error):
    ["error": .text(named(error))]
  case DecisionError.Call(let error), OnlineEnrollmentError.Call(let error):
    ["error": .text(named(error))]
  default:
    [:]
  }
}

private func digits(of verification: VerificationView) -> UInt8 {
  switch verification {
  case .enter(let digits), .show(let digits): digits
  case .nothing, .scan: 0
  }
}
