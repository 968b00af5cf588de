// What this app is, what it speaks, and whom to tell of a security problem.

import Models
import SwiftUI
import Texts

struct AboutScreen: View {
  let state: AboutState
  let intents: any AboutIntents

  var body: some View {
    Page(.aboutTitle, back: intents.back) {
      VStack(spacing: 8) {
        Emblem(sign: "checkmark.shield")
        Text("Countersign").font(.title.bold())
        Words(.aboutVersion(version: state.version)).font(.subheadline).foregroundStyle(.secondary)
        Words(.aboutWhat).multilineTextAlignment(.center)
      }
      .padding(.vertical, 12)
      .frame(maxWidth: .infinity)
      Card {
        Fact(.aboutProtocols, .aboutProtocolsList)
        Fact(.aboutLicense, .aboutLicenseList)
        Fact(.aboutSecurity, .aboutSecurityExplained)
      }
    }
  }
}

#if !os(Linux)
  #Preview { Gallery(aboutSamples()) { AboutScreen(state: $0, intents: PreviewIntents()) } }
#endif
