//! How the requests look: the list, and the open one with the risky part first.

use super::{Opened, Requests, Step};
use crate::app::facts::table;
use crate::app::field::Field;
use crate::app::look::Look;
use crate::app::parts::{
    Hint, below, countdown, first_line, fit, gap, paragraph, question, readable, text_height,
};
use crate::words;
use countersign::authenticator::{AnswerStatus, PushAccountView, RequestView, VerificationView};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use std::time::Duration;

/// A request's time is drawn as a bar of this many seconds at most: servers give two minutes.
const USUAL_SECONDS: u64 = 120;
/// The lines below the facts: what the user does now.
const ACTION_LINES: u16 = 3;

impl Requests {
    pub(super) fn hints_of_step(&self, look: &Look<'_>) -> Vec<Hint> {
        let hint = |key, text| Hint::new(look, key, text);
        let Some(opened) = &self.opened else {
            let mut hints = vec![];
            if !self.list.is_empty() {
                hints.extend([hint("Enter", "hint-open"), hint("↑↓", "hint-choose")]);
            }
            hints.extend([
                hint("Esc", "hint-back"),
                hint("u", "hint-ask-servers"),
                hint("h", "hint-history"),
            ]);
            return hints;
        };
        let back = hint("Esc", "hint-back");
        match &opened.step {
            _ if opened.over => vec![back],
            Step::Looking if self.asks_for_more(opened.request.account).is_some() => {
                vec![hint("g", "hint-agree"), hint("r", "hint-reject"), back]
            }
            Step::Looking => match opened.request.verification {
                VerificationView::Enter { .. } => {
                    vec![
                        hint("0–9", "hint-number"),
                        hint("Enter", "hint-approve"),
                        hint("r", "hint-reject"),
                        back,
                    ]
                }
                _ => vec![hint("a", "hint-approve"), hint("r", "hint-reject"), back],
            },
            Step::Scanning(_) => vec![hint("Enter", "hint-read"), back],
            Step::Approving(..) => vec![hint("Enter", "hint-approve"), back],
            Step::Rejecting => vec![back],
            Step::Deciding => vec![hint("Esc", "hint-stop-waiting")],
            Step::Decided(AnswerStatus::CounterBehind) => vec![hint("g", "hint-go-on"), back],
            Step::Decided(_) => vec![back],
            Step::Resuming(_) => vec![hint("Enter", "hint-go-on"), back],
        }
    }

    pub(super) fn draw_list(&self, look: &Look<'_>, frame: &mut Frame<'_>, body: Rect) {
        let mut rest = body;
        if self.list.is_empty() {
            let key = if self.accounts.is_empty() { "requests-no-account" } else { "requests-none" };
            rest = paragraph(frame, rest, Line::styled(look.say(key), look.palette.strong));
            if !self.accounts.is_empty() {
                let text = Line::styled(look.say("requests-arrive"), look.palette.muted);
                rest = paragraph(frame, gap(rest), text);
            }
            rest = gap(rest);
        }
        for (index, request) in self.list.iter().enumerate() {
            rest = draw_row(look, frame, rest, request, index == self.selected);
        }
        for account in &self.accounts {
            for line in account_lines(look, account) {
                rest = paragraph(frame, rest, line);
            }
        }
    }

    pub(super) fn draw_opened(&self, look: &Look<'_>, frame: &mut Frame<'_>, body: Rect, opened: &Opened) {
        let body = readable(body);
        let [top, action] =
            Layout::vertical([Constraint::Min(0), Constraint::Length(action_lines(look, body, opened))])
                .areas(body);
        let request = &opened.request;
        let head = words::headline(look.texts, request);
        let rest = paragraph(frame, top, Line::styled(head, look.palette.strong));
        let rest = match opened.step {
            Step::Decided(_) | Step::Resuming(_) => rest,
            _ => {
                let judge = Line::styled(look.say("request-judge"), look.palette.warning);
                let rest = paragraph(frame, rest, judge);
                draw_time(look, frame, rest, opened)
            }
        };
        let mut lines: Vec<Line<'static>> = words::cautions(look.texts, request)
            .into_iter()
            .map(|text| Line::styled(format!("! {text}"), look.palette.warning))
            .collect();
        let facts = words::facts(look.texts, request);
        lines.extend(table(look, facts, usize::from(rest.width.saturating_sub(2))));
        if request.client_address.is_some() || request.client_place.is_some() {
            lines.push(Line::styled(look.say("request-claimed"), look.palette.muted));
        }
        let rest =
            if rest.height > u16::try_from(lines.len()).unwrap_or(u16::MAX) { gap(rest) } else { rest };
        self.scroll.render(look, frame, rest, lines);
        self.draw_action(look, frame, action, opened);
    }

    /// What the user does now, at the foot: it is in sight on every screen.
    fn draw_action(&self, look: &Look<'_>, frame: &mut Frame<'_>, area: Rect, opened: &Opened) {
        let say = |key: &str| Line::styled(look.say(key), look.palette.accent);
        if opened.over {
            paragraph(frame, area, Line::styled(look.say("request-over"), look.palette.bad));
            return;
        }
        match &opened.step {
            Step::Looking => self.draw_comparison(look, frame, area, opened),
            Step::Scanning(field) => draw_field(look, frame, area, say("request-scan-field"), field),
            Step::Approving(_, field) => draw_field(look, frame, area, say("request-pin"), field),
            Step::Resuming(field) => draw_field(look, frame, area, say("request-resume-pin"), field),
            Step::Deciding => {
                paragraph(frame, area, say("request-deciding"));
            }
            Step::Rejecting => {
                let hints = [
                    Hint::new(look, "n", "hint-not-me"),
                    Hint::new(look, "c", "hint-cancelled"),
                    Hint::new(look, "Esc", "hint-back"),
                ];
                let text = look.say("request-reject-question");
                question(look, frame, &look.say("request-reject-title"), text, &hints);
            }
            Step::Decided(status) => {
                paragraph(frame, area, outcome(look, status));
            }
        }
    }

    fn draw_comparison(&self, look: &Look<'_>, frame: &mut Frame<'_>, area: Rect, opened: &Opened) {
        let accent = |text: String| Line::styled(text, look.palette.accent);
        if let Some(asked) =
            self.asks_for_more(opened.request.account).and_then(|account| account.policy_change)
        {
            let asked = words::policy(look.texts, asked).join(" ");
            paragraph(
                frame,
                area,
                accent(look.texts.say_with("request-policy", &[("policy", asked.into())])),
            );
            return;
        }
        match opened.request.verification {
            VerificationView::None => {
                paragraph(frame, area, accent(look.say("request-compare-none")));
            }
            VerificationView::Scan => {
                paragraph(frame, area, accent(look.say("request-compare-scan")));
            }
            VerificationView::Enter { digits } => {
                let text = look.texts.say_with("request-compare-enter", &[("digits", digits.into())]);
                let rest = paragraph(frame, area, accent(text));
                let (line, _) = first_line(rest);
                let boxes = number_boxes(&opened.number, usize::from(digits));
                frame.render_widget(Line::styled(format!("▸ {boxes}"), look.palette.strong), line);
            }
            VerificationView::Show { .. } => {
                let rest = paragraph(frame, area, accent(look.say("request-compare-show")));
                let code = opened.request.code.as_deref().map(words::in_groups).unwrap_or_default();
                let (line, _) = first_line(rest);
                frame.render_widget(Line::styled(format!("▸ {code}"), look.palette.strong), line);
            }
        }
    }
}

/// The lines for what the user does now; an outcome is told whole, above a line of what it was about.
fn action_lines(look: &Look<'_>, body: Rect, opened: &Opened) -> u16 {
    let needed = match &opened.step {
        Step::Decided(status) if !opened.over => text_height(outcome(look, status), body),
        _ => ACTION_LINES,
    };
    needed.clamp(ACTION_LINES, body.height.saturating_sub(1).max(ACTION_LINES))
}

fn outcome(look: &Look<'_>, status: &AnswerStatus) -> Line<'static> {
    let (mark, style) = Opened::tone(status).mark_and_style(look);
    let text = format!("{mark} {}", words::outcome(look.texts, status));
    Line::styled(text, style.patch(look.palette.strong))
}

/// `1 2 _   _ _ _`: a place for each digit, in groups of three, so that it looks like the number on the page.
fn number_boxes(typed: &str, digits: usize) -> String {
    let size = if !digits.is_multiple_of(3) && digits.is_multiple_of(4) { 4 } else { 3 };
    let places: Vec<char> =
        typed.chars().chain(std::iter::repeat('_')).take(digits.max(typed.chars().count())).collect();
    let group = |group: &[char]| group.iter().map(char::to_string).collect::<Vec<_>>().join(" ");
    places.chunks(size).map(group).collect::<Vec<_>>().join("   ")
}

fn draw_field(look: &Look<'_>, frame: &mut Frame<'_>, area: Rect, label: Line<'static>, field: &Field) {
    let rest = paragraph(frame, area, label);
    let (line, _) = first_line(rest);
    field.render(look, frame, line, true);
}

/// The time that is left, as a bar and a clock face.
fn draw_time(look: &Look<'_>, frame: &mut Frame<'_>, area: Rect, opened: &Opened) -> Rect {
    let (line, rest) = first_line(area);
    let left = if opened.over { 0 } else { opened.request.seconds_left };
    let width = usize::from(line.width.saturating_sub(10)).min(30);
    let face = words::clock_face(Duration::from_secs(left));
    let spans = vec![
        countdown(look, left, left.max(USUAL_SECONDS), width),
        Span::styled(format!("  {face}"), look.palette.strong),
    ];
    frame.render_widget(Line::from(spans), line);
    rest
}

/// One request in the list: what and for whom, from where, how long still.
fn draw_row(
    look: &Look<'_>,
    frame: &mut Frame<'_>,
    area: Rect,
    request: &RequestView,
    selected: bool,
) -> Rect {
    let (upper, rest) = first_line(area);
    let (lower, rest) = first_line(rest);
    let face = words::clock_face(Duration::from_secs(request.seconds_left));
    let width = usize::from(upper.width);
    let (mark, style) = if selected { ("▌ ", look.palette.accent) } else { ("  ", look.palette.base) };
    let head = fit(&words::headline(look.texts, request), width.saturating_sub(face.len() + 4));
    let space = " ".repeat(width.saturating_sub(Span::raw(head.as_str()).width() + face.len() + 3));
    let spans = vec![
        Span::styled(mark, style),
        Span::styled(head, look.palette.strong),
        Span::raw(space),
        Span::styled(face, look.palette.warning),
    ];
    frame.render_widget(Line::from(spans), upper);
    let facts: Vec<String> = words::facts(look.texts, request)
        .into_iter()
        .filter(|(key, _)| matches!(*key, "request-from" | "request-with" | "request-server"))
        .map(|(_, fact)| fact)
        .collect();
    let detail = fit(&facts.join(" · "), width.saturating_sub(3));
    let spans = vec![Span::styled(mark, style), Span::styled(detail, look.palette.muted)];
    frame.render_widget(Line::from(spans), lower);
    below(rest, u16::from(rest.height > 4))
}

/// What is to be said of an account below the list: muted, not reachable, ended, answers that wait.
fn account_lines(look: &Look<'_>, account: &PushAccountView) -> Vec<Line<'static>> {
    use countersign::authenticator::Reachability;
    let server = account.server.as_str();
    let mut lines = Vec::new();
    if let Some(muted) = account.muted_for {
        let values = [("server", server.into()), ("time", words::clock_face(muted).into())];
        let text = look.texts.say_with("requests-muted", &values);
        lines.push(Line::styled(format!("! {text}"), look.palette.warning));
    }
    if account.end_pending {
        let text = look.texts.say_with("requests-end-pending", &[("server", server.into())]);
        lines.push(Line::styled(format!("! {text}"), look.palette.warning));
    } else if account.ended.is_some() {
        let text = look.texts.say_with("requests-ended", &[("server", server.into())]);
        lines.push(Line::styled(format!("! {text}"), look.palette.warning));
    } else if account.enroll_again {
        let text = look.texts.say_with("requests-enroll-again", &[("server", server.into())]);
        lines.push(Line::styled(format!("! {text}"), look.palette.warning));
    } else if account.reachability == Reachability::Unreachable {
        let values = [("server", server.into()), ("time", words::clock_face(account.next_poll_in).into())];
        let text = look.texts.say_with("requests-unreachable", &values);
        lines.push(Line::styled(format!("✗ {text}"), look.palette.bad));
    }
    if account.undelivered > 0 {
        let text = look.texts.say_with("requests-undelivered", &[("server", server.into())]);
        lines.push(Line::styled(format!("! {text}"), look.palette.warning));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_place_for_each_digit() {
        assert_eq!(number_boxes("", 6), "_ _ _   _ _ _");
        assert_eq!(number_boxes("12", 6), "1 2 _   _ _ _");
        assert_eq!(number_boxes("1", 2), "1 _");
        assert_eq!(number_boxes("", 8), "_ _ _ _   _ _ _ _");
    }
}
