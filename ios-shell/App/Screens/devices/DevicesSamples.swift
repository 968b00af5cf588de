// States of an account's devices worth seeing.

import Client
import Foundation
import Models
import Texts

private let added = Date(timeIntervalSince1970: 1_790_000_000)
private let seen = Date(timeIntervalSince1970: 1_800_000_000)
private let known = [
  DeviceView(name: "Mara's phone", added: added, seen: seen, thisDevice: true),
  DeviceView(name: "Tablet in the kitchen", added: added, seen: added, thisDevice: false),
]

func devicesSamples() -> [Sample<DevicesState>] {
  [
    devices("asking", nil) { $0.busy = true },
    devices("devices") { _ in },
    devices("unreachable", nil) { $0.problem = .serverUnreachable },
    devices("pin") {
      $0.replacing = true
      $0.pad = PadState(typed: 3)
    },
    devices("pin-wrong") {
      $0.replacing = true
      $0.problem = .padWrong(attempts: 9)
    },
    devices("replaced") { $0.notice = .devicesReplaced },
    devices("pending") {
      $0.pending = true
      $0.problem = .serverUnreachable
    },
  ]
}

private func devices(
  _ name: String, _ devices: [DeviceView]? = known, _ change: (inout DevicesState) -> Void
) -> Sample<DevicesState> {
  var state = DevicesState(server: "portal.example.com", devices: devices)
  change(&state)
  return Sample(name, state)
}
