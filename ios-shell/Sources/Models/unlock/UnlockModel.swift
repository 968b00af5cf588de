// Opens the vault, by whatever way the core offers.

import Client
import Observation
import Texts

@MainActor
@Observable
public final class UnlockModel: UnlockIntents {
  public var state: UnlockState { shown.with(bytes) }
  public var pad: any PadIntents { bytes }

  private var shown: UnlockState
  private let bytes: PadModel
  private let app: Authenticator
  private let onRequests: () -> Void
  private let onStage: ([Message]) -> Void
  @ObservationIgnored private var acceptance = Acceptance.newestOnly
  @ObservationIgnored private var newPin: TypedPin?

  /// `onStage`: the vault is open, or it is to be set up anew; perhaps with something to say about it.
  init(_ app: Authenticator, onRequests: @escaping () -> Void, onStage: @escaping ([Message]) -> Void) {
    self.app = app
    self.onRequests = onRequests
    self.onStage = onStage
    let stage = app.standing
    shown = UnlockState(faceOf(stage) ?? .erased)
    bytes = PadModel(letters: wantsLetters(stage))
  }

  public func typed() {
    switch shown.face {
    case .locked(_, recovery: true):
      unlock { [app, bytes, acceptance] in
        try await bytes.lend { try await app.unlockWithRecoveryCode(code: $0, accept: acceptance) }
      }
    case .locked:
      unlock { [app, bytes, acceptance] in
        try await bytes.lend { try await app.unlock(pin: $0, accept: acceptance) }
      }
    case .newPin(let rules, _): newPinTyped(rules)
    case .older, .erased, .broken: break
    }
  }

  public func biometrics() {
    unlock { [app, acceptance] in try await app.unlockWithBiometrics(accept: acceptance) }
  }

  public func recovery(_ wanted: Bool) {
    bytes.letters(wanted || wantsLetters(app.standing))
    show(nil, recovery: wanted)
  }

  public func acceptOlder(_ accepted: Bool) {
    acceptance = accepted ? .olderCopy : .newestOnly
    show(nil)
  }

  public func requests() {
    onRequests()
  }

  public func startOver() {
    guard attempt({ shown.problem = $0 }, { try app.startOver() }) != nil else { return }
    onStage([])
  }

  /// A second has passed: the delay is shorter.
  func tick() {
    guard !shown.busy, case .locked(_, let recovery) = shown.face else { return }
    show(shown.problem, recovery: recovery)
  }

  private func unlock(_ call: @escaping @MainActor () async throws -> [UnlockNotice]) {
    shown.busy = true
    shown.problem = nil
    Task {
      do {
        let notices = try await call()
        show(nil, notices: notices.map { Message($0) })
      } catch UnlockError.OlderFiles(let copy) {
        shown = UnlockState(.older(Message(copy)))
      } catch {
        show(Message(failed: error), recovery: recovering)
      }
    }
  }

  private var recovering: Bool {
    if case .locked(_, recovery: true) = shown.face { true } else { false }
  }

  private func newPinTyped(_ rules: PinRules) {
    guard let first = newPin else {
      newPin = TypedPin(bytes)
      shown = UnlockState(.newPin(rules, again: true))
      return
    }
    newPin = nil
    Task {
      var problem: Message?
      await attempt({ problem = $0 }) {
        try await first.lend { new in
          try await bytes.lend { again in try await app.setNewPin(new: new, again: again) }
        }
      }
      show(problem)
    }
  }

  private func show(_ problem: Message?, recovery: Bool = false, notices: [Message] = []) {
    switch faceOf(app.standing) {
    case nil: onStage(notices)
    case .locked(let view, _): shown = UnlockState(.locked(view, recovery: recovery), problem: problem)
    case .newPin(let rules, _):
      // The recovery code had letters.
      bytes.letters(rules.passphrase)
      shown = UnlockState(.newPin(rules, again: false), problem: problem)
    case let face?: shown = UnlockState(face, problem: problem)
    }
  }
}

private func faceOf(_ stage: Stage) -> UnlockState.Face? {
  switch stage {
  case .locked(let view): .locked(view)
  case .newPinNeeded(let rules): .newPin(rules, again: false)
  case .erased: .erased
  case .unusable(let reason): .broken(reason)
  case .setup, .unlocked: nil
  }
}

/// Whether what opens the vault is a passphrase, and no PIN of digits.
private func wantsLetters(_ stage: Stage) -> Bool {
  switch stage {
  case .locked(let view): view.passphrase
  case .newPinNeeded(let rules): rules.passphrase
  case .setup, .unlocked, .erased, .unusable: false
  }
}
