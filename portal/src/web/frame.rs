//! What every page has around its own content: texts, form token, who is logged in, and what the last step has to say.

use super::assets;
use crate::domain::Language;
use crate::texts::Texts;
use std::borrow::Borrow;
use std::fmt::Display;

/// The frame of one page. Templates call it `p`.
pub(crate) struct Frame {
    texts: &'static Texts,
    /// What stands before every path: empty, or `/path`.
    pub root: String,
    /// The path of this page, to come back to after the language was switched.
    pub path: String,
    /// What every form of this page carries, so that no other site can post it.
    pub form_token: String,
    /// Who is logged in.
    pub user: Option<String>,
    /// The key of the name of the area that the page belongs to.
    pub area: &'static str,
    /// The parts of that area, as the header lists them.
    pub sections: Vec<Section>,
    /// After how many seconds of rest the session ends.
    pub idle: Option<u64>,
    /// What the last step has to say.
    pub notice: Option<Notice>,
    /// What is wrong with a field, by its name.
    pub problems: Vec<(&'static str, String)>,
}

/// What the last step has to say.
pub(crate) enum Notice {
    /// It went well.
    Good(String),
    /// It did not.
    Bad(String),
    /// Something to know first.
    Info(String),
}

impl Notice {
    /// Its name in the style sheet.
    pub(crate) const fn kind(&self) -> &'static str {
        match self {
            Self::Good(_) => "good",
            Self::Bad(_) => "bad",
            Self::Info(_) => "info",
        }
    }

    /// What it says.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Good(text) | Self::Bad(text) | Self::Info(text) => text,
        }
    }
}

/// A part of the self-service or of another area, as the header lists it.
pub(crate) struct Section {
    pub path: &'static str,
    pub name: String,
    pub here: bool,
}

/// A language, as the footer offers it.
pub(crate) struct Offered {
    pub tag: &'static str,
    pub name: String,
    pub here: bool,
}

impl Frame {
    /// The frame of a page for a visitor of whom nothing is known yet.
    pub(crate) fn new(language: Language, root: &str, path: &str, form_token: String) -> Self {
        Self {
            texts: Texts::of(language),
            root: root.to_owned(),
            path: path.to_owned(),
            form_token,
            user: None,
            area: "",
            sections: Vec::new(),
            idle: None,
            notice: None,
            problems: Vec::new(),
        }
    }

    /// The text of `key`.
    pub(crate) fn say(&self, key: &str) -> String {
        self.texts.say(key)
    }

    /// The text of `key` with one value put into it.
    pub(crate) fn with(&self, key: &str, name: &str, value: impl Display) -> String {
        self.texts.with(key, name, value)
    }

    /// The text of `key` for a number.
    pub(crate) fn count(&self, key: &str, count: impl Borrow<u64>) -> String {
        self.texts.count(key, *count.borrow())
    }

    /// The text of `key` with several values put into it.
    pub(crate) fn several(&self, key: &str, values: &[(&str, String)]) -> String {
        self.texts.several(key, values)
    }

    /// The texts themselves.
    pub(crate) const fn texts(&self) -> &'static Texts {
        self.texts
    }

    /// The path of an asset.
    pub(crate) fn asset(&self, name: &str) -> String {
        format!("{}{}", self.root, assets::path(name))
    }

    /// What is wrong with the field `name`.
    pub(crate) fn problem(&self, name: &str) -> Option<&str> {
        self.problems.iter().find(|(field, _)| *field == name).map(|(_, text)| text.as_str())
    }

    /// The frame of a page for someone who is logged in: with the area it belongs to and its parts, each a path and the key
    /// of its name, and the seconds of rest after which the session ends.
    #[must_use]
    pub(crate) fn inside(
        mut self,
        user: &str,
        area: &'static str,
        parts: &[(&'static str, &str)],
        idle: u64,
    ) -> Self {
        let here = |path: &str| self.path.starts_with(path);
        let section =
            |(path, name): &(&'static str, &str)| Section { path, name: self.say(name), here: here(path) };
        self.sections = parts.iter().map(section).collect();
        self.user = Some(user.to_owned());
        self.area = area;
        self.idle = Some(idle);
        self
    }

    /// The languages, each by its own name.
    pub(crate) fn languages(&self) -> Vec<Offered> {
        [Language::English, Language::German]
            .into_iter()
            .map(|language| Offered {
                tag: language.code(),
                name: Texts::of(language).say("language-name"),
                here: language == self.texts.language(),
            })
            .collect()
    }
}
