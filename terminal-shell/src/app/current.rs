//! Which screen is shown.

use super::screens::{
    Screen, about::About, account::Account, add::Add, authenticators::Authenticators, change_pin::ChangePin,
    device_key::DeviceKey, devices::Devices, enrolling::Enrolling, erased::Erased, history::History,
    keys::Keys, license::License, manual::Manual, new_pin::NewPin, notifications::Notifications,
    offer::Offer, recovery::Recovery, reenrollments::Reenrollments, replace_pin::ReplacePin,
    requests::Requests, settings::Settings, unlock::Unlock, unusable::Unusable,
};

/// The one screen that is shown.
pub(super) enum Current {
    About(About),
    Account(Box<Account>),
    Add(Add),
    Authenticators(Authenticators),
    ChangePin(ChangePin),
    DeviceKey(DeviceKey),
    Devices(Devices),
    Enrolling(Box<Enrolling>),
    Erased(Erased),
    History(History),
    Keys(Keys),
    License(License),
    Manual(Manual),
    NewPin(NewPin),
    Notifications(Notifications),
    Offer(Box<Offer>),
    Recovery(Recovery),
    Reenrollments(Reenrollments),
    ReplacePin(ReplacePin),
    Requests(Box<Requests>),
    Settings(Settings),
    Unlock(Unlock),
    Unusable(Unusable),
}

impl Current {
    pub(super) fn screen(&self) -> &dyn Screen {
        match self {
            Self::About(screen) => screen,
            Self::Account(screen) => &**screen,
            Self::Add(screen) => screen,
            Self::Authenticators(screen) => screen,
            Self::ChangePin(screen) => screen,
            Self::DeviceKey(screen) => screen,
            Self::Devices(screen) => screen,
            Self::Enrolling(screen) => &**screen,
            Self::Erased(screen) => screen,
            Self::History(screen) => screen,
            Self::Keys(screen) => screen,
            Self::License(screen) => screen,
            Self::Manual(screen) => screen,
            Self::NewPin(screen) => screen,
            Self::Notifications(screen) => screen,
            Self::Offer(screen) => &**screen,
            Self::Recovery(screen) => screen,
            Self::Reenrollments(screen) => screen,
            Self::ReplacePin(screen) => screen,
            Self::Requests(screen) => &**screen,
            Self::Settings(screen) => screen,
            Self::Unlock(screen) => screen,
            Self::Unusable(screen) => screen,
        }
    }

    pub(super) fn screen_mut(&mut self) -> &mut dyn Screen {
        match self {
            Self::About(screen) => screen,
            Self::Account(screen) => &mut **screen,
            Self::Add(screen) => screen,
            Self::Authenticators(screen) => screen,
            Self::ChangePin(screen) => screen,
            Self::DeviceKey(screen) => screen,
            Self::Devices(screen) => screen,
            Self::Enrolling(screen) => &mut **screen,
            Self::Erased(screen) => screen,
            Self::History(screen) => screen,
            Self::Keys(screen) => screen,
            Self::License(screen) => screen,
            Self::Manual(screen) => screen,
            Self::NewPin(screen) => screen,
            Self::Notifications(screen) => screen,
            Self::Offer(screen) => &mut **screen,
            Self::Recovery(screen) => screen,
            Self::Reenrollments(screen) => screen,
            Self::ReplacePin(screen) => screen,
            Self::Requests(screen) => &mut **screen,
            Self::Settings(screen) => screen,
            Self::Unlock(screen) => screen,
            Self::Unusable(screen) => screen,
        }
    }

    /// Whether the user may go to the requests from here: nothing waits for an answer that only this screen shows.
    pub(super) const fn can_be_left(&self) -> bool {
        self.needs_open_vault()
            && !matches!(
                self,
                Self::Enrolling(_) | Self::Notifications(_) | Self::ReplacePin(_) | Self::Requests(_)
            )
    }

    /// Whether the screen makes sense only while the vault is open.
    pub(super) const fn needs_open_vault(&self) -> bool {
        match self {
            Self::DeviceKey(_)
            | Self::Erased(_)
            | Self::License(_)
            | Self::NewPin(_)
            | Self::Unlock(_)
            | Self::Unusable(_) => false,
            Self::About(_)
            | Self::Account(_)
            | Self::Add(_)
            | Self::Authenticators(_)
            | Self::ChangePin(_)
            | Self::Devices(_)
            | Self::Enrolling(_)
            | Self::History(_)
            | Self::Keys(_)
            | Self::Manual(_)
            | Self::Notifications(_)
            | Self::Offer(_)
            | Self::Recovery(_)
            | Self::Reenrollments(_)
            | Self::ReplacePin(_)
            | Self::Requests(_)
            | Self::Settings(_) => true,
        }
    }
}
