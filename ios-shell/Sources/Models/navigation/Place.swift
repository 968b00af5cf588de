// What is on the screen: one of the models.

@MainActor
public enum Place {
  case setup(SetupModel)
  case unlock(UnlockModel)
  case authenticators(AuthenticatorsModel)
  case add(AddModel)
  case requests(RequestsModel)
  case history(HistoryModel)
  case account(AccountModel)
  case transfer(TransferModel)
  case settings(SettingsModel)
  case about(AboutModel)
}
