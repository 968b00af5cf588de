// Where each kind of account has its codes from.

import CountersignCore

/// Where the codes of an account come from.
public enum Seen {
  case byTime
  case byCounter
  case byServer
}

public func seen(_ kind: AccountKind) -> Seen {
  switch kind {
  case .totp, .steam, .dayPassword: .byTime
  case .hotp: .byCounter
  case .push, .unknown: .byServer
  }
}
