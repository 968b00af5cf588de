// The number of the login page: nothing else is on this screen, so that nobody misses it.

import Client
import Models
import SwiftUI
import Texts

struct NumberPage: View {
  let request: RequestView
  let typed: String
  let digits: Int
  let problem: Message?
  let intents: any RequestsIntents

  var body: some View {
    Page(.requestsAccept, back: intents.back) {
      Headline(.requestsEnter(count: digits))
      Text(summary(request)).foregroundStyle(.secondary)
      TimeLeft(secondsLeft: request.secondsLeft)
      Boxes(typed: typed, digits: digits)
      Said(problem: problem)
    } foot: {
      Keys(digit: intents.digit, erase: intents.eraseDigit, typed: typed.count)
      MainButton(.commonNext, action: intents.numberTyped).disabled(typed.count != digits)
      QuietButton(.requestsReject, action: intents.reject)
    }
  }
}

/// A box for each digit; the next one is marked.
private struct Boxes: View {
  let typed: String
  let digits: Int

  @Environment(\.texts) private var texts

  var body: some View {
    HStack(spacing: 10) {
      ForEach(0..<digits, id: \.self) { place in
        let digit = typed.dropFirst(place).first
        let tone = digit == nil ? Tone.quiet : .soft
        Text(digit.map(String.init) ?? "")
          .font(.largeTitle.monospacedDigit())
          .frame(maxWidth: 72, minHeight: 84)
          .foregroundStyle(tone.ink)
          .background(tone.ground, in: Corners.small)
          .overlay(
            Corners.small.stroke(
              place == typed.count ? Tone.accent.ground : .secondary, lineWidth: place == typed.count ? 3 : 1)
          )
      }
    }
    .frame(maxWidth: .infinity)
    .accessibilityElement(children: .ignore)
    .accessibilityLabel(texts(said))
  }

  private var said: Message {
    typed.isEmpty
      ? .requestsEnteredNothing : .requestsEntered(digits: typed.map(String.init).joined(separator: " "))
  }
}
