// Adding an account: hands every code to the core, shows its offers, and confirms them one after another.

import Client
import Foundation
import Observation
import Texts

/// What this phone calls itself to a server.
struct ThisPhone {
  let name: String
  let app: String
}

@MainActor
@Observable
public final class AddModel: AddIntents {
  public private(set) var state: AddState

  private let app: Authenticator
  private let phone: ThisPhone
  private let camera: Bool
  private let choosePicture: () async -> Data?
  private let onDone: () -> Void
  @ObservationIgnored private var waiting: [OfferView] = []
  @ObservationIgnored private var cancellation: Cancellation?

  /// `choosePicture`: the bytes of a picture that the user chooses, or nothing.
  init(
    _ app: Authenticator,
    phone: ThisPhone,
    camera: Bool,
    choosePicture: @escaping () async -> Data?,
    onDone: @escaping () -> Void
  ) {
    self.app = app
    self.phone = phone
    self.camera = camera
    self.choosePicture = choosePicture
    self.onDone = onDone
    state = AddState(.scanning(camera: camera))
  }

  /// A picture of the camera. Those that come while something else is on the screen are not looked at.
  func frame(_ frame: Frame) async {
    guard scanning, let code = await firstCode(frame), scanning else { return }
    read(code) { show(.scanning(.foreign(what: $0), camera: camera)) }
  }

  private var scanning: Bool {
    if case .scanning = state.face { true } else { false }
  }

  public func picture() {
    Task {
      guard let picture = await choosePicture() else { return }
      do {
        guard let code = try await firstCode(picture: picture) else { return complain(.addNoCode) }
        read(code, complain)
      } catch {
        complain(Message(failed: error))
      }
    }
  }

  private func read(_ code: ScannedCode, _ told: (Message) -> Void) {
    if let offers = attempt(told, { try app.readCode(code: code) }) { offer(offers) }
  }

  /// A link that was opened or shared with the app: always the offer, never added by itself.
  func opened(_ link: String) {
    if let offers = attempt(complain, { try app.readText(text: link) }) { offer(offers) }
  }

  public func link() {
    show(.link())
  }

  public func linkText(_ text: String) {
    show(.link(text: text))
  }

  public func readLink() {
    if case .link(let text) = state.face { opened(text) }
  }

  public func manual() {
    show(.manual(AddState.Manual()))
  }

  public func issuer(_ text: String) {
    manual { $0.issuer = text }
  }

  public func account(_ text: String) {
    manual { $0.account = text }
  }

  private func manual(_ change: (inout AddState.Manual) -> Void) {
    guard case .manual(var manual) = state.face else { return }
    change(&manual)
    show(.manual(manual))
  }

  public func addByHand(_ secret: Data) {
    var secret = secret
    defer { secret.wipe() }
    guard case .manual(let manual) = state.face else { return }
    let usual = CodeParameters.totp(algorithm: .sha1, digits: 6, period: 30)
    let offered = attempt(complain) {
      try app.offerManual(issuer: manual.issuer, account: manual.account, secret: secret, parameters: usual)
    }
    if let offered { offer(OffersView(offers: [offered], unusable: [], missingParts: [], parts: 1)) }
  }

  private func offer(_ offers: OffersView) {
    guard let first = offers.offers.first else { return complain(.enrollNothingUsable) }
    waiting = Array(offers.offers.dropFirst())
    show(.offer(AddState.Offer(first, of: offers.offers.count, remarks: remarks(offers))))
  }

  private func remarks(_ offers: OffersView) -> [Message] {
    let missing = offers.missingParts.map(String.init).joined(separator: ", ")
    return [
      offers.unusable.isEmpty ? nil : Message.addUnusable(count: offers.unusable.count),
      missing.isEmpty ? nil : Message.addMissingParts(parts: missing),
    ].compactMap { $0 }
  }

  public func information(_ text: String) {
    change { $0.information = text }
  }

  public func secondTime(_ wanted: Bool) {
    change { $0.secondTime = wanted }
  }

  public func privateNetwork(_ known: Bool) {
    change { $0.privateNetwork = known }
  }

  private func change(_ change: (inout AddState.Offer) -> Void) {
    guard case .offer(var offer) = state.face else { return }
    change(&offer)
    show(.offer(offer))
  }

  public func confirm() {
    guard case .offer(let offer) = state.face else { return }
    let confirmation = Confirmation(information: offer.information, sameSecretWanted: offer.secondTime)
    if offer.view.push != nil {
      enroll(offer, confirmation)
    } else if attempt(complain, { try app.confirmOffer(offer: offer.view.id, confirmation: confirmation) })
      != nil
    {
      next(after: offer)
    }
  }

  private func enroll(_ offer: AddState.Offer, _ confirmation: Confirmation) {
    let enrollment = OnlineEnrollment(
      confirmation: confirmation,
      deviceName: phone.name,
      app: phone.app,
      channel: .nowhere,
      privateNetwork: offer.privateNetwork)
    let cancellation = Cancellation()
    self.cancellation = cancellation
    show(.enrolling(nil))
    Task {
      var problem: Message?
      let added = await attempt({ problem = $0 }) {
        try await app.enrollOnline(
          offer: offer.view.id,
          enrollment: enrollment,
          progress: progress { step in Task { @MainActor in self.reached(step) } },
          cancellation: cancellation)
      }
      if added == nil { state = AddState(.offer(offer), problem: problem) } else { next(after: offer) }
    }
  }

  private func reached(_ step: EnrollmentStep) {
    if case .enrolling = state.face { show(.enrolling(step)) }
  }

  public func dismiss() {
    guard case .offer(let offer) = state.face else { return }
    attempt(complain) { try app.dismissOffer(offer: offer.view.id) }
    next(after: offer)
  }

  private func next(after done: AddState.Offer) {
    guard let next = waiting.first else { return onDone() }
    waiting.removeFirst()
    show(.offer(AddState.Offer(next, at: done.at + 1, of: done.of)))
  }

  public func back() {
    switch state.face {
    case .scanning: onDone()
    case .enrolling: cancellation?.cancel()
    case .offer: dismiss()
    case .link, .manual: show(.scanning(camera: camera))
    }
  }

  private func show(_ face: AddState.Face) {
    state = AddState(face)
  }

  private func complain(_ problem: Message) {
    state.problem = problem
  }
}
