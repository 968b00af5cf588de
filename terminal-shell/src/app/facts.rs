//! Facts in two columns: a label and what there is to say.

use super::look::Look;
use super::scroll::wrapped;
use ratatui::text::{Line, Span};

/// `facts` as lines: the labels, given by their keys, in a column of their own, both columns `width` wide together.
pub(crate) fn table(look: &Look<'_>, facts: Vec<(&'static str, String)>, width: usize) -> Vec<Line<'static>> {
    let labels: Vec<String> = facts.iter().map(|(key, _)| look.say(key)).collect();
    let widest = labels.iter().map(|label| Span::raw(label.as_str()).width()).max().unwrap_or(0);
    let column = widest + 2;
    let room = width.saturating_sub(column).max(8);
    let rows = facts.into_iter().zip(labels).flat_map(|((_, fact), label)| {
        let lines = wrapped(Line::raw(fact), room);
        let labels = std::iter::once(label).chain(std::iter::repeat(String::new()));
        lines.into_iter().zip(labels).map(|(mut line, label)| {
            let space = " ".repeat(column - Span::raw(label.as_str()).width());
            line.spans.insert(0, Span::styled(format!("{label}{space}"), look.palette.muted));
            line
        })
    });
    rows.collect()
}
