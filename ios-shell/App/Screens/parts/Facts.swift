// Cards, and the facts on them.

import Foundation
import SwiftUI
import Texts

/// A sheet that holds what belongs together.
struct Card<Content: View>: View {
  private let content: Content

  init(@ViewBuilder content: () -> Content) {
    self.content = content()
  }

  var body: some View {
    VStack(alignment: .leading, spacing: 12) { content }
      .padding(16)
      .frame(maxWidth: .infinity, alignment: .leading)
      .background(Color.sheet, in: Corners.large)
  }
}

/// One fact. A screen reader says both parts together.
struct Fact: View {
  @Environment(\.texts) private var texts
  private let label: Message
  private let value: (Texts) -> String

  init(_ label: Message, _ value: String) {
    self.init(label) { _ in value }
  }

  init(_ label: Message, _ value: Message) {
    self.init(label) { $0(value) }
  }

  init(_ label: Message, time: Date) {
    self.init(label) { $0.moment(time) }
  }

  private init(_ label: Message, value: @escaping (Texts) -> String) {
    self.label = label
    self.value = value
  }

  var body: some View {
    VStack(alignment: .leading, spacing: 2) {
      Words(label).font(.footnote).foregroundStyle(.secondary)
      Text(value(texts)).font(.body)
    }
    .accessibilityElement(children: .combine)
  }
}

struct SectionTitle: View {
  private let title: Message

  init(_ title: Message) {
    self.title = title
  }

  var body: some View {
    Words(title)
      .font(.subheadline.bold())
      .foregroundStyle(Tone.accent.ground)
      .accessibilityAddTraits(.isHeader)
  }
}

/// What a screen is about, in a sentence.
struct Explanation: View {
  private let message: Message

  init(_ message: Message) {
    self.message = message
  }

  var body: some View {
    Words(message).font(.body).foregroundStyle(.secondary)
  }
}

/// The question of a page, or what it is about: large.
struct Headline: View {
  private let message: Message

  init(_ message: Message) {
    self.message = message
  }

  var body: some View {
    Words(message).font(.title.bold()).accessibilityAddTraits(.isHeader)
  }
}
