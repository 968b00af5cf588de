// What a code offers, before anything is stored or sent: the risky part first.

import Client
import Models
import SwiftUI
import Texts

struct OfferPage: View {
  let offer: AddState.Offer
  let problem: Message?
  let intents: any AddIntents

  private var view: OfferView { offer.view }

  var body: some View {
    Page(.addOfferTitle, back: intents.back) {
      if offer.of > 1 { Explanation(.addOf(at: "\(offer.at)", of: "\(offer.of)")) }
      cautions
      Said(problem: problem)
      identity
      questions
      Field(
        .addInformation, offer.information, hint: .addInformationExplained, onChange: intents.information)
      Explanation(view.push == nil ? .addOfferExplained : .addOfferExplainedPush)
    } foot: {
      MainButton(.addConfirm, action: intents.confirm).disabled(view.push?.obstacle != nil)
      QuietButton(.addDismiss, action: intents.dismiss)
    }
  }

  @ViewBuilder private var cautions: some View {
    if view.server?.deceptive == true { Notice.problem(.addDeceptive) }
    if let obstacle = view.push?.obstacle { Notice.problem(Message(obstacle)) }
    ForEach(warnings, id: \.self) { Notice.caution($0) }
    if let similar = view.similar.first { Notice.remark(.addSimilar(name: names(similar))) }
    if view.push?.begun == true { Notice.remark(.addBegun) }
  }

  private var warnings: [Message] {
    (view.push?.warnings ?? []).map { Message($0) } + view.warnings.map { Message($0) } + offer.remarks
  }

  private var identity: some View {
    Card {
      HStack(spacing: 14) {
        let name = view.issuer.isEmpty ? view.account : view.issuer
        Monogram(name: name)
        VStack(alignment: .leading) {
          Text(name).font(.title3.bold())
          if !view.issuer.isEmpty { Text(inLines(view.account)).foregroundStyle(.secondary) }
        }
      }
      if let server = view.server { Fact(.addServer, inLines(server.name)) }
      Fact(.addKind, Message(view.kind))
      if let push = view.push { Fact(.addPolicy, Message(push.policy)) }
    }
  }

  /// What the user must state before it goes on.
  @ViewBuilder private var questions: some View {
    if let same = view.sameSecret {
      Notice.caution(.addSameSecret(name: names(same)))
      Question(.addSameSecretWanted, offer.secondTime, onAnswer: intents.secondTime)
    }
    if view.push?.privateNetwork == true {
      Question(.addPrivateNetwork, offer.privateNetwork, onAnswer: intents.privateNetwork)
    }
  }
}

private func names(_ account: AccountRow) -> String {
  [account.issuer, account.account].filter { !$0.isEmpty }.joined(separator: ", ")
}
