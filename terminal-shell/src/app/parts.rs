//! The parts that screens are made of: the frame around them, paragraphs, the countdown bar, a question.

use super::look::Look;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span, Text};
use ratatui::widgets::{Block, BorderType, Clear, Paragraph, Wrap};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// Screens lower than this do without ornaments.
const ROOMY: u16 = 16;
/// Text wider than this is tiring to read.
const READABLE_WIDTH: u16 = 76;

/// A key and what it does, for the line at the foot.
#[derive(Clone, Debug)]
pub(crate) struct Hint {
    key: &'static str,
    text: String,
}

impl Hint {
    /// The key as it is shown, and the text key of what it does.
    pub(crate) fn new(look: &Look<'_>, key: &'static str, text: &str) -> Self {
        Self { key, text: look.say(text) }
    }
}

/// One line that tells what just happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Notice {
    pub(crate) tone: Tone,
    pub(crate) text: String,
}

/// How a notice is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    Good,
    Plain,
    Warning,
    Bad,
}

impl Tone {
    /// Its sign, which says the same as its colour.
    pub(crate) fn mark_and_style(self, look: &Look<'_>) -> (&'static str, Style) {
        match self {
            Self::Good => ("✓", look.palette.good),
            Self::Plain => ("·", look.palette.base),
            Self::Warning => ("!", look.palette.warning),
            Self::Bad => ("✗", look.palette.bad),
        }
    }
}

/// A few words at the right of the head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Aside {
    Plain(String),
    /// It must be seen: where there is no room for both, it takes the app's name's.
    Urgent(String),
}

/// Draws head and foot and gives what is left between them.
pub(crate) fn frame_around(
    look: &Look<'_>,
    frame: &mut Frame<'_>,
    title: &str,
    aside: &Aside,
    hints: &[Hint],
    notice: Option<&Notice>,
) -> Rect {
    let area = frame.area();
    frame.render_widget(Block::new().style(look.palette.base), area);
    let roomy = area.height >= ROOMY;
    let rule = u16::from(roomy);
    let told_lines = notice.map_or(1, |notice| notice_lines(notice, area));
    let [head, upper, body, lower, told, foot] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Length(rule),
        Constraint::Min(0),
        Constraint::Length(rule),
        Constraint::Length(told_lines),
        Constraint::Length(1),
    ])
    .areas(area);

    draw_head(look, frame, head, title, aside);
    for line in [upper, lower] {
        frame.render_widget(Span::styled("─".repeat(usize::from(line.width)), look.palette.muted), line);
    }
    if let Some(notice) = notice {
        let (mark, style) = notice.tone.mark_and_style(look);
        frame.render_widget(Span::styled(format!(" {mark}"), style), told);
        let text = Paragraph::new(Span::styled(notice.text.clone(), style)).wrap(Wrap { trim: true });
        frame.render_widget(text, beside_mark(told));
    }
    let width = usize::from(foot.width);
    let (first, others) = hints_in_one_line(hints, width);
    if others.is_empty() || notice.is_some() {
        frame.render_widget(hint_line(look, &first), foot);
    } else {
        // Nothing is told: its line takes what one line has no room for.
        let second = hints_in_one_line(&others, width).0;
        frame.render_widget(hint_line(look, &first), told);
        frame.render_widget(hint_line(look, &second), foot);
    }
    let margin = u16::from(body.width > 50);
    Rect { x: body.x + margin, width: body.width.saturating_sub(2 * margin), ..body }
}

fn draw_head(look: &Look<'_>, frame: &mut Frame<'_>, head: Rect, title: &str, aside: &Aside) {
    let title = Span::styled(title.to_owned(), look.palette.strong);
    let left = Line::from(vec![
        Span::styled(" Countersign ", look.palette.accent),
        Span::styled("│ ", look.palette.muted),
        title.clone(),
    ]);
    let (text, style) = match aside {
        Aside::Plain(text) => (text, look.palette.muted),
        Aside::Urgent(text) => (text, look.palette.warning.patch(look.palette.strong)),
    };
    let right = Line::from(Span::styled(format!("{text} "), style)).right_aligned();
    let fits = left.width() + right.width() < usize::from(head.width);
    match aside {
        Aside::Plain(_) if !fits => frame.render_widget(left, head),
        Aside::Urgent(_) if !fits => {
            frame.render_widget(Line::from(vec![Span::raw(" "), title]), head);
            frame.render_widget(right, head);
        }
        _ => {
            frame.render_widget(left, head);
            frame.render_widget(right, head);
        }
    }
}

/// How many lines a notice takes: as many as it needs, up to half of the screen.
fn notice_lines(notice: &Notice, area: Rect) -> u16 {
    let text = Paragraph::new(notice.text.as_str()).wrap(Wrap { trim: true });
    let most = (area.height / 2).max(1);
    wrapped_height(&text, Rect { height: most, ..beside_mark(area) }).clamp(1, most)
}

/// Where the text of a notice stands, at the right of its mark.
fn beside_mark(area: Rect) -> Rect {
    let mark = area.width.min(3);
    Rect { x: area.x + mark, width: (area.width - mark).saturating_sub(1), ..area }
}

/// The hints that fit into one line, and the others. Those at the front matter most, and the way out is never missing.
fn hints_in_one_line(hints: &[Hint], width: usize) -> (Vec<Hint>, Vec<Hint>) {
    let needed = |hint: &Hint| hint.key.width() + 1 + hint.text.width() + 2;
    let way_out = ["Esc", "?", "q"].iter().find_map(|key| hints.iter().position(|hint| hint.key == *key));
    let mut used = 1 + way_out.and_then(|index| hints.get(index)).map_or(0, needed);
    let (mut first, mut others) = (Vec::new(), Vec::new());
    for (index, hint) in hints.iter().enumerate() {
        let reserved = way_out == Some(index);
        // The two spaces after the last hint need no room.
        if reserved || used + needed(hint) <= width + 2 {
            used += if reserved { 0 } else { needed(hint) };
            first.push(hint.clone());
        } else {
            others.push(hint.clone());
        }
    }
    (first, others)
}

fn hint_line(look: &Look<'_>, hints: &[Hint]) -> Line<'static> {
    let mut spans = vec![Span::raw(" ")];
    for hint in hints {
        spans.push(Span::styled(hint.key, look.palette.accent));
        spans.push(Span::styled(format!(" {}  ", hint.text), look.palette.muted));
    }
    Line::from(spans)
}

/// Wrapped text from the top of `area`; gives what is left below it.
pub(crate) fn paragraph(frame: &mut Frame<'_>, area: Rect, text: impl Into<Text<'static>>) -> Rect {
    let area = readable(area);
    let paragraph = Paragraph::new(text).wrap(Wrap { trim: false });
    let height = wrapped_height(&paragraph, area);
    let [top, rest] = Layout::vertical([Constraint::Length(height), Constraint::Min(0)]).areas(area);
    frame.render_widget(paragraph, top);
    rest
}

/// How many lines [`paragraph`] takes of `area`.
pub(crate) fn text_height<'t>(text: impl Into<ratatui::text::Text<'t>>, area: Rect) -> u16 {
    wrapped_height(&Paragraph::new(text).wrap(Wrap { trim: false }), readable(area))
}

/// An empty line, where there is room for one.
pub(crate) fn gap(area: Rect) -> Rect {
    below(area, u16::from(area.height > 3))
}

/// `area` without its first `lines` lines.
pub(crate) fn below(area: Rect, lines: u16) -> Rect {
    let lines = lines.min(area.height);
    Rect { y: area.y + lines, height: area.height - lines, ..area }
}

/// The first line of `area`, and what is left below it.
pub(crate) fn first_line(area: Rect) -> (Rect, Rect) {
    (Rect { height: area.height.min(1), ..area }, below(area, 1))
}

/// `area`, not wider than is pleasant to read.
pub(crate) fn readable(area: Rect) -> Rect {
    Rect { width: area.width.min(READABLE_WIDTH), ..area }
}

fn wrapped_height(paragraph: &Paragraph<'_>, area: Rect) -> u16 {
    // Drawing into a buffer of its own is how to learn the height with the stable interface.
    let tall = Rect { x: 0, y: 0, width: area.width.max(1), height: area.height.max(1) };
    let mut buffer = ratatui::buffer::Buffer::empty(tall);
    ratatui::widgets::Widget::render(paragraph, tall, &mut buffer);
    let used = (0..tall.height)
        .rev()
        .find(|&y| (0..tall.width).any(|x| buffer.cell((x, y)).is_some_and(|cell| cell.symbol() != " ")));
    used.map_or(0, |last| last + 1).min(area.height)
}

/// A question in a box over the screen; the screen says in its hints which keys answer.
pub(crate) fn question(look: &Look<'_>, frame: &mut Frame<'_>, title: &str, text: String, hints: &[Hint]) {
    let area = frame.area();
    let width = area.width.saturating_sub(2).min(READABLE_WIDTH - 12);
    let paragraph = Paragraph::new(text).wrap(Wrap { trim: false });
    let inner = Rect { width: width.saturating_sub(4), height: area.height.saturating_sub(4), ..area };
    let height = (wrapped_height(&paragraph, inner) + 4).min(area.height);
    let place = Rect {
        x: area.x + area.width.saturating_sub(width) / 2,
        y: area.y + area.height.saturating_sub(height) / 2,
        width: width.min(area.width),
        height,
    };
    let block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(look.palette.accent)
        .title(Span::styled(format!(" {title} "), look.palette.accent))
        .style(look.palette.base);
    let within = block.inner(place);
    frame.render_widget(Clear, place);
    frame.render_widget(block, place);
    let [text, _, keys] =
        Layout::vertical([Constraint::Min(0), Constraint::Length(1), Constraint::Length(1)]).areas(within);
    frame.render_widget(paragraph, Rect { x: text.x + 1, width: text.width.saturating_sub(2), ..text });
    frame.render_widget(hint_line(look, hints), keys);
}

/// The time left as a bar: full blocks for what is left, light ones for what is gone, so that it reads without colour.
pub(crate) fn countdown(look: &Look<'_>, left: u64, period: u64, width: usize) -> Span<'static> {
    let period = usize::try_from(period).unwrap_or(usize::MAX).max(1);
    let left_columns =
        usize::try_from(left).unwrap_or(usize::MAX).min(period).saturating_mul(width).div_ceil(period);
    let style = if left <= 5 { look.palette.warning } else { look.palette.good };
    Span::styled(
        format!("{}{}", "━".repeat(left_columns), "╌".repeat(width.saturating_sub(left_columns))),
        style,
    )
}

/// `text` in at most `width` columns, with an ellipsis where it was cut.
pub(crate) fn fit(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut cut = String::new();
    for character in text.chars() {
        if cut.width() + character.width().unwrap_or(0) + 1 > width {
            break;
        }
        cut.push(character);
    }
    if width > 0 {
        cut.push('…');
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::look::Palette;
    use crate::texts::Texts;
    use countersign::authenticator::{Language, Theme};
    use countersign::time::UnixTime;

    #[test]
    fn text_is_cut_by_columns() {
        assert_eq!(fit("GitHub", 6), "GitHub");
        assert_eq!(fit("GitHub", 5), "GitH…");
        assert_eq!(fit("日本語", 5), "日本…");
        assert_eq!(fit("日本語", 4), "日…");
        assert_eq!(fit("x", 0), "");
    }

    #[test]
    fn the_bar_is_never_empty_while_time_is_left() {
        let texts = Texts::of(Language::English);
        let look =
            Look { texts: &texts, palette: Palette::of(Theme::System, false), now: UnixTime::default() };
        let bar = |left| countdown(&look, left, 30, 10).content.into_owned();
        assert_eq!(bar(30), "━━━━━━━━━━");
        assert_eq!(bar(15), "━━━━━╌╌╌╌╌");
        assert_eq!(bar(1), "━╌╌╌╌╌╌╌╌╌");
        assert_eq!(bar(0), "╌╌╌╌╌╌╌╌╌╌");
        assert_eq!(countdown(&look, u64::MAX, 0, 4).content, "━━━━");
    }
}
