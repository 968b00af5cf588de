// One account on a page: names that can be changed, facts, and its end.

import Client
import Models
import SwiftUI
import Texts

struct AccountScreen: View {
  let state: AccountState
  let intents: any AccountIntents

  @Environment(\.texts) private var texts

  var body: some View {
    Page(.accountTitle, back: intents.back) {
      Said(problem: state.problem, notice: state.notice, busy: state.busy ? .requestsDeciding : nil)
      if let detail = state.detail {
        names
        if detail.push?.offlineCodes == true {
          OfflineCode(code: state.offlineCode, show: intents.showOfflineCode)
        }
        Known(detail: detail)
        endings(detail)
      }
    } actions: {
      if let detail = state.detail { favourite(detail.row.favourite) }
    }
    .alert(texts(.accountDeleteTitle(name: state.detail?.row.name ?? "")), isPresented: deleting) {
      Button(texts(.commonDelete), role: .destructive) { intents.deleteConfirmed(true) }
      Button(texts(.commonCancel), role: .cancel) { intents.deleteConfirmed(false) }
    } message: {
      Words(state.detail?.push == nil ? .accountDeleteExplained : .accountDeleteExplainedPush)
    }
  }

  /// Closed by its own buttons only, each of which is an intent.
  private var deleting: Binding<Bool> {
    Binding(get: { state.deleting }, set: { _ in })
  }

  private func favourite(_ favourite: Bool) -> some View {
    SignButton(
      favourite ? "star.fill" : "star", favourite ? .accountFavouriteRemove : .accountFavouriteAdd
    ) {
      intents.favourite(!favourite)
    }
  }

  @ViewBuilder private var names: some View {
    SectionTitle(.accountName)
    field(.accountIssuer, \.issuer)
    field(.accountAccount, \.account)
    field(.accountInformation, \.information)
    field(.accountTags, \.tags)
    MainButton(.commonSave, action: intents.save)
  }

  private func field(_ label: Message, _ part: WritableKeyPath<AccountState.Draft, String>) -> some View {
    Field(label, state.draft[keyPath: part]) { text in
      var draft = state.draft
      draft[keyPath: part] = text
      intents.draft(draft)
    }
  }

  @ViewBuilder private func endings(_ detail: AccountDetail) -> some View {
    if detail.push == nil {
      OtherButton(.accountExport, sign: "key", action: intents.export)
    } else {
      OtherButton(.devicesTitle, sign: "checkmark.shield", action: intents.devices)
    }
    if state.untold { OtherButton(.accountDeleteLater, action: intents.deleteLater) }
    if let status = detail.push?.status, status.endPending {
      Notice.caution(.requestsEndPending(server: inLines(status.server)))
      OtherButton(.accountKeep, action: intents.keep)
    }
    OtherButton(.accountDelete, sign: "trash", danger: true, action: intents.delete).disabled(state.busy)
  }
}

/// The code for a login without network, once it was asked for.
private struct OfflineCode: View {
  let code: CodeView?
  let show: Action

  @Environment(\.texts) private var texts

  var body: some View {
    Card {
      Words(.accountOfflineCode).font(.headline)
      if let code {
        let left = Message.timeSeconds(count: Int(code.secondsLeft))
        HStack {
          Digits(grouped: code.grouped, spoken: texts(.listCodeSpoken(code: code.spoken, time: left)))
          Spacer(minLength: 0)
          Countdown(secondsLeft: code.secondsLeft, period: code.periodSeconds)
        }
      } else {
        QuietButton(.accountOfflineShow, sign: "eye", action: show)
      }
    }
  }
}

private struct Known: View {
  let detail: AccountDetail

  var body: some View {
    Card {
      Fact(.accountKind, Message(detail.row.kind))
      if let period = detail.periodSeconds {
        Fact(.addKind, .accountParameters(digits: "\(detail.digits)", seconds: "\(period)"))
      }
      if let server = detail.server { Fact(.accountServer, inLines(server)) }
      if let push = detail.push {
        Fact(.accountReachable, Message(detail.row.reachability))
        Fact(.accountKeys, push.keysInHardware ? .accountKeysHardware : .accountKeysVault)
        Fact(.addPolicy, Message(push.policy))
        Fact(.accountDenied, "\(push.denied)")
      }
      let seconds = Int(detail.clockOffsetMilliseconds / 1000)
      if seconds != 0 { Fact(.accountClock, .timeSeconds(count: seconds)) }
      Fact(.accountAdded, time: detail.created)
    }
  }
}

#if !os(Linux)
  #Preview { Gallery(accountSamples()) { AccountScreen(state: $0, intents: PreviewIntents()) } }
#endif
