// Requests: the list of what waits, and what became of an answer. A request itself fills the screen: JudgingPage.

import Client
import Models
import SwiftUI
import Texts

struct RequestsScreen: View {
  let state: RequestsState
  let intents: any RequestsIntents

  var body: some View {
    switch state.face {
    case .waiting(let waiting): list(waiting)
    case .judging(let request, let step):
      JudgingPage(request: request, step: step, state: state, intents: intents)
    case .over(let over): OverPage(over: over, done: intents.back)
    }
  }

  private func list(_ waiting: RequestsState.Waiting) -> some View {
    Page(.requestsTitle, back: intents.back) {
      Said(problem: state.problem)
      ForEach(waiting.requests, id: \.id) { request in
        Line(request: request) { intents.open(request.id) }
      }
      ForEach(waiting.notes, id: \.self) { note in
        Notice.caution(note.said)
        if let account = note.agree { MainButton(.requestsPolicyAgree) { intents.agree(account) } }
      }
      if waiting.requests.isEmpty {
        Empty(
          sign: "checkmark.shield", title: .requestsNoneTitle,
          explanation: waiting.accounts ? .requestsNoneExplained : .requestsNoneAccount)
      }
    } foot: {
      OtherButton(
        waiting.asking ? .requestsAsking : .requestsAsk, sign: "arrow.clockwise", action: intents.ask
      )
      .disabled(waiting.asking || !waiting.accounts)
    }
  }
}

private struct Line: View {
  let request: RequestView
  let open: Action

  var body: some View {
    Button(action: open) {
      HStack(spacing: 14) {
        Monogram(name: request.issuer)
        VStack(alignment: .leading, spacing: 2) {
          Words(headline(request)).font(.headline)
          Text(summary(request)).font(.subheadline).foregroundStyle(.secondary)
          Words(.requestsLeft(time: clock(request.secondsLeft))).font(.subheadline.monospacedDigit())
            .foregroundStyle(Tone.accent.ground)
        }
        Spacer(minLength: 0)
      }
      .padding(16)
      .contentShape(Rectangle())
    }
    .buttonStyle(.plain)
    .background(Color.sheet, in: Corners.large)
  }
}

/// What somebody wants.
func headline(_ request: RequestView) -> Message {
  switch request.kind {
  case .login: .requestsLogin
  case .confirmation: .requestsConfirm
  case .test: .requestsTest
  case .other: .requestsOther(event: request.event)
  }
}

/// Whose login it is.
func summary(_ request: RequestView) -> String {
  inLines("\(request.endpoint), \(request.accountName)")
}

#if !os(Linux)
  #Preview { Gallery(requestsSamples()) { RequestsScreen(state: $0, intents: PreviewIntents()) } }
#endif
