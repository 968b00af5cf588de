//! Both languages say the same things, every text is used, and every text that is said exists.

use super::*;
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
            rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect::<String>()
        }));
    }
    messages
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// Everything that can say a text: the sources, and the templates, in which no other words may be.
fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs" || extension == "html") {
                found.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    walk(&crate_folder.join("src"), &mut found);
    walk(&crate_folder.join("templates"), &mut found);
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
    let sources = sources();
    for key in messages(ENGLISH).keys() {
        let literal = format!("\"{key}\"");
        assert!(sources.iter().any(|(_, source)| source.contains(&literal)), "{key} is never said");
    }
}

#[test]
fn every_text_that_is_said_exists() {
    let english = messages(ENGLISH);
    for (path, source) in sources() {
        for call in [".say(\"", ".with(\"", ".count(\"", ".numbers(\"", ".several(\""] {
            for said in source.split(call).skip(1) {
                let key = said.split('"').next().unwrap();
                assert!(!is_key(key) || english.contains_key(key), "{path}: there is no text {key}");
            }
        }
    }
}

/// A template holds marks and calls; its words come from the texts. Aria attributes and titles included.
#[test]
fn templates_hold_no_words() {
    for (path, source) in sources().iter().filter(|(path, _)| path.ends_with(".html")) {
        let mut text = String::new();
        // How wide a page is, is the name of a style.
        let lines = source.lines().filter(|line| !line.starts_with("{% block width %}"));
        let source = lines.collect::<Vec<_>>().join("\n");
        let mut rest = source.as_str();
        // What is left when comments, statements, expressions and marks are taken out.
        while let Some(at) = rest.find(['{', '<']) {
            let (before, from) = rest.split_at(at);
            text.push_str(before);
            let end =
                [("{#", "#}"), ("{%", "%}"), ("{{", "}}"), ("<", ">")].iter().find_map(|(open, close)| {
                    from.starts_with(open).then(|| from.find(close).map(|at| at + close.len()))
                });
            rest = from.get(end.flatten().unwrap_or(1)..).unwrap_or_default();
        }
        text.push_str(rest);
        let words: Vec<&str> =
            text.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 2).collect();
        assert!(words.is_empty(), "{path}: {words:?}");
        for attribute in ["aria-label=\"", "title=\"", "alt=\"", "placeholder=\""] {
            for value in source.split(attribute).skip(1) {
                assert!(value.starts_with("{{"), "{path}: {attribute} holds words");
            }
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
fn the_browser_names_the_language() {
    for (accepted, language) in [
        ("", Language::English),
        ("de", Language::German),
        ("de-AT,de;q=0.9,en;q=0.8", Language::German),
        ("fr,de;q=0.5,en;q=0.3", Language::German),
        ("fr,en;q=0.5,de;q=0.3", Language::English),
        ("en;q=0,de", Language::German),
        ("de;q=x, en", Language::English),
        ("*", Language::English),
    ] {
        assert_eq!(preferred_language(accepted), language, "{accepted}");
    }
}
