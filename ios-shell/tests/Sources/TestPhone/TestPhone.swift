// A phone that a test holds: what its camera sees, what was copied, and what time it is.

import Client
import CountersignCore
import Device
import Foundation
import Models

@MainActor
public final class TestPhone: Phone {
  public private(set) var copied: String?
  public private(set) var askedForNotifications = false
  /// What the user chooses when a picture is asked for.
  public var picture: Data?
  /// The app, while it is open.
  public private(set) var model: AppModel?

  private var folder: URL
  private var device = MemoryDevice()
  private let clock = TestClock(wall: Date(timeIntervalSince1970: 1_800_000_000))
  private var frames: AsyncStream<Frame>.Continuation?
  private var ticks: AsyncStream<Void>.Continuation?

  /// `folder` holds the vault.
  public init(folder: URL) {
    self.folder = folder
  }

  /// Opens the app.
  @discardableResult
  public func open() throws -> AppModel {
    let surroundings = Surroundings(
      folder: folder.path(percentEncoded: false), roots: .only(roots: [nobody]), developmentHttp: .loopback)
    let app = try Authenticator.openWithClock(surroundings: surroundings, device: device.ports, clock: clock)
    let (ticking, ticks) = AsyncStream.makeStream(of: Void.self)
    self.ticks = ticks
    let model = AppModel(app, phone: self, ticks: ticking, pollWait: 0)
    self.model = model
    return model
  }

  /// The system ends the app, without a word.
  public func kill() async {
    await model?.end()
    model = nil
  }

  /// The system ends the app in the middle of a call to a server. What was on the disk and in the key store at that moment
  /// is what the next one finds; the rest of the ended one may do what it likes with what it has.
  public func killInCall() async throws {
    let left = folder.deletingLastPathComponent().appending(path: folder.lastPathComponent + "-left")
    try FileManager.default.copyItem(at: folder, to: left)
    device = MemoryDevice(copying: device)
    folder = left
    await kill()
  }

  /// Time passes, in which the screen is touched now and then.
  public func advance(seconds: TimeInterval) {
    clock.advance(time: seconds / 2)
    tick()
    model?.touched()
    clock.advance(time: seconds - seconds / 2)
    tick()
  }

  /// Time passes, and the app is not on the screen.
  public func sleep(seconds: TimeInterval) {
    clock.advance(time: seconds)
  }

  /// A second of the screen's own clock.
  public func tick() {
    ticks?.yield()
  }

  /// Holds the camera over something.
  public func see(_ frame: Frame) {
    frames?.yield(frame)
  }

  // What the app borrows.

  public var clipboard: any Clipboard { Copying(phone: self) }
  public var name: String { "Test phone" }
  public var version: String { "tests 1" }
  public var cameraAllowed: Bool { true }

  public var camera: AsyncStream<Frame> {
    AsyncStream { frames = $0 }
  }

  public func choosePicture() async -> Data? {
    picture
  }

  public func askForNotifications() {
    askedForNotifications = true
  }

  private final class Copying: Clipboard {
    private let phone: TestPhone

    init(phone: TestPhone) {
      self.phone = phone
    }

    func copySecret(_ text: String, clearAfter: TimeInterval) {
      phone.copied = text
    }
  }
}
