// The camera: its luma plane goes to the core as it is, the newest picture first.

import AVFoundation
import Client
import Foundation

/// Runs while somebody looks at it.
final class Camera: NSObject, AVCaptureVideoDataOutputSampleBufferDelegate, @unchecked Sendable {
  let session = AVCaptureSession()
  /// What it sees. Only the newest picture waits to be looked at.
  let frames: AsyncStream<Frame>

  private let seen: AsyncStream<Frame>.Continuation
  /// The only place where the session is changed, started and stopped, and where pictures come in.
  private let queue = DispatchQueue(label: "camera")
  private var ready = false

  override init() {
    (frames, seen) = AsyncStream.makeStream(of: Frame.self, bufferingPolicy: .bufferingNewest(1))
    super.init()
  }

  /// Whether it may be used, or may be asked for.
  static var allowed: Bool {
    switch AVCaptureDevice.authorizationStatus(for: .video) {
    case .authorized, .notDetermined: true
    default: false
    }
  }

  /// Asks for the permission where nobody has yet, and begins to look.
  func start() async {
    guard await AVCaptureDevice.requestAccess(for: .video) else { return }
    queue.async { [self] in
      if !ready { prepare() }
      if ready && !session.isRunning { session.startRunning() }
    }
  }

  func stop() {
    queue.async { [self] in
      if session.isRunning { session.stopRunning() }
    }
  }

  private func prepare() {
    guard let camera = AVCaptureDevice.default(.builtInWideAngleCamera, for: .video, position: .back),
      let input = try? AVCaptureDeviceInput(device: camera)
    else { return }
    let output = AVCaptureVideoDataOutput()
    output.alwaysDiscardsLateVideoFrames = true
    output.videoSettings = [
      kCVPixelBufferPixelFormatTypeKey as String: kCVPixelFormatType_420YpCbCr8BiPlanarFullRange
    ]
    output.setSampleBufferDelegate(self, queue: queue)
    guard session.canAddInput(input), session.canAddOutput(output) else { return }
    session.beginConfiguration()
    session.sessionPreset = .hd1280x720
    session.addInput(input)
    session.addOutput(output)
    session.commitConfiguration()
    ready = true
  }

  func captureOutput(
    _ output: AVCaptureOutput, didOutput sampleBuffer: CMSampleBuffer, from connection: AVCaptureConnection
  ) {
    guard let picture = CMSampleBufferGetImageBuffer(sampleBuffer) else { return }
    seen.yield(Frame(luma: picture))
  }
}

extension Frame {
  /// The first plane of a picture: one byte of brightness for each pixel. Borrowed, not copied; the picture stays locked
  /// until the last of it is let go of. The sensor lies on its side in a phone that is held upright.
  fileprivate init(luma picture: CVPixelBuffer) {
    CVPixelBufferLockBaseAddress(picture, .readOnly)
    let height = CVPixelBufferGetHeightOfPlane(picture, 0)
    let stride = CVPixelBufferGetBytesPerRowOfPlane(picture, 0)
    let start = CVPixelBufferGetBaseAddressOfPlane(picture, 0)
    let pixels = start.map {
      Data(
        bytesNoCopy: $0, count: stride * height,
        deallocator: .custom { _, _ in
          CVPixelBufferUnlockBaseAddress(picture, .readOnly)
        })
    }
    self.init(
      pixels: pixels ?? Data(), width: CVPixelBufferGetWidthOfPlane(picture, 0), height: height,
      stride: stride,
      rotation: 90)
  }
}
