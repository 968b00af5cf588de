// What Foundation has on Apple's systems only, for type-checking on Linux. See README.md.
// swift-format-ignore-file

import Foundation

extension URLResourceValues {
  var isExcludedFromBackup: Bool? {
    get { nil }
    set {}
  }
}
