//! Every screen drawn in both languages and in three sizes, and what must be readable on it.

use super::*;
use crate::app::look::Palette;
use crate::app::parts::{Aside, Notice, Tone, frame_around};
use crate::app::screens::authenticators::{Authenticators, Shown};
use crate::texts::Texts;
use countersign::authenticator::{
    AccountDetail, AccountId, AccountKind, AccountRow, Appearance, BiometricsState, CodeView, HistoryEvent,
    HistoryRow, HolderView, Language, LockView, OfferView, OlderCopy, PinRules, ProtectionView, Reachability,
    Settings as Values, Theme, Unusable as Reason,
};
use countersign::crypto::SecretBytes;
use countersign::otp::Algorithm;
use countersign::ports::AssuranceClass;
use countersign::time::UnixTime;
use crossterm::event::{KeyCode, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::time::Duration;

mod push;

const NOW: UnixTime = UnixTime::from_seconds(1_800_000_000);
const SIZES: [(u16, u16); 3] = [(100, 30), (60, 20), (40, 12)];

fn drawn(screen: &dyn Screen, language: Language, size: (u16, u16)) -> String {
    drawn_with(screen, language, size, None)
}

fn drawn_with(
    screen: &dyn Screen,
    language: Language,
    (width, height): (u16, u16),
    notice: Option<&Notice>,
) -> String {
    let texts = Texts::of(language);
    let look = Look { texts: &texts, palette: Palette::of(Theme::Dark, true), now: NOW };
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    // Twice, as the app does: what scrolls says so from the second drawing on.
    for _ in 0..2 {
        terminal
            .draw(|frame| {
                let title = look.say(screen.title());
                let aside = Aside::Plain(screen.aside(&look));
                let body = frame_around(&look, frame, &title, &aside, &screen.hints(&look), notice);
                screen.draw(&look, frame, body);
            })
            .unwrap();
    }
    let buffer = terminal.backend().buffer();
    let line = |y| (0..width).map(|x| buffer.cell((x, y)).unwrap().symbol()).collect::<String>();
    (0..height).map(line).collect::<Vec<_>>().join("\n")
}

fn large(screen: &dyn Screen) -> String {
    drawn(screen, Language::English, SIZES[0])
}

fn press(screen: &mut dyn Screen, code: KeyCode) -> Option<Intent> {
    screen.key(KeyEvent::new(code, KeyModifiers::NONE))
}

fn row(number: u8, issuer: &str, account: &str, kind: AccountKind) -> AccountRow {
    AccountRow {
        id: AccountId([number; 16]),
        issuer: issuer.into(),
        account: account.into(),
        information: String::new(),
        tags: vec!["work".into()],
        favourite: number == 1,
        kind,
        reachability: Reachability::NotNeeded,
    }
}

fn code(row: &AccountRow, seconds_left: u64) -> CodeView {
    let until = UnixTime::from_seconds(NOW.seconds() + seconds_left);
    CodeView {
        id: row.id,
        code: "123456".into(),
        grouped: "123 456".into(),
        spoken: "1 2 3, 4 5 6".into(),
        valid_from: Some(UnixTime::from_seconds(NOW.seconds() + seconds_left - 30)),
        valid_until: Some(until),
        seconds_left,
        period_seconds: 30,
        next: Some("789 012".into()),
        clock_offset_milliseconds: 0,
    }
}

fn list(seconds_left: u64) -> Authenticators {
    let rows = vec![
        row(1, "GitHub", "alice", AccountKind::Totp),
        row(2, "Bank", "alice@example.org", AccountKind::Hotp),
    ];
    let mut list = Authenticators::default();
    list.set_accounts(rows.clone(), 2, vec!["work".into()]);
    list.set_code(rows[0].id, Shown::Code(code(&rows[0], seconds_left)));
    list
}

fn lock_view(delay: u64) -> LockView {
    LockView {
        attempts_left: 7,
        delay: Duration::from_secs(delay),
        class: AssuranceClass::File,
        passphrase: true,
        biometrics: false,
        requests_while_locked: false,
        older_copy: None,
    }
}

fn offer() -> OfferView {
    OfferView {
        id: sample_offer_id(),
        issuer: "GitHub".into(),
        account: "alice".into(),
        kind: AccountKind::Totp,
        algorithm: Some(Algorithm::Sha1),
        digits: 6,
        period_seconds: Some(30),
        server: None,
        warnings: vec![countersign::otp::Warning::ShortSecret],
        similar: vec![row(1, "GitHub", "alice", AccountKind::Totp)],
        same_secret: Some(row(1, "GitHub", "alice", AccountKind::Totp)),
        push: None,
    }
}

/// The core names offers; the only way to one is through it.
fn sample_offer_id() -> OfferId {
    OfferId::sample()
}

fn detail() -> AccountDetail {
    AccountDetail {
        row: row(1, "GitHub", "alice", AccountKind::Totp),
        created: NOW,
        algorithm: Some(Algorithm::Sha1),
        digits: 6,
        period_seconds: Some(30),
        counter: None,
        server: Some("github.example".into()),
        clock_offset_milliseconds: 1500,
        push: None,
    }
}

fn history_row(event: HistoryEvent) -> HistoryRow {
    HistoryRow {
        id: countersign::authenticator::HistoryId([7; 32]),
        time: NOW,
        event,
        label: "GitHub".into(),
        server: None,
        shown: Vec::new(),
        can_be_reported: false,
    }
}

fn rules(passphrase: bool) -> PinRules {
    let class = if passphrase { AssuranceClass::File } else { AssuranceClass::Hardware };
    PinRules { minimum_length: 10, maximum_length: 64, passphrase, class }
}

/// As it is told where a server asks for a longer PIN.
fn protection() -> ProtectionView {
    let holder = HolderView {
        account: AccountId([9; 16]),
        issuer: "Countersign".into(),
        account_name: "cxxxxx.xx".into(),
        server: Some("login.example.com".into()),
    };
    ProtectionView {
        rules: rules(true),
        rules_held_by: vec![holder],
        biometrics: BiometricsState::NotAvailable,
        biometrics_held_by: Vec::new(),
        recovery_code: false,
    }
}

fn every_screen() -> Vec<Box<dyn Screen>> {
    let mut screens: Vec<Box<dyn Screen>> = vec![
        Box::new(about::About::new("in a key file".into(), "/data/alice".into())),
        Box::new(account::Account::new(detail(), false)),
        Box::new(add::Add::new()),
        Box::new(list(20)),
        Box::new(Authenticators::default()),
        Box::new(change_pin::ChangePin::new(protection())),
        Box::new(device_key::DeviceKey::default()),
        Box::new(erased::Erased),
        Box::new(history::History::new(vec![history_row(HistoryEvent::AccountAdded)])),
        Box::new(keys::Keys::default()),
        Box::new(license::License::new(1, "The license.")),
        Box::new(manual::Manual::new()),
        Box::new(new_pin::NewPin::choose(rules(true))),
        Box::new(new_pin::NewPin::confirm()),
        Box::new(notifications::Notifications),
        Box::new(offer::Offer::new(offer(), (1, 2))),
        Box::new(recovery::Recovery::new(true)),
        Box::new(replace_pin::ReplacePin::new(rules(false))),
        Box::new(settings::Settings::new(Values::default(), Appearance::default())),
        Box::new(unlock::Unlock::new(lock_view(0))),
        Box::new(unusable::Unusable::new(Reason::Damaged, "/data/alice".into())),
    ];
    screens.extend(push::every_screen());
    screens
}

#[test]
fn every_screen_shows_its_name_and_a_way_out_in_every_size_and_language() {
    for screen in every_screen() {
        for language in [Language::English, Language::German] {
            let title = Texts::of(language).say(screen.title());
            for size in SIZES {
                let picture = drawn(&*screen, language, size);
                let start: String = title.chars().take(20).collect();
                assert!(picture.lines().next().unwrap().contains(&start), "{title} at {size:?}:\n{picture}");
                let foot = picture.lines().last().unwrap();
                assert!(!foot.trim().is_empty(), "{title} at {size:?} has no hints:\n{picture}");
                let empty =
                    picture.lines().skip(1).take(usize::from(size.1) - 3).all(|line| line.trim().is_empty());
                assert!(!empty, "{title} at {size:?} is empty:\n{picture}");
            }
        }
    }
}

#[test]
fn the_list_shows_codes_time_and_in_the_last_seconds_the_next_code() {
    let picture = large(&list(20));
    for expected in ["GitHub", "alice", "123 456", "━", "20s", "#work", "★", "on request", "2 accounts"] {
        assert!(picture.contains(expected), "no {expected} in\n{picture}");
    }
    assert!(!picture.contains("789 012"));
    assert!(large(&list(5)).contains("→ 789 012"));
}

#[test]
fn hidden_codes_are_shown_on_request_only() {
    let mut list = list(3);
    list.hide_codes(true);
    let hidden = large(&list);
    assert!(
        hidden.contains("••• •••") && !hidden.contains("123 456") && !hidden.contains("789 012"),
        "{hidden}"
    );
    press(&mut list, KeyCode::Char(' '));
    assert!(large(&list).contains("123 456"));
}

#[test]
fn a_search_asks_for_what_was_typed_so_far() {
    let mut list = list(20);
    press(&mut list, KeyCode::Char('/'));
    let intent = press(&mut list, KeyCode::Char('g'));
    assert!(matches!(intent, Some(Intent::Select(filter)) if filter.search == "g"));
    assert!(
        matches!(press(&mut list, KeyCode::Esc), Some(Intent::Select(filter)) if filter == Filter::default())
    );
}

#[test]
fn keys_of_the_list_mean_what_the_help_says() {
    let mut list = list(20);
    let id = list.selected_account().unwrap().id;
    assert!(matches!(press(&mut list, KeyCode::Char('c')), Some(Intent::Copy(copied)) if copied == id));
    assert!(
        matches!(press(&mut list, KeyCode::Enter), Some(Intent::Show(Place::Account(shown))) if shown == id)
    );
    assert!(matches!(press(&mut list, KeyCode::Char('f')), Some(Intent::Favourite(_, false))));
    assert!(press(&mut list, KeyCode::Char('n')).is_none(), "a code by time has no next one to ask for");
    press(&mut list, KeyCode::Down);
    assert!(matches!(press(&mut list, KeyCode::Char('n')), Some(Intent::NextCode(_))));
    assert!(matches!(press(&mut list, KeyCode::Char('q')), Some(Intent::Quit)));
}

#[test]
fn the_unlock_screen_counts_down_and_hides_what_is_typed() {
    let mut unlock = unlock::Unlock::new(lock_view(0));
    for key in "4711".chars() {
        press(&mut unlock, KeyCode::Char(key));
    }
    let picture = large(&unlock);
    assert!(
        picture.contains("7 attempts") && picture.contains("••••") && !picture.contains("4711"),
        "{picture}"
    );
    assert!(
        matches!(press(&mut unlock, KeyCode::Enter), Some(Intent::Unlock(pin)) if pin.expose() == b"4711")
    );
    assert!(large(&unlock::Unlock::new(lock_view(90))).contains("1:30"));
    unlock.ask_about(OlderCopy::RolledBack);
    assert!(large(&unlock).contains("older than this device remembers"));
}

#[test]
fn an_offer_shows_what_is_unusual_and_asks_before_a_second_time() {
    let mut offer = offer::Offer::new(offer(), (1, 2));
    let picture = large(&offer);
    for expected in ["GitHub", "6 characters", "shorter than it should be", "1 of 2"] {
        assert!(picture.contains(expected), "no {expected} in\n{picture}");
    }
    let save = KeyEvent::new(KeyCode::Char('s'), KeyModifiers::CONTROL);
    assert!(offer.key(save).is_none(), "the same secret asks first");
    assert!(large(&offer).contains("Already there"));
    let confirmed = press(&mut offer, KeyCode::Char('y'));
    assert!(matches!(confirmed, Some(Intent::Confirm(_, confirmation)) if confirmation.same_secret_wanted));
}

#[test]
fn deleting_asks_and_warns() {
    let mut account = account::Account::new(detail(), false);
    press(&mut account, KeyCode::Char('d'));
    assert!(large(&account).contains("The server does not know of it"));
    assert!(press(&mut account, KeyCode::Char('x')).is_none());
    press(&mut account, KeyCode::Char('d'));
    assert!(matches!(press(&mut account, KeyCode::Char('y')), Some(Intent::Delete(_))));
}

#[test]
fn a_key_file_warns_plainly() {
    assert!(large(&device_key::DeviceKey::default()).contains("protects little"));
}

#[test]
fn the_recovery_code_is_shown_once_it_was_made() {
    let mut recovery = recovery::Recovery::new(false);
    recovery.show(SecretBytes::from(b"ABCD-EFGH".as_slice()));
    assert!(large(&recovery).contains("ABCD-EFGH"));
    assert!(!format!("{recovery:?}").contains("ABCD"));
}

#[test]
fn what_is_typed_into_is_in_sight_in_every_size_and_language() {
    let typed_into: Vec<(Box<dyn Screen>, usize)> = vec![
        (Box::new(add::Add::new()), 1),
        (Box::new(change_pin::ChangePin::new(protection())), 3),
        (Box::new(new_pin::NewPin::choose(rules(true))), 1),
        (Box::new(new_pin::NewPin::confirm()), 1),
        (Box::new(offer::Offer::new(offer(), (1, 2))), 4),
        (Box::new(recovery::Recovery::new(true)), 1),
        (Box::new(replace_pin::ReplacePin::new(rules(true))), 2),
        (Box::new(unlock::Unlock::new(lock_view(0))), 1),
    ];
    for (screen, fields) in typed_into {
        for language in [Language::English, Language::German] {
            for size in SIZES {
                let picture = drawn(&*screen, language, size);
                let shown = picture.lines().filter(|line| line.contains("____")).count();
                assert_eq!(shown, fields, "{} at {size:?}:\n{picture}", screen.title());
            }
        }
    }
}

#[test]
fn the_way_out_is_named_in_every_size_and_language() {
    for screen in every_screen() {
        for language in [Language::English, Language::German] {
            for size in SIZES {
                let picture = drawn(&*screen, language, size);
                let feet = picture.lines().rev().take(2).collect::<String>();
                let way_out = [" Esc ", " q ", " ? ", " n "].iter().any(|key| feet.contains(key));
                assert!(way_out, "{} at {size:?}:\n{picture}", screen.title());
            }
        }
    }
}

#[test]
fn a_text_without_room_scrolls_above_the_fields() {
    let mut offer = offer::Offer::new(offer(), (1, 2));
    let first = drawn(&offer, Language::German, SIZES[2]);
    assert!(first.contains('▼') && first.contains("PgDn"), "{first}");
    assert!(!first.contains("Genau dieses Geheimnis"));
    press(&mut offer, KeyCode::PageDown);
    let second = drawn(&offer, Language::German, SIZES[2]);
    assert!(second.contains("Genau dieses Geheimnis") && second.contains("alice___"), "{second}");
}

#[test]
fn a_notice_is_told_whole_in_every_size_and_language() {
    for language in [Language::English, Language::German] {
        let texts = Texts::of(language);
        for kind in countersign::enroll::ForeignKind::ALL {
            let text = crate::messages::this_is(&texts, *kind);
            for size in SIZES {
                let notice = Notice { tone: Tone::Bad, text: text.clone() };
                let picture = drawn_with(&add::Add::new(), language, size, Some(&notice));
                let shown: String = picture.split_whitespace().collect();
                let told: String = text.split_whitespace().collect();
                assert!(shown.contains(&told), "{text} at {size:?}:\n{picture}");
            }
        }
    }
}
