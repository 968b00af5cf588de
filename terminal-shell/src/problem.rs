//! Whatever can end a command early, and with which exit code. The words for it are in `messages`.

use crate::exit_code::ExitCode;
use countersign::authenticator::{
    AccountError, ActivationError, AnswerStatus, CodeError, DecisionError, EnrollmentError,
    OnlineEnrollmentError, OpenError, PushCallError, SettingsError, SetupError, StorageError, UnlockError,
    Unusable,
};
use countersign::ports::{DeviceKeyError, StoreError};
use countersign::scan::ScanError;
use std::io;
use std::path::PathBuf;

mod online;

/// Why a command ended early.
#[derive(Debug)]
pub(crate) enum Problem {
    // What the core refused.
    Open(OpenError),
    Setup(SetupError),
    Unlock(UnlockError),
    Account(AccountError),
    Code(CodeError),
    Enrollment(EnrollmentError),
    Activation(ActivationError),
    Settings(SettingsError),
    DeviceKey(DeviceKeyError),
    Preferences(StoreError),
    Call(PushCallError),
    Decision(DecisionError),
    OnlineEnrollment(OnlineEnrollmentError),
    // What stands in the way before the core is asked.
    NotSetUp,
    AlreadySetUp,
    SetupUnfinished,
    Unusable(Unusable),
    NoDataFolder,
    NoKeyring,
    NoTerminal,
    LicenseNotAccepted,
    NewPinNeeded,
    Pin(PinProblem),
    Declined,
    // Accounts and pictures.
    NotFound(String),
    Ambiguous {
        name: String,
        matches: Vec<String>,
    },
    // Requests and servers.
    /// The runtime or the trusted roots could not be had.
    NoWayOnline,
    NoRequest,
    SeveralRequests,
    NumberNeeded,
    PictureNeeded,
    NotAPushAccount,
    NotReportable,
    /// The answer was signed and sent, and the server made something else of it.
    NotTaken(AnswerStatus),
    NotCounterBased,
    Parameter(&'static str),
    PictureUnreadable(PathBuf, io::ErrorKind),
    Picture(PathBuf, ScanError),
    NoCode(PathBuf),
    /// Some of several pictures held no code or could not be read; each was told.
    SomePictures,
    NothingUsable,
    /// The demo did not see what it expected.
    #[cfg(feature = "demo")]
    Demo(String),
    /// The reader of our output has gone: nothing to say, and nobody to say it to.
    OutputClosed,
    Output,
}

/// Why there is no PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PinProblem {
    /// No terminal to ask at, and no `--pin-fd`.
    NobodyToAsk,
    /// The file descriptor cannot be read.
    Unreadable(u32),
    /// The first line is empty.
    Empty,
    /// This system has no numbered file descriptors.
    #[cfg(not(unix))]
    NotSupported,
}

impl Problem {
    /// The exit code that tells a script what happened.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            Self::Open(OpenError::InUse) | Self::Unusable(_) | Self::NotSetUp | Self::SetupUnfinished => {
                ExitCode::Unusable
            }
            Self::NewPinNeeded => ExitCode::Unusable,
            Self::Open(OpenError::Storage(_))
            | Self::DeviceKey(_)
            | Self::Preferences(_)
            | Self::NoDataFolder => ExitCode::Storage,
            Self::Setup(error) => of_setup(error),
            Self::Unlock(error) => of_unlock(error),
            Self::Account(error) => of_account(error),
            Self::Code(error) => of_code(error),
            Self::Enrollment(error) => of_enrollment(error),
            Self::Activation(error) => of_activation(error),
            Self::Settings(SettingsError::Storage(_)) => ExitCode::Storage,
            Self::Settings(_) | Self::AlreadySetUp | Self::NoKeyring | Self::Output => ExitCode::Failed,
            Self::NoTerminal | Self::LicenseNotAccepted | Self::Pin(_) | Self::Parameter(_) => {
                ExitCode::Usage
            }
            Self::NotCounterBased | Self::NumberNeeded | Self::PictureNeeded | Self::NotAPushAccount => {
                ExitCode::Usage
            }
            Self::Declined => ExitCode::Declined,
            Self::NotFound(_)
            | Self::Ambiguous { .. }
            | Self::NoRequest
            | Self::SeveralRequests
            | Self::NotReportable => ExitCode::NotFound,
            Self::Call(error) => online::of_call(error),
            Self::Decision(error) => online::of_decision(error),
            Self::OnlineEnrollment(error) => online::of_enrollment(error),
            Self::NoWayOnline | Self::NotTaken(AnswerStatus::NotDelivered) => ExitCode::Server,
            Self::NotTaken(_) => ExitCode::NotTaken,
            Self::PictureUnreadable(..)
            | Self::Picture(..)
            | Self::NoCode(_)
            | Self::SomePictures
            | Self::NothingUsable => ExitCode::Unreadable,
            #[cfg(feature = "demo")]
            Self::Demo(_) => ExitCode::Failed,
            Self::OutputClosed => ExitCode::Done,
        }
    }
}

const fn of_setup(error: &SetupError) -> ExitCode {
    match error {
        SetupError::Storage(_) => ExitCode::Storage,
        SetupError::WeakPin(_) | SetupError::PinsDiffer => ExitCode::WrongPin,
        SetupError::OutOfOrder | SetupError::WrongLicense | SetupError::OutOfMemory => ExitCode::Failed,
    }
}

const fn of_unlock(error: &UnlockError) -> ExitCode {
    match error {
        UnlockError::WrongPin { .. }
        | UnlockError::NotAPin
        | UnlockError::Wait(_)
        | UnlockError::WrongRecoveryCode => ExitCode::WrongPin,
        UnlockError::Erased => ExitCode::Erased,
        UnlockError::OlderCopy(_)
        | UnlockError::Unusable(_)
        | UnlockError::NotLocked
        | UnlockError::NotAvailable => ExitCode::Unusable,
        UnlockError::Cancelled => ExitCode::Declined,
        UnlockError::OutOfMemory => ExitCode::Failed,
        UnlockError::Storage(_) => ExitCode::Storage,
    }
}

const fn of_account(error: &AccountError) -> ExitCode {
    match error {
        AccountError::Unknown => ExitCode::NotFound,
        AccountError::TooLong | AccountError::EmptyLabel => ExitCode::Usage,
        AccountError::NewPinNeeded => ExitCode::Unusable,
        AccountError::Locked | AccountError::TooLate => ExitCode::Failed,
        AccountError::Storage(_) => ExitCode::Storage,
    }
}

const fn of_code(error: &CodeError) -> ExitCode {
    match error {
        CodeError::Unknown => ExitCode::NotFound,
        CodeError::Damaged | CodeError::NewPinNeeded => ExitCode::Unusable,
        CodeError::CounterBased | CodeError::TimeBased => ExitCode::Usage,
        CodeError::NoCodes => ExitCode::Usage,
        CodeError::Locked | CodeError::Exhausted | CodeError::EnrollAgain => ExitCode::Failed,
        CodeError::Storage(_) => ExitCode::Storage,
    }
}

const fn of_enrollment(error: &EnrollmentError) -> ExitCode {
    match error {
        EnrollmentError::Unreadable(_) | EnrollmentError::Manual(_) => ExitCode::Unreadable,
        EnrollmentError::EmptyLabel | EnrollmentError::TooLong => ExitCode::Usage,
        EnrollmentError::SameSecret(_) => ExitCode::Declined,
        EnrollmentError::NewPinNeeded => ExitCode::Unusable,
        EnrollmentError::Locked | EnrollmentError::UnknownOffer | EnrollmentError::NeedsServer => {
            ExitCode::Failed
        }
        EnrollmentError::Storage(_) => ExitCode::Storage,
    }
}

const fn of_activation(error: &ActivationError) -> ExitCode {
    match error {
        ActivationError::Pin(error) => of_unlock(error),
        ActivationError::WeakPin(_) | ActivationError::PinsDiffer => ExitCode::WrongPin,
        ActivationError::Unknown => ExitCode::NotFound,
        ActivationError::Damaged | ActivationError::NewPinNeeded => ExitCode::Unusable,
        ActivationError::Locked
        | ActivationError::OldPinNeeded
        | ActivationError::LockedByPolicy
        | ActivationError::NotExportable => ExitCode::Failed,
        ActivationError::Storage(_) => ExitCode::Storage,
    }
}

macro_rules! from {
    ($($error:ty => $variant:ident),* $(,)?) => {
        $(impl From<$error> for Problem {
            fn from(error: $error) -> Self {
                Self::$variant(error)
            }
        })*
    };
}

from! {
    OpenError => Open,
    SetupError => Setup,
    UnlockError => Unlock,
    AccountError => Account,
    CodeError => Code,
    EnrollmentError => Enrollment,
    ActivationError => Activation,
    SettingsError => Settings,
    DeviceKeyError => DeviceKey,
    PinProblem => Pin,
    PushCallError => Call,
    DecisionError => Decision,
    OnlineEnrollmentError => OnlineEnrollment,
}

impl From<StorageError> for Problem {
    fn from(error: StorageError) -> Self {
        Self::Open(OpenError::Storage(error))
    }
}

/// Writing to standard output or standard error failed.
impl From<io::Error> for Problem {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::OutputClosed,
            _ => Self::Output,
        }
    }
}
