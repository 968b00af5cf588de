// Pictures on their way to the core: camera frames and files.

import CountersignCore
import Foundation

/// The luma plane of a camera frame, as the camera gives it.
public struct Frame: Sendable {
  /// One byte for each pixel. May be the camera's own memory, which is free again once these are let go of.
  public let pixels: Data
  public let width: Int
  public let height: Int
  /// Bytes from the beginning of one row to that of the next.
  public let stride: Int
  /// Degrees by which to turn it clockwise to be upright: 0, 90, 180 or 270.
  public let rotation: Int

  public init(pixels: Data, width: Int, height: Int, stride: Int, rotation: Int) {
    self.pixels = pixels
    self.width = width
    self.height = height
    self.stride = stride
    self.rotation = rotation
  }
}

/// A code that was seen, or nothing. Looks for it beside the thread of the screen.
public func firstCode(_ frame: Frame) async -> ScannedCode? {
  // Where it fails, the next frame comes by itself.
  try? scanFrame(
    pixels: frame.pixels,
    width: UInt32(frame.width),
    height: UInt32(frame.height),
    stride: UInt32(frame.stride),
    rotation: turn(frame.rotation),
    effort: .live
  ).first
}

/// The first code of a picture file (PNG or JPEG).
public func firstCode(picture: Data) async throws -> ScannedCode? {
  try await scanPicture(bytes: picture, effort: .still).first
}

private func turn(_ degrees: Int) -> Rotation {
  switch degrees {
  case 90: .clockwise90
  case 180: .half
  case 270: .clockwise270
  default: .upright
  }
}
