// Requests: shows what the core says is open, and carries the user's decision to it.

import Client
import Observation
import Texts

@MainActor
@Observable
public final class RequestsModel: RequestsIntents {
  public var state: RequestsState { shown.with(typed) }
  public var pad: any PadIntents { typed }

  private var shown = RequestsState()
  private let typed: PadModel
  private let app: Authenticator
  private let askServers: () async -> Void
  private let onDone: () -> Void
  @ObservationIgnored private var scanned: ScannedCode?
  @ObservationIgnored private var number = ""

  /// `askServers`: asks every server, and comes back when all have answered.
  init(_ app: Authenticator, askServers: @escaping () async -> Void, onDone: @escaping () -> Void) {
    self.app = app
    self.askServers = askServers
    self.onDone = onDone
    let guarded = app.guarded
    typed = PadModel(letters: guarded?.rules.passphrase ?? false)
    shown.biometrics = stands(guarded?.biometrics)
    refresh()
  }

  /// Reads everything anew: after a change, and each second for the countdown.
  func refresh() {
    switch shown.face {
    case .waiting(var waiting):
      guard let view = attempt(complain, { try app.requests() }) else { return }
      waiting.requests = view.requests
      waiting.notes = view.accounts.flatMap(RequestsState.Note.all)
      waiting.accounts = !view.accounts.isEmpty
      show(.waiting(waiting), shown.problem)
    case .judging(let request, let step) where step != .telling:
      guard let view = attempt(complain, { try app.requests() }) else { return }
      if let now = view.requests.first(where: { $0.id == request.id }) {
        show(.judging(now, step), shown.problem)
      } else {
        end(RequestsState.Over(.failed, .requestsOver))
      }
    case .judging, .over: break
    }
  }

  /// Whether a request is on the screen.
  var isBusy: Bool {
    judged != nil
  }

  public func ask() {
    guard case .waiting(var waiting) = shown.face else { return }
    waiting.asking = true
    show(.waiting(waiting))
    Task {
      await askServers()
      if case .waiting(var waiting) = shown.face {
        waiting.asking = false
        show(.waiting(waiting))
      }
      refresh()
    }
  }

  public func open(_ request: RequestId) {
    if let opened = attempt(complain, { try app.openRequest(request: request) }) {
      show(.judging(opened, .facts))
    }
  }

  public func agree(_ account: AccountId) {
    attempt(complain) { try app.acceptPolicy(account: account) }
    refresh()
  }

  public func accept() {
    switch judged?.verification {
    case .enter(let digits): step(.number(typed: "", digits: Int(digits)))
    case .scan: step(.scan)
    case .nothing, .show: step(.pin)
    case nil: break
    }
  }

  public func digit(_ digit: Character) {
    guard case .judging(_, .number(let typed, let digits)) = shown.face, typed.count < digits else { return }
    step(.number(typed: typed + String(digit), digits: digits))
  }

  public func eraseDigit() {
    guard case .judging(_, .number(let typed, let digits)) = shown.face else { return }
    step(.number(typed: String(typed.dropLast()), digits: digits))
  }

  public func numberTyped() {
    guard case .judging(_, .number(let typed, _)) = shown.face else { return }
    number = typed
    step(.pin)
  }

  /// A picture of the camera, while the code of a login page is looked for.
  func frame(_ frame: Frame) async {
    guard scanning, let code = await firstCode(frame), scanning else { return }
    scanned = code
    step(.pin)
  }

  private var scanning: Bool {
    if case .judging(_, .scan) = shown.face { true } else { false }
  }

  public func pinTyped() {
    approve { [app, typed] request, compared in
      try await typed.lend {
        try await app.approve(request: request, compared: compared, pin: $0, cancellation: Cancellation())
      }
    }
  }

  public func biometrics() {
    approve { [app] request, compared in
      try await app.approveWithBiometrics(request: request, compared: compared, cancellation: Cancellation())
    }
  }

  private func approve(_ call: @escaping @MainActor (RequestId, Compared) async throws -> OutcomeView) {
    guard let request = judged, let compared = compared(request) else { return }
    decide(request, back: .pin) { try await call(request.id, compared) }
  }

  private func compared(_ request: RequestView) -> Compared? {
    switch request.verification {
    case .nothing: .nothing
    case .enter: .number(text: number)
    case .scan: scanned.map { .scanned(code: $0) }
    case .show: .codeShown
    }
  }

  public func reject() {
    step(.rejecting)
  }

  public func rejected(notMe: Bool) {
    guard let request = judged else { return }
    decide(request, back: .rejecting) { [app] in
      try await app.deny(
        request: request.id, reason: notMe ? .notMe : .cancelled, cancellation: Cancellation())
    }
  }

  private func decide(
    _ request: RequestView, back: RequestsState.Step,
    _ call: @escaping @MainActor () async throws -> OutcomeView
  ) {
    step(.telling)
    Task {
      do {
        let outcome = try await call()
        end(RequestsState.Over(ending(outcome), Message(outcome.status), code: codeToType(outcome)))
      } catch {
        show(.judging(request, back), Message(failed: error))
        refresh()
      }
    }
  }

  private func end(_ over: RequestsState.Over) {
    forget()
    show(.over(over))
  }

  private func forget() {
    scanned = nil
    number = ""
    typed.clear()
  }

  public func back() {
    switch shown.face {
    case .waiting: onDone()
    case .over, .judging(_, .facts):
      show(.waiting(RequestsState.Waiting()))
      refresh()
    case .judging(_, .telling): break
    case .judging:
      typed.clear()
      step(.facts)
    }
  }

  private var judged: RequestView? {
    if case .judging(let request, _) = shown.face { request } else { nil }
  }

  private func step(_ step: RequestsState.Step) {
    if let judged { show(.judging(judged, step)) }
  }

  private func show(_ face: RequestsState.Face, _ problem: Message? = nil) {
    shown.face = face
    shown.problem = problem
  }

  private func complain(_ problem: Message) {
    shown.problem = problem
  }
}

/// Whether biometrics open the vault, and so accept a request.
private func stands(_ biometrics: BiometricsState?) -> Bool {
  switch biometrics {
  case .on, .held: true
  case .off, .notAvailable, nil: false
  }
}
