// The devices of an account on a page, and below them new keys for this phone.

import Client
import Models
import SwiftUI
import Texts

struct DevicesScreen: View {
  let state: DevicesState
  let intents: any DevicesIntents

  var body: some View {
    if state.replacing { pin } else { devices }
  }

  private var devices: some View {
    Page(.devicesTitle, back: intents.back) {
      Said(problem: state.problem, notice: state.notice, busy: state.busy ? .requestsAsking : nil)
      Explanation(.devicesExplained(server: inLines(state.server)))
      ForEach(state.devices ?? [], id: \.self) { Device(device: $0) }
      QuietButton(.devicesAsk, sign: "arrow.clockwise", action: intents.ask).disabled(state.busy)
      SectionTitle(.devicesKeys)
      Explanation(.devicesReplaceExplained)
      if state.pending { Notice.remark(.devicesPending) }
      OtherButton(.devicesReplace, sign: "key", action: intents.replaceKeys).disabled(state.busy)
    }
  }

  private var pin: some View {
    Page(.devicesReplace, back: intents.back) {
      Headline(.devicesPin)
      Explanation(.devicesWithdrawn)
      Said(problem: state.problem, busy: state.busy ? .requestsDeciding : nil)
    } foot: {
      Pad(state: state.pad, intents: intents.pad, done: .devicesReplace, onDone: intents.pinTyped)
        .disabled(state.busy)
    }
  }
}

private struct Device: View {
  let device: DeviceView

  @Environment(\.texts) private var texts

  var body: some View {
    Card {
      VStack(alignment: .leading, spacing: 2) {
        Text(device.name).font(.headline)
        if device.thisDevice {
          Words(.devicesThis).font(.subheadline.bold()).foregroundStyle(Tone.accent.ground)
        }
        quiet(.devicesAdded(time: texts.moment(device.added)))
        quiet(.devicesSeen(time: texts.moment(device.seen)))
      }
      .accessibilityElement(children: .combine)
    }
  }

  private func quiet(_ message: Message) -> some View {
    Words(message).font(.subheadline).foregroundStyle(.secondary)
  }
}

#if !os(Linux)
  #Preview { Gallery(devicesSamples()) { DevicesScreen(state: $0, intents: PreviewIntents()) } }
#endif
