// Where a screen can lead to.

import Client

enum Destination {
  case authenticators
  case add
  case requests
  case history
  case account(AccountId)
  case devices(AccountId)
  case transfer(AccountId)
  case settings
  case recovery
  case about
}
