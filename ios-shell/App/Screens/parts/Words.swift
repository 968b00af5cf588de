// Messages on the screen, in the language of the environment.

import SwiftUI
import Texts

/// A sentence.
struct Words: View {
  @Environment(\.texts) private var texts
  private let message: Message

  init(_ message: Message) {
    self.message = message
  }

  var body: some View {
    Text(texts(message))
  }
}

private struct TextsKey: EnvironmentKey {
  static let defaultValue = Texts(CatalogueTexts())
}

extension EnvironmentValues {
  /// The language that the app speaks.
  var texts: Texts {
    get { self[TextsKey.self] }
    set { self[TextsKey.self] = newValue }
  }
}
