//! What can be said about a vault before the PIN.

use crate::ports::AssuranceClass;
use std::time::Duration;

/// What there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing, and nothing is remembered: set up.
    New,
    /// A vault that a PIN can open.
    Locked(Locked),
    /// A vault was erased here, by its owner or after too many wrong PINs: set up again.
    Erased,
    /// Files are there, but neither is intact. Not the PIN's fault; erasing is left to the user.
    Damaged,
    /// The device remembers a vault whose files are gone.
    FilesMissing,
    /// The files come from a newer program. They stay untouched.
    NewerVersion {
        /// Format of the file.
        format: u16,
        /// Oldest reader that understands it.
        minimum_reader: u16,
    },
    /// The files are intact, but this device does not hold their key (another device, a restored backup).
    /// Only the recovery code opens them.
    DeviceKeyMissing(Locked),
}

/// A locked vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Locked {
    /// How well the device keeps its key.
    pub class: AssuranceClass,
    /// Wrong PINs left before everything is erased: 1–10.
    pub attempts_left: u8,
    /// How long the next attempt has to wait; zero if it need not.
    pub delay: Duration,
    /// Whether biometrics are set up.
    pub biometrics: bool,
    /// What loading found. [`Finding::asks_the_user`] says which ones need an explicit yes.
    pub finding: Option<Finding>,
}

/// Something about the files that the user must know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The newest file is damaged; the one before it opens. Changes of the lost generation are gone, except those
    /// that are always kept in both files.
    Recovered {
        /// The generation that was lost.
        lost_generation: u64,
    },
    /// The files are intact but older than this device remembers: an old copy was put back.
    RolledBack {
        /// Generation of the files.
        generation: u64,
        /// Generation the device remembers.
        remembered: u64,
    },
    /// The files are as new as this device remembers, but not the same: the vault was also used elsewhere.
    Forked {
        /// The generation of which there are two.
        generation: u64,
    },
    /// The device remembers nothing about these files (or its memory was tampered with), so an old copy could not
    /// be told.
    Unanchored,
}

impl Finding {
    /// Whether the vault opens only after an explicit yes.
    pub const fn asks_the_user(self) -> bool {
        !matches!(self, Self::Recovered { .. })
    }
}
