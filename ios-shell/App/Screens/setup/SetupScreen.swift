// First launch: the license, a PIN, the same once more, notifications.

import Client
import Foundation
import Models
import SwiftUI
import Texts

struct SetupScreen: View {
  let state: SetupState
  let intents: any SetupIntents

  var body: some View {
    switch state.step {
    case .license(let text): license(text)
    case .choosePin(let rules): choosePin(rules)
    case .confirmPin: confirmPin
    case .notifications: notifications
    }
  }

  private func license(_ text: String) -> some View {
    Page(.setupLicenseTitle) {
      Progress(step: 1)
      Explanation(.setupLicenseExplained)
      Card { Text(text.trimmingCharacters(in: .whitespacesAndNewlines)).font(.footnote) }
    } foot: {
      MainButton(.setupLicenseAgree, action: intents.acceptLicense)
    }
  }

  private func choosePin(_ rules: PinRules) -> some View {
    Page(.setupPinTitle) {
      Progress(step: 2)
      Explanation(Message(rules))
      said
      Notice.remark(.setupPinForgotten)
    } foot: {
      pad
    }
  }

  private var confirmPin: some View {
    Page(.setupConfirmTitle, back: intents.chooseAnother) {
      Progress(step: 3)
      Explanation(.setupConfirmExplained)
      said
    } foot: {
      pad
    }
  }

  private var pad: some View {
    Pad(state: state.pad, intents: intents.pad, done: .commonNext, onDone: intents.pinTyped).disabled(
      state.busy)
  }

  private var said: some View {
    Said(problem: state.problem, busy: state.busy ? .commonWorking : nil)
  }

  private var notifications: some View {
    Page(nil) {
      Progress(step: 4)
      VStack(spacing: 16) {
        Emblem(sign: "bell")
        Headline(.setupNotificationsTitle).multilineTextAlignment(.center)
        Words(.setupNotificationsRecommended).font(.headline).foregroundStyle(Tone.accent.ground)
      }
      .frame(maxWidth: .infinity)
      .padding(.top, 24)
      Explanation(.setupNotificationsExplained)
      Explanation(.setupNotificationsWithout)
    } foot: {
      MainButton(.setupNotificationsAllow, sign: "bell") { intents.notifications(true) }
      QuietButton(.setupNotificationsNotNow) { intents.notifications(false) }
    }
  }
}

/// Four bars; those behind are full.
private struct Progress: View {
  let step: Int

  @Environment(\.texts) private var texts

  var body: some View {
    HStack(spacing: 6) {
      ForEach(1...4, id: \.self) { place in
        Capsule().fill(place <= step ? Tone.accent.ground : Tone.quiet.ground).frame(height: 5)
      }
    }
    .accessibilityElement(children: .ignore)
    .accessibilityLabel(texts(.setupStep(step: "\(step)", steps: "4")))
  }
}

#if !os(Linux)
  #Preview { Gallery(setupSamples()) { SetupScreen(state: $0, intents: PreviewIntents()) } }
#endif
