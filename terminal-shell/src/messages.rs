//! Every error in words that say what to do. Each `match` is exhaustive: a new error does not build without its words.

use crate::problem::{PinProblem, Problem};
use crate::texts::Texts;
use countersign::authenticator::{
    AccountError, ActivationError, AnswerStatus, CodeError, EnrollmentError, OlderCopy, OpenError,
    SettingsError, SetupError, StorageError, UnlockError, Unusable, WeakPin,
};
use countersign::enroll::{EnrollError, ForeignKind, ManualError};
use countersign::otp::key_uri::{KeyUriError, KeyUriProblem, Parameter};
use countersign::otp::migration::{EntryError, EntryProblem, MigrationError};
use countersign::ports::{DeviceKeyError, StoreError};
use countersign::push::LinkProblem;
use countersign::scan::ScanError;
use std::io;
use std::path::Path;
use std::time::Duration;

mod online;

pub(crate) use online::{call, decision, obstacle, online_enrollment};

/// What to say about a problem.
pub(crate) fn problem(texts: &Texts, problem: &Problem) -> String {
    let say = |key| texts.say(key);
    match problem {
        Problem::Open(OpenError::InUse) => say("unusable-in-use"),
        Problem::Open(OpenError::Storage(error)) => storage(texts, *error),
        Problem::Setup(error) => setup(texts, error),
        Problem::Unlock(error) => unlock(texts, error),
        Problem::Account(error) => account(texts, error),
        Problem::Code(error) => say(code(error)),
        Problem::Enrollment(error) => enrollment(texts, error),
        Problem::Activation(error) => activation(texts, error),
        Problem::Settings(error) => settings(texts, *error),
        Problem::DeviceKey(error) => say(device_key(*error)),
        Problem::Call(error) => call(texts, error),
        Problem::Decision(error) => decision(texts, error),
        Problem::OnlineEnrollment(error) => online_enrollment(texts, error),
        Problem::NotTaken(status @ AnswerStatus::CounterBehind) => {
            format!("{} {}", crate::words::outcome(texts, status), say("outcome-counter-command"))
        }
        Problem::NotTaken(status) => crate::words::outcome(texts, status),
        Problem::NoWayOnline => say("problem-no-way-online"),
        Problem::NoRequest => say("problem-no-request"),
        Problem::SeveralRequests => say("problem-several-requests"),
        Problem::NumberNeeded => say("problem-number-needed"),
        Problem::PictureNeeded => say("problem-picture-needed"),
        Problem::NotAPushAccount => say("problem-not-a-push-account"),
        Problem::NotReportable => say("problem-not-reportable"),
        Problem::Preferences(error) => say(store(*error)),
        Problem::NotSetUp => say("problem-not-set-up"),
        Problem::AlreadySetUp => say("problem-already-set-up"),
        Problem::SetupUnfinished => say("problem-setup-unfinished"),
        Problem::Unusable(reason) => unusable(texts, *reason),
        Problem::NoDataFolder => say("problem-no-data-folder"),
        Problem::NoKeyring => say("problem-no-keyring"),
        Problem::NoTerminal => say("problem-no-terminal"),
        Problem::LicenseNotAccepted => say("problem-license"),
        Problem::NewPinNeeded => say("error-new-pin-needed"),
        Problem::Pin(problem) => pin(texts, *problem),
        Problem::Declined => say("problem-declined"),
        Problem::NotFound(name) => texts.say_with("problem-not-found", &[("name", name.as_str().into())]),
        Problem::Ambiguous { name, matches } => {
            let list: String = matches.iter().map(|label| format!("\n  {label}")).collect();
            let values = [("name", name.as_str().into()), ("count", matches.len().into())];
            format!("{}{list}", texts.say_with("problem-ambiguous", &values))
        }
        Problem::NotCounterBased => say("problem-next-needs-time"),
        Problem::Parameter(key) => say(key),
        Problem::PictureUnreadable(path, kind) => about(texts, path, &say(picture_file(*kind))),
        Problem::Picture(path, error) => about(texts, path, &say(scan(*error))),
        Problem::NoCode(path) => about(texts, path, &say("scan-no-code")),
        Problem::SomePictures => say("scan-some"),
        Problem::NothingUsable => say("enroll-nothing-usable"),
        #[cfg(feature = "demo")]
        Problem::Demo(what) => texts.say_with("problem-demo", &[("what", what.as_str().into())]),
        Problem::OutputClosed => String::new(),
        Problem::Output => say("problem-output"),
    }
}

fn about(texts: &Texts, path: &Path, what: &str) -> String {
    let file = path.display().to_string();
    texts.say_with("about-file", &[("file", file.into()), ("what", what.into())])
}

pub(crate) fn storage(texts: &Texts, error: StorageError) -> String {
    texts.say(match error {
        StorageError::Full => "storage-full",
        StorageError::Failed => "storage-failed",
        StorageError::Uncertain => "storage-uncertain",
    })
}

const fn store(error: StoreError) -> &'static str {
    match error {
        StoreError::Locked => "unusable-in-use",
        StoreError::Full => "storage-full",
        StoreError::Failed | StoreError::TooLarge => "storage-failed",
        StoreError::Unknown => "storage-uncertain",
    }
}

const fn device_key(error: DeviceKeyError) -> &'static str {
    match error {
        DeviceKeyError::Missing | DeviceKeyError::Invalidated => "unusable-device-key-missing",
        DeviceKeyError::Unavailable => "device-key-unavailable",
        DeviceKeyError::Cancelled => "unlock-cancelled",
    }
}

pub(crate) fn setup(texts: &Texts, error: &SetupError) -> String {
    match error {
        SetupError::OutOfOrder => texts.say("setup-out-of-order"),
        SetupError::WrongLicense => texts.say("setup-wrong-license"),
        SetupError::WeakPin(error) => weak_pin(texts, *error),
        SetupError::PinsDiffer => texts.say("pin-differs"),
        SetupError::OutOfMemory => texts.say("out-of-memory"),
        SetupError::Storage(error) => storage(texts, *error),
    }
}

fn weak_pin(texts: &Texts, error: WeakPin) -> String {
    match error {
        WeakPin::TooShort { minimum } => texts.say_with("pin-too-short", &[("minimum", minimum.into())]),
        WeakPin::TooLong => texts.say("pin-too-long"),
        WeakPin::TooCommon => texts.say("pin-too-common"),
        WeakPin::NotText => texts.say("pin-not-text"),
    }
}

pub(crate) fn unlock(texts: &Texts, error: &UnlockError) -> String {
    match error {
        UnlockError::WrongPin { attempts_left, delay } => {
            let wrong = texts.say_with("unlock-wrong-pin", &[("attempts", (*attempts_left).into())]);
            if delay.is_zero() { wrong } else { format!("{wrong} {}", wait(texts, *delay)) }
        }
        UnlockError::NotAPin => texts.say("unlock-not-a-pin"),
        UnlockError::Wait(delay) => wait(texts, *delay),
        UnlockError::Erased => texts.say("unlock-erased"),
        UnlockError::OlderCopy(copy) => {
            format!("{} {}", texts.say(older_copy(*copy)), texts.say("older-how"))
        }
        UnlockError::WrongRecoveryCode => texts.say("unlock-wrong-recovery-code"),
        UnlockError::NotAvailable => texts.say("unlock-not-available"),
        UnlockError::Cancelled => texts.say("unlock-cancelled"),
        UnlockError::NotLocked => texts.say("unlock-not-locked"),
        UnlockError::Unusable(reason) => unusable(texts, *reason),
        UnlockError::OutOfMemory => texts.say("out-of-memory"),
        UnlockError::Storage(error) => storage(texts, *error),
    }
}

fn wait(texts: &Texts, delay: Duration) -> String {
    texts.say_with("unlock-wait", &[("time", crate::words::clock_face(delay).into())])
}

/// The key of what is different about the files.
pub(crate) const fn older_copy(copy: OlderCopy) -> &'static str {
    match copy {
        OlderCopy::RolledBack => "older-rolled-back",
        OlderCopy::Forked => "older-forked",
        OlderCopy::NotRemembered => "older-not-remembered",
    }
}

pub(crate) fn unusable(texts: &Texts, reason: Unusable) -> String {
    texts.say(match reason {
        Unusable::Damaged => "unusable-damaged",
        Unusable::FilesMissing => "unusable-files-missing",
        Unusable::NewerVersion => "unusable-newer-version",
        Unusable::DeviceKeyMissing => "unusable-device-key-missing",
        Unusable::InUse => "unusable-in-use",
    })
}

pub(crate) fn account(texts: &Texts, error: &AccountError) -> String {
    match error {
        AccountError::Locked => texts.say("error-locked"),
        AccountError::Unknown => texts.say("error-unknown-account"),
        AccountError::TooLong => texts.say("error-too-long"),
        AccountError::EmptyLabel => texts.say("error-empty-label"),
        AccountError::TooLate => texts.say("error-too-late"),
        AccountError::NewPinNeeded => texts.say("error-new-pin-needed"),
        AccountError::Storage(error) => storage(texts, *error),
    }
}

/// The key of why there is no code.
pub(crate) const fn code(error: &CodeError) -> &'static str {
    match error {
        CodeError::Locked => "error-locked",
        CodeError::Unknown => "error-unknown-account",
        CodeError::Damaged => "error-damaged-secret",
        CodeError::CounterBased => "code-counter-based",
        CodeError::TimeBased => "code-time-based",
        CodeError::NoCodes => "code-none",
        CodeError::EnrollAgain => "push-enroll-again",
        CodeError::Exhausted => "code-exhausted",
        CodeError::NewPinNeeded => "error-new-pin-needed",
        CodeError::Storage(StorageError::Full) => "storage-full",
        CodeError::Storage(StorageError::Failed) => "storage-failed",
        CodeError::Storage(StorageError::Uncertain) => "storage-uncertain",
    }
}

pub(crate) fn enrollment(texts: &Texts, error: &EnrollmentError) -> String {
    match error {
        EnrollmentError::Locked => texts.say("error-locked"),
        EnrollmentError::Unreadable(reason) => unreadable(texts, reason),
        EnrollmentError::Manual(reason) => manual(texts, *reason),
        EnrollmentError::EmptyLabel => texts.say("error-empty-label"),
        EnrollmentError::UnknownOffer => texts.say("enroll-offer-gone"),
        EnrollmentError::NeedsServer => texts.say("enroll-needs-server"),
        EnrollmentError::SameSecret(row) => {
            let name = crate::words::label(&row.issuer, &row.account);
            texts.say_with("enroll-same-secret", &[("name", name.into())])
        }
        EnrollmentError::NewPinNeeded => texts.say("error-new-pin-needed"),
        EnrollmentError::TooLong => texts.say("error-too-long"),
        EnrollmentError::Storage(error) => storage(texts, *error),
    }
}

/// The key of what is wrong with an enrollment link.
const fn link(problem: LinkProblem) -> &'static str {
    match problem {
        LinkProblem::Server(_) | LinkProblem::NotCanonical => "enroll-link-server",
        LinkProblem::Version => "enroll-link-version",
        LinkProblem::Policy => "enroll-link-policy",
        LinkProblem::TooLong
        | LinkProblem::Character
        | LinkProblem::Path
        | LinkProblem::Query
        | LinkProblem::Missing(_)
        | LinkProblem::Duplicate
        | LinkProblem::Value(_)
        | LinkProblem::BadEscape
        | LinkProblem::NotUtf8 => "enroll-link-damaged",
    }
}

fn unreadable(texts: &Texts, reason: &EnrollError) -> String {
    match reason {
        EnrollError::Empty => texts.say("enroll-empty"),
        EnrollError::TooLong => texts.say("enroll-too-long"),
        EnrollError::Foreign(foreign) => {
            let host = foreign.host.as_ref().map_or("", |host| host.name.as_str());
            let what = this_is(texts, foreign.kind);
            if host.is_empty() {
                what
            } else {
                format!("{what} {}", texts.say_with("enroll-foreign-host", &[("host", host.into())]))
            }
        }
        EnrollError::KeyUri(error) => key_uri(texts, error),
        EnrollError::Migration(error) => texts.say(migration(*error)),
        EnrollError::Link(error) => texts.say(link(error.problem)),
        EnrollError::LoginCode => texts.say("enroll-login-code"),
        EnrollError::Unknown => texts.say("enroll-unknown"),
    }
}

pub(crate) fn this_is(texts: &Texts, kind: ForeignKind) -> String {
    texts.say(match kind {
        ForeignKind::Duo => "foreign-duo",
        ForeignKind::Microsoft => "foreign-microsoft",
        ForeignKind::Okta => "foreign-okta",
        ForeignKind::SteamApp => "foreign-steam-app",
        ForeignKind::LinOtp => "foreign-linotp",
        ForeignKind::Pushauth => "foreign-pushauth",
        ForeignKind::PrivacyIdea => "foreign-privacyidea",
        ForeignKind::EduMfa => "foreign-edumfa",
        ForeignKind::Ping => "foreign-ping",
        ForeignKind::SecurId => "foreign-securid",
        ForeignKind::Authy => "foreign-authy",
        ForeignKind::Entrust => "foreign-entrust",
        ForeignKind::MobileOtp => "foreign-mobile-otp",
        ForeignKind::Passkey => "foreign-passkey",
        ForeignKind::Messenger => "foreign-messenger",
        ForeignKind::Wifi => "foreign-wifi",
        ForeignKind::Contact => "foreign-contact",
        ForeignKind::Calendar => "foreign-calendar",
        ForeignKind::Mail => "foreign-mail",
        ForeignKind::Telephone => "foreign-telephone",
        ForeignKind::Place => "foreign-place",
        ForeignKind::Payment => "foreign-payment",
        ForeignKind::BareSecret => "foreign-bare-secret",
        ForeignKind::WebAddress => "foreign-web-address",
        // The core may learn to recognise more than a shell has words for; then it names the kind itself.
        other => return texts.say_with("foreign-other", &[("what", other.to_string().into())]),
    })
}

fn key_uri(texts: &Texts, error: &KeyUriError) -> String {
    let what = match error.problem {
        KeyUriProblem::TooLong => texts.say("enroll-too-long"),
        KeyUriProblem::NotAKeyUri => texts.say("enroll-unknown"),
        KeyUriProblem::UnknownKind => texts.say("uri-unknown-kind"),
        KeyUriProblem::Fragment => texts.say("uri-fragment"),
        KeyUriProblem::BadEscape => texts.say("uri-bad-escape"),
        KeyUriProblem::NotUtf8 => texts.say("uri-not-utf8"),
        KeyUriProblem::TooManyParameters => texts.say("uri-too-many-parameters"),
        KeyUriProblem::Duplicate => texts.say("uri-duplicate"),
        KeyUriProblem::MissingSecret => texts.say("uri-missing-secret"),
        KeyUriProblem::SecretCharacter => texts.say("secret-character"),
        KeyUriProblem::SecretIncomplete => texts.say("secret-incomplete"),
        KeyUriProblem::SecretTooShort => texts.say("secret-too-short"),
        KeyUriProblem::SecretTooLong => texts.say("secret-too-long"),
        KeyUriProblem::Value(parameter) => {
            texts.say_with("uri-value", &[("parameter", parameter_name(parameter).into())])
        }
        KeyUriProblem::Contradiction(parameter) => {
            texts.say_with("uri-contradiction", &[("parameter", parameter_name(parameter).into())])
        }
        KeyUriProblem::TwoStep => texts.say("uri-two-step"),
        _ => texts.say("uri-other"),
    };
    let from = error.position.start.saturating_add(1);
    format!("{what} {}", texts.say_with("uri-position", &[("position", from.into())]))
}

const fn parameter_name(parameter: Parameter) -> &'static str {
    match parameter {
        Parameter::Secret => "secret",
        Parameter::Issuer => "issuer",
        Parameter::Algorithm => "algorithm",
        Parameter::Digits => "digits",
        Parameter::Period => "period",
        Parameter::Counter => "counter",
        Parameter::Encoder => "encoder",
    }
}

const fn migration(error: MigrationError) -> &'static str {
    match error {
        MigrationError::TooLong => "enroll-too-long",
        MigrationError::NotMigration => "enroll-unknown",
        MigrationError::NoData | MigrationError::NotBase64 | MigrationError::Damaged => "migration-damaged",
        MigrationError::BadPartNumbers => "migration-parts",
        _ => "migration-damaged",
    }
}

/// Why one account of an export cannot be used.
pub(crate) fn entry(texts: &Texts, error: EntryError) -> String {
    let what = texts.say(match error.problem {
        EntryProblem::SecretTooShort => "secret-too-short",
        EntryProblem::SecretTooLong => "secret-too-long",
        EntryProblem::Algorithm => "entry-algorithm",
        EntryProblem::Digits => "entry-digits",
        EntryProblem::Kind => "uri-unknown-kind",
        EntryProblem::Counter => "entry-counter",
        EntryProblem::NotUtf8 => "uri-not-utf8",
        _ => "uri-other",
    });
    let number = error.position.saturating_add(1);
    texts.say_with("entry-unusable", &[("number", number.into()), ("what", what.into())])
}

fn manual(texts: &Texts, error: ManualError) -> String {
    match error {
        ManualError::NoName => texts.say("error-empty-label"),
        ManualError::SecretCharacter(byte) => {
            let position = texts.say_with("uri-position", &[("position", byte.saturating_add(1).into())]);
            format!("{} {position}", texts.say("secret-character"))
        }
        ManualError::SecretIncomplete => texts.say("secret-incomplete"),
        ManualError::SecretTooShort => texts.say("secret-too-short"),
        ManualError::SecretTooLong => texts.say("secret-too-long"),
    }
}

pub(crate) fn activation(texts: &Texts, error: &ActivationError) -> String {
    match error {
        ActivationError::Locked => texts.say("error-locked"),
        ActivationError::Unknown => texts.say("error-unknown-account"),
        ActivationError::Pin(error) => unlock(texts, error),
        ActivationError::WeakPin(error) => weak_pin(texts, *error),
        ActivationError::PinsDiffer => texts.say("pin-differs"),
        ActivationError::Damaged => texts.say("error-damaged-secret"),
        ActivationError::NewPinNeeded => texts.say("error-new-pin-needed"),
        ActivationError::OldPinNeeded => texts.say("error-old-pin-needed"),
        ActivationError::LockedByPolicy => texts.say("error-policy"),
        ActivationError::NotExportable => texts.say("error-not-exportable"),
        ActivationError::Storage(error) => storage(texts, *error),
    }
}

pub(crate) fn settings(texts: &Texts, error: SettingsError) -> String {
    match error {
        SettingsError::Locked => texts.say("error-locked"),
        SettingsError::OutOfRange => texts.say("setting-out-of-range"),
        SettingsError::Storage(error) => storage(texts, error),
    }
}

fn pin(texts: &Texts, problem: PinProblem) -> String {
    match problem {
        PinProblem::NobodyToAsk => texts.say("pin-nobody-to-ask"),
        PinProblem::Unreadable(number) => texts.say_with("pin-fd-unreadable", &[("number", number.into())]),
        PinProblem::Empty => texts.say("pin-empty"),
        #[cfg(not(unix))]
        PinProblem::NotSupported => texts.say("pin-fd-not-supported"),
    }
}

const fn picture_file(kind: io::ErrorKind) -> &'static str {
    match kind {
        io::ErrorKind::NotFound => "picture-not-found",
        io::ErrorKind::PermissionDenied => "picture-not-allowed",
        _ => "picture-unreadable",
    }
}

/// The key of why a picture was not scanned.
pub(crate) const fn scan(error: ScanError) -> &'static str {
    match error {
        ScanError::TooManyBytes => "scan-too-many-bytes",
        ScanError::TooManyPixels => "scan-too-many-pixels",
        ScanError::TooMuchMemory => "scan-too-much-memory",
        ScanError::UnsupportedFormat => "scan-unsupported-format",
        ScanError::Damaged => "scan-damaged",
        ScanError::TimedOut => "scan-timed-out",
    }
}
