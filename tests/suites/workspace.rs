//! The workspace keeps its own promises: the minimum Rust, licences, a lock file, honest documents.

use countersign_tests::{counted, repository};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The minimum Rust, as `Cargo.toml` states it.
const MINIMUM: [u64; 3] = [1, 95, 0];

fn read(name: &str) -> String {
    std::fs::read_to_string(repository().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// `cargo metadata` of the workspace, dependencies for every platform included. `--locked` fails where
/// `Cargo.lock` is missing or out of date.
fn metadata() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--format-version", "1", "--all-features", "--manifest-path"])
        .arg(repository().join("Cargo.toml"))
        .output()
        .expect("cargo metadata");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// `1.95` and `1.95.0` as three numbers.
fn version(text: &str) -> [u64; 3] {
    let mut parts = text.split('.').map(|part| part.parse().expect("a number"));
    std::array::from_fn(|_| parts.next().unwrap_or(0))
}

#[test]
fn no_dependency_asks_for_a_newer_rust() {
    let manifest: toml::Table = read("Cargo.toml").parse().expect("the workspace's manifest");
    let stated = manifest["workspace"]["package"]["rust-version"].as_str().expect("a rust-version");
    assert_eq!(version(stated), MINIMUM, "the minimum moved: say so in CHANGELOG.md and here");

    let metadata = metadata();
    let packages = metadata["packages"].as_array().expect("packages");
    let asking: Vec<(&str, &str)> = packages
        .iter()
        .filter_map(|package| Some((package["name"].as_str()?, package["rust_version"].as_str()?)))
        .collect();
    let newer: Vec<_> = asking.iter().filter(|(_, rust)| version(rust) > MINIMUM).collect();
    counted(&format!("minimum Rust {stated}: {} packages, {} state their own", packages.len(), asking.len()));
    assert!(asking.len() > 50 && newer.is_empty(), "{newer:?}");
}

#[test]
fn no_file_asks_for_another_toolchain() {
    for name in ["rust-toolchain", "rust-toolchain.toml"] {
        assert!(!repository().join(name).exists(), "{name}: not every machine can fetch another toolchain");
    }
}

#[test]
fn every_crate_of_ours_says_the_same_licence_and_rust() {
    let metadata = metadata();
    let ours: Vec<&Value> = metadata["packages"]
        .as_array()
        .expect("packages")
        .iter()
        .filter(|package| package["source"].is_null())
        .collect();
    assert!(ours.len() >= 3);
    for package in ours {
        assert_eq!(package["license"], "Apache-2.0 OR MIT", "{}", package["name"]);
        assert_eq!(package["rust_version"], "1.95", "{}", package["name"]);
    }
    assert!(read("LICENSE-APACHE").contains("Apache License"));
    assert!(read("LICENSE-MIT").contains("Permission is hereby granted"));
    for name in ["README.md", "CONTRIBUTING.md"] {
        let text = read(name);
        assert!(
            text.contains("LICENSE-APACHE") && text.contains("LICENSE-MIT"),
            "{name} names both licences"
        );
    }
}

#[test]
fn the_documents_are_there() {
    for name in [
        ".editorconfig",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "README.md",
        "SECURITY.md",
        "clippy.toml",
        "core/README.md",
        "deny.toml",
        "rustfmt.toml",
        "tests/README.md",
        "tests/fuzz/README.md",
    ] {
        assert!(read(name).len() > 40, "{name} says something");
    }
}

/// SP 800-63B-4 §3.2.5: one-time codes and push approvals can be phished, and nobody may believe otherwise.
#[test]
fn nothing_claims_to_resist_phishing() {
    let readme = read("README.md");
    assert!(readme.contains("passkey"), "README.md points to what does resist phishing");
    let mut claims = Vec::new();
    for path in tracked() {
        if path.extension().is_some_and(|extension| extension == "md") {
            let text = text_of(&path).unwrap_or_default().to_lowercase();
            // A sentence about phishing says "not", "no" or "cannot".
            for sentence in text.replace('\n', " ").split(['.', '!']).filter(|text| text.contains("phish")) {
                if !sentence
                    .split_whitespace()
                    .any(|word| matches!(word, "no" | "not" | "cannot" | "passkeys"))
                {
                    claims.push(format!("{}: {}", path.display(), sentence.trim()));
                }
            }
        }
    }
    assert!(claims.is_empty(), "{claims:#?}");
}

/// Local paths of `[text](path)` in every document lead somewhere.
#[test]
fn links_lead_somewhere() {
    let mut count = 0;
    let mut broken = Vec::new();
    for path in tracked() {
        if path.extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        let text = text_of(&path).unwrap_or_default();
        for target in text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next()) {
            if target.is_empty() || target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            count += 1;
            if !repository().join(path.parent().expect("a folder")).join(target).exists() {
                broken.push(format!("{}: {target}", path.display()));
            }
        }
    }
    counted(&format!("local links in documents: {count}"));
    assert!(broken.is_empty(), "{broken:#?}");
}

/// Words that tie the project to one machine: hosts of package registries, and paths of somebody's disk.
/// In pieces, so that this file does not find itself.
fn machine_words() -> Vec<String> {
    [
        &["crates", ".io/"] as &[&str],
        &["static.crates", ".io"],
        &["py", "pi.org"],
        &["npm", "js.org"],
        &["npm", "js.com"],
        &["files.python", "hosted.org"],
        &["proxy.go", "lang.org"],
        &["repo1.ma", "ven.org"],
        &["deb.deb", "ian.org"],
        &["/tmp", "/wt"],
        &["\"/wo", "rk/"],
        &[" /wo", "rk/"],
        &["`/wo", "rk/"],
        &["/ho", "me/"],
        &["/ro", "ot/"],
        &["../sh", "ared"],
    ]
    .iter()
    .map(|pieces| pieces.concat())
    .collect()
}

#[test]
fn no_file_is_tied_to_one_machine() {
    let words = machine_words();
    let mut files = 0;
    let mut found = Vec::new();
    // Cargo writes the registry's name into the lock files itself.
    for path in tracked().into_iter().filter(|path| path.file_name().is_none_or(|name| name != "Cargo.lock"))
    {
        let Some(text) = text_of(&path) else { continue };
        files += 1;
        for (number, line) in text.lines().enumerate() {
            if let Some(word) = words.iter().find(|word| line.contains(word.as_str())) {
                found.push(format!("{}:{}: {word}", path.display(), number + 1));
            }
        }
    }
    counted(&format!("files not tied to one machine: {files}"));
    assert!(files > 50, "the files were not found");
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn the_lock_files_are_committed() {
    let tracked = tracked();
    for name in ["Cargo.lock", "tests/fuzz/Cargo.lock"] {
        assert!(tracked.iter().any(|path| path == Path::new(name)), "{name}");
    }
}

/// Every file that git keeps.
fn tracked() -> Vec<PathBuf> {
    let output = Command::new("git")
        .args(["ls-files", "-z"])
        .current_dir(repository())
        .output()
        .expect("git lists the repository's files");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let names = String::from_utf8(output.stdout).expect("UTF-8 names");
    let paths = names.split_terminator('\0').map(PathBuf::from);
    paths.filter(|path| repository().join(path).is_file()).collect()
}

/// The text of a tracked file; `None` for pictures and other binaries.
fn text_of(path: &Path) -> Option<String> {
    String::from_utf8(std::fs::read(repository().join(path)).expect("a tracked file")).ok()
}
