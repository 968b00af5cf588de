//! Account: one account with its code; rename, tags, favourite, delete. A push account with how it stands with its server,
//! and its new keys.

use super::authenticators::Shown;
use super::offer::split_tags;
use super::unlock::yes_key;
use super::{Intent, Place, Screen};
use crate::app::facts::table;
use crate::app::form::{Entry, Form, Typed};
use crate::app::look::Look;
use crate::app::parts::{Hint, countdown, first_line, gap, paragraph, question, readable};
use crate::app::scroll::Scroll;
use crate::words;
use countersign::authenticator::{AccountChange, AccountDetail, AccountId, AccountKind, PushDetail};
use countersign::time::UnixTime;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use signing::{Key, Signed, Signing};

mod signing;

#[derive(Debug)]
pub(crate) struct Account {
    detail: AccountDetail,
    code: Shown,
    hidden: bool,
    editing: Option<Form>,
    asks_to_delete: Option<Deleting>,
    signing: Option<Signing>,
    scroll: Scroll,
}

/// What deleting would mean.
#[derive(Debug)]
enum Deleting {
    /// Here, and for a push account at its server first.
    Everywhere,
    /// The server was not told: why it was not. Later with the server, or here only.
    Untold(String),
}

impl Account {
    pub(crate) fn new(detail: AccountDetail, hidden: bool) -> Self {
        let scroll = Scroll::default();
        Self {
            detail,
            code: Shown::Nothing,
            hidden,
            editing: None,
            asks_to_delete: None,
            signing: None,
            scroll,
        }
    }

    pub(crate) fn id(&self) -> AccountId {
        self.detail.row.id
    }

    /// The account as it is after a change.
    pub(crate) fn update(&mut self, detail: AccountDetail) {
        self.detail = detail;
        self.editing = None;
    }

    pub(crate) fn set_code(&mut self, code: Shown) {
        self.code = code;
    }

    /// Whether the code on the screen is missing or over.
    pub(crate) fn is_stale(&self, now: UnixTime) -> bool {
        match (&self.code, self.detail.row.kind) {
            (_, AccountKind::Hotp | AccountKind::Unknown) | (Shown::Problem(_), _) => false,
            _ if !self.has_code() => false,
            (Shown::Nothing, _) => true,
            (Shown::Code(code), _) => {
                code.valid_from.is_some_and(|from| now < from)
                    || code.valid_until.is_some_and(|until| now >= until)
            }
        }
    }

    fn edit(&mut self) {
        let row = &self.detail.row;
        self.editing = Some(Form::new(vec![
            Entry::line("field-issuer", &row.issuer),
            Entry::line("field-account", &row.account),
            Entry::line("field-information", &row.information),
            Entry::line("field-tags", &row.tags.join(", ")),
        ]));
    }

    fn edited(&mut self, key: KeyEvent) -> Option<Intent> {
        if key.code == KeyCode::Esc {
            self.editing = None;
            return None;
        }
        let form = self.editing.as_mut()?;
        if form.key(key) != Typed::Submitted {
            return None;
        }
        let text = |index| Some(form.text(index).trim().to_owned());
        let change = AccountChange {
            issuer: text(0),
            account: text(1),
            information: text(2),
            tags: Some(split_tags(form.text(3))),
            favourite: None,
        };
        Some(Intent::Change(self.detail.row.id, change))
    }

    fn draw_code(&self, look: &Look<'_>, frame: &mut Frame<'_>, area: Rect) -> Rect {
        if !self.has_code() {
            return paragraph(frame, area, Line::styled(look.say("account-no-codes"), look.palette.muted));
        }
        let area = match self.is_push() {
            true => {
                paragraph(frame, area, Line::styled(look.say("account-offline-code"), look.palette.muted))
            }
            false => area,
        };
        let (line, rest) = first_line(area);
        let spans = match &self.code {
            Shown::Code(code) if self.hidden => {
                vec![Span::styled(code.grouped.replace(|c| c != ' ', "•"), look.palette.muted)]
            }
            Shown::Code(code) => {
                let mut spans = vec![Span::styled(code.grouped.clone(), look.palette.accent)];
                if let Some(until) = code.valid_until {
                    let left = until.milliseconds().saturating_sub(look.now.milliseconds()).div_ceil(1000);
                    spans.push(Span::raw("   "));
                    spans.push(countdown(look, left, code.period_seconds, 15));
                    let time = words::clock_face(std::time::Duration::from_secs(left));
                    spans.push(Span::styled(format!("  {time}"), look.palette.muted));
                }
                spans
            }
            Shown::Problem(text) => vec![Span::styled(look.say(text), look.palette.bad)],
            Shown::Nothing => {
                let text = Line::styled(look.say("account-on-request"), look.palette.muted);
                return paragraph(frame, area, text);
            }
        };
        frame.render_widget(Line::from(spans), line);
        let Shown::Code(code) = &self.code else { return rest };
        let (line, below) = first_line(rest);
        match code.next.as_ref().filter(|_| !self.hidden) {
            Some(next) => {
                let text = look.texts.say_with("account-next-code", &[("code", next.as_str().into())]);
                frame.render_widget(Span::styled(text, look.palette.muted), line);
                below
            }
            None => rest,
        }
    }

    /// What is known of the account: a column of labels and one of facts, `width` columns together.
    fn facts(&self, look: &Look<'_>, width: usize) -> Vec<Line<'static>> {
        let detail = &self.detail;
        let mut facts = Vec::new();
        if !detail.row.information.is_empty() {
            facts.push(("field-information", detail.row.information.clone()));
        }
        if !detail.row.tags.is_empty() {
            facts.push(("field-tags", detail.row.tags.join(", ")));
        }
        facts.push(("account-kind", words::detail_parameters(look.texts, detail)));
        if let Some(counter) = detail.counter {
            facts.push(("field-counter", counter.to_string()));
        }
        if let Some(server) = &detail.server {
            facts.push(("account-server", server.clone()));
        }
        if detail.clock_offset_milliseconds != 0 {
            facts.push(("account-clock", words::offset(look.texts, detail.clock_offset_milliseconds)));
        }
        facts.push(("account-created", words::moment(look.texts, detail.created)));
        if let Some(push) = &detail.push {
            facts.extend(push_facts(look, push));
        }
        table(look, facts, width.saturating_sub(2))
    }

    /// What stands in the way of a push account, above the facts.
    fn troubles(&self, look: &Look<'_>) -> Vec<Line<'static>> {
        let Some(push) = &self.detail.push else { return vec![] };
        let warning = |text: String| Line::styled(format!("! {text}"), look.palette.warning);
        let mut troubles = Vec::new();
        if let Some(ended) = push.status.ended {
            let at = words::moment(look.texts, ended.at);
            troubles.push(warning(look.texts.say_with("account-ended", &[("time", at.into())])));
        }
        if push.status.end_pending {
            troubles.push(warning(look.say("account-end-pending")));
        }
        if push.status.enroll_again {
            troubles.push(warning(look.say("push-enroll-again")));
        }
        if let Some(asked) = push.status.policy_change {
            let policy = words::policy(look.texts, asked).join(" ");
            troubles.push(warning(look.texts.say_with("request-policy", &[("policy", policy.into())])));
        }
        troubles
    }

    /// Whether the user is in the middle of something on this screen.
    pub(crate) fn is_busy(&self) -> bool {
        self.editing.is_some() || self.asks_to_delete.is_some() || self.signing.is_some()
    }

    fn is_push(&self) -> bool {
        self.detail.push.is_some()
    }

    /// Whether it is deleted as soon as its server was told.
    fn is_ending(&self) -> bool {
        self.detail.push.as_ref().is_some_and(|push| push.status.end_pending)
    }

    fn has_code(&self) -> bool {
        self.detail.push.as_ref().is_none_or(|push| push.offline_codes)
    }

    /// The account's server did not hear that it is to be deleted: ask whether to tell it later, or to delete it here only.
    pub(crate) fn ask_what_to_delete(&mut self, why: String) {
        self.asks_to_delete = Some(Deleting::Untold(why));
    }

    /// What was signed for is done, or came to nothing.
    pub(crate) fn signed(&mut self) {
        self.signing = None;
    }

    /// The PIN was wrong: it is asked for again.
    pub(crate) fn ask_for_pin_again(&mut self) {
        self.signing = self.signing.take().map(|signing| Signing::of(signing.signed()));
    }

    /// The server knows a later signature: the counter comes first.
    pub(crate) fn ask_to_go_on(&mut self) {
        self.signing = Some(Signing::of(Signed::Counter));
    }

    fn deleted(&mut self, key: KeyEvent) -> Option<Intent> {
        let (asked, id) = (self.asks_to_delete.take()?, self.detail.row.id);
        match (asked, key.code) {
            (Deleting::Everywhere, KeyCode::Char('y' | 'j')) if self.is_push() => Some(Intent::End(id)),
            (Deleting::Everywhere, KeyCode::Char('y' | 'j')) => Some(Intent::Delete(id)),
            (Deleting::Untold(_), KeyCode::Char('w')) => Some(Intent::EndLater(id)),
            (Deleting::Untold(_), KeyCode::Char('h')) => Some(Intent::Delete(id)),
            _ => None,
        }
    }

    fn draw_deleting(&self, look: &Look<'_>, frame: &mut Frame<'_>, asked: &Deleting, name: String) {
        let text = match asked {
            Deleting::Everywhere => {
                let key = if self.is_push() { "account-end-question" } else { "account-delete-question" };
                look.texts.say_with(key, &[("name", name.into())])
            }
            Deleting::Untold(why) => format!("{why} {}", look.say("account-untold-question")),
        };
        let hints = match asked {
            Deleting::Everywhere => vec![Hint::new(look, yes_key(look), "hint-delete")],
            Deleting::Untold(_) => {
                vec![Hint::new(look, "w", "hint-end-later"), Hint::new(look, "h", "hint-delete-here")]
            }
        };
        let hints: Vec<Hint> = hints.into_iter().chain([Hint::new(look, "n", "hint-keep")]).collect();
        question(look, frame, &look.say("account-delete-title"), text, &hints);
    }
}

impl Screen for Account {
    fn title(&self) -> &'static str {
        "title-account"
    }

    fn hints(&self, look: &Look<'_>) -> Vec<Hint> {
        if self.editing.is_some() {
            return vec![
                Hint::new(look, "^S", "hint-save"),
                Hint::new(look, "Tab", "hint-next-field"),
                Hint::new(look, "Esc", "hint-cancel"),
            ];
        }
        if let Some(signing) = &self.signing {
            return signing.hints(look);
        }
        if self.asks_to_delete.is_some() {
            return vec![Hint::new(look, "n", "hint-keep")];
        }
        let mut hints = vec![];
        if self.has_code() {
            hints.push(Hint::new(look, "c", "hint-copy"));
        }
        if self.is_ending() {
            return vec![
                Hint::new(look, "b", "hint-keep-account"),
                Hint::new(look, "d", "hint-delete"),
                Hint::new(look, "Esc", "hint-back"),
            ];
        }
        if self.is_push() {
            if self.detail.push.as_ref().is_some_and(|push| push.status.policy_change.is_some()) {
                hints.push(Hint::new(look, "g", "hint-agree"));
            }
            hints.push(Hint::new(look, "r", "hint-requests"));
            hints.push(Hint::new(look, "v", "hint-devices"));
            hints.push(Hint::new(look, "k", "hint-new-keys"));
        }
        if self.detail.row.kind == AccountKind::Hotp {
            hints.push(Hint::new(look, "n", "hint-next-code"));
        } else if self.hidden && self.has_code() {
            hints.push(Hint::new(look, "␣", "hint-show-code"));
        }
        hints.extend([
            Hint::new(look, "e", "hint-edit"),
            Hint::new(look, "f", "hint-favourite"),
            Hint::new(look, "d", "hint-delete"),
            Hint::new(look, "Esc", "hint-back"),
        ]);
        hints.extend(self.scroll.hint(look));
        hints
    }

    fn key(&mut self, key: KeyEvent) -> Option<Intent> {
        if self.editing.is_some() {
            return self.edited(key);
        }
        if self.asks_to_delete.is_some() {
            return self.deleted(key);
        }
        let id = self.detail.row.id;
        if let Some(signing) = &mut self.signing {
            return match signing.key(key, id) {
                Key::Done(intent) => intent.map(|intent| *intent),
                Key::Close => {
                    self.signing = None;
                    None
                }
            };
        }
        let row = &self.detail.row;
        match key.code {
            KeyCode::Esc | KeyCode::Left | KeyCode::Char('q') => Some(Intent::Show(Place::Authenticators)),
            KeyCode::Char('c') if self.has_code() => Some(Intent::Copy(row.id)),
            KeyCode::Char('r') if self.is_push() => Some(Intent::Show(Place::Requests)),
            KeyCode::Char('v') if self.is_push() => Some(Intent::ListDevices(row.id)),
            KeyCode::Char('b') if self.is_ending() => Some(Intent::Keep(row.id)),
            KeyCode::Char('k' | 'r' | 'v' | 'e' | 'f') if self.is_ending() => None,
            KeyCode::Char('k') if self.is_push() => {
                self.signing = Some(Signing::of(Signed::NewKeys));
                None
            }
            KeyCode::Char('g') if self.is_push() => Some(Intent::AcceptPolicy(row.id)),
            KeyCode::Char('n') if row.kind == AccountKind::Hotp => Some(Intent::NextCode(row.id)),
            KeyCode::Char('f') => Some(Intent::Favourite(row.id, !row.favourite)),
            KeyCode::Char('l') => Some(Intent::Lock),
            KeyCode::Char(' ') => {
                self.hidden = !self.hidden;
                None
            }
            KeyCode::Char('e') => {
                self.edit();
                None
            }
            KeyCode::Char('d') => {
                self.asks_to_delete = Some(Deleting::Everywhere);
                None
            }
            _ => {
                self.scroll.key(key);
                None
            }
        }
    }

    fn paste(&mut self, text: &str) -> Option<Intent> {
        if let Some(form) = &mut self.editing {
            form.paste(text);
        } else if let Some(signing) = &mut self.signing {
            signing.paste(text);
        }
        None
    }

    fn draw(&self, look: &Look<'_>, frame: &mut Frame<'_>, body: Rect) {
        let row = &self.detail.row;
        let name = words::label(&row.issuer, &row.account);
        if let Some(form) = &self.editing {
            let rest = paragraph(frame, body, Line::styled(name, look.palette.strong));
            form.render(look, frame, readable(gap(rest)));
            return;
        }
        let mut title = vec![Span::styled(name.clone(), look.palette.strong)];
        if row.favourite {
            title.push(Span::styled(" ★", look.palette.accent));
        }
        let rest = paragraph(frame, body, Line::from(title));
        if let Some(signing) = &self.signing {
            signing.draw(look, frame, readable(gap(rest)));
            return;
        }
        let rest = self.draw_code(look, frame, gap(rest));
        let rest = readable(gap(rest));
        let mut lines = self.troubles(look);
        lines.extend(self.facts(look, usize::from(rest.width)));
        self.scroll.render(look, frame, rest, lines);
        if let Some(asked) = &self.asks_to_delete {
            self.draw_deleting(look, frame, asked, name);
        }
    }
}

/// How a push account stands with its server.
fn push_facts(look: &Look<'_>, push: &PushDetail) -> Vec<(&'static str, String)> {
    let status = &push.status;
    let mut facts = vec![("account-reachability", look.say(words::reachability(status.reachability)))];
    if let Some(muted) = status.muted_for {
        let text = look.texts.say_with("account-muted", &[("time", words::clock_face(muted).into())]);
        facts.push(("account-requests", text));
    } else if status.open_requests > 0 {
        let values = [("count", status.open_requests.into())];
        facts.push(("account-requests", look.texts.say_with("requests-open", &values)));
    }
    facts.push(("account-policy", words::policy(look.texts, push.policy).join(" ")));
    if push.private_network {
        facts.push(("account-network", look.say("account-network-private")));
    }
    let keys = if push.keys_in_hardware { "account-keys-hardware" } else { "account-keys-vault" };
    facts.push(("account-keys", look.say(keys)));
    if push.rotation_pending {
        facts.push(("account-new-keys", look.say("account-new-keys-pending")));
    }
    if push.denied > 0 {
        facts.push(("account-denied", push.denied.to_string()));
    }
    facts
}
