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
  case devices(DevicesModel)
  case transfer(TransferModel)
  case settings(SettingsModel)
  case recovery(RecoveryModel)
  case about(AboutModel)
}
