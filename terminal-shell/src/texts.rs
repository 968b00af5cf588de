//! What the shell says, in the user's language. The words live in `texts/*.ftl`; nothing else holds any.

use countersign::authenticator::Language;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

const ENGLISH: &str = include_str!("../texts/en.ftl");
const GERMAN: &str = include_str!("../texts/de.ftl");

/// The texts of one language.
pub(crate) struct Texts {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Texts {
    /// The texts of `language`.
    pub(crate) fn of(language: Language) -> Self {
        let (source, tag) = match language {
            Language::English => (ENGLISH, "en"),
            Language::German => (GERMAN, "de"),
        };
        // A resource with an error still carries its other messages; a test keeps both files free of errors.
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource);
        let tag: LanguageIdentifier = tag.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new(vec![tag]);
        // The marks around inserted values are meant for mixed scripts in a text flow; a terminal shows them as boxes.
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        Self { language, bundle }
    }

    /// Which language this is.
    pub(crate) const fn language(&self) -> Language {
        self.language
    }

    /// The text of `key`.
    pub(crate) fn say(&self, key: &str) -> String {
        self.say_with(key, &[])
    }

    /// The text of `key` with values put into it.
    pub(crate) fn say_with(&self, key: &str, values: &[(&str, FluentValue<'_>)]) -> String {
        let pattern = self.bundle.get_message(key).and_then(|message| message.value());
        debug_assert!(pattern.is_some(), "there is no text {key}");
        let Some(pattern) = pattern else { return key.to_owned() };
        let arguments = FluentArgs::from_iter(values.iter().map(|(name, value)| (*name, value.clone())));
        self.bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned()
    }

    /// The text of `key`, if there is one: for words that come from elsewhere, such as the names of commands.
    pub(crate) fn find(&self, key: &str) -> Option<String> {
        self.bundle.has_message(key).then(|| self.say(key))
    }
}

/// The language that the environment asks for, by the rules of POSIX: the first of `LC_ALL`, `LC_MESSAGES` and
/// `LANG` that is set. English where none of them names a language that we speak.
pub(crate) fn environment_language(variable: impl Fn(&str) -> Option<String>) -> Language {
    let first = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| variable(name).filter(|value| !value.is_empty()));
    match first {
        Some(value) if value.to_ascii_lowercase().starts_with("de") => Language::German,
        _ => Language::English,
    }
}

#[cfg(test)]
mod tests;
