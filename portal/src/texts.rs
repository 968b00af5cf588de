//! What the portal says, in the visitor's language. The words live in `texts/*.ftl`; nothing else holds any.

use crate::domain::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::fmt::Display;
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

const ENGLISH: &str = include_str!("../texts/en.ftl");
const GERMAN: &str = include_str!("../texts/de.ftl");

/// The texts of one language.
pub struct Texts {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Texts {
    /// The texts of `language`.
    pub fn of(language: Language) -> &'static Self {
        static IN_ENGLISH: LazyLock<Texts> = LazyLock::new(|| Texts::read(Language::English, ENGLISH));
        static IN_GERMAN: LazyLock<Texts> = LazyLock::new(|| Texts::read(Language::German, GERMAN));
        match language {
            Language::English => &IN_ENGLISH,
            Language::German => &IN_GERMAN,
        }
    }

    fn read(language: Language, source: &str) -> Self {
        // A resource with an error still carries its other messages; a test keeps both files free of errors.
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource);
        let tag: LanguageIdentifier = language.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // The marks around inserted values are for scripts that run the other way; pages set those apart themselves.
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        Self { language, bundle }
    }

    /// Which language this is.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The text of `key`.
    pub fn say(&self, key: &str) -> String {
        self.fill(key, FluentArgs::new())
    }

    /// The text of `key` with one value put into it.
    pub fn with(&self, key: &str, name: &str, value: impl Display) -> String {
        self.fill(key, FluentArgs::from_iter([(name.to_owned(), FluentValue::from(value.to_string()))]))
    }

    /// The text of `key` for a number, `$count`, which may decide its form.
    pub fn count(&self, key: &str, count: u64) -> String {
        self.numbers(key, &[("count", count)])
    }

    /// The text of `key` for several numbers, which may decide its form.
    pub fn numbers(&self, key: &str, numbers: &[(&str, u64)]) -> String {
        self.fill(key, numbers.iter().map(|(name, number)| (*name, FluentValue::from(*number))).collect())
    }

    /// The text of `key` with several values put into it.
    pub fn several(&self, key: &str, values: &[(&str, String)]) -> String {
        self.fill(
            key,
            values.iter().map(|(name, value)| (*name, FluentValue::from(value.as_str()))).collect(),
        )
    }

    fn fill(&self, key: &str, arguments: FluentArgs<'_>) -> String {
        let pattern = self.bundle.get_message(key).and_then(|message| message.value());
        debug_assert!(pattern.is_some(), "there is no text {key}");
        let Some(pattern) = pattern else { return key.to_owned() };
        self.bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned()
    }
}

/// The language that a browser asks for: the first of its `Accept-Language` by weight that we speak, else English.
pub fn preferred_language(accepted: &str) -> Language {
    let mut best = (0.0, Language::English);
    for range in accepted.split(',').take(32) {
        let (tag, weight) = range.split_once(';').unwrap_or((range, "q=1"));
        let weight: f32 =
            weight.trim().strip_prefix("q=").and_then(|weight| weight.parse().ok()).unwrap_or(0.0);
        let primary = tag.trim().split('-').next().unwrap_or_default().to_ascii_lowercase();
        if let Ok(language) = primary.parse::<Language>()
            && weight > best.0
        {
            best = (weight, language);
        }
    }
    best.1
}

#[cfg(test)]
mod tests;
