// Buttons: as wide as the screen, high enough for any finger, and growing with their text.

import SwiftUI
import Texts

/// What a touch does.
typealias Action = @MainActor () -> Void

/// The one thing that most people want here.
struct MainButton: View {
  @Environment(\.isEnabled) private var enabled
  private let label: Message
  private let sign: String?
  private let tone: Tone
  private let action: Action

  init(_ label: Message, sign: String? = nil, tone: Tone = .accent, action: @escaping Action) {
    self.label = label
    self.sign = sign
    self.tone = tone
    self.action = action
  }

  var body: some View {
    // Readable while it waits for something, too.
    let tone = enabled ? tone : .quiet
    Button(action: action) { Wide(label, sign) }
      .buttonStyle(.plain)
      .foregroundStyle(tone.ink)
      .background(tone.ground, in: Corners.large)
  }
}

/// Something else that is as possible.
struct OtherButton: View {
  private let label: Message
  private let sign: String?
  private let danger: Bool
  private let action: Action

  init(_ label: Message, sign: String? = nil, danger: Bool = false, action: @escaping Action) {
    self.label = label
    self.sign = sign
    self.danger = danger
    self.action = action
  }

  var body: some View {
    let colour = danger ? Color.warning : Tone.accent.ground
    Button(role: danger ? .destructive : nil, action: action) { Wide(label, sign) }
      .buttonStyle(.plain)
      .foregroundStyle(colour)
      .overlay(Corners.large.stroke(colour, lineWidth: 1.5))
  }
}

/// A way out, or to something seldom.
struct QuietButton: View {
  private let label: Message
  private let sign: String?
  private let action: Action

  init(_ label: Message, sign: String? = nil, action: @escaping Action) {
    self.label = label
    self.sign = sign
    self.action = action
  }

  var body: some View {
    Button(action: action) { Wide(label, sign) }
      .buttonStyle(.plain)
      .foregroundStyle(Tone.accent.ground)
  }
}

/// A sign alone, which a screen reader names.
struct SignButton: View {
  @Environment(\.texts) private var texts
  private let sign: String
  private let name: Message
  private let action: Action

  init(_ sign: String, _ name: Message, action: @escaping Action) {
    self.sign = sign
    self.name = name
    self.action = action
  }

  var body: some View {
    Button(action: action) {
      Image(systemName: sign).frame(minWidth: fingertip, minHeight: fingertip)
    }
    .accessibilityLabel(texts(name))
  }
}

private struct Wide: View {
  private let label: Message
  private let sign: String?

  init(_ label: Message, _ sign: String?) {
    self.label = label
    self.sign = sign
  }

  var body: some View {
    HStack(spacing: 10) {
      if let sign { Image(systemName: sign).accessibilityHidden(true) }
      Words(label).font(.headline).multilineTextAlignment(.center)
    }
    .padding(.horizontal, 20)
    .padding(.vertical, 12)
    .frame(maxWidth: .infinity, minHeight: 56)
    .contentShape(Rectangle())
  }
}
