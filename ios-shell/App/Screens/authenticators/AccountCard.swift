// One row of the list: whose account it is, and its code, or what it has instead.

import Client
import Models
import SwiftUI
import Texts

struct AccountCard: View {
  let row: AuthenticatorsState.Row
  let copied: Bool
  let intents: any AuthenticatorsIntents

  var body: some View {
    VStack(alignment: .leading, spacing: 0) {
      Names(account: row.account) { intents.open(row.id) }
      switch row.code {
      case .shown(let code): ShownCode(code: code, copied: copied) { intents.copy(row.id) }
      case .hidden: Instead(label: .listHiddenHint, sign: "eye") { intents.reveal(row.id) }
      case .onRequest: Instead(label: .listByCounter, sign: "key") { intents.reveal(row.id) }
      case .push, .unread: EmptyView()
      case .refused(let why): Words(why).font(.subheadline).foregroundStyle(Color.warning).padding(16)
      }
    }
    .frame(maxWidth: .infinity, alignment: .leading)
    .background(Color.sheet, in: Corners.large)
  }
}

/// Leads to everything else about the account.
private struct Names: View {
  let account: AccountRow
  let open: Action

  @Environment(\.texts) private var texts

  var body: some View {
    Button(action: open) {
      HStack(spacing: 14) {
        Monogram(name: account.name)
        VStack(alignment: .leading, spacing: 2) {
          Text(account.name).font(.headline).lineLimit(3)
          if !account.issuer.isEmpty { quiet(account.account) }
          if !account.information.isEmpty { quiet(account.information) }
          if account.kind == .push { Words(push).font(.subheadline).foregroundStyle(.secondary) }
        }
        Spacer(minLength: 0)
        if account.favourite {
          Image(systemName: "star.fill").foregroundStyle(Tone.accent.ground)
            .accessibilityLabel(texts(.listFavourite))
        }
        Dot(reachability: account.reachability)
      }
      .padding(16)
      .contentShape(Rectangle())
    }
    .buttonStyle(.plain)
    .accessibilityHint(texts(.listDetails(name: account.name)))
  }

  private func quiet(_ text: String) -> some View {
    Text(inLines(text)).font(.subheadline).foregroundStyle(.secondary).lineLimit(3)
  }

  private var push: Message {
    switch account.reachability {
    case .unreachable: .listPushUnreachable
    case .unknown: .listPushUnknown
    case .reachable, .notNeeded: .listPushReady
    }
  }
}

/// Grey where no server is needed, green or red as the server was reachable; its form says the same.
private struct Dot: View {
  let reachability: Reachability

  @Environment(\.texts) private var texts

  var body: some View {
    Image(systemName: sign).font(.caption).foregroundStyle(colour).accessibilityLabel(
      texts(Message(reachability)))
  }

  private var sign: String {
    switch reachability {
    case .notNeeded: "circle.fill"
    case .unknown: "circle.dotted"
    case .reachable: "checkmark.circle.fill"
    case .unreachable: "exclamationmark.circle.fill"
    }
  }

  private var colour: Color {
    switch reachability {
    case .notNeeded, .unknown: .secondary
    case .reachable: Color("Reachable")
    case .unreachable: .warning
    }
  }
}

private struct ShownCode: View {
  let code: CodeView
  let copied: Bool
  let copy: Action

  @Environment(\.texts) private var texts

  var body: some View {
    Button(action: copy) {
      HStack(spacing: 12) {
        VStack(alignment: .leading, spacing: 2) {
          Digits(grouped: code.grouped, spoken: texts(spoken))
          if copied {
            below(.commonCopied)
          } else if byTime, code.secondsLeft <= soon, let next = code.next {
            below(.listNextCode(code: next))
          }
        }
        Spacer(minLength: 0)
        Image(systemName: copied ? "checkmark" : "doc.on.doc").foregroundStyle(.secondary)
          .accessibilityHidden(true)
        if byTime { Countdown(secondsLeft: code.secondsLeft, period: code.periodSeconds) }
      }
      .padding(.horizontal, 16)
      .padding(.bottom, 14)
      .frame(minHeight: 56)
      .contentShape(Rectangle())
    }
    .buttonStyle(.plain)
    .accessibilityHint(texts(.listCopyCode))
  }

  private var byTime: Bool {
    code.periodSeconds > 0
  }

  private var spoken: Message {
    byTime
      ? .listCodeSpoken(code: code.spoken, time: Message.timeSeconds(count: Int(code.secondsLeft)))
      : .listCounterKnown(code: code.spoken)
  }

  private func below(_ message: Message) -> some View {
    Words(message).font(.footnote.monospacedDigit()).foregroundStyle(.secondary)
  }
}

private struct Instead: View {
  let label: Message
  let sign: String
  let action: Action

  var body: some View {
    Button(action: action) {
      HStack(spacing: 12) {
        Image(systemName: sign).accessibilityHidden(true)
        Words(label).font(.headline)
        Spacer(minLength: 0)
      }
      .padding(.horizontal, 16)
      .frame(minHeight: 56)
      .contentShape(Rectangle())
    }
    .buttonStyle(.plain)
    .foregroundStyle(Tone.accent.ground)
  }
}
