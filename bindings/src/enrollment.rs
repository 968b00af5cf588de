//! Adding accounts: a text or a scanned code becomes offers, the user judges them, and a confirmed one is stored.

use crate::authenticator::Authenticator;
use crate::scan::ScannedCode;
use countersign::authenticator::{
    AccountKind, AccountRow, Confirmation, EnrollmentError, ManualEntry, OfferId, OfferView, OffersView,
    PolicyObstacle, PolicyView, PushOfferView, PushWarning, StorageError,
};
use countersign::crypto::SecretBytes;
use countersign::enroll::ServerHost;
use countersign::otp::migration::{EntryError, EntryProblem};
use countersign::otp::{Algorithm, CodeParameters, Label, Period, Warning};
use std::ops::Range;
use std::sync::Arc;

/// What one text had to offer.
#[uniffi::remote(Record)]
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

/// An account that could be added, as the user judges it before anything is stored.
#[uniffi::remote(Record)]
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
    /// What only a push account has: it is added by `enroll_online`.
    pub push: Option<PushOfferView>,
}

/// The host name of a server, as the user sees it before anything is sent there.
#[uniffi::remote(Record)]
pub struct ServerHost {
    /// The host name, cleaned, lower case, without port; `xn--` names stay as they are.
    pub name: String,
    /// The name mixes scripts or has letters beyond ASCII (also hidden in `xn--`): it may imitate another.
    pub deceptive: bool,
}

/// Something that is no error, but that the user should know.
#[uniffi::remote(Enum)]
#[uniffi(name = "OfferWarning")]
#[non_exhaustive]
pub enum Warning {
    /// The label names another issuer than the parameter, which was taken.
    IssuerMismatch {
        /// The issuer in the label.
        in_label: Label,
    },
    /// The secret has less than the 128 bits that RFC 4226 demands.
    ShortSecret,
    /// The secret's base32 ends in bits that belong to no byte; they were dropped.
    LooseBits,
    /// A TOTP code lasts longer than 120 s.
    LongPeriod(#[uniffi(name = "period")] Period),
    /// Invisible, deceptive or surplus characters were taken out of the issuer or the account.
    LabelCleaned,
    /// The issuer or the account mixes scripts as a forged name does.
    MixedScripts,
    /// Neither the label nor a parameter names the account.
    NoAccountName,
    /// An HOTP account without a counter: it starts at 0.
    CounterMissing,
    /// A TOTP account of the issuer "Steam" was taken as Steam Guard.
    TakenAsSteam,
    /// A parameter with this place in the text has no meaning here and was ignored.
    UnknownParameter(#[uniffi(name = "place")] Range<usize>),
}

/// Why one account of an export cannot be used.
#[uniffi::remote(Record)]
pub struct EntryError {
    /// Which account of the part, counted from 0.
    pub position: usize,
    /// What is wrong with it.
    pub problem: EntryProblem,
}

/// What is wrong with one account of an export.
#[uniffi::remote(Enum)]
#[non_exhaustive]
pub enum EntryProblem {
    /// The secret has less than 80 bits, or there is none.
    SecretTooShort,
    /// The secret has more than 8,192 bits.
    SecretTooLong,
    /// A hash that is not supported, MD5 for example.
    Algorithm,
    /// A number of digits that is not known.
    Digits,
    /// A kind of code that is not known.
    Kind,
    /// A negative counter.
    Counter,
    /// A name that is not UTF-8.
    NotUtf8,
}

/// The part of an offer that only a push account has.
#[uniffi::remote(Record)]
pub struct PushOfferView {
    /// What its server will ask of this app. Shown before the user agrees.
    pub policy: PolicyView,
    /// What has to be done first; `None` where it can be added now.
    pub obstacle: Option<PolicyObstacle>,
    /// The server is in a private network or on this device, as far as its address tells: that needs a consent of its
    /// own. A name can turn out to be private later; then enrolling says so.
    pub private_network: bool,
    /// What the user should know.
    pub warnings: Vec<PushWarning>,
    /// This invitation was begun before and its answer was lost: enrolling goes on with the same keys.
    pub begun: bool,
}

/// What the user should know before a server's offer is taken.
#[uniffi::remote(Enum)]
pub enum PushWarning {
    /// A part of the host mixes scripts: most likely it imitates another host.
    MixedScriptHost,
    /// The host is written in other letters than ASCII: it may imitate another host.
    ForeignScriptHost,
    /// The server is in a private network: the user is asked for a consent of its own.
    PrivateHost,
    /// The server is on this device: the user is asked for a consent of its own.
    ThisDevice,
    /// Nobody's server is at such an address (link-local, multicast, reserved): enrolling will come to nothing.
    NoServersAddress,
    /// The connection is not protected: a development server.
    Unprotected,
    /// A name had characters that deceive or break a screen; they were removed.
    NamesCleaned,
    /// A name mixes scripts, as forged names do.
    MixedScriptNames,
    /// The server asks the device's maker about the device: it learns what model it is, and whether its system is the
    /// maker's.
    AttestationAsked,
}

/// What the user decided about an offer.
#[uniffi::remote(Record)]
pub struct Confirmation {
    /// Another issuer than the offered one.
    #[uniffi(default = None)]
    pub issuer: Option<String>,
    /// Another account name than the offered one.
    #[uniffi(default = None)]
    pub account: Option<String>,
    /// The user's own words about the account ("account information").
    #[uniffi(default = "")]
    pub information: String,
    /// Tags; at most 32.
    #[uniffi(default = [])]
    pub tags: Vec<String>,
    /// "Yes, I want it twice": needed where an account has this very secret already.
    #[uniffi(default = false)]
    pub same_secret_wanted: bool,
}

/// A part of a text, in bytes.
pub(crate) type TextRange = Range<usize>;

/// A part of a text, in bytes.
#[uniffi::remote(Record)]
pub struct TextRange {
    /// Its first byte.
    start: usize,
    /// The byte behind its last one.
    end: usize,
}

#[uniffi::export]
impl Authenticator {
    /// Reads a pasted text, or a link that was opened, and says what it offers. Stores nothing and sends nothing.
    ///
    /// # Errors
    /// `Unreadable` says what the text is instead, or where it is wrong.
    pub fn read_text(&self, text: String) -> Result<OffersView, EnrollmentError> {
        self.call(|core| core.read_text(&text))
    }

    /// Reads a scanned code and says what it offers. Stores nothing and sends nothing.
    ///
    /// # Errors
    /// As `read_text`.
    pub fn read_code(&self, code: Arc<ScannedCode>) -> Result<OffersView, EnrollmentError> {
        // Exposed: it is parsed right here.
        self.call(|core| core.read_text(code.text().expose()))
    }

    /// An offer from what the user typed: issuer and account name (one of them may be empty) and the secret in base32, in
    /// either case, with spaces and dashes.
    ///
    /// # Errors
    /// `Manual` says which field is wrong.
    pub fn offer_manual(
        &self,
        issuer: String,
        account: String,
        secret: SecretBytes,
        parameters: CodeParameters,
    ) -> Result<OfferView, EnrollmentError> {
        self.call(|core| core.offer_manual(ManualEntry { issuer, account, secret, parameters }))
    }

    /// Adds an offered account of one-time codes. A push account is added by `enroll_online`.
    ///
    /// # Errors
    /// `NeedsServer` for an offer of a push account. `SameSecret` where an account has this very secret and a second one
    /// was not asked for; the offer stays. `EmptyLabel` where neither issuer nor account has a name.
    pub fn confirm_offer(
        &self,
        offer: OfferId,
        confirmation: Confirmation,
    ) -> Result<AccountRow, EnrollmentError> {
        self.call(|core| core.confirm_offer(offer, confirmation))
    }

    /// Forgets an offer.
    ///
    /// # Errors
    /// Only a defect of this library.
    pub fn dismiss_offer(&self, offer: OfferId) -> Result<(), StorageError> {
        self.answer(|core| core.dismiss_offer(offer))
    }
}
