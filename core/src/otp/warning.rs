//! What is no error, but is told to the user before an account is added.

use super::{Label, Period};
use core::ops::Range;

/// Something that is no error, but that the user should know.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    LongPeriod(Period),
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
    UnknownParameter(Range<usize>),
}
