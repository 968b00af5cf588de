// Adding an account: the camera first, other ways below it.

import Client
import Foundation
import Models
import SwiftUI
import Texts

struct AddScreen: View {
  let state: AddState
  let intents: any AddIntents

  var body: some View {
    switch state.face {
    case .scanning(let sight, let camera): scanning(sight, camera)
    case .link(let text): link(text)
    case .manual(let manual): Manual(manual: manual, problem: state.problem, intents: intents)
    case .offer(let offer): OfferPage(offer: offer, problem: state.problem, intents: intents)
    case .enrolling(let step): enrolling(step)
    }
  }

  private func scanning(_ sight: AddState.Sight, _ camera: Bool) -> some View {
    Page(.addTitle, back: intents.back) {
      if camera {
        switch sight {
        case .looking:
          Viewfinder(frame: .secondary)
          Words(.addAim).font(.headline).frame(maxWidth: .infinity)
        case .foreign(let what):
          Viewfinder(frame: .warning)
          Notice.problem(what)
        }
      } else {
        Notice.remark(.addNoCamera)
      }
      Said(problem: state.problem)
      OtherButton(.addPicture, sign: "photo", action: intents.picture)
      OtherButton(.addPaste, sign: "link", action: intents.link)
      OtherButton(.addManual, sign: "keyboard", action: intents.manual)
    }
  }

  private func link(_ text: String) -> some View {
    Page(.addPaste, back: intents.back) {
      Field(.addLink, text, hint: .addLinkExplained, onChange: intents.linkText)
      Said(problem: state.problem)
    } foot: {
      MainButton(.commonNext, action: intents.readLink).disabled(text.isEmpty)
    }
  }

  private func enrolling(_ step: EnrollmentStep?) -> some View {
    Page(.addEnrolling) {
      VStack(spacing: 20) {
        Emblem(sign: "key")
        ProgressView(value: part(step))
        Words(step.map { Message($0) } ?? .commonWorking).font(.headline).multilineTextAlignment(.center)
      }
      .padding(.vertical, 40)
      .frame(maxWidth: .infinity)
    } foot: {
      QuietButton(.commonCancel, action: intents.back)
    }
  }
}

/// How far an enrollment has come.
private func part(_ step: EnrollmentStep?) -> Double {
  switch step {
  case nil: 0.05
  case .makingKeys: 0.25
  case .askingServer: 0.6
  case .storing: 0.9
  }
}

/// What stands on a server's page, typed. The secret stays in this view until it is handed over.
private struct Manual: View {
  let manual: AddState.Manual
  let problem: Message?
  let intents: any AddIntents

  @State private var secret = Data()

  var body: some View {
    Page(.addManual, back: intents.back) {
      Explanation(.addManualExplained)
      Field(.addIssuer, manual.issuer, onChange: intents.issuer)
      Field(.addAccount, manual.account, onChange: intents.account)
      SecretField(label: .addSecret) { secret = $0 }
      Said(problem: problem)
      Notice.remark(.addManualParameters)
    } foot: {
      MainButton(.commonNext) { intents.addByHand(secret) }.disabled(secret.isEmpty)
    }
  }
}

#if !os(Linux)
  #Preview { Gallery(addSamples()) { AddScreen(state: $0, intents: PreviewIntents()) } }
#endif
