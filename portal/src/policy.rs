//! What administrators decide: a TOML file in which every value has a range and a default.
//!
//! A value that is present but wrong is an error with its name, never a default; so is a name that is not known.

use serde::{Deserialize, Serialize};
use std::path::Path;

/// The policies of a portal. Times are in seconds.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// How long the code that enrolls a phone is valid. The page renews it. 60 to 3,600; 600.
    pub enrollment_seconds: u64,
    /// How long a login request is open. 30 to 600; 120.
    pub request_seconds: u64,
    /// Digits of TOTP, HOTP and offline codes. 6 to 8; 6.
    pub code_digits: u8,
    /// Step of TOTP and offline codes. 30 or 60; 30.
    pub code_period: u32,
    /// How far an offline code of a phone may be off. 30 to 300; 300.
    pub offline_window_seconds: u64,
    /// How many steps a TOTP code may be off. 0 to 5; 2.
    pub totp_window_steps: u8,
    /// How many codes an app by counter (HOTP) may have skipped. 0 to 50; 10.
    pub hotp_look_ahead: u8,
    /// How many it may have skipped where two codes bring it back in step. 50 to 1,000; 100.
    pub hotp_resync_window: u16,
    /// Whether phones give offline codes. True.
    pub offline_codes: bool,
    /// The shortest PIN that a phone is asked to have. 4 to 8; 6.
    pub minimum_pin_length: u8,
    /// Whether a phone is asked to be unlocked by biometrics. False.
    pub require_biometrics: bool,
    /// Whether a phone is asked for its maker's word that its keys are kept in hardware. `none`.
    pub key_attestation: KeyAttestation,
    /// How a request is compared with the login page. `enter`.
    pub verification: Verification,
    /// Digits of the number that is compared, with `enter` 2 to 8, with `show` 4 to 8; 6.
    pub verification_digits: u8,
    /// How long an e-mailed code is valid. 60 to 900; 120.
    pub email_code_seconds: u64,
    /// Digits of an e-mailed code. 6 to 10; 6.
    pub email_code_digits: u8,
    /// How long until a code is mailed again. 0 to 300; 30.
    pub email_resend_seconds: u64,
    /// How often a code is mailed before its time is over. 1 to 10; 3.
    pub email_maximum_sends: u8,
    /// Failures after which an account is locked for a source. 3 to 20; 3.
    pub lockout_failures: u8,
    /// How long it is locked. 60 to 86,400; 300.
    pub lockout_seconds: u64,
    /// Each further lock-out lasts twice as long, up to this. 60 to 86,400; 3,600.
    pub lockout_longest_seconds: u64,
    /// The shortest password. 8 to 64; 10.
    pub minimum_password_length: u8,
    /// Days until a password has to be changed; 0 for never. 0 to 3,650; 0.
    pub maximum_password_days: u32,
    /// How long an unused session lasts. 60 to 3,600; 300.
    pub idle_seconds: u64,
    /// How long any session lasts. 300 to 86,400; 28,800.
    pub session_seconds: u64,
    /// How long a link that resets a password is valid. 300 to 86,400; 1,800.
    pub reset_seconds: u64,
    /// How many authenticators a user has at most. 2 to 32; 16.
    pub maximum_authenticators: u8,
    /// How many calls one phone may make in a minute, and one address without an account. 30 to 10,000; 240.
    pub phone_calls_per_minute: u32,
    /// How many calls an application may make in a minute. 60 to 1,000,000; 12,000.
    pub application_calls_per_minute: u32,
    /// How many second factors applications may ask one user for in a minute. 1 to 60; 10.
    pub attempts_per_minute: u8,
    /// What a phone shows as the message of a request; `{user} {client_ip} {event} {endpoint}` are filled in.
    /// At most 200 bytes.
    pub request_text: String,
}

/// How a request on the phone is compared with the login page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verification {
    /// Not at all: low assurance.
    None,
    /// The page shows a number that is typed on the phone.
    Enter,
    /// The page shows a QR code that the phone scans.
    Scan,
    /// The phone shows a code that is typed into the page.
    Show,
}

/// Whether a phone's maker is asked about its keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum KeyAttestation {
    /// No.
    None,
    /// It is asked, and phones without its word are taken too.
    Ask,
    /// Only phones with its word are taken.
    Require,
}

impl KeyAttestation {
    /// What a link says of it (section 4.1 of the push protocol).
    pub const fn in_link(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Ask => "&h=ask",
            Self::Require => "&h=must",
        }
    }
}

impl Verification {
    /// Its name in the push protocol.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Enter => "enter",
            Self::Scan => "scan",
            Self::Show => "show",
        }
    }

    /// The mode of a name in the push protocol.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::None, Self::Enter, Self::Scan, Self::Show].into_iter().find(|mode| mode.name() == name)
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            enrollment_seconds: 600,
            request_seconds: 120,
            code_digits: 6,
            code_period: 30,
            offline_window_seconds: 300,
            totp_window_steps: 2,
            hotp_look_ahead: 10,
            hotp_resync_window: 100,
            offline_codes: true,
            minimum_pin_length: 6,
            require_biometrics: false,
            key_attestation: KeyAttestation::None,
            verification: Verification::Enter,
            verification_digits: 6,
            email_code_seconds: 120,
            email_code_digits: 6,
            email_resend_seconds: 30,
            email_maximum_sends: 3,
            lockout_failures: 3,
            lockout_seconds: 300,
            lockout_longest_seconds: 3_600,
            minimum_password_length: 10,
            maximum_password_days: 0,
            idle_seconds: 300,
            session_seconds: 28_800,
            reset_seconds: 1_800,
            maximum_authenticators: 16,
            phone_calls_per_minute: 240,
            application_calls_per_minute: 12_000,
            attempts_per_minute: 10,
            request_text: "{user}: {event} at {endpoint} from {client_ip}".to_owned(),
        }
    }
}

/// Why a policy file is not used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// The file cannot be read.
    #[error("the policy file cannot be read: {0}")]
    Unreadable(String),
    /// It is no TOML, has an unknown name or a value of the wrong type.
    #[error("the policy file is not valid: {0}")]
    Invalid(String),
    /// A value is outside its range.
    #[error("{name} is not {allowed}")]
    OutOfRange {
        /// The name of the value.
        name: &'static str,
        /// What it may be.
        allowed: &'static str,
    },
}

impl Policy {
    /// Reads a policy file.
    pub fn read(path: &Path) -> Result<Self, PolicyError> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| PolicyError::Unreadable(error.kind().to_string()))?;
        Self::parse(&text)
    }

    /// Reads the text of a policy file.
    pub fn parse(text: &str) -> Result<Self, PolicyError> {
        let policy: Self = toml::from_str(text).map_err(|error| PolicyError::Invalid(error.to_string()))?;
        policy.check()?;
        Ok(policy)
    }

    /// Every value with its name, as a policy file writes them.
    pub fn values(&self) -> Vec<(String, String)> {
        // A flat structure of numbers, words and texts is always a table.
        let table = toml::Table::try_from(self).unwrap_or_default();
        table.into_iter().map(|(name, value)| (name, value.to_string())).collect()
    }

    fn check(&self) -> Result<(), PolicyError> {
        let shortest = if self.verification == Verification::Show { 4 } else { 2 };
        let rows = [
            ("enrollment_seconds", "60 to 3600", (60..=3600).contains(&self.enrollment_seconds)),
            ("request_seconds", "30 to 600", (30..=600).contains(&self.request_seconds)),
            ("code_digits", "6 to 8", (6..=8).contains(&self.code_digits)),
            ("code_period", "30 or 60", matches!(self.code_period, 30 | 60)),
            ("offline_window_seconds", "30 to 300", (30..=300).contains(&self.offline_window_seconds)),
            ("totp_window_steps", "0 to 5", self.totp_window_steps <= 5),
            ("hotp_look_ahead", "0 to 50", self.hotp_look_ahead <= 50),
            ("hotp_resync_window", "50 to 1000", (50..=1000).contains(&self.hotp_resync_window)),
            ("minimum_pin_length", "4 to 8", (4..=8).contains(&self.minimum_pin_length)),
            (
                "verification_digits",
                "2 to 8 (4 to 8 with show)",
                (shortest..=8).contains(&self.verification_digits),
            ),
            ("email_code_seconds", "60 to 900", (60..=900).contains(&self.email_code_seconds)),
            ("email_code_digits", "6 to 10", (6..=10).contains(&self.email_code_digits)),
            ("email_resend_seconds", "0 to 300", self.email_resend_seconds <= 300),
            ("email_maximum_sends", "1 to 10", (1..=10).contains(&self.email_maximum_sends)),
            ("lockout_failures", "3 to 20", (3..=20).contains(&self.lockout_failures)),
            ("lockout_seconds", "60 to 86400", (60..=86_400).contains(&self.lockout_seconds)),
            ("lockout_longest_seconds", "60 to 86400", (60..=86_400).contains(&self.lockout_longest_seconds)),
            ("minimum_password_length", "8 to 64", (8..=64).contains(&self.minimum_password_length)),
            ("maximum_password_days", "0 to 3650", self.maximum_password_days <= 3650),
            ("idle_seconds", "60 to 3600", (60..=3600).contains(&self.idle_seconds)),
            ("session_seconds", "300 to 86400", (300..=86_400).contains(&self.session_seconds)),
            ("reset_seconds", "300 to 86400", (300..=86_400).contains(&self.reset_seconds)),
            ("maximum_authenticators", "2 to 32", (2..=32).contains(&self.maximum_authenticators)),
            ("phone_calls_per_minute", "30 to 10000", (30..=10_000).contains(&self.phone_calls_per_minute)),
            (
                "application_calls_per_minute",
                "60 to 1000000",
                (60..=1_000_000).contains(&self.application_calls_per_minute),
            ),
            ("attempts_per_minute", "1 to 60", (1..=60).contains(&self.attempts_per_minute)),
            ("request_text", "at most 200 bytes", self.request_text.len() <= 200),
        ];
        match rows.into_iter().find(|(_, _, allowed)| !allowed) {
            Some((name, allowed, _)) => Err(PolicyError::OutOfRange { name, allowed }),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_file_means_the_defaults_and_they_are_in_range() {
        assert_eq!(Policy::parse(""), Ok(Policy::default()));
        assert_eq!(Policy::parse("verification = \"show\"").unwrap().verification, Verification::Show);
    }

    #[test]
    fn the_example_has_every_value_with_its_default() {
        let text = include_str!("../policy.example.toml");
        assert_eq!(Policy::parse(text), Ok(Policy::default()));
        let written: toml::Table = toml::from_str(text).unwrap();
        let names: Vec<String> = Policy::default().values().into_iter().map(|(name, _)| name).collect();
        assert!(names.len() > 20);
        for name in names {
            assert!(written.contains_key(&name), "{name} is not in the example");
        }
    }

    #[test]
    fn what_is_out_of_range_or_unknown_is_refused_by_name() {
        for (text, name) in [
            ("enrollment_seconds = 59", "enrollment_seconds"),
            ("request_seconds = 601", "request_seconds"),
            ("code_digits = 5", "code_digits"),
            ("code_period = 45", "code_period"),
            ("totp_window_steps = 6", "totp_window_steps"),
            ("hotp_look_ahead = 51", "hotp_look_ahead"),
            ("hotp_resync_window = 49", "hotp_resync_window"),
            ("hotp_resync_window = 1001", "hotp_resync_window"),
            ("verification = \"show\"\nverification_digits = 3", "verification_digits"),
            ("lockout_failures = 0", "lockout_failures"),
            ("minimum_password_length = 7", "minimum_password_length"),
        ] {
            let Err(PolicyError::OutOfRange { name: found, .. }) = Policy::parse(text) else {
                panic!("{text}")
            };
            assert_eq!(found, name);
        }
        for text in [
            "unknown = 1",
            "code_digits = \"6\"",
            "verification = \"list\"",
            "code_digits = 6\ncode_digits = 7",
        ] {
            assert!(matches!(Policy::parse(text), Err(PolicyError::Invalid(_))), "{text}");
        }
    }
}
