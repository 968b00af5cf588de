// A line of text to be typed, with its name above it and a hint below.

import Foundation
import SwiftUI
import Texts

struct Field: View {
  @Environment(\.texts) private var texts
  private let label: Message
  private let text: Binding<String>
  private let hint: Message?
  private let hidden: Bool

  /// `onChange` is told of every letter; the text itself belongs to the state.
  init(
    _ label: Message, _ text: String, hint: Message? = nil, hidden: Bool = false,
    onChange: @escaping @MainActor (String) -> Void
  ) {
    self.label = label
    self.text = Binding(get: { text }, set: onChange)
    self.hint = hint
    self.hidden = hidden
  }

  var body: some View {
    VStack(alignment: .leading, spacing: 6) {
      Words(label).font(.footnote).foregroundStyle(.secondary).accessibilityHidden(true)
      field
        .textFieldStyle(.plain)
        .autocorrectionDisabled()
        .textInputAutocapitalization(.never)
        .padding(14)
        .frame(minHeight: fingertip)
        .background(Color.sheet, in: Corners.small)
        .accessibilityLabel(texts(label))
      if let hint { Words(hint).font(.footnote).foregroundStyle(.secondary) }
    }
  }

  @ViewBuilder private var field: some View {
    if hidden { SecureField("", text: text) } else { TextField("", text: text) }
  }
}

/// A field whose letters are nobody's but its reader's: they stay in the view until they are handed over.
struct SecretField: View {
  let label: Message
  /// How much of it is kept elsewhere, where it is: once that is nothing, it was taken, and the field is empty.
  var kept: Int?
  /// Told of every letter, in UTF-8.
  let onChange: @MainActor (Data) -> Void
  @State private var text = ""

  var body: some View {
    Field(label, text, hidden: true) {
      text = $0
      onChange(Data($0.utf8))
    }
    .onChange(of: kept) { _, kept in
      if kept == 0 { text = "" }
    }
  }
}
