//! What the user wants done, done with the core, and the screen that follows.

use super::App;
use super::current::Current;
use super::parts::{Notice, Tone};
use super::screens::{
    Intent, Place as To,
    about::About,
    account::Account,
    add::Add,
    authenticators::{Authenticators, Shown},
    change_pin::ChangePin,
    history::History,
    keys::Keys,
    manual::Manual,
    offer::Offer,
    recovery::Recovery,
    reenrollments::Reenrollments,
    settings::Settings,
};
use crate::arguments::DeviceKey;
use crate::pictures::{self, Input};
use crate::problem::Problem;
use crate::{messages, words};
use countersign::authenticator::{
    Acceptance, AccountId, AccountKind, Authenticator, CodeError, Filter, OffersView, UnlockError,
    UnlockNotice,
};
use countersign::crypto::SecretBytes;

impl Intent {
    /// Whether it takes as long as a key derivation, or a scan: worth a word before it begins.
    pub(super) const fn takes_time(&self) -> bool {
        matches!(
            self,
            Self::ConfirmPin(_)
                | Self::Unlock(_)
                | Self::UnlockWithRecoveryCode(_)
                | Self::Read(_)
                | Self::ChangePin { .. }
                | Self::SetNewPin { .. }
                | Self::MakeRecoveryCode(_)
                | Self::RemoveRecoveryCode(_)
        )
    }
}

impl App {
    pub(super) fn perform(&mut self, intent: Intent) {
        if let Err(problem) = self.try_to(intent) {
            self.problem(&problem);
            // A refused PIN changes what the unlock screen says; an erased vault changes the screen.
            if !self.current.needs_open_vault() || self.core().is_some_and(Authenticator::lock_if_idle) {
                self.after_refusal();
            }
        }
    }

    pub(super) fn after_refusal(&mut self) {
        use countersign::authenticator::Stage;
        match (self.core().map(Authenticator::stage), &mut self.current) {
            (Some(Stage::Locked(view)), Current::Unlock(unlock)) => unlock.update(view),
            (Some(Stage::Setup(_)), Current::License(_) | Current::DeviceKey(_)) | (None, _) => {}
            (Some(stage), _) => self.show(stage),
        }
    }

    fn try_to(&mut self, intent: Intent) -> Result<(), Problem> {
        let Some(core) = self.opened.as_ref().map(|opened| &opened.core) else { return Ok(()) };
        match intent {
            Intent::Quit => self.done = true,
            Intent::Lock => {
                core.lock();
                self.forget();
                self.show_stage();
            }
            Intent::Show(place) => self.go_to(place)?,
            Intent::AcceptLicense(version) => {
                let stage = core.accept_license(version)?;
                self.show(stage);
            }
            Intent::UseKeyFile => self.decide(DeviceKey::File),
            Intent::ChoosePin(pin) => {
                let stage = core.choose_pin(pin)?;
                self.show(stage);
            }
            Intent::ConfirmPin(pin) => {
                let stage = core.confirm_pin(pin)?;
                self.show(stage);
            }
            Intent::ChooseNotifications(wanted) => {
                let stage = core.choose_notifications(wanted)?;
                self.show(stage);
            }
            Intent::StartOver => {
                let stage = core.start_over()?;
                self.show(stage);
            }
            Intent::Unlock(pin) => self.unlock(pin)?,
            Intent::UnlockWithRecoveryCode(code) => {
                let notices = core.unlock_with_recovery_code(code, self.acceptance())?;
                self.unlocked(&notices);
            }
            Intent::AcceptOlderCopy => {
                self.older_copy_accepted = true;
                self.tell(Tone::Warning, "notice-pin-again");
            }
            Intent::DeclineOlderCopy => self.older_copy_accepted = false,
            Intent::Select(filter) => self.select(&filter)?,
            Intent::Copy(id) => self.copy(id)?,
            Intent::NextCode(id) => {
                let code = core.next_code(id)?;
                self.show_code(id, Shown::Code(code));
            }
            Intent::Favourite(id, favourite) => {
                let change = countersign::authenticator::AccountChange {
                    favourite: Some(favourite),
                    ..Default::default()
                };
                core.change_account(id, change)?;
                self.refresh(id)?;
            }
            Intent::Move(id, position) => {
                core.move_account(id, position)?;
                self.refresh(id)?;
            }
            Intent::Undo => self.undo()?,
            Intent::Read(text) => self.read(&text)?,
            Intent::Enter(entry) => {
                let offer = core.offer_manual(entry)?;
                self.offers = [offer].into();
                self.offered = 1;
                self.show_next_offer();
            }
            Intent::Confirm(offer, confirmation) => {
                let row = core.confirm_offer(offer, confirmation)?;
                let name = words::label(&row.issuer, &row.account);
                self.tell_with(Tone::Good, "notice-added", &name);
                self.offers.pop_front();
                self.added = Some(row.id);
                self.show_next_offer();
            }
            Intent::Dismiss(offer) => {
                core.dismiss_offer(offer);
                self.offers.pop_front();
                self.show_next_offer();
            }
            Intent::Change(id, change) => {
                core.change_account(id, change)?;
                self.tell(Tone::Good, "notice-saved");
                self.refresh(id)?;
            }
            Intent::Delete(id) => self.delete(id)?,
            Intent::ChangeSettings(values) => {
                core.change_settings(values)?;
                self.refresh_settings()?;
            }
            Intent::ChangeAppearance(appearance) => {
                core.change_appearance(appearance)?;
                self.dress();
                self.refresh_settings()?;
            }
            Intent::ChangePin { old, new, again } => {
                core.change_pin(old, new, again)?;
                self.tell(Tone::Good, "notice-pin-changed");
                self.go_to(To::Settings)?;
            }
            Intent::SetNewPin { new, again } => {
                let stage = core.set_new_pin(new, again)?;
                self.tell(Tone::Good, "notice-pin-changed");
                self.show(stage);
            }
            Intent::MakeRecoveryCode(pin) => {
                let code = core.make_recovery_code(pin)?;
                if let Current::Recovery(screen) = &mut self.current {
                    screen.show(code);
                }
            }
            Intent::RemoveRecoveryCode(pin) => {
                core.remove_recovery_code(pin)?;
                self.tell(Tone::Good, "notice-recovery-removed");
                self.go_to(To::Settings)?;
            }
            online => self.do_online(online)?,
        }
        Ok(())
    }

    const fn acceptance(&self) -> Acceptance {
        if self.older_copy_accepted { Acceptance::OlderCopy } else { Acceptance::NewestOnly }
    }

    fn unlock(&mut self, pin: SecretBytes) -> Result<(), Problem> {
        let Some(core) = self.core() else { return Ok(()) };
        match core.unlock(pin, self.acceptance()) {
            Ok(notices) => self.unlocked(&notices),
            Err(UnlockError::OlderCopy(copy)) => {
                if let Current::Unlock(screen) = &mut self.current {
                    screen.ask_about(copy);
                }
            }
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    fn unlocked(&mut self, notices: &[UnlockNotice]) {
        self.older_copy_accepted = false;
        self.dress();
        self.show_stage();
        if let Some(notice) = notices.first() {
            self.notice = Some(Notice { tone: Tone::Warning, text: words::notice(&self.texts, *notice) });
        }
    }

    fn go_to(&mut self, place: To) -> Result<(), Problem> {
        let Some(core) = self.core() else { return Ok(()) };
        self.current = match place {
            To::Authenticators => {
                let from = match &self.current {
                    Current::Account(account) => Some(account.id()),
                    _ => None,
                };
                self.show_list(from);
                return Ok(());
            }
            To::Account(id) => {
                let hidden = core.settings()?.hide_codes;
                Current::Account(Box::new(Account::new(core.account(id)?, hidden)))
            }
            To::Add => Current::Add(Add::new()),
            To::Manual => Current::Manual(Manual::new()),
            To::History => Current::History(History::new(core.history()?)),
            To::Settings => Current::Settings(Settings::new(core.settings()?, core.appearance())),
            To::ChangePin => Current::ChangePin(ChangePin::new(core.protection()?)),
            To::Recovery => Current::Recovery(Recovery::new(core.has_recovery_code()?)),
            To::About => {
                let class = self.class().map(|class| self.texts.say(words::class(class))).unwrap_or_default();
                Current::About(About::new(class, self.place.folder().display().to_string()))
            }
            To::Keys => Current::Keys(Keys::default()),
            To::Requests => return self.go_to_requests(),
            To::Reenrollments => Current::Reenrollments(Reenrollments::new(core.reenrollments()?)),
        };
        Ok(())
    }

    /// The list, with the selection on `selected`.
    pub(super) fn show_list(&mut self, selected: Option<AccountId>) {
        let mut list = Authenticators::default();
        list.hide_codes(
            self.core().and_then(|core| core.settings().ok()).is_some_and(|settings| settings.hide_codes),
        );
        self.current = Current::Authenticators(list);
        if let Err(problem) = self.select(&Filter::default()) {
            self.problem(&problem);
        }
        if let (Current::Authenticators(list), Some(id)) = (&mut self.current, selected.or(self.added.take()))
        {
            list.select(id);
        }
    }

    fn select(&mut self, filter: &Filter) -> Result<(), Problem> {
        let Some(core) = self.core() else { return Ok(()) };
        let rows = core.accounts(filter)?;
        let total =
            if *filter == Filter::default() { rows.len() } else { core.accounts(&Filter::default())?.len() };
        let tags = core.tags()?;
        if let Current::Authenticators(list) = &mut self.current {
            list.set_accounts(rows, total, tags);
        }
        Ok(())
    }

    /// Shows an account as it is after a change, wherever it is shown.
    pub(super) fn refresh(&mut self, id: AccountId) -> Result<(), Problem> {
        let Some(core) = self.opened.as_ref().map(|opened| &opened.core) else { return Ok(()) };
        match &mut self.current {
            Current::Account(account) => account.update(core.account(id)?),
            Current::Authenticators(list) => {
                let filter = list.filter().clone();
                self.select(&filter)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn refresh_settings(&mut self) -> Result<(), Problem> {
        let Some(core) = self.opened.as_ref().map(|opened| &opened.core) else { return Ok(()) };
        if let Current::Settings(settings) = &mut self.current {
            settings.update(core.settings()?, core.appearance());
        }
        Ok(())
    }

    /// Makes the codes of what is in sight and has none for this moment. Says whether there were any.
    pub(super) fn refresh_codes(&mut self) -> bool {
        let now = self.place.clock().wall();
        let Some(core) = self.opened.as_ref().map(|opened| &opened.core) else { return false };
        match &mut self.current {
            Current::Authenticators(list) => {
                let stale = list.stale(now);
                for (id, code) in stale.iter().zip(core.codes(&stale)) {
                    list.set_code(*id, shown(code));
                }
                !stale.is_empty()
            }
            Current::Account(account) if account.is_stale(now) => {
                account.set_code(shown(core.code(account.id())));
                true
            }
            _ => false,
        }
    }

    fn show_code(&mut self, id: AccountId, code: Shown) {
        match &mut self.current {
            Current::Authenticators(list) => list.set_code(id, code),
            Current::Account(account) if account.id() == id => account.set_code(code),
            _ => {}
        }
    }

    fn copy(&mut self, id: AccountId) -> Result<(), Problem> {
        let Some(core) = self.opened.as_ref().map(|opened| &opened.core) else { return Ok(()) };
        let counted = core.account(id)?.row.kind == AccountKind::Hotp;
        let code = if counted { core.next_code(id)? } else { core.code(id)? };
        let stays = core.settings()?.clear_clipboard_after;
        self.clipboard.copy(&code.code, self.place.clock().boot(), stays);
        if counted {
            self.show_code(id, Shown::Code(code));
        }
        let text = if stays.is_zero() {
            self.texts.say("notice-copied")
        } else {
            self.texts.say_with("notice-copied-for", &[("seconds", stays.as_secs().into())])
        };
        self.notice = Some(Notice { tone: Tone::Good, text });
        Ok(())
    }

    fn delete(&mut self, id: AccountId) -> Result<(), Problem> {
        let Some(core) = self.core() else { return Ok(()) };
        let row = core.account(id)?.row;
        let window = core.delete_account(id)?;
        self.show_list(None);
        let name = words::label(&row.issuer, &row.account);
        if window.is_zero() {
            self.tell_with(Tone::Warning, "notice-deleted-for-good", &name);
            return Ok(());
        }
        self.deleted = Some(id);
        let values = [("name", name.into()), ("seconds", window.as_secs().into())];
        self.notice =
            Some(Notice { tone: Tone::Warning, text: self.texts.say_with("notice-deleted", &values) });
        Ok(())
    }

    fn undo(&mut self) -> Result<(), Problem> {
        let (Some(id), Some(core)) = (self.deleted, self.core()) else {
            self.tell(Tone::Plain, "notice-nothing-to-undo");
            return Ok(());
        };
        let row = core.undo_delete(id)?;
        self.deleted = None;
        self.show_list(Some(id));
        self.tell_with(Tone::Good, "notice-restored", &words::label(&row.issuer, &row.account));
        Ok(())
    }

    /// Reads what was typed or pasted: the path of a picture with any number of codes, or a text.
    fn read(&mut self, given: &str) -> Result<(), Problem> {
        let Some(core) = self.opened.as_ref().map(|opened| &opened.core) else { return Ok(()) };
        let (mut offers, mut missing, mut unusable, mut refusal) = (Vec::new(), Vec::new(), Vec::new(), None);
        let mut take = |outcome: Result<OffersView, _>| match outcome {
            Ok(view) => {
                offers.extend(view.offers);
                unusable.extend(view.unusable);
                missing = view.missing_parts;
            }
            Err(error) => refusal = Some(Problem::Enrollment(error)),
        };
        match pictures::input(given) {
            Input::Text(text) => take(core.read_text(&text)),
            Input::Picture(path) => {
                for code in pictures::scan(&path, self.place.clock())? {
                    // Exposed: the core reads the text that the picture holds.
                    take(core.read_text(code.text.expose()));
                }
            }
        }
        if offers.is_empty() {
            return Err(refusal.unwrap_or(Problem::NothingUsable));
        }
        self.offered = offers.len();
        self.offers = offers.into();
        self.show_next_offer();
        if let Some(error) = unusable.first() {
            self.notice = Some(Notice { tone: Tone::Warning, text: messages::entry(&self.texts, *error) });
        } else if !missing.is_empty() {
            self.notice =
                Some(Notice { tone: Tone::Warning, text: words::missing_parts(&self.texts, &missing) });
        }
        Ok(())
    }

    pub(super) fn show_next_offer(&mut self) {
        match self.offers.front() {
            Some(offer) => {
                let at = self.offered.saturating_sub(self.offers.len()).saturating_add(1);
                self.current = Current::Offer(Box::new(Offer::new(offer.clone(), (at, self.offered))));
            }
            None => self.show_list(None),
        }
    }

    pub(super) fn tell_with(&mut self, tone: Tone, key: &str, name: &str) {
        self.notice = Some(Notice { tone, text: self.texts.say_with(key, &[("name", name.into())]) });
    }
}

fn shown(code: Result<countersign::authenticator::CodeView, CodeError>) -> Shown {
    match code {
        Ok(code) => Shown::Code(code),
        Err(error) => Shown::Problem(messages::code(&error)),
    }
}
