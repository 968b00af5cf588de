//! Settings, and the corrections of the device's clock. All of them live in the vault.

use super::Authenticator;
use super::error::SettingsError;
use super::state::Open;
use crate::vault::CommitError;
use minicbor::{Decode, Encode};
use std::collections::BTreeMap;
use std::time::Duration;

/// The greatest correction of a clock: a day. More is no drift but a wrong date, which the user sets right.
const GREATEST_OFFSET_MILLISECONDS: i64 = 86_400_000;
/// Servers with a correction of their own.
const MOST_OFFSETS: usize = 256;
/// The longest time before the app locks itself: an hour.
const LONGEST_AUTO_LOCK: Duration = Duration::from_secs(3600);
/// The longest time that a copied code stays in the clipboard: five minutes.
const LONGEST_CLIPBOARD: Duration = Duration::from_secs(300);

/// The user's settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// After how long without a touch the vault locks itself: 0 s (as soon as the app is left) to one hour.
    pub auto_lock: Duration,
    /// Whether codes are hidden until a row is touched.
    pub hide_codes: bool,
    /// After how long a copied code is removed from the clipboard: up to five minutes; zero for never.
    pub clear_clipboard_after: Duration,
    /// Whether the user wants notifications.
    pub notifications: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            auto_lock: Duration::from_secs(120),
            hide_codes: false,
            clear_clipboard_after: Duration::from_secs(30),
            notifications: false,
        }
    }
}

/// By how much the device's clock is corrected for the codes of one server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockOffset {
    /// The server's host; `None` for every account without a correction of its own.
    pub server: Option<String>,
    /// Added to the device's clock, in milliseconds; at most a day either way.
    pub milliseconds: i64,
}

/// What the vault's settings record holds. Fields are only ever added.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(super) struct Stored {
    #[n(0)]
    pub(super) auto_lock_seconds: Option<u32>,
    #[n(1)]
    pub(super) hide_codes: Option<bool>,
    #[n(2)]
    pub(super) clear_clipboard_seconds: Option<u32>,
    /// `None` until the last step of the setup was answered.
    #[n(3)]
    pub(super) notifications: Option<bool>,
    /// The license version that was accepted.
    #[n(4)]
    pub(super) license: Option<u32>,
    /// Milliseconds by server; the empty name is the device's own correction.
    #[n(5)]
    #[cbor(default)]
    pub(super) offsets: BTreeMap<String, i64>,
}

impl Stored {
    pub(super) fn settings(&self) -> Settings {
        let otherwise = Settings::default();
        let seconds = |stored: Option<u32>, otherwise| {
            stored.map_or(otherwise, |seconds| Duration::from_secs(seconds.into()))
        };
        Settings {
            auto_lock: seconds(self.auto_lock_seconds, otherwise.auto_lock),
            hide_codes: self.hide_codes.unwrap_or(otherwise.hide_codes),
            clear_clipboard_after: seconds(self.clear_clipboard_seconds, otherwise.clear_clipboard_after),
            notifications: self.notifications.unwrap_or(otherwise.notifications),
        }
    }

    /// The correction for an account of `server`: its own, else the device's.
    pub(super) fn offset(&self, server: Option<&str>) -> i64 {
        let own = server.and_then(|server| self.offsets.get(server));
        own.or_else(|| self.offsets.get("")).copied().unwrap_or(0)
    }
}

/// Below this a clock is as right as a code needs it.
const LEAST_DRIFT_MILLISECONDS: i64 = 5_000;
/// A correction that is off by less stays as it is: not every answer is worth a commit.
const STEADY_MILLISECONDS: i64 = 2_000;

impl Open {
    /// Corrects the clock for the codes of one server, which signed a time that is `offset` ahead of the device's.
    pub(super) fn correct_clock(&mut self, host: &str, offset: i64) -> Result<(), CommitError> {
        let mut stored = self.stored();
        let known = stored.offsets.get(host).copied();
        let wanted = if offset.abs() < LEAST_DRIFT_MILLISECONDS { None } else { Some(offset) };
        let steady = match (known, wanted) {
            (Some(known), Some(wanted)) => known.abs_diff(wanted) < STEADY_MILLISECONDS.unsigned_abs(),
            (known, wanted) => known == wanted,
        };
        let too_many = known.is_none() && stored.offsets.len() >= MOST_OFFSETS;
        if steady || too_many || offset.unsigned_abs() > GREATEST_OFFSET_MILLISECONDS.unsigned_abs() {
            return Ok(());
        }
        match wanted {
            Some(wanted) => stored.offsets.insert(host.to_owned(), wanted),
            None => stored.offsets.remove(host),
        };
        self.change_stored(|current| *current = stored)
    }
}

impl Authenticator {
    /// The settings as they are.
    ///
    /// # Errors
    /// [`SettingsError::Locked`].
    pub fn settings(&self) -> Result<Settings, SettingsError> {
        self.with_open(|open| Ok(open.stored().settings()), SettingsError::Locked)
    }

    /// Changes the settings.
    ///
    /// # Errors
    /// [`SettingsError::OutOfRange`] for a time beyond its range; nothing is changed then.
    pub fn change_settings(&self, settings: Settings) -> Result<(), SettingsError> {
        if settings.auto_lock > LONGEST_AUTO_LOCK || settings.clear_clipboard_after > LONGEST_CLIPBOARD {
            return Err(SettingsError::OutOfRange);
        }
        self.edit_stored(|stored| {
            // Both fit: the ranges end far below 2^32 seconds.
            stored.auto_lock_seconds = u32::try_from(settings.auto_lock.as_secs()).ok();
            stored.clear_clipboard_seconds = u32::try_from(settings.clear_clipboard_after.as_secs()).ok();
            stored.hide_codes = Some(settings.hide_codes);
            stored.notifications = Some(settings.notifications);
            Ok(())
        })
    }

    /// Every correction of the clock that is in force.
    ///
    /// # Errors
    /// [`SettingsError::Locked`].
    pub fn clock_offsets(&self) -> Result<Vec<ClockOffset>, SettingsError> {
        self.with_open(
            |open| {
                let stored = open.stored();
                let offsets = stored.offsets.iter().map(|(server, &milliseconds)| ClockOffset {
                    server: (!server.is_empty()).then(|| server.clone()),
                    milliseconds,
                });
                Ok(offsets.collect())
            },
            SettingsError::Locked,
        )
    }

    /// Corrects the clock for the codes of one server, or of every account without a server of its own correction
    /// (`None`). Zero removes a correction. Codes use it at once, and their views show it.
    ///
    /// # Errors
    /// [`SettingsError::OutOfRange`] for more than a day, or more than 256 servers.
    pub fn set_clock_offset(&self, server: Option<&str>, milliseconds: i64) -> Result<(), SettingsError> {
        if milliseconds.unsigned_abs() > GREATEST_OFFSET_MILLISECONDS.unsigned_abs() {
            return Err(SettingsError::OutOfRange);
        }
        let server = server.unwrap_or_default().to_ascii_lowercase();
        self.edit_stored(|stored| {
            if milliseconds == 0 {
                stored.offsets.remove(&server);
            } else if stored.offsets.len() < MOST_OFFSETS || stored.offsets.contains_key(&server) {
                stored.offsets.insert(server, milliseconds);
            } else {
                return Err(SettingsError::OutOfRange);
            }
            Ok(())
        })
    }

    /// Edits the settings record; an error leaves it as it was.
    fn edit_stored(
        &self,
        edit: impl FnOnce(&mut Stored) -> Result<(), SettingsError>,
    ) -> Result<(), SettingsError> {
        self.with_open(
            |open| {
                let mut stored = open.stored();
                edit(&mut stored)?;
                Ok(open.change_stored(|current| *current = stored)?)
            },
            SettingsError::Locked,
        )
    }
}
