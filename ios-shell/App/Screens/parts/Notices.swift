// What is said beside the thing it is about: mistakes, warnings, good news; and what to do where there is nothing yet.

import SwiftUI
import Texts

/// A sentence on a ground of its own, with a sign that says of which kind it is.
struct Notice: View {
  private let message: Message
  private let sign: String
  private let tone: Tone

  /// Something went wrong, and what to do.
  static func problem(_ message: Message) -> Notice {
    Notice(message, "exclamationmark.triangle.fill", .danger)
  }

  /// Something to know before going on.
  static func caution(_ message: Message) -> Notice {
    Notice(message, "exclamationmark.triangle", .caution)
  }

  static func good(_ message: Message) -> Notice {
    Notice(message, "checkmark.circle.fill", .good)
  }

  static func remark(_ message: Message) -> Notice {
    Notice(message, "info.circle", .soft)
  }

  private init(_ message: Message, _ sign: String, _ tone: Tone) {
    self.message = message
    self.sign = sign
    self.tone = tone
  }

  var body: some View {
    HStack(spacing: 12) {
      Image(systemName: sign).accessibilityHidden(true)
      Words(message).font(.subheadline)
      Spacer(minLength: 0)
    }
    .padding(14)
    .foregroundStyle(tone.ink)
    .background(tone.ground, in: Corners.small)
    .accessibilityElement(children: .combine)
  }
}

/// A problem, good news, and that something takes a moment: whatever of it there is.
struct Said: View {
  var problem: Message?
  var notice: Message?
  var busy: Message?

  var body: some View {
    if let notice { Notice.good(notice) }
    if let problem { Notice.problem(problem) }
    if let busy { Notice.remark(busy) }
  }
}

/// A screen that has nothing to show yet says what to do about it.
struct Empty: View {
  let sign: String
  let title: Message
  var explanation: Message?

  var body: some View {
    VStack(spacing: 14) {
      Emblem(sign: sign)
      Words(title).font(.title2.bold()).multilineTextAlignment(.center).accessibilityAddTraits(.isHeader)
      if let explanation { Explanation(explanation).multilineTextAlignment(.center) }
    }
    .padding(.vertical, 40)
    .frame(maxWidth: .infinity)
  }
}

/// A large sign in a quiet circle.
struct Emblem: View {
  let sign: String
  var tone = Tone.soft

  var body: some View {
    Image(systemName: sign)
      .font(.largeTitle)
      .frame(width: 84, height: 84)
      .foregroundStyle(tone.ink)
      .background(tone.ground, in: Circle())
      .accessibilityHidden(true)
  }
}
