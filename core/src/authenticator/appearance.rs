//! What must be known before the PIN: how far the first launch came, and in which language and theme to speak.
//!
//! Kept in [`ports::Preferences`](crate::ports::Preferences), unauthenticated, so nothing here may decide anything
//! about security: an unreadable or forged record reads as a first launch with the device's own language.

use super::error::{SettingsError, StorageError};
use super::state::storage_error;
use super::{Authenticator, Change};
use minicbor::{Decode, Encode};

/// The languages that the apps speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Language {
    /// English.
    #[n(0)]
    English,
    /// German.
    #[n(1)]
    German,
}

/// Dark, light, or as the device has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Theme {
    /// As the device has it.
    #[n(0)]
    #[default]
    System,
    /// Light.
    #[n(1)]
    Light,
    /// Dark.
    #[n(2)]
    Dark,
}

/// How the app looks and speaks, readable while locked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Appearance {
    /// The language; `None` for the device's own.
    #[n(0)]
    pub language: Option<Language>,
    /// The theme.
    #[n(1)]
    #[cbor(default)]
    pub theme: Theme,
}

/// The record behind [`ports::Preferences`](crate::ports::Preferences).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(super) struct Remembered {
    /// The license version that was accepted, before there is a vault to keep it.
    #[n(0)]
    pub(super) license: Option<u32>,
    #[n(1)]
    #[cbor(default)]
    pub(super) appearance: Appearance,
}

impl Authenticator {
    /// How the app looks and speaks.
    pub fn appearance(&self) -> Appearance {
        self.remembered().appearance
    }

    /// Changes how the app looks and speaks.
    ///
    /// # Errors
    /// [`SettingsError::Storage`] when it could not be stored; the old appearance stays.
    pub fn change_appearance(&self, appearance: Appearance) -> Result<(), SettingsError> {
        let remembered = Remembered { appearance, ..self.remembered() };
        self.remember(remembered)?;
        self.tell(Change::Settings);
        Ok(())
    }

    pub(super) fn remembered(&self) -> Remembered {
        let stored = self.ports.preferences.load().ok().flatten();
        stored.and_then(|bytes| minicbor::decode(&bytes).ok()).unwrap_or_default()
    }

    pub(super) fn remember(&self, remembered: Remembered) -> Result<(), StorageError> {
        let mut bytes = Vec::new();
        // Encoding into a vector has no error of its own.
        minicbor::encode(remembered, &mut bytes).map_err(|_| StorageError::Failed)?;
        self.ports.preferences.store(&bytes).map_err(storage_error)
    }
}
