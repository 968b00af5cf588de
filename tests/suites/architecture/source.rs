//! The core's sources, parsed, each with its place in the tree of modules. Test code is left out.

use countersign_tests::repository;
use std::path::{Path, PathBuf};
use syn::{Attribute, Item, Meta};

/// One parsed file.
pub struct Source {
    /// Where it lies in the repository.
    pub path: PathBuf,
    /// Its module: `["otp", "key_uri"]`; empty for `lib.rs`.
    pub module: Vec<String>,
    /// Its lines, as they are.
    pub lines: Vec<String>,
    /// What it says, without items that exist only in a test build.
    pub file: syn::File,
}

/// A broken rule, and where.
#[derive(Debug, PartialEq, Eq)]
pub struct Breach {
    /// Line of the file, from 1.
    pub line: usize,
    /// What was found, and the sentence that forbids it.
    pub sentence: String,
}

impl Breach {
    /// The breach as a line to print: `core/src/otp/mod.rs:12: …`.
    pub fn in_file(&self, source: &Source) -> String {
        format!("{}:{}: {}", source.path.display(), self.line, self.sentence)
    }
}

/// Every file of `core/src`, and of the scanner as files of the module `scan`; without files and items of test builds.
pub fn core_sources() -> Vec<Source> {
    let root = repository().join("core");
    let mut sources = Vec::new();
    read_module(&root.join("src/lib.rs"), Vec::new(), &mut sources);
    read_module(&root.join("scan/src/lib.rs"), vec!["scan".to_owned()], &mut sources);
    assert!(sources.len() > 10, "the core's sources were not found");
    sources
}

/// Every file of `portal/src` that the library has, without files and items of test builds.
pub fn portal_sources() -> Vec<Source> {
    let mut sources = Vec::new();
    read_module(&repository().join("portal/src/lib.rs"), Vec::new(), &mut sources);
    assert!(sources.len() > 10, "the portal's sources were not found");
    sources
}

/// Every file of the bindings, without files and items of test builds.
pub fn bindings_sources() -> Vec<Source> {
    let mut sources = Vec::new();
    read_module(&repository().join("bindings/src/lib.rs"), Vec::new(), &mut sources);
    assert!(sources.len() > 10, "the sources of the bindings were not found");
    sources
}

/// A source from a snippet, as if it lay in the module `module` (`"otp::key_uri"`).
pub fn snippet(module: &str, text: &str) -> Source {
    let module = module.split("::").filter(|name| !name.is_empty()).map(str::to_owned).collect();
    let file = without_tests(syn::parse_file(text).expect("a snippet"));
    Source { path: "snippet.rs".into(), module, lines: lines(text), file }
}

/// Follows the `mod` declarations from one file, as the compiler does.
fn read_module(path: &Path, module: Vec<String>, sources: &mut Vec<Source>) {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let file = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let file = without_tests(file);
    let folder = match path.file_name().and_then(|name| name.to_str()) {
        Some("lib.rs" | "mod.rs") => path.parent().expect("a file has a folder").to_path_buf(),
        _ => path.with_extension(""),
    };
    for item in &file.items {
        let Item::Mod(declared) = item else { continue };
        if declared.content.is_some() {
            continue;
        }
        let name = declared.ident.to_string();
        let flat = folder.join(format!("{name}.rs"));
        let child = if flat.exists() { flat } else { folder.join(&name).join("mod.rs") };
        read_module(&child, [module.as_slice(), &[name]].concat(), sources);
    }
    let root = repository();
    let path = path.strip_prefix(root).unwrap_or(path).to_path_buf();
    sources.push(Source { path, module, lines: lines(&text), file });
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// Drops what exists only in a test build, at every depth of inline modules.
fn without_tests(mut file: syn::File) -> syn::File {
    drop_tests(&mut file.items);
    file
}

fn drop_tests(items: &mut Vec<Item>) {
    items.retain(|item| !attributes(item).iter().any(is_cfg_test));
    for item in items {
        match item {
            Item::Mod(module) => {
                if let Some((_, items)) = &mut module.content {
                    drop_tests(items);
                }
            }
            Item::Impl(block) => block.items.retain(|item| {
                let attributes = match item {
                    syn::ImplItem::Fn(item) => &item.attrs,
                    syn::ImplItem::Const(item) => &item.attrs,
                    syn::ImplItem::Type(item) => &item.attrs,
                    _ => return true,
                };
                !attributes.iter().any(is_cfg_test)
            }),
            _ => {}
        }
    }
}

/// Exactly `#[cfg(test)]`: code that a feature can switch on as well is no test code.
fn is_cfg_test(attribute: &Attribute) -> bool {
    matches!(&attribute.meta, Meta::List(list) if list.path.is_ident("cfg") && list.tokens.to_string() == "test")
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::ExternCrate(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}
