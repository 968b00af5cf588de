// What the camera sees, in a frame whose colour says what it thinks of it.

import SwiftUI
import Texts

struct Viewfinder: View {
  let frame: Color

  @Environment(\.texts) private var texts
  @Environment(\.preview) private var preview

  var body: some View {
    preview()
      .aspectRatio(1.1, contentMode: .fit)
      .clipShape(Corners.large)
      .overlay(Corners.large.stroke(frame, lineWidth: 4))
      .accessibilityElement(children: .ignore)
      .accessibilityLabel(texts(.addViewfinder))
  }
}

private struct PreviewKey: EnvironmentKey {
  static let defaultValue: @Sendable @MainActor () -> AnyView = { AnyView(Color.gray) }
}

extension EnvironmentValues {
  /// The picture of the camera, as the phone draws it.
  var preview: @Sendable @MainActor () -> AnyView {
    get { self[PreviewKey.self] }
    set { self[PreviewKey.self] = newValue }
  }
}
