//! The interactive app: one loop that draws the current screen, hands it keys, and does what it asks for.
//!
//! `screens` know nothing of the core; `actions` does what they want done, `servers` what of it goes online; `background`
//! is what goes on beside the screen; `current` is which screen is shown.

mod actions;
mod background;
mod clipboard;
mod current;
mod facts;
mod field;
mod form;
mod look;
mod parts;
mod screens;
mod scroll;
mod servers;

use crate::arguments::{DeviceKey, Global};
use crate::console::Console;
use crate::messages;
use crate::place::{self, Opened, Place};
use crate::problem::Problem;
use crate::signals::Ending;
use crate::texts::{Texts, environment_language};
use background::Background;
use clipboard::Clipboard;
use countersign::authenticator::{AccountId, Authenticator, LICENSE_TEXT, OfferView, SetupStep, Stage};
use crossterm::event::{
    self, DisableBracketedPaste, EnableBracketedPaste, Event, KeyCode, KeyEventKind, KeyModifiers,
};
use current::Current;
use look::{Look, Palette};
use parts::{Aside, Notice, Tone, frame_around};
use ratatui::DefaultTerminal;
use screens::{
    Intent, license::License, new_pin::NewPin, replace_pin::ReplacePin, unlock::Unlock, unusable::Unusable,
};
use std::collections::VecDeque;
use std::io::{IsTerminal as _, Write as _, stdout};
use std::time::Duration;

/// How often the screen is drawn anew: a countdown in whole seconds looks steady at this.
const TICK: Duration = Duration::from_millis(200);
/// How long the app has to put everything right after it was asked to end.
const GRACE: Duration = Duration::from_secs(3);

/// Runs the app until the user leaves it.
pub(crate) fn run(global: &Global, console: &mut Console) -> Result<(), Problem> {
    let place = Place::find(global)?.go_online()?;
    let opened = place.open()?;
    crate::speak_chosen_language(&opened.core, global, console);
    let ending = Ending::watch();
    ending.insist(GRACE);
    // From here on a panic puts the terminal right before it is told.
    let mut terminal = ratatui::try_init()?;
    let _ = crossterm::execute!(stdout(), EnableBracketedPaste);
    let texts = Texts::of(console.texts.language());
    let outcome = App::new(place, opened, global, texts).go_on(&mut terminal, &ending);
    let _ = crossterm::execute!(stdout(), DisableBracketedPaste);
    ratatui::restore();
    outcome
}

/// The app: the core, the screen that is shown, and what lives from one screen to the next.
struct App {
    place: Place,
    /// `None` only while the device keys are being decided on, which opens the core anew.
    opened: Option<Opened>,
    device_key: Option<DeviceKey>,
    language_is_fixed: bool,
    texts: Texts,
    palette: Palette,
    current: Current,
    notice: Option<Notice>,
    clipboard: Clipboard,
    background: Background,
    /// How many requests ask for attention.
    waiting: usize,
    /// Offers that wait for their turn, and how many there were at first.
    offers: VecDeque<OfferView>,
    offered: usize,
    /// The account that was added last: the list shows it.
    added: Option<AccountId>,
    deleted: Option<AccountId>,
    /// The user said yes to an older copy of the files, for the next PIN.
    older_copy_accepted: bool,
    done: bool,
}

impl App {
    fn new(place: Place, opened: Opened, global: &Global, texts: Texts) -> Self {
        let palette = Palette::of(opened.core.appearance().theme, wants_colour());
        let mut app = Self {
            place,
            opened: Some(opened),
            device_key: global.device_key,
            language_is_fixed: global.language.is_some(),
            texts,
            palette,
            current: Current::Erased(screens::erased::Erased),
            notice: None,
            clipboard: Clipboard::default(),
            background: Background::default(),
            waiting: 0,
            offers: VecDeque::new(),
            offered: 0,
            added: None,
            deleted: None,
            older_copy_accepted: false,
            done: false,
        };
        app.show_stage();
        app
    }

    fn go_on(mut self, terminal: &mut DefaultTerminal, ending: &Ending) -> Result<(), Problem> {
        while !self.done && !ending.is_asked_for() {
            self.keep_time();
            self.draw(terminal)?;
            // The codes of rows that came into sight with this drawing.
            if self.refresh_codes() {
                self.draw(terminal)?;
            }
            if event::poll(TICK)? {
                let event = event::read()?;
                if let Some(intent) = self.on_event(&event) {
                    if intent.takes_time() {
                        self.tell(Tone::Plain, "notice-working");
                        self.draw(terminal)?;
                        self.notice = None;
                    }
                    self.perform(intent);
                }
            }
        }
        self.clipboard.clear();
        self.background.stop();
        if let Some(core) = self.core() {
            core.lock();
        }
        Ok(())
    }

    fn draw(&mut self, terminal: &mut DefaultTerminal) -> Result<(), Problem> {
        let look = Look { texts: &self.texts, palette: self.palette, now: self.place.clock().wall() };
        let screen = self.current.screen();
        terminal.draw(|frame| {
            let title = look.say(screen.title());
            let aside = match self.waiting {
                1.. if !matches!(self.current, Current::Requests(_)) => {
                    Aside::Urgent(look.texts.say_with("requests-alert", &[("count", self.waiting.into())]))
                }
                _ => Aside::Plain(screen.aside(&look)),
            };
            let hints = screen.hints(&look);
            let body = frame_around(&look, frame, &title, &aside, &hints, self.notice.as_ref());
            screen.draw(&look, frame, body);
        })?;
        Ok(())
    }

    fn on_event(&mut self, event: &Event) -> Option<Intent> {
        match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => {
                self.was_active();
                if key.code == KeyCode::Char('c') && key.modifiers.contains(KeyModifiers::CONTROL) {
                    return Some(Intent::Quit);
                }
                if key.code == KeyCode::Char('r')
                    && key.modifiers.contains(KeyModifiers::CONTROL)
                    && self.current.can_be_left()
                {
                    self.notice = None;
                    return Some(Intent::Show(screens::Place::Requests));
                }
                self.notice = None;
                self.current.screen_mut().key(*key)
            }
            Event::Paste(text) => {
                self.was_active();
                self.notice = None;
                self.current.screen_mut().paste(text)
            }
            _ => None,
        }
    }

    fn was_active(&self) {
        if let Some(core) = self.core() {
            core.user_was_active();
        }
    }

    /// What happens by itself: the automatic lock, the end of a copied code, an unlock delay that ran out.
    fn keep_time(&mut self) {
        self.clipboard.clear_when_due(self.place.clock().boot());
        self.attend_to_servers();
        let Some(core) = self.core() else { return };
        let locked = core.lock_if_idle();
        let stage = core.stage();
        if locked && self.current.needs_open_vault() {
            self.forget();
            self.tell(Tone::Plain, "notice-locked-itself");
            self.show(stage);
        } else if let (Stage::Locked(view), Current::Unlock(unlock)) = (stage, &mut self.current) {
            unlock.update(view);
        }
    }

    /// What must not outlive an open vault.
    fn forget(&mut self) {
        self.clipboard.clear();
        self.offers.clear();
        self.deleted = None;
        self.background.stop();
        self.waiting = 0;
    }

    fn core(&self) -> Option<&Authenticator> {
        self.opened.as_ref().map(|opened| &*opened.core)
    }

    fn show_stage(&mut self) {
        if let Some(stage) = self.core().map(Authenticator::stage) {
            self.show(stage);
        }
    }

    /// The screen of a stage.
    fn show(&mut self, stage: Stage) {
        self.current = match stage {
            Stage::Setup(SetupStep::License { version }) => {
                Current::License(License::new(version, LICENSE_TEXT))
            }
            Stage::Setup(SetupStep::ChoosePin(_)) if self.class().is_none() => {
                return self.decide_device_key();
            }
            Stage::Setup(SetupStep::ChoosePin(rules)) => Current::NewPin(NewPin::choose(rules)),
            Stage::Setup(SetupStep::ConfirmPin) => Current::NewPin(NewPin::confirm()),
            Stage::Setup(SetupStep::Notifications) => {
                Current::Notifications(screens::notifications::Notifications)
            }
            Stage::Locked(view) => Current::Unlock(Unlock::new(view)),
            Stage::NewPinNeeded(rules) => Current::ReplacePin(ReplacePin::new(rules)),
            Stage::Unlocked => return self.show_list(None),
            Stage::Erased => Current::Erased(screens::erased::Erased),
            Stage::Unusable(reason) => {
                Current::Unusable(Unusable::new(reason, self.place.folder().display().to_string()))
            }
        };
    }

    fn class(&self) -> Option<countersign::ports::AssuranceClass> {
        self.opened.as_ref().and_then(|opened| opened.class)
    }

    /// Where the device keys are kept: where the command line says, else in the keyring; where there is none, the
    /// user is asked.
    fn decide_device_key(&mut self) {
        match self.device_key {
            Some(choice) => self.decide(choice),
            None if place::keyring_available() => self.decide(DeviceKey::Keyring),
            None => self.current = Current::DeviceKey(screens::device_key::DeviceKey::default()),
        }
    }

    fn decide(&mut self, choice: DeviceKey) {
        // The core holds the vault's lock: it is closed before it is opened with its keys.
        self.opened = None;
        match self.place.decide(choice) {
            Ok(opened) => self.opened = Some(opened),
            Err(problem) => {
                self.opened = self.place.open().ok();
                self.problem(&problem);
                self.current = Current::DeviceKey(screens::device_key::DeviceKey::default());
                self.done = self.opened.is_none();
                return;
            }
        }
        self.show_stage();
    }

    fn tell(&mut self, tone: Tone, key: &str) {
        self.notice = Some(Notice { tone, text: self.texts.say(key) });
    }

    fn problem(&mut self, problem: &Problem) {
        self.notice = Some(Notice { tone: Tone::Bad, text: messages::problem(&self.texts, problem) });
    }

    /// The texts and colours that the appearance asks for.
    fn dress(&mut self) {
        let Some(appearance) = self.core().map(Authenticator::appearance) else { return };
        self.palette = Palette::of(appearance.theme, wants_colour());
        if !self.language_is_fixed {
            let language =
                appearance.language.unwrap_or_else(|| environment_language(|name| std::env::var(name).ok()));
            self.texts = Texts::of(language);
        }
    }
}

impl Drop for App {
    fn drop(&mut self) {
        self.clipboard.clear();
        let _ = stdout().flush();
    }
}

/// Whether colours are wanted (<https://no-color.org>).
fn wants_colour() -> bool {
    stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}
