//! How things look: the texts, the colours and the moment that a screen is drawn with.

use crate::texts::Texts;
use countersign::authenticator::Theme;
use countersign::time::UnixTime;
use ratatui::style::{Color, Modifier, Style};

/// What each screen is drawn with.
pub(crate) struct Look<'a> {
    pub(crate) texts: &'a Texts,
    pub(crate) palette: Palette,
    pub(crate) now: UnixTime,
}

impl Look<'_> {
    /// The text of `key`.
    pub(crate) fn say(&self, key: &str) -> String {
        self.texts.say(key)
    }
}

/// The styles of a theme, by what they mean. Nothing is told by colour alone.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Palette {
    pub(crate) base: Style,
    pub(crate) strong: Style,
    pub(crate) muted: Style,
    pub(crate) accent: Style,
    pub(crate) good: Style,
    pub(crate) warning: Style,
    pub(crate) bad: Style,
    pub(crate) selected: Style,
}

impl Palette {
    /// The palette of a theme. Without colour (`NO_COLOR`) every theme is the terminal's own, in bold and dim.
    pub(crate) fn of(theme: Theme, colour: bool) -> Self {
        match (theme, colour) {
            (_, false) => Self::plain(),
            (Theme::System, true) => Self::terminals_own(),
            (Theme::Dark, true) => Self::from_colours([
                0x14_17_1c, 0xd8_de_e6, 0x8b_95_a3, 0x6c_b6_ff, 0x6b_d0_8c, 0xf0_b4_4c, 0xff_7b_72,
                0x22_2a_35,
            ]),
            (Theme::Light, true) => Self::from_colours([
                0xfb_fb_f9, 0x22_27_2e, 0x5c_64_6f, 0x0b_5c_c4, 0x12_69_2a, 0x95_5a_00, 0xc0_25_1f,
                0xe3_ec_f8,
            ]),
        }
    }

    fn plain() -> Self {
        let base = Style::new();
        let strong = base.add_modifier(Modifier::BOLD);
        Self {
            base,
            strong,
            muted: base.add_modifier(Modifier::DIM),
            accent: strong,
            good: base,
            warning: strong,
            bad: strong,
            selected: Style::new(),
        }
    }

    fn terminals_own() -> Self {
        let plain = Self::plain();
        Self {
            accent: plain.strong.fg(Color::Cyan),
            good: plain.base.fg(Color::Green),
            warning: plain.base.fg(Color::Yellow),
            bad: plain.strong.fg(Color::Red),
            ..plain
        }
    }

    /// Background, text, muted, accent, good, warning, bad, background of the selected row.
    fn from_colours([back, text, muted, accent, good, warning, bad, selected]: [u32; 8]) -> Self {
        let base = Style::new().fg(Color::from_u32(text)).bg(Color::from_u32(back));
        let with = |colour| Style::new().fg(Color::from_u32(colour));
        Self {
            base,
            strong: Style::new().add_modifier(Modifier::BOLD),
            muted: with(muted),
            accent: with(accent).add_modifier(Modifier::BOLD),
            good: with(good),
            warning: with(warning),
            bad: with(bad).add_modifier(Modifier::BOLD),
            selected: Style::new().bg(Color::from_u32(selected)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_colour_means_none() {
        for theme in [Theme::System, Theme::Dark, Theme::Light] {
            let p = Palette::of(theme, false);
            for style in [p.base, p.strong, p.muted, p.accent, p.good, p.warning, p.bad, p.selected] {
                assert_eq!((style.fg, style.bg), (None, None), "{theme:?}");
            }
        }
    }

    /// WCAG 2.2, 1.4.3: text has a contrast of at least 4.5 to 1, on the selected row too.
    #[test]
    fn own_themes_are_readable() {
        let luminance = |colour: Option<Color>| {
            let Some(Color::Rgb(r, g, b)) = colour else { panic!("{colour:?}") };
            let linear = |channel: u8| {
                let c = f64::from(channel) / 255.0;
                if c <= 0.03928 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
        };
        for theme in [Theme::Dark, Theme::Light] {
            let p = Palette::of(theme, true);
            for back in [p.base.bg, p.selected.bg] {
                for text in [p.base, p.muted, p.accent, p.good, p.warning, p.bad] {
                    let (a, b) = (luminance(text.fg), luminance(back));
                    let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
                    assert!(contrast >= 4.5, "{theme:?} {text:?} on {back:?}: {contrast:.2}");
                }
            }
        }
    }
}
