//! One row of the list: two lines, names at the left, the code and its time at the right.

use super::{Row, Shown};
use crate::app::look::Look;
use crate::app::parts::{countdown, fit};
use countersign::authenticator::{AccountKind, AccountRow, CodeView, Reachability};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Block;

/// In the last seconds of a code the next one is shown too.
const SHOW_NEXT: u64 = 5;

/// How many lines a row takes: two, and an empty one where there is room.
pub(super) fn height(area: Rect) -> u16 {
    if area.height >= 14 { 3 } else { 2 }
}

pub(super) fn draw(
    look: &Look<'_>,
    frame: &mut Frame<'_>,
    area: Rect,
    row: &Row,
    selected: bool,
    hidden: bool,
) {
    let area = Rect { width: area.width.min(100), ..area };
    if selected {
        frame.render_widget(Block::new().style(look.palette.selected), area);
    }
    let (code, time) = match &row.code {
        _ if row.account.kind == AccountKind::Push => (push_span(look, row), vec![]),
        Shown::Code(code) => (code_span(look, code, hidden), time_spans(look, code, hidden, area.width)),
        Shown::Problem(text) => (Span::styled(look.say(text), look.palette.bad), vec![]),
        Shown::Nothing if row.account.kind == AccountKind::Hotp => {
            (Span::styled(look.say("list-on-request"), look.palette.muted), vec![])
        }
        Shown::Nothing if row.account.kind == AccountKind::Unknown => {
            (Span::styled(look.say("list-unknown-kind"), look.palette.muted), vec![])
        }
        Shown::Nothing => (Span::raw("··· ···"), vec![]),
    };
    let mark = if selected { Span::styled("▌", look.palette.accent) } else { Span::raw(" ") };
    let (title, subtitle) = names(&row.account);

    let mut upper = vec![mark.clone(), dot(look, row.account.reachability)];
    let star = row.account.favourite;
    let room = usize::from(area.width).saturating_sub(code.width() + 6 + 2 * usize::from(star));
    upper.push(Span::styled(fit(title, room), look.palette.strong));
    if star {
        upper.push(Span::styled(" ★", look.palette.accent));
    }
    line(frame, area, 0, upper, vec![code]);

    let mut lower = vec![mark, Span::raw("   ")];
    let right: usize = time.iter().map(Span::width).sum();
    let mut room = usize::from(area.width).saturating_sub(right + 6);
    for (text, style) in details(look, &row.account, subtitle) {
        let text = fit(&text, room);
        room = room.saturating_sub(Span::raw(text.as_str()).width());
        lower.push(Span::styled(text, style));
    }
    line(frame, area, 1, lower, time);
}

/// Draws `left` and, flush right, `right` in one line of the row.
fn line(frame: &mut Frame<'_>, area: Rect, offset: u16, left: Vec<Span<'_>>, right: Vec<Span<'_>>) {
    if offset >= area.height {
        return;
    }
    let place = Rect { y: area.y + offset, height: 1, width: area.width.saturating_sub(1), ..area };
    frame.render_widget(Line::from(left), place);
    let right = Line::from(right);
    let width = u16::try_from(right.width()).unwrap_or(place.width).min(place.width);
    frame.render_widget(right, Rect { x: place.right() - width, width, ..place });
}

/// The dot before the name. Its shape says the same as its colour.
fn dot(look: &Look<'_>, reachability: Reachability) -> Span<'static> {
    match reachability {
        Reachability::NotNeeded => Span::styled(" • ", look.palette.muted),
        Reachability::Unknown => Span::styled(" ○ ", look.palette.muted),
        Reachability::Reachable => Span::styled(" ● ", look.palette.good),
        Reachability::Unreachable => Span::styled(" ✗ ", look.palette.bad),
    }
}

/// What stands where others have their code.
fn push_span(look: &Look<'_>, row: &Row) -> Span<'static> {
    if row.open_requests > 0 {
        let text = look.texts.say_with("list-waiting", &[("count", row.open_requests.into())]);
        return Span::styled(format!("▲ {text}"), look.palette.warning);
    }
    if row.end_pending {
        return Span::styled(look.say("list-end-pending"), look.palette.warning);
    }
    if row.ended {
        return Span::styled(look.say("list-ended"), look.palette.bad);
    }
    match row.account.reachability {
        Reachability::Unreachable => Span::styled(look.say("reach-unreachable"), look.palette.bad),
        _ => Span::styled(look.say("list-push"), look.palette.muted),
    }
}

fn names(account: &AccountRow) -> (&str, &str) {
    if account.issuer.is_empty() { (&account.account, "") } else { (&account.issuer, &account.account) }
}

fn details<'a>(look: &Look<'_>, account: &'a AccountRow, subtitle: &'a str) -> Vec<(String, Style)> {
    let mut details = vec![(subtitle.to_owned(), look.palette.base)];
    if !account.information.is_empty() {
        let dash = if subtitle.is_empty() { "" } else { " · " };
        details.push((format!("{dash}{}", account.information), look.palette.muted));
    }
    details.extend(account.tags.iter().map(|tag| (format!("  #{tag}"), look.palette.muted)));
    details
}

fn code_span(look: &Look<'_>, code: &CodeView, hidden: bool) -> Span<'static> {
    if hidden {
        let dots = code.grouped.chars().map(|c| if c == ' ' { ' ' } else { '•' }).collect::<String>();
        return Span::styled(dots, look.palette.muted);
    }
    let ends = code.valid_until.is_some() && seconds_left(look, code) <= SHOW_NEXT;
    Span::styled(code.grouped.clone(), if ends { look.palette.warning } else { look.palette.accent })
}

fn time_spans(look: &Look<'_>, code: &CodeView, hidden: bool, width: u16) -> Vec<Span<'static>> {
    if code.period_seconds == 0 {
        return vec![];
    }
    let left = seconds_left(look, code);
    let mut spans = Vec::new();
    if let Some(next) = code.next.as_ref().filter(|_| left <= SHOW_NEXT && !hidden) {
        spans.push(Span::styled(format!(" → {next}  "), look.palette.muted));
    }
    let bar = if width >= 60 { 12 } else { 6 };
    spans.push(Span::raw(" "));
    spans.push(countdown(look, left, code.period_seconds, bar));
    spans.push(Span::styled(format!(" {:>4}", short_time(left)), look.palette.muted));
    spans
}

/// Whole seconds until the code ends, rounded up.
pub(super) fn seconds_left(look: &Look<'_>, code: &CodeView) -> u64 {
    let until = code.valid_until.map_or(0, |until| until.milliseconds());
    until.saturating_sub(look.now.milliseconds()).div_ceil(1000)
}

/// `17s`, `5m`, `23h`: a day password lives long.
fn short_time(seconds: u64) -> String {
    match seconds {
        0..100 => format!("{seconds}s"),
        100..6000 => format!("{}m", seconds.div_ceil(60)),
        _ => format!("{}h", seconds.div_ceil(3600)),
    }
}
