// A code to be read: large digits of one width in groups, the seconds left, and whose it is.

import Foundation
import SwiftUI
import Texts

/// Large digits, as the core groups them; a screen reader says them one by one.
struct Digits: View {
  let grouped: String
  let spoken: String

  var body: some View {
    Text(grouped)
      .font(.system(.largeTitle, design: .rounded).monospacedDigit())
      .lineLimit(1)
      .minimumScaleFactor(0.6)
      .foregroundStyle(Tone.accent.ground)
      .accessibilityLabel(spoken)
  }
}

/// The seconds left, as a number in a ring that closes.
struct Countdown: View {
  let secondsLeft: UInt64
  let period: UInt64

  @Environment(\.texts) private var texts

  var body: some View {
    let colour = secondsLeft <= soon ? Color.warning : Tone.accent.ground
    ZStack {
      Circle().stroke(Tone.quiet.ground, lineWidth: 3.5)
      Circle()
        .trim(from: 0, to: Double(secondsLeft) / Double(max(period, 1)))
        .stroke(colour, style: StrokeStyle(lineWidth: 3.5, lineCap: .round))
        .rotationEffect(.degrees(-90))
      Text("\(secondsLeft)").font(.footnote.monospacedDigit()).foregroundStyle(colour)
    }
    .frame(width: 44, height: 44)
    .accessibilityElement(children: .ignore)
    .accessibilityLabel(texts(.requestsLeft(time: Message.timeSeconds(count: Int(secondsLeft)))))
  }
}

/// In the last seconds the next code is shown as well.
let soon: UInt64 = 6

/// The first letter of a name.
struct Monogram: View {
  let name: String

  var body: some View {
    Text(name.trimmingCharacters(in: .whitespaces).first.map { $0.uppercased() } ?? "#")
      .font(.headline)
      .frame(width: 44, height: 44)
      .foregroundStyle(Tone.soft.ink)
      .background(Tone.soft.ground, in: Circle())
      .accessibilityHidden(true)
  }
}
