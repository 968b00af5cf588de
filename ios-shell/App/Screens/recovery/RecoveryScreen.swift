// The recovery code on a page: what it is for, the PIN, then the code in large groups, this once.

import Models
import SwiftUI
import Texts

struct RecoveryScreen: View {
  let state: RecoveryState
  let intents: any RecoveryIntents

  var body: some View {
    switch state.step {
    case .explained: explained
    case .pinToMake: pin(.recoveryPinToMake)
    case .pinToRemove: pin(.recoveryPinToRemove)
    case .shown(let code): Code(code: code, noted: intents.noted)
    }
  }

  private var explained: some View {
    Page(.recoveryTitle, back: intents.back) {
      Emblem(sign: "key").frame(maxWidth: .infinity)
      Said(notice: state.notice)
      Explanation(.recoveryExplained)
      Explanation(.recoveryPush)
      if state.exists { Notice.remark(.recoveryExists) }
    } foot: {
      MainButton(state.exists ? .recoveryReplace : .recoveryMake, sign: "key", action: intents.make)
      if state.exists { OtherButton(.recoveryRemove, sign: "trash", danger: true, action: intents.remove) }
    }
  }

  private func pin(_ what: Message) -> some View {
    Page(.recoveryTitle, back: intents.back) {
      Headline(what)
      Said(problem: state.problem, busy: state.busy ? .commonWorking : nil)
    } foot: {
      Pad(state: state.pad, intents: intents.pad, done: .commonNext, onDone: intents.pinTyped).disabled(
        state.busy)
    }
  }
}

private struct Code: View {
  let code: String
  let noted: Action

  var body: some View {
    Page(.recoveryTitle) {
      Headline(.recoveryWrite)
      Card {
        ForEach(Array(groups.enumerated()), id: \.offset) { _, group in
          Text(group).font(.title2.monospaced())
        }
      }
      .accessibilityElement(children: .ignore)
      .accessibilityLabel(spelled)
      .privacySensitive()
      Notice.caution(.recoveryOnce)
    } foot: {
      MainButton(.recoveryNoted, action: noted)
    }
  }

  private var groups: [String] {
    code.split(separator: "-").map(String.init)
  }

  /// Sign by sign, with a pause after each group.
  private var spelled: String {
    groups.map { $0.map(String.init).joined(separator: " ") }.joined(separator: ", ")
  }
}

#if !os(Linux)
  #Preview { Gallery(recoverySamples()) { RecoveryScreen(state: $0, intents: PreviewIntents()) } }
#endif
