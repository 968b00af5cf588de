// The pad on which a PIN is typed: dots, ten digits, and a keyboard for those who chose letters.

import Models
import SwiftUI
import Texts

struct Pad: View {
  let state: PadState
  let intents: any PadIntents
  let done: Message
  let onDone: Action

  var body: some View {
    VStack(spacing: 10) {
      if state.letters {
        SecretField(label: .padPassphrase, kept: state.typed, onChange: intents.passphrase)
        MainButton(done, action: onDone).disabled(state.typed == 0)
      } else {
        Dots(typed: state.typed)
        Keys(digit: intents.digit, erase: intents.erase, typed: state.typed, done: (done, onDone))
      }
      QuietButton(state.letters ? .padDigits : .padLetters, sign: "keyboard") {
        intents.letters(!state.letters)
      }
    }
  }
}

/// How much is typed. How long a PIN is, is nobody's business: six places are there before anything is.
private struct Dots: View {
  let typed: Int

  @Environment(\.texts) private var texts

  var body: some View {
    HStack(spacing: 14) {
      ForEach(0..<max(typed, 6), id: \.self) { place in
        Circle()
          .fill(place < typed ? Tone.accent.ground : .clear)
          .overlay(Circle().stroke(place < typed ? Tone.accent.ground : .secondary, lineWidth: 2))
          .frame(width: 16, height: 16)
      }
    }
    .padding(.vertical, 12)
    .accessibilityElement(children: .ignore)
    .accessibilityLabel(texts(.padTyped(count: typed)))
  }
}

/// Ten digits, one to take the last back, and one for when all is typed where the screen has no button for that.
struct Keys: View {
  let digit: @MainActor (Character) -> Void
  let erase: Action
  let typed: Int
  var done: (Message, Action)?

  var body: some View {
    VStack(spacing: 10) {
      ForEach(["123", "456", "789"], id: \.self) { row in
        HStack(spacing: 10) {
          ForEach(Array(row), id: \.self) { Digit(digit: $0, action: digit) }
        }
      }
      HStack(spacing: 10) {
        Key(name: .padErase, tone: nil, action: erase) { Image(systemName: "delete.left") }
          .disabled(typed == 0)
        Digit(digit: "0", action: digit)
        if let (name, action) = done {
          Key(name: name, tone: .accent, action: action) { Image(systemName: "checkmark") }
            .disabled(typed == 0)
        } else {
          Color.clear.frame(maxWidth: .infinity, minHeight: 62)
        }
      }
    }
  }
}

private struct Digit: View {
  let digit: Character
  let action: @MainActor (Character) -> Void

  var body: some View {
    Key(name: .padDigit(digit: String(digit)), tone: nil) {
      action(digit)
    } label: {
      Text(String(digit)).font(.title.monospacedDigit())
    }
  }
}

private struct Key<Label: View>: View {
  let name: Message
  let tone: Tone?
  let action: Action
  @ViewBuilder let label: Label

  @Environment(\.texts) private var texts
  @Environment(\.isEnabled) private var enabled

  var body: some View {
    Button(action: action) {
      label.frame(maxWidth: .infinity, minHeight: 62).contentShape(Rectangle())
    }
    .buttonStyle(.plain)
    .foregroundStyle(enabled ? tone?.ink ?? .primary : .secondary)
    .background(enabled ? tone?.ground ?? .sheet : .backdrop, in: Corners.large)
    .accessibilityLabel(texts(name))
  }
}
