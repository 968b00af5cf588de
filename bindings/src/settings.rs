//! Settings, corrections of the clock, language and theme.

use crate::authenticator::Authenticator;
use countersign::authenticator::{
    Appearance, ClockOffset, Language, Settings, SettingsError, StorageError, Theme,
};
use std::time::Duration;

/// The user's settings.
#[uniffi::remote(Record)]
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

/// By how much the device's clock is corrected for the codes of one server.
#[uniffi::remote(Record)]
pub struct ClockOffset {
    /// The server's host; `None` for every account without a correction of its own.
    pub server: Option<String>,
    /// Added to the device's clock, in milliseconds; at most a day either way.
    pub milliseconds: i64,
}

/// How the app looks and speaks, readable while locked.
#[uniffi::remote(Record)]
pub struct Appearance {
    /// The language; `None` for the device's own.
    pub language: Option<Language>,
    /// The theme.
    pub theme: Theme,
}

/// The languages that the apps speak.
#[uniffi::remote(Enum)]
pub enum Language {
    /// English.
    English,
    /// German.
    German,
}

/// Dark, light, or as the device has it.
#[uniffi::remote(Enum)]
pub enum Theme {
    /// As the device has it.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

#[uniffi::export]
impl Authenticator {
    /// The settings as they are.
    ///
    /// # Errors
    /// `Locked`.
    pub fn settings(&self) -> Result<Settings, SettingsError> {
        self.call(|core| core.settings())
    }

    /// Changes the settings.
    ///
    /// # Errors
    /// `OutOfRange` for a time beyond its range; nothing is changed then.
    pub fn change_settings(&self, settings: Settings) -> Result<(), SettingsError> {
        self.call(|core| core.change_settings(settings))
    }

    /// Every correction of the clock that is in force.
    ///
    /// # Errors
    /// `Locked`.
    pub fn clock_offsets(&self) -> Result<Vec<ClockOffset>, SettingsError> {
        self.call(|core| core.clock_offsets())
    }

    /// Corrects the clock for the codes of one server, or of every account whose server has no correction of its own. Zero
    /// removes a correction.
    ///
    /// # Errors
    /// `OutOfRange` for more than a day, or more than 256 servers.
    pub fn set_clock_offset(&self, offset: ClockOffset) -> Result<(), SettingsError> {
        self.call(|core| core.set_clock_offset(offset.server.as_deref(), offset.milliseconds))
    }

    /// How the app looks and speaks, readable while locked.
    ///
    /// # Errors
    /// Only a defect of this library.
    pub fn appearance(&self) -> Result<Appearance, StorageError> {
        self.answer(|core| core.appearance())
    }

    /// Changes how the app looks and speaks.
    ///
    /// # Errors
    /// `Storage` when it could not be stored; the old appearance stays.
    pub fn change_appearance(&self, appearance: Appearance) -> Result<(), SettingsError> {
        self.call(|core| core.change_appearance(appearance))
    }
}
