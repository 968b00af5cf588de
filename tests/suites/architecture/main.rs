//! The core's structure, held by tests: layers, who may name which library, no way to crash, files of a size that
//! can be read.
//!
//! Every source file is parsed, so that a full path deep inside an expression counts as much as a `use`. Each rule
//! is a function from a source to the sentences it breaks; `planted` feeds each one a mistake that it must find.

mod bindings;
mod crashes;
mod exposures;
mod layers;
mod names;
mod planted;
mod portal;
mod shape;
mod source;

use countersign_tests::{counted, repository};
use source::{Breach, Source, core_sources};

/// Runs one rule over the whole core, and fails with every sentence that it found broken.
fn holds(what: &str, rule: impl Fn(&Source) -> Vec<Breach>) {
    let sources = core_sources();
    let breaches: Vec<String> = sources
        .iter()
        .flat_map(|source| rule(source).into_iter().map(|breach| breach.in_file(source)))
        .collect();
    counted(&format!("{what}: {} core files", sources.len()));
    assert!(breaches.is_empty(), "\n{}\n", breaches.join("\n"));
}

#[test]
fn arrows_point_down() {
    holds("arrows point down", layers::arrows);
}

#[test]
fn each_library_is_named_in_one_module() {
    holds("libraries in their places", layers::libraries);
}

#[test]
fn clock_and_system_are_behind_ports() {
    holds("no ambient clock or system", layers::ambient);
}

#[test]
fn nothing_crashes() {
    holds("no way to crash", crashes::crashes);
}

#[test]
fn exposed_secrets_have_a_reason() {
    holds("reasons for exposed secrets", exposures::exposures);
}

#[test]
fn lints_are_not_silenced() {
    holds("no silenced lint", crashes::silenced);
}

#[test]
fn every_module_has_a_row() {
    let modules: std::collections::BTreeSet<String> =
        core_sources().iter().filter_map(|source| source.module.first().cloned()).collect();
    let unknown: Vec<&String> = modules.iter().filter(|module| layers::row(module).is_none()).collect();
    assert!(unknown.is_empty(), "no row in the table of layers: {unknown:?}");
    let gone: Vec<&str> =
        layers::TABLE.iter().map(|row| row.module).filter(|name| !modules.contains(*name)).collect();
    assert!(gone.is_empty(), "a row without a module: {gone:?}");
}

#[test]
fn the_portal_keeps_its_layers() {
    let sources = source::portal_sources();
    let breaches: Vec<String> = sources
        .iter()
        .flat_map(|source| {
            let rules = [portal::arrows(source), portal::libraries(source), exposures::exposures(source)];
            rules.into_iter().flatten().map(|breach| breach.in_file(source)).collect::<Vec<_>>()
        })
        .collect();
    counted(&format!("layers of the portal: {} files", sources.len()));
    assert!(breaches.is_empty(), "\n{}\n", breaches.join("\n"));
}

#[test]
fn only_the_bindings_know_uniffi() {
    let root: toml::Table = std::fs::read_to_string(repository().join("Cargo.toml"))
        .expect("the workspace's manifest")
        .parse()
        .expect("TOML");
    let folders =
        root["workspace"]["members"].as_array().expect("members").iter().filter_map(toml::Value::as_str);
    let members: Vec<(String, String)> = folders
        .map(|folder| {
            let manifest = std::fs::read_to_string(repository().join(folder).join("Cargo.toml"));
            (folder.to_owned(), manifest.expect("a member has a manifest"))
        })
        .collect();
    let breaches = bindings::uniffi(&members);
    assert!(members.len() > 4 && breaches.is_empty(), "\n{}\n", breaches.join("\n"));
}

#[test]
fn the_bindings_forward() {
    let sources = source::bindings_sources();
    let breaches: Vec<String> = sources
        .iter()
        .flat_map(|source| {
            let rules = [
                bindings::forwards(source),
                crashes::crashes(source),
                crashes::silenced(source),
                exposures::exposures(source),
            ];
            rules.into_iter().flatten().map(|breach| breach.in_file(source)).collect::<Vec<_>>()
        })
        .collect();
    counted(&format!("bindings forward: {} files", sources.len()));
    assert!(breaches.is_empty(), "\n{}\n", breaches.join("\n"));
}

#[test]
fn files_can_be_read() {
    let mut files = Vec::new();
    for folder in ["bindings", "core", "portal", "terminal-shell", "tests"] {
        shape::rust_files(&repository().join(folder), &mut files);
    }
    let breaches: Vec<String> = files
        .iter()
        .flat_map(|path| {
            let text = std::fs::read_to_string(path).expect("a text file");
            shape::shape(&text).into_iter().map(move |sentence| format!("{}: {sentence}", path.display()))
        })
        .collect();
    counted(&format!("files of at most {} lines: {}", shape::WALL, files.len()));
    assert!(files.len() > 20, "the files were not found");
    assert!(breaches.is_empty(), "\n{}\n", breaches.join("\n"));
}

#[test]
fn the_lints_are_in_force() {
    let read = |name: &str| std::fs::read_to_string(repository().join(name)).expect(name);
    let breaches = shape::lints(
        &read("Cargo.toml"),
        &[
            ("bindings", &read("bindings/Cargo.toml")),
            ("bindings/bindgen", &read("bindings/bindgen/Cargo.toml")),
            ("core", &read("core/Cargo.toml")),
            ("core/scan", &read("core/scan/Cargo.toml")),
            ("portal", &read("portal/Cargo.toml")),
            ("terminal-shell", &read("terminal-shell/Cargo.toml")),
        ],
    );
    assert!(breaches.is_empty(), "\n{}\n", breaches.join("\n"));
}

#[test]
fn fakes_stay_out_of_the_app() {
    let breaches = shape::features(
        &std::fs::read_to_string(repository().join("core/Cargo.toml")).expect("core/Cargo.toml"),
        &std::fs::read_to_string(repository().join("terminal-shell/Cargo.toml")).expect("its Cargo.toml"),
    );
    assert!(breaches.is_empty(), "\n{}\n", breaches.join("\n"));
}
