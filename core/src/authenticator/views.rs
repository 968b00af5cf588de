//! What a screen shows. Every field is ready to render: labels cleaned, codes grouped, decisions already made.
//! No view holds a secret.

use super::push_views::{PolicyView, PushAccountView, PushOfferView};
use crate::enroll::ServerHost;
use crate::otp::migration::EntryError;
use crate::otp::{Algorithm, Warning};
use crate::ports::AssuranceClass;
use crate::time::UnixTime;
use std::time::Duration;

/// Names one account for as long as the vault lives. Random; says nothing about the account.
pub use crate::vault::EntryId as AccountId;

/// Which screen the app shows first, and what that screen needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// First launch, or a first launch that was interrupted: this is the step to go on with.
    Setup(SetupStep),
    /// A vault that waits for its PIN.
    Locked(LockView),
    /// The vault was opened with the recovery code: a new PIN comes before everything else.
    NewPinNeeded(PinRules),
    /// The vault is open.
    Unlocked,
    /// The vault was erased after too many wrong PINs. Setting up again makes a new, empty one.
    Erased,
    /// The vault cannot be opened here, and no PIN changes that.
    Unusable(Unusable),
}

/// The steps of a first launch, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetupStep {
    /// Show the license of this version and ask for consent.
    License {
        /// The version of the text that is to be accepted.
        version: u32,
    },
    /// Ask for a new PIN.
    ChoosePin(PinRules),
    /// Ask for the same PIN again.
    ConfirmPin,
    /// Ask whether notifications may be shown (recommended). The vault exists already.
    Notifications,
}

/// What a new PIN must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PinRules {
    /// The least number of characters.
    pub minimum_length: usize,
    /// The greatest number of characters.
    pub maximum_length: usize,
    /// Whether the device keeps its keys so poorly that a passphrase is asked for instead of digits.
    pub passphrase: bool,
    /// How well this device keeps keys.
    pub class: AssuranceClass,
}

/// What guards the vault, and which servers hold it there: all that a screen says before it offers a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProtectionView {
    /// What a new PIN must be now.
    pub rules: PinRules,
    /// The accounts whose servers ask for as many characters; empty where the device itself asks for no fewer.
    pub rules_held_by: Vec<HolderView>,
    /// Whether biometrics open the vault.
    pub biometrics: BiometricsState,
    /// The accounts whose servers ask for biometrics.
    pub biometrics_held_by: Vec<HolderView>,
    /// Whether there is a recovery code.
    pub recovery_code: bool,
}

/// Whether biometrics open the vault, and whether that can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BiometricsState {
    /// The device has none to lend.
    NotAvailable,
    /// They do not, and can be set up.
    Off,
    /// They do, and can be removed.
    On,
    /// They do, and a server asks for them: they cannot be removed while its account is here.
    Held,
}

/// An account whose server holds a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HolderView {
    /// Which account.
    pub account: AccountId,
    /// Who issued it. May be empty.
    pub issuer: String,
    /// Whose account it is there.
    pub account_name: String,
    /// The host of its server, where one is known.
    pub server: Option<String>,
}

/// The unlock screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockView {
    /// Known failures that are left before the vault is erased.
    pub attempts_left: u32,
    /// How long to wait before the next attempt; zero when one may be made now.
    pub delay: Duration,
    /// How well the device keeps its part of the key.
    pub class: AssuranceClass,
    /// Whether the vault's PIN is a passphrase, as [`PinRules::passphrase`] asked for when it was chosen: letters are
    /// typed, not ten digits.
    pub passphrase: bool,
    /// Whether a biometric prompt can open this vault.
    pub biometrics: bool,
    /// Whether requests can be seen and rejected while locked. Devices without keys in hardware unlock first.
    pub requests_while_locked: bool,
    /// Set where the files are not what this device remembers: the right PIN alone will not open them.
    pub older_copy: Option<OlderCopy>,
}

/// What the device remembers differently about the files. Opening them needs the PIN and an explicit yes, because
/// changes made since then (deletions, used counters) are undone by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OlderCopy {
    /// They are older than the last state on this device: a backup was put back.
    RolledBack,
    /// They are another history than this device's: the vault was also used elsewhere.
    Forked,
    /// The device remembers nothing about them, so it cannot tell how old they are.
    NotRemembered,
}

/// Why a vault cannot be opened here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// Both files are damaged. Nothing was counted as an attempt; restore the files from a backup.
    Damaged,
    /// The device remembers a vault whose files are gone; restore them from a backup.
    FilesMissing,
    /// A newer version of the app wrote it. Update the app.
    NewerVersion,
    /// The device's key is gone: the files were copied here, or the key store was wiped. Only the recovery code
    /// opens them.
    DeviceKeyMissing,
    /// Another process has it open.
    InUse,
}

/// What the user should know after an unlock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnlockNotice {
    /// The newest file was damaged; the one before it was opened. The change with this number is lost.
    Recovered {
        /// The generation that was lost.
        lost_generation: u64,
    },
    /// The user agreed to go on with an older copy.
    Accepted(OlderCopy),
}

/// One row of the list of authenticators.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRow {
    /// Which account.
    pub id: AccountId,
    /// Who issued it. May be empty.
    pub issuer: String,
    /// Whose account it is there.
    pub account: String,
    /// The user's own words about it. May be empty.
    pub information: String,
    /// The user's tags, in the user's order.
    pub tags: Vec<String>,
    /// Whether the user marked it.
    pub favourite: bool,
    /// What kind of authenticator it is.
    pub kind: AccountKind,
    /// The dot before the row.
    pub reachability: Reachability,
}

/// Kinds of authenticators, as a list distinguishes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AccountKind {
    /// A code that changes with time (RFC 6238).
    Totp,
    /// A code that changes with each use (RFC 4226): it is shown only when asked for.
    Hotp,
    /// Steam Guard: five letters and digits.
    Steam,
    /// A code that lives for hours or days (privacyIDEA's day password).
    DayPassword,
    /// A push account: its server asks, and this phone accepts or rejects. It may have offline codes, which change with
    /// time.
    Push,
    /// A kind that a newer version of the app added. It shows no code here.
    Unknown,
}

/// The dot of a row: is the server that sends requests to this account reachable?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reachability {
    /// Grey: this account needs no server.
    NotNeeded,
    /// Not known yet: its server was not asked since the app was started.
    Unknown,
    /// Green: the server answered the last time.
    Reachable,
    /// Red: the server did not answer the last time.
    Unreachable,
}

/// One account with everything its own screen shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountDetail {
    /// The account as the list shows it.
    pub row: AccountRow,
    /// When it was added.
    pub created: UnixTime,
    /// The hash inside the code; `None` where there is no code.
    pub algorithm: Option<Algorithm>,
    /// Digits (or letters) of a code.
    pub digits: u32,
    /// Seconds that a code lives; `None` where it lives until it is used.
    pub period_seconds: Option<u64>,
    /// The next counter of an HOTP account.
    pub counter: Option<u64>,
    /// The server it belongs to, where one is known.
    pub server: Option<String>,
    /// By how many milliseconds the device's clock is corrected for this account.
    pub clock_offset_milliseconds: i64,
    /// What only a push account has.
    pub push: Option<PushDetail>,
}

/// The part of an account's screen that only a push account has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PushDetail {
    /// How it stands with its server.
    pub status: PushAccountView,
    /// What the server asks of this app, as the user agreed to it.
    pub policy: PolicyView,
    /// The user agreed to a server in a private network.
    pub private_network: bool,
    /// Whether it has offline codes: then [`code`](super::Authenticator::code) gives them.
    pub offline_codes: bool,
    /// Whether its signing keys are in the device's hardware.
    pub keys_in_hardware: bool,
    /// How many requests were denied since it exists.
    pub denied: u64,
    /// New keys were signed for and the server has not acknowledged them yet.
    pub rotation_pending: bool,
}

/// A code, ready to be shown, spoken and copied.
#[derive(Clone, PartialEq, Eq)]
pub struct CodeView {
    /// Which account.
    pub id: AccountId,
    /// The code itself, to be copied: `123456`.
    pub code: String,
    /// The code grouped for reading: `123 456`.
    pub grouped: String,
    /// The code for a screen reader: `1 2 3, 4 5 6`.
    pub spoken: String,
    /// From when on the server accepts it; `None` for a code that does not depend on time.
    pub valid_from: Option<UnixTime>,
    /// Until when (exclusive), on the device's clock.
    pub valid_until: Option<UnixTime>,
    /// Whole seconds left, rounded up; 0 where it does not depend on time.
    pub seconds_left: u64,
    /// The period in seconds, for a countdown; 0 where it does not depend on time.
    pub period_seconds: u64,
    /// The code after this one, grouped; `None` where it does not depend on time.
    pub next: Option<String>,
    /// By how many milliseconds the device's clock was corrected for it.
    pub clock_offset_milliseconds: i64,
}

impl core::fmt::Debug for CodeView {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        // A live code is worth stealing: a log that prints the view must not hold it.
        f.debug_struct("CodeView").field("id", &self.id).field("code", &"redacted").finish_non_exhaustive()
    }
}

/// An account that could be added, as the user judges it before anything is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferView {
    /// Names the offer until it is confirmed, dismissed or the vault is locked.
    pub id: OfferId,
    /// Who issues it. May be empty.
    pub issuer: String,
    /// Whose account it is.
    pub account: String,
    /// What kind of authenticator it is.
    pub kind: AccountKind,
    /// The hash inside the code; `None` where there is no code.
    pub algorithm: Option<Algorithm>,
    /// Digits (or letters) of a code.
    pub digits: u32,
    /// Seconds that a code lives; `None` where it lives until it is used.
    pub period_seconds: Option<u64>,
    /// The server it will talk to, where there is one.
    pub server: Option<ServerHost>,
    /// What is unusual about it.
    pub warnings: Vec<Warning>,
    /// Accounts with the same issuer and account. Adding makes one more; it replaces none.
    pub similar: Vec<AccountRow>,
    /// The account that has the very same secret. Adding it again asks first.
    pub same_secret: Option<AccountRow>,
    /// What only a push account has: it is added by [`enroll_online`](super::Authenticator::enroll_online).
    pub push: Option<PushOfferView>,
}

/// Names one offer: a number that no other offer of this process has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OfferId(pub u64);

#[cfg(any(test, feature = "testing"))]
impl OfferId {
    /// The name of an offer that never was, for a shell's own tests of its screens.
    pub const fn sample() -> Self {
        Self(0)
    }
}

/// What one text had to offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffersView {
    /// The accounts in it; a migration code holds several.
    pub offers: Vec<OfferView>,
    /// Accounts in it that cannot be used, and why. The others can.
    pub unusable: Vec<EntryError>,
    /// For a migration in several codes: the parts (from 1) that were not scanned yet.
    pub missing_parts: Vec<u32>,
    /// How many parts the migration has; 1 for everything else.
    pub parts: u32,
}

/// Names one line of the history for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct HistoryId(pub [u8; 32]);

/// One line of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryRow {
    /// Which line.
    pub id: HistoryId,
    /// When it happened, by the device's clock.
    pub time: UnixTime,
    /// What happened.
    pub event: HistoryEvent,
    /// The account's label as it was shown then; empty for events of the whole vault. For an event of a request, the
    /// account's label as it is now; empty where it was deleted.
    pub label: String,
    /// The host of the server, for an event of a request.
    pub server: Option<String>,
    /// What was shown of a request, line by line.
    pub shown: Vec<String>,
    /// Whether the request can be reported as suspicious: see [`report`](super::Authenticator::report).
    pub can_be_reported: bool,
}

/// What the history remembers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HistoryEvent {
    /// The vault was set up.
    VaultCreated,
    /// An account was added.
    AccountAdded,
    /// An account was renamed or its information changed.
    AccountChanged,
    /// An account was deleted.
    AccountDeleted,
    /// A deletion was undone.
    AccountRestored,
    /// An account's secret was exported.
    AccountExported,
    /// The PIN was changed.
    PinChanged,
    /// A recovery code was made.
    RecoveryCodeMade,
    /// The recovery code was removed.
    RecoveryCodeRemoved,
    /// The vault was opened with the recovery code.
    RecoveryCodeUsed,
    /// Older files than the device remembers were accepted by the user.
    RollBackAccepted,
    /// A request was approved.
    RequestApproved,
    /// A request was denied: the user changed their mind.
    RequestDenied,
    /// A request was denied: the user had not started it.
    RequestDeniedNotMe,
    /// A request expired unanswered.
    RequestExpired,
    /// A decided request was reported as suspicious.
    RequestReported,
    /// The server did not take an answer as it was given: too late, superseded, a wrong number, another answer first.
    AnswerNotTaken,
    /// So many events of the locked phone gave way before the vault was opened.
    EventsLost,
    /// A server stated that an account has ended.
    AccountEnded,
    /// An account has new keys.
    KeysReplaced,
    /// The user agreed to what a server asks of this app now.
    PolicyAccepted,
    /// The counter of an account went on from the server's, after a restored copy.
    CounterResumed,
    /// Unlocking by biometrics was set up.
    BiometricsAdded,
    /// Unlocking by biometrics was removed.
    BiometricsRemoved,
    /// An event of a newer version of the app.
    Other,
}
