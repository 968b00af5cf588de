// What the camera sees, drawn by the system.

import AVFoundation
import SwiftUI
import UIKit

struct CameraPreview: UIViewRepresentable {
  let camera: Camera

  func makeCoordinator() -> Camera {
    camera
  }

  func makeUIView(context: Context) -> PreviewView {
    let view = PreviewView()
    view.preview?.session = camera.session
    view.preview?.videoGravity = .resizeAspectFill
    Task { await camera.start() }
    return view
  }

  func updateUIView(_ view: PreviewView, context: Context) {}

  static func dismantleUIView(_ view: PreviewView, coordinator camera: Camera) {
    camera.stop()
  }

  final class PreviewView: UIView {
    override class var layerClass: AnyClass { AVCaptureVideoPreviewLayer.self }

    var preview: AVCaptureVideoPreviewLayer? { layer as? AVCaptureVideoPreviewLayer }
  }
}
