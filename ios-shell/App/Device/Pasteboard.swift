// The clipboard: what is copied stays on this phone, and goes after a while.

import Foundation
import Models
import UIKit
import UniformTypeIdentifiers

final class Pasteboard: Clipboard {
  func copySecret(_ text: String, clearAfter: TimeInterval) {
    var options: [UIPasteboard.OptionsKey: Any] = [.localOnly: true]
    if clearAfter > 0 { options[.expirationDate] = Date(timeIntervalSinceNow: clearAfter) }
    UIPasteboard.general.setItems([[UTType.utf8PlainText.identifier: text]], options: options)
  }
}
