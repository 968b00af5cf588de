// A stub for type-checking on Linux, with what AVFoundation brings along of CoreMedia and CoreVideo. See README.md.
// swift-format-ignore-file

import Foundation
import UIKit

public final class AVCaptureSession: NSObject, @unchecked Sendable {
  public override init() {}
  public var isRunning: Bool { false }
  public var sessionPreset = Preset.high
  public func startRunning() {}
  public func stopRunning() {}
  public func beginConfiguration() {}
  public func commitConfiguration() {}
  public func canAddInput(_ input: AVCaptureInput) -> Bool { false }
  public func canAddOutput(_ output: AVCaptureOutput) -> Bool { false }
  public func addInput(_ input: AVCaptureInput) {}
  public func addOutput(_ output: AVCaptureOutput) {}

  public struct Preset: Sendable {
    public static let high = Preset()
    public static let hd1280x720 = Preset()
  }
}

open class AVCaptureInput: NSObject {}
open class AVCaptureOutput: NSObject {}
public final class AVCaptureConnection: NSObject {}

public final class AVCaptureDeviceInput: AVCaptureInput {
  public init(device: AVCaptureDevice) throws {}
}

public final class AVCaptureDevice: NSObject {
  public static func `default`(_ type: DeviceType, for media: AVMediaType?, position: Position)
    -> AVCaptureDevice?
  { nil }
  public static func authorizationStatus(for media: AVMediaType) -> AVAuthorizationStatus { .denied }
  public static func requestAccess(for media: AVMediaType) async -> Bool { false }

  public struct DeviceType: Sendable {
    public static let builtInWideAngleCamera = DeviceType()
  }

  public enum Position: Sendable {
    case unspecified, back, front
  }
}

public struct AVMediaType: Sendable {
  public static let video = AVMediaType()
}

public enum AVAuthorizationStatus: Sendable {
  case notDetermined, restricted, denied, authorized
}

public final class AVCaptureVideoDataOutput: AVCaptureOutput {
  public var alwaysDiscardsLateVideoFrames = true
  public var videoSettings: [String: Any]! = [:]
  public func setSampleBufferDelegate(
    _ delegate: (any AVCaptureVideoDataOutputSampleBufferDelegate)?, queue: DispatchQueue?
  ) {}
}

public protocol AVCaptureVideoDataOutputSampleBufferDelegate: AnyObject {
  func captureOutput(
    _ output: AVCaptureOutput, didOutput sampleBuffer: CMSampleBuffer, from connection: AVCaptureConnection)
}

public final class AVCaptureVideoPreviewLayer: CALayer {
  public var session: AVCaptureSession?
  public var videoGravity = AVLayerVideoGravity.resizeAspect
}

public struct AVLayerVideoGravity: Sendable {
  public static let resizeAspect = AVLayerVideoGravity()
  public static let resizeAspectFill = AVLayerVideoGravity()
}

public final class CMSampleBuffer {}
public final class CVPixelBuffer {}
public typealias CVImageBuffer = CVPixelBuffer

public func CMSampleBufferGetImageBuffer(_ sample: CMSampleBuffer) -> CVImageBuffer? { nil }

public struct CVPixelBufferLockFlags: OptionSet, Sendable {
  public let rawValue: UInt64
  public init(rawValue: UInt64) { self.rawValue = rawValue }
  public static let readOnly = Self(rawValue: 1)
}

@discardableResult
public func CVPixelBufferLockBaseAddress(_ picture: CVPixelBuffer, _ flags: CVPixelBufferLockFlags) -> Int32 {
  0
}
@discardableResult
public func CVPixelBufferUnlockBaseAddress(_ picture: CVPixelBuffer, _ flags: CVPixelBufferLockFlags) -> Int32
{ 0 }
public func CVPixelBufferGetBaseAddressOfPlane(_ picture: CVPixelBuffer, _ plane: Int)
  -> UnsafeMutableRawPointer?
{ nil }
public func CVPixelBufferGetBytesPerRowOfPlane(_ picture: CVPixelBuffer, _ plane: Int) -> Int { 0 }
public func CVPixelBufferGetWidthOfPlane(_ picture: CVPixelBuffer, _ plane: Int) -> Int { 0 }
public func CVPixelBufferGetHeightOfPlane(_ picture: CVPixelBuffer, _ plane: Int) -> Int { 0 }

public let kCVPixelBufferPixelFormatTypeKey = ""
public let kCVPixelFormatType_420YpCbCr8BiPlanarFullRange: UInt32 = 0
