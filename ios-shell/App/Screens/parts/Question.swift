// Something that is so, or is not.

import SwiftUI
import Texts

struct Question: View {
  private let question: Message
  private let explanation: Message?
  private let answer: Binding<Bool>

  init(
    _ question: Message, _ answer: Bool, explanation: Message? = nil,
    onAnswer: @escaping @MainActor (Bool) -> Void
  ) {
    self.question = question
    self.explanation = explanation
    self.answer = Binding(get: { answer }, set: onAnswer)
  }

  var body: some View {
    Toggle(isOn: answer) {
      VStack(alignment: .leading, spacing: 2) {
        Words(question).font(.body)
        if let explanation { Words(explanation).font(.footnote).foregroundStyle(.secondary) }
      }
    }
    .frame(minHeight: fingertip)
  }
}
