// What the app switcher shows of the app: its sign, and nothing that is in it.

import SwiftUI

struct Cover: View {
  var body: some View {
    ZStack {
      Color.backdrop.ignoresSafeArea()
      Emblem(sign: "checkmark.shield")
    }
  }
}
