// An app that cannot begin says why.

import SwiftUI
import Texts

struct ClosedScreen: View {
  let why: Message

  var body: some View {
    Page(nil) {
      Empty(sign: "exclamationmark.triangle", title: .deviceNotOpen, explanation: why)
    }
  }
}
