// The whole app: which screen is there, and what happens beside it.

import Client
import Foundation
import Observation
import Texts

@MainActor
@Observable
public final class AppModel {
  public private(set) var place: Place
  /// Colours and language that the user chose.
  public private(set) var appearance: Appearance?

  private let app: Authenticator
  private let phone: any Phone
  /// Whether the vault was open when the screen was chosen: one that is locked already is not left again.
  @ObservationIgnored private var isOpen = false
  @ObservationIgnored private var polling: Polling?
  @ObservationIgnored private var listening: [Task<Void, Never>] = []

  /// `ticks`: once a second while the app is on the screen. `pollWait`: how long a server may hold its answer back.
  public init(_ app: Authenticator, phone: any Phone, ticks: AsyncStream<Void>, pollWait: TimeInterval) {
    self.app = app
    self.phone = phone
    // Until the core was asked, just below.
    place = .about(AboutModel(version: phone.version, onDone: {}))
    appearance = attempt(ignored) { try app.appearance() }
    polling = Polling(app, wait: pollWait) { [weak self] in self?.prompted($0) }
    home()
    listen(to: ticks) { model, _ in model.tick() }
    listen(to: app.changes()) { model, _ in model.refresh() }
    listen(to: phone.camera) { model, frame in await model.frame(frame) }
  }

  private func listen<Heard: Sendable>(
    to stream: AsyncStream<Heard>, _ heard: @escaping @MainActor (AppModel, Heard) async -> Void
  ) {
    listening.append(
      Task { [weak self] in
        for await one in stream {
          guard let self else { return }
          await heard(self, one)
        }
      })
  }

  /// Gives up everything that waits. The app is of no use afterwards.
  public func end() async {
    for task in listening { task.cancel() }
    for task in listening { await task.value }
    await polling?.end()
  }

  private func tick() {
    lockIfIdle()
    polling?.tick()
    switch place {
    case .unlock(let model): model.tick()
    case .account(let model): model.tick()
    default: refresh()
    }
  }

  private func lockIfIdle() {
    if isOpen && attempt(ignored, { try app.lockIfIdle() }) == true { home() }
  }

  private func refresh() {
    switch place {
    case .authenticators(let model): model.refresh()
    case .requests(let model): model.refresh()
    case .history(let model): model.refresh()
    case .setup, .unlock, .add, .account, .devices, .transfer, .settings, .recovery, .about: break
    }
  }

  private func frame(_ frame: Frame) async {
    switch place {
    case .add(let model): await model.frame(frame)
    case .requests(let model): await model.frame(frame)
    default: break
    }
  }

  /// A request has come. It takes the place of the list, and of nothing that the user is busy with: least of all of
  /// another request, under the finger.
  private func prompted(_ request: RequestView) {
    switch place {
    case .authenticators: review(request.id)
    case .requests(let model) where !model.isBusy: model.open(request.id)
    default: break
    }
  }

  /// The user wants to look at a request that a notification told of.
  public func review(_ request: RequestId) {
    go(.requests)
    if case .requests(let model) = place { model.open(request) }
  }

  /// A link was opened on the phone: the offer is shown, nothing is added by itself.
  public func opened(_ link: String) {
    guard case .unlocked = app.standing else { return }
    let add = adding()
    place = .add(add)
    add.opened(link)
  }

  /// Somebody touched the screen.
  public func touched() {
    attempt(ignored) { try app.userWasActive() }
  }

  /// The app left the screen. A delay of zero means that it locks right then; any other runs in the core.
  public func left() {
    if attempt(ignored, { try app.settings() })?.autoLock == 0 { lock() }
  }

  /// The app is about to be on the screen again: a vault that was idle for too long closes before anything of it shows.
  public func returned() {
    lockIfIdle()
  }

  private func lock() {
    attempt(ignored) { try app.lock() }
    home()
  }

  private func go(_ destination: Destination) {
    place =
      switch destination {
      case .authenticators: homeOf()
      case .add: .add(adding())
      case .requests:
        .requests(RequestsModel(app, askServers: { [polling] in await polling?.askAll() }, onDone: back))
      case .history: .history(HistoryModel(app, onDone: back))
      case .account(let id):
        .account(AccountModel(app, id, go: leads) { [weak self] in self?.home(undo: $0) })
      case .devices(let id):
        .devices(DevicesModel(app, id) { [weak self] in self?.go(.account(id)) })
      case .transfer(let id): .transfer(TransferModel(app, id, onDone: back))
      case .settings:
        .settings(
          SettingsModel(
            app, go: leads, onAppearance: { [weak self] in self?.appearance = $0 }, onDone: back))
      case .recovery: .recovery(RecoveryModel(app) { [weak self] in self?.go(.settings) })
      case .about: .about(AboutModel(version: phone.version, onDone: back))
      }
  }

  private func adding() -> AddModel {
    AddModel(
      app,
      phone: ThisPhone(name: phone.name, app: phone.version),
      camera: phone.cameraAllowed,
      choosePicture: { [phone] in await phone.choosePicture() },
      onDone: back)
  }

  private func home(notice: Message? = nil, undo: AuthenticatorsState.Undo? = nil) {
    place = homeOf(notice: notice, undo: undo)
  }

  /// Where the app begins, as the core's stage has it.
  private func homeOf(notice: Message? = nil, undo: AuthenticatorsState.Undo? = nil) -> Place {
    let stage = app.standing
    isOpen = stage == .unlocked
    return switch stage {
    case .setup(let step):
      .setup(
        SetupModel(
          app, at: step, askForNotifications: { [phone] in phone.askForNotifications() }, onStage: back))
    case .unlocked:
      .authenticators(
        AuthenticatorsModel(app, phone.clipboard, go: leads, onLock: back, notice: notice, undo: undo))
    case .locked, .newPinNeeded, .erased, .unusable:
      .unlock(
        UnlockModel(app, onRequests: { [weak self] in self?.go(.requests) }) { [weak self] in
          self?.home(notice: $0.first)
        })
    }
  }

  // What screens get to lead elsewhere: a screen that is still busy when the app has ended leads nowhere.

  private var back: () -> Void {
    { [weak self] in self?.home() }
  }

  private var leads: (Destination) -> Void {
    { [weak self] in self?.go($0) }
  }
}
