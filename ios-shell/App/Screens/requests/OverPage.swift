// What became of an answer: a sign that nobody misreads, and what to do now.

import Client
import Models
import SwiftUI
import Texts

struct OverPage: View {
  let over: RequestsState.Over
  let done: Action

  var body: some View {
    Page(nil) {
      VStack(spacing: 16) {
        Emblem(sign: sign, tone: tone)
        Headline(title)
        if let code = over.code {
          Digits(grouped: code, spoken: code.map(String.init).joined(separator: " "))
        }
        Explanation(over.said)
      }
      .multilineTextAlignment(.center)
      .padding(.top, 40)
      .frame(maxWidth: .infinity)
    } foot: {
      MainButton(.commonDone, action: done)
    }
  }

  private var title: Message {
    switch over.ending {
    case .accepted: over.code == nil ? .requestsAcceptedTitle : .requestsCodeTitle
    case .rejected: .requestsRejectedTitle
    case .waiting: .requestsWaitingTitle
    case .failed: .requestsFailedTitle
    }
  }

  private var sign: String {
    switch over.ending {
    case .accepted: "checkmark.circle.fill"
    case .rejected: "checkmark.shield"
    case .waiting: "arrow.clockwise"
    case .failed: "exclamationmark.triangle.fill"
    }
  }

  private var tone: Tone {
    switch over.ending {
    case .accepted: .good
    case .rejected: .soft
    case .waiting: .caution
    case .failed: .danger
    }
  }
}
