// Times in words.

import Foundation

private let minute = 60
private let hour = 60 * minute

extension Message {
  /// A length of time, in the largest unit that says it well: rounded up, so that nothing is over before it is.
  public static func duration(_ time: TimeInterval) -> Message {
    let seconds = Int(time.rounded(.up))
    return if seconds < 2 * minute && seconds != minute {
      .timeSeconds(count: seconds)
    } else if seconds < 2 * hour {
      .timeMinutes(count: (seconds + minute - 1) / minute)
    } else {
      .timeHours(count: (seconds + hour - 1) / hour)
    }
  }
}

/// Minutes and seconds as a clock shows them: `1:05`.
public func clock(_ seconds: UInt64) -> String {
  let rest = seconds % 60
  return "\(seconds / 60):\(rest < 10 ? "0" : "")\(rest)"
}
