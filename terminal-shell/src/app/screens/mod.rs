//! The screens, under the same names as in the apps. A screen holds what it shows and what was typed into it, turns a
//! key into an [`Intent`], and draws itself; it never touches the core.

pub(crate) mod about;
pub(crate) mod account;
pub(crate) mod add;
pub(crate) mod authenticators;
pub(crate) mod change_pin;
pub(crate) mod device_key;
pub(crate) mod devices;
pub(crate) mod enrolling;
pub(crate) mod erased;
pub(crate) mod history;
pub(crate) mod keys;
pub(crate) mod license;
pub(crate) mod manual;
pub(crate) mod new_pin;
pub(crate) mod notifications;
pub(crate) mod offer;
pub(crate) mod recovery;
pub(crate) mod reenrollments;
pub(crate) mod replace_pin;
pub(crate) mod requests;
pub(crate) mod settings;
pub(crate) mod unlock;
pub(crate) mod unusable;

use super::look::Look;
use super::parts::Hint;
use countersign::authenticator::{
    AccountChange, AccountId, Appearance, Compared, Confirmation, DenyReason, Filter, HistoryId, ManualEntry,
    OfferId, OfferView, OnlineEnrollment, RequestId, Settings,
};
use countersign::crypto::SecretBytes;
use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;

/// What the user wants done; the app does it.
#[derive(Debug)]
pub(crate) enum Intent {
    Quit,
    Lock,
    Show(Place),
    // Setup.
    AcceptLicense(u32),
    UseKeyFile,
    ChoosePin(SecretBytes),
    ConfirmPin(SecretBytes),
    ChooseNotifications(bool),
    StartOver,
    // Unlock.
    Unlock(SecretBytes),
    UnlockWithRecoveryCode(SecretBytes),
    AcceptOlderCopy,
    DeclineOlderCopy,
    // Authenticators.
    Select(Filter),
    Copy(AccountId),
    NextCode(AccountId),
    Favourite(AccountId, bool),
    Move(AccountId, usize),
    Undo,
    // Add.
    Read(String),
    Enter(ManualEntry),
    Confirm(OfferId, Confirmation),
    Dismiss(OfferId),
    // Account.
    Change(AccountId, AccountChange),
    Delete(AccountId),
    // Requests and servers.
    AskServers,
    OpenRequest(RequestId),
    ScanLoginPage(String),
    Approve(RequestId, Compared, SecretBytes),
    Deny(RequestId, DenyReason),
    AcceptPolicy(AccountId),
    ResumeCounter(AccountId, SecretBytes),
    RotateKeys(AccountId, SecretBytes),
    Report(HistoryId),
    Enroll(Box<OfferView>, OnlineEnrollment),
    ListDevices(AccountId),
    End(AccountId),
    EndLater(AccountId),
    Keep(AccountId),
    StopWaiting,
    // Settings.
    ChangeSettings(Settings),
    ChangeAppearance(Appearance),
    ChangePin { old: SecretBytes, new: SecretBytes, again: SecretBytes },
    SetNewPin { new: SecretBytes, again: SecretBytes },
    MakeRecoveryCode(SecretBytes),
    RemoveRecoveryCode(SecretBytes),
}

/// Where to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Authenticators,
    Account(AccountId),
    Add,
    Manual,
    History,
    Settings,
    ChangePin,
    Recovery,
    About,
    Keys,
    Requests,
    Reenrollments,
}

/// What every screen can do.
pub(crate) trait Screen {
    /// The key of its name.
    fn title(&self) -> &'static str;

    /// A few words at the right of the head.
    fn aside(&self, _look: &Look<'_>) -> String {
        String::new()
    }

    /// Which keys do what here, the most important first.
    fn hints(&self, look: &Look<'_>) -> Vec<Hint>;

    /// A key was pressed.
    fn key(&mut self, key: KeyEvent) -> Option<Intent>;

    /// Text was pasted.
    fn paste(&mut self, _text: &str) -> Option<Intent> {
        None
    }

    /// Draws the screen between head and foot.
    fn draw(&self, look: &Look<'_>, frame: &mut Frame<'_>, body: Rect);
}

#[cfg(test)]
mod tests;
