// States of adding worth seeing.

import Client
import Models
import Texts

private func offer(_ change: (inout OfferView) -> Void = { _ in }) -> OfferView {
  var offer = OfferView(
    id: 1, issuer: "Codeforge", account: "mlindqvist", kind: .totp, algorithm: .sha1, digits: 6,
    periodSeconds: 30,
    server: nil, warnings: [], similar: [], sameSecret: nil, push: nil)
  change(&offer)
  return offer
}

private let push = offer {
  $0.issuer = "Example Hosting"
  $0.account = "c12345.web"
  $0.kind = .push
  $0.algorithm = nil
  $0.periodSeconds = nil
  $0.server = ServerHost(name: "portal.example.com", deceptive: false)
  $0.push = PushOfferView(
    policy: PolicyView(pinMinimum: 6, biometrics: false), obstacle: nil, privateNetwork: false, warnings: [],
    begun: false)
}

private let risky = {
  var risky = push
  risky.server = ServerHost(name: "xn--prtal-8cd.example.com", deceptive: true)
  risky.push?.privateNetwork = true
  risky.push?.warnings = [.privateHost]
  risky.similar = [sampleAccount("1", "Example Hosting", "c12345.web", kind: .push)]
  return risky
}()

private let second = offer {
  $0.warnings = [.shortSecret]
  $0.sameSecret = sampleAccount("3", "Codeforge", "mlindqvist")
}

func addSamples() -> [Sample<AddState>] {
  [
    Sample("scanning", AddState()),
    Sample("foreign", AddState(.scanning(.foreign(what: .foreignDuo)))),
    Sample("no-camera", AddState(.scanning(camera: false))),
    Sample("link", AddState(.link(text: "otpauth://totp/Codeforge:mlindqvist"), problem: .uriMissingSecret)),
    Sample(
      "manual",
      AddState(.manual(AddState.Manual(issuer: "Codeforge", account: "mlindqvist")), problem: .secretTooShort)
    ),
    Sample("offer", AddState(.offer(AddState.Offer(offer())))),
    Sample("offer-push", AddState(.offer(AddState.Offer(push)))),
    Sample("offer-risky", AddState(.offer(AddState.Offer(risky)))),
    Sample(
      "offer-second",
      AddState(.offer(AddState.Offer(second, at: 2, of: 5, remarks: [.addMissingParts(parts: "2")])))),
    Sample("enrolling", AddState(.enrolling(.askingServer))),
    Sample("refused", AddState(.offer(AddState.Offer(push)), problem: .serverInvitationExpired)),
  ]
}
