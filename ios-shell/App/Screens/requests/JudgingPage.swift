// One request on the whole screen: what is risky first, then the comparison with the login page, then the PIN.

import Client
import Models
import SwiftUI
import Texts

struct JudgingPage: View {
  let request: RequestView
  let step: RequestsState.Step
  let state: RequestsState
  let intents: any RequestsIntents

  var body: some View {
    switch step {
    case .facts: facts
    case .number(let typed, let digits):
      NumberPage(request: request, typed: typed, digits: digits, problem: state.problem, intents: intents)
    case .scan: scan
    case .pin: pin
    case .rejecting: rejecting
    case .telling: Page(.requestsTitle) { Notice.remark(.requestsDeciding) }
    }
  }

  private var facts: some View {
    Page(.requestsTitle, back: intents.back) {
      Headline(headline(request))
      TimeLeft(secondsLeft: request.secondsLeft)
      Said(problem: state.problem)
      if request.others > 0 { Notice.problem(.requestsOthers(count: Int(request.others))) }
      if request.doubtful { Notice.problem(.requestsDoubtful) }
      if request.lowAssurance { Notice.caution(.requestsLowAssurance) }
      known
      Explanation(.requestsJudge)
    } foot: {
      MainButton(.requestsAccept, action: intents.accept)
      OtherButton(.requestsReject, danger: true, action: intents.reject)
    }
  }

  /// What a stranger could not have right comes first.
  private var known: some View {
    Card {
      let from = [request.clientPlace, request.clientAddress].compactMap { $0 }
      if from.isEmpty {
        Fact(.requestsFrom, .requestsFromUnknown)
      } else {
        Fact(.requestsFrom, from.joined(separator: "\n"))
      }
      if let agent = request.clientAgent { Fact(.requestsWith, agent) }
      Fact(.requestsWhat, request.endpoint)
      Fact(
        .requestsWho,
        inLines([request.issuer, request.accountName].filter { !$0.isEmpty }.joined(separator: ", ")))
      Fact(.requestsWhen, time: request.made)
      Fact(.requestsServer, inLines(request.server))
      if !request.message.isEmpty { Fact(.requestsMessage, request.message) }
      Words(.requestsClaimed).font(.footnote).foregroundStyle(.secondary)
    }
  }

  private var scan: some View {
    Page(.requestsScanNow, back: intents.back) {
      TimeLeft(secondsLeft: request.secondsLeft)
      Headline(.requestsScan)
      Viewfinder(frame: Tone.accent.ground)
      Said(problem: state.problem)
    } foot: {
      OtherButton(.requestsReject, danger: true, action: intents.reject)
    }
  }

  private var pin: some View {
    Page(.requestsAccept, back: intents.back) {
      Headline(.requestsPin)
      Text(summary(request)).foregroundStyle(.secondary)
      TimeLeft(secondsLeft: request.secondsLeft)
      if case .show = request.verification { Notice.remark(.requestsShow) }
      Said(problem: state.problem)
    } foot: {
      Pad(state: state.pad, intents: intents.pad, done: .requestsAccept, onDone: intents.pinTyped)
      if state.biometrics { OtherButton(.unlockBiometrics, sign: "faceid", action: intents.biometrics) }
    }
  }

  private var rejecting: some View {
    Page(.requestsReject, back: intents.back) {
      Headline(.requestsRejectTitle)
      Explanation(.requestsRejectExplained)
      Said(problem: state.problem)
    } foot: {
      MainButton(.requestsRejectNotMe, tone: .danger) { intents.rejected(notMe: true) }
      OtherButton(.requestsRejectCancelled) { intents.rejected(notMe: false) }
    }
  }
}

/// The time that is left, in digits and as a bar that shortens.
struct TimeLeft: View {
  let secondsLeft: UInt64

  /// Seconds that a full bar stands for: as long as requests usually live.
  private static let longest = 120.0

  var body: some View {
    VStack(alignment: .leading, spacing: 6) {
      Words(.requestsLeft(time: clock(secondsLeft))).font(.headline.monospacedDigit())
        .foregroundStyle(Tone.accent.ground)
      ProgressView(value: min(Double(secondsLeft) / Self.longest, 1)).accessibilityHidden(true)
    }
  }
}
