// The locked app: the PIN pad, what is left, and what else there is where no PIN helps.

import Client
import Models
import SwiftUI
import Texts

struct UnlockScreen: View {
  let state: UnlockState
  let intents: any UnlockIntents

  var body: some View {
    switch state.face {
    case .locked(_, recovery: true): recovery
    case .locked(let view, _): locked(view)
    case .older(let what): older(what)
    case .newPin(let rules, let again): newPin(rules, again: again)
    case .erased: erased
    case .broken(let reason): broken(reason)
    }
  }

  private func locked(_ view: LockView) -> some View {
    Page(nil) {
      VStack(spacing: 10) {
        Emblem(sign: "lock.fill")
        Headline(.unlockTitle)
        if view.delay > 0 {
          Words(.unlockNextAttempt(time: Message.duration(view.delay))).font(.title3.bold())
            .foregroundStyle(Color.warning)
          Explanation(.unlockWhyWait)
        } else {
          Explanation(view.passphrase ? .unlockWithPassphrase : .unlockWithPin)
        }
      }
      .multilineTextAlignment(.center)
      .frame(maxWidth: .infinity)
      said
      // Once one is gone, everybody wants to know how many are left.
      if view.attemptsLeft < 10 && state.problem == nil {
        Notice.caution(.unlockAttempts(attempts: Int(view.attemptsLeft)))
      }
    } foot: {
      if view.delay == 0 {
        pad(.unlockOpen)
        if view.biometrics {
          OtherButton(.unlockBiometrics, sign: "faceid", action: intents.biometrics).disabled(state.busy)
        }
      }
      if view.requestsWhileLocked {
        OtherButton(.unlockRequests, sign: "checkmark.shield", action: intents.requests)
      }
      QuietButton(.unlockRecovery) { intents.recovery(true) }.disabled(state.busy)
    }
  }

  private var recovery: some View {
    Page(.unlockRecoveryTitle, back: toPin) {
      Explanation(.unlockRecoveryExplained)
      said
      pad(.unlockOpen)
    }
  }

  private func toPin() {
    intents.recovery(false)
  }

  private func older(_ what: Message) -> some View {
    Page(.unlockOlderTitle) {
      Notice.caution(what)
    } foot: {
      MainButton(.unlockOlderDecline) { intents.acceptOlder(false) }
      OtherButton(.unlockOlderAccept, danger: true) { intents.acceptOlder(true) }
    }
  }

  private func newPin(_ rules: PinRules, again: Bool) -> some View {
    Page(again ? .setupConfirmTitle : .unlockNewPinTitle) {
      Explanation(again ? .setupConfirmExplained : .unlockNewPinExplained)
      Explanation(Message(rules))
      said
    } foot: {
      pad(.commonNext)
    }
  }

  private var erased: some View {
    Page(nil) {
      Empty(sign: "exclamationmark.triangle", title: .unlockErasedTitle, explanation: .unlockErasedExplained)
      said
    } foot: {
      MainButton(.unlockStartOver, action: intents.startOver)
    }
  }

  private func broken(_ reason: Unusable) -> some View {
    Page(nil) {
      Empty(sign: "exclamationmark.triangle", title: .unlockUnusableTitle, explanation: Message(reason))
      said
    } foot: {
      QuietButton(.unlockRecovery) { intents.recovery(true) }
    }
  }

  private func pad(_ done: Message) -> some View {
    Pad(state: state.pad, intents: intents.pad, done: done, onDone: intents.typed).disabled(state.busy)
  }

  private var said: some View {
    Said(problem: state.problem, busy: state.busy ? .commonWorking : nil)
  }
}

#if !os(Linux)
  #Preview { Gallery(unlockSamples()) { UnlockScreen(state: $0, intents: PreviewIntents()) } }
#endif
