// The texts of the app's String Catalog.

import Foundation
import Texts

struct CatalogueTexts: TextSource {
  let locale: Locale
  private let bundle: Bundle

  /// In a language (`de`), or in the phone's.
  init(language: String? = nil) {
    let chosen = language.flatMap { Bundle.main.path(forResource: $0, ofType: "lproj") }.flatMap(
      Bundle.init(path:))
    bundle = chosen ?? .main
    locale = Locale(identifier: language ?? Bundle.main.preferredLocalizations.first ?? "en")
  }

  func text(_ name: String, _ arguments: [TextArgument]) -> String {
    let format = bundle.localizedString(forKey: name, value: nil, table: nil)
    return arguments.isEmpty
      ? format : String(format: format, locale: locale, arguments: arguments.map(\.value))
  }
}

extension TextArgument {
  fileprivate var value: any CVarArg {
    switch self {
    case .number(let number): number
    case .word(let word): NSString(string: word)
    }
  }
}
