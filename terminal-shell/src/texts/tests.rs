//! Both languages say the same things, every text is used, and every text that is said exists.

use super::*;
use crate::messages::this_is;
use countersign::enroll::ForeignKind;
use fluent_bundle::types::FluentNumber;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The messages of one resource file: key, text, and the variables in it.
fn messages(source: &str) -> BTreeMap<String, (String, BTreeSet<String>)> {
    let mut messages: BTreeMap<String, (String, BTreeSet<String>)> = BTreeMap::new();
    let mut current = None;
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        if let Some((key, text)) = line.split_once(" =").filter(|(key, _)| is_key(key)) {
            let known = messages.insert(key.to_owned(), (text.trim().to_owned(), BTreeSet::new()));
            assert!(known.is_none(), "{key} is there twice");
            current = Some(key.to_owned());
        } else if let Some((text, _)) = current.as_ref().and_then(|key| messages.get_mut(key)) {
            text.push('\n');
            text.push_str(line.trim());
        }
    }
    for (text, variables) in messages.values_mut() {
        variables.extend(text.split('$').skip(1).map(|rest| {
            rest.chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == '_')
                .collect::<String>()
        }));
    }
    messages
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// Every string literal in the sources that looks like a key.
fn literals() -> BTreeSet<String> {
    fn walk(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else {
                let source = fs::read_to_string(&path).unwrap();
                found.extend(source.split('"').filter(|text| is_key(text)).map(str::to_owned));
            }
        }
    }
    let mut found = BTreeSet::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    found
}

#[test]
fn both_languages_say_the_same_things_with_the_same_values() {
    let (english, german) = (messages(ENGLISH), messages(GERMAN));
    let keys = |all: &BTreeMap<String, _>| all.keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(keys(&english), keys(&german), "a text is missing in one language");
    assert!(english.len() > 150, "the parser of this test found {} texts", english.len());
    // Names and words that are the same in both languages.
    let same = include_str!("same_in_both.txt").lines().collect::<BTreeSet<_>>();
    for (key, (text, variables)) in &english {
        let (german_text, german_variables) = &german[key];
        assert_eq!(variables, german_variables, "{key} has other values in German");
        assert!(!text.is_empty() && !german_text.is_empty(), "{key} is empty");
        assert!(
            same.contains(key.as_str()) == (text == german_text),
            "{key}: not translated, or needlessly listed as the same in both languages"
        );
    }
}

#[test]
fn every_text_is_used() {
    let literals = literals();
    for key in messages(ENGLISH).keys().filter(|key| !key.starts_with("help-")) {
        assert!(literals.contains(key), "{key} is never said");
    }
}

#[test]
fn every_text_that_is_said_exists() {
    let english = messages(ENGLISH);
    let topics: BTreeSet<&str> =
        english.keys().filter_map(|key| key.split_once('-')).map(|(topic, _)| topic).collect();
    for literal in literals() {
        let Some((topic, _)) = literal.split_once('-') else { continue };
        // A literal that ends in a dash is the beginning of a key; `older-copy` is a state that `doctor` tells scripts.
        if topics.contains(topic) && !literal.ends_with('-') && literal != "older-copy" {
            assert!(english.contains_key(&literal), "{literal} is said, but there is no such text");
        }
    }
}

#[test]
fn both_files_are_free_of_syntax_errors() {
    for source in [ENGLISH, GERMAN] {
        if let Err((_, errors)) = FluentResource::try_new(source.to_owned()) {
            panic!("{errors:?}");
        }
    }
}

#[test]
fn every_text_can_be_said() {
    for (language, source) in [(Language::English, ENGLISH), (Language::German, GERMAN)] {
        let texts = Texts::of(language);
        for (key, (_, variables)) in messages(source) {
            let mut arguments = FluentArgs::new();
            for name in &variables {
                arguments.set(name.clone(), FluentValue::Number(FluentNumber::from(2)));
            }
            let mut errors = Vec::new();
            let pattern = texts.bundle.get_message(&key).unwrap().value().unwrap();
            let said = texts.bundle.format_pattern(pattern, Some(&arguments), &mut errors);
            assert!(errors.is_empty(), "{key}: {errors:?}");
            assert!(!said.contains('$') && !said.contains('{'), "{key}: {said}");
        }
    }
}

#[test]
fn every_kind_of_foreign_text_has_a_text_of_its_own() {
    for language in [Language::English, Language::German] {
        let texts = Texts::of(language);
        let said: BTreeSet<String> = ForeignKind::ALL.iter().map(|kind| this_is(&texts, *kind)).collect();
        assert_eq!(said.len(), ForeignKind::ALL.len(), "two kinds are called the same");
        for kind in ForeignKind::ALL {
            let words_of_the_core =
                texts.say_with("foreign-other", &[("what", kind.to_string().as_str().into())]);
            assert_ne!(this_is(&texts, *kind), words_of_the_core, "{kind:?} has no text of its own");
        }
    }
}

#[test]
fn the_environment_names_the_language() {
    let of = |pairs: &[(&str, &str)]| {
        let pairs: BTreeMap<_, _> =
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        environment_language(|name| pairs.get(name).cloned())
    };
    assert_eq!(of(&[]), Language::English);
    assert_eq!(of(&[("LANG", "de_DE.UTF-8")]), Language::German);
    assert_eq!(of(&[("LANG", "de_AT")]), Language::German);
    assert_eq!(of(&[("LANG", "fr_FR.UTF-8")]), Language::English);
    assert_eq!(of(&[("LC_ALL", "C.UTF-8"), ("LANG", "de_DE.UTF-8")]), Language::English);
    assert_eq!(of(&[("LC_ALL", ""), ("LC_MESSAGES", "de_CH"), ("LANG", "en_US")]), Language::German);
}
