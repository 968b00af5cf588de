// The secret of one account: first what that means, then the PIN, then the text.

import Models
import SwiftUI
import Texts

struct TransferScreen: View {
  let state: TransferState
  let intents: any TransferIntents

  var body: some View {
    Page(.transferTitle, back: intents.back) {
      Notice.caution(.transferWarning(name: state.name))
      Said(problem: state.problem, busy: state.busy ? .commonWorking : nil)
      if let shown = state.shown {
        SectionTitle(.transferShown)
        Card { Text(shown).font(.callout.monospaced()).textSelection(.enabled).privacySensitive() }
      } else {
        Explanation(.transferPin)
      }
    } foot: {
      if state.shown == nil {
        Pad(state: state.pad, intents: intents.pad, done: .commonNext, onDone: intents.pinTyped).disabled(
          state.busy)
      } else {
        MainButton(.transferHide, action: intents.back)
      }
    }
  }
}

#if !os(Linux)
  #Preview { Gallery(transferSamples()) { TransferScreen(state: $0, intents: PreviewIntents()) } }
#endif
