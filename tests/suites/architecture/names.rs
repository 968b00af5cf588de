//! Every name that a source mentions by a path, resolved from the root of the crate.

use super::source::Source;
use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{ItemMod, UseTree};

/// A path as written, resolved as far as its first segment tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Whether it starts at the root of this crate; else its first segment is a library or something local.
    pub in_crate: bool,
    /// The segments, without `crate`, `self` and `super`. A glob is a last segment `*`.
    pub segments: Vec<String>,
    /// Line of the file, from 1.
    pub line: usize,
}

impl Name {
    /// The path as one would write it.
    pub fn text(&self) -> String {
        let root: &[&str] = if self.in_crate { &["crate"] } else { &[] };
        root.iter().copied().chain(self.segments.iter().map(String::as_str)).collect::<Vec<_>>().join("::")
    }

    /// The module right under the root of the crate; `None` for names of libraries.
    pub fn module(&self) -> Option<&str> {
        self.in_crate.then(|| self.segments.first().map_or("*", String::as_str))
    }
}

/// All names of a source: `use` trees, paths in code and types, attributes, and the insides of macros.
pub fn names(source: &Source) -> Vec<Name> {
    let mut collector = Collector { module: source.module.clone(), names: Vec::new() };
    collector.visit_file(&source.file);
    collector.names
}

struct Collector {
    module: Vec<String>,
    names: Vec<Name>,
}

impl Collector {
    /// Resolves the leading `crate`, `self` and `super` of a path that has at least two segments, or comes from a
    /// `use` (where one is enough).
    fn add(&mut self, path: &[String], line: usize) {
        let mut rest = path;
        let mut base: Option<Vec<String>> = None;
        while let Some((first, tail)) = rest.split_first() {
            match first.as_str() {
                "crate" => base = Some(Vec::new()),
                "self" => base = base.or_else(|| Some(self.module.clone())),
                "super" => {
                    let mut parent = base.unwrap_or_else(|| self.module.clone());
                    parent.pop();
                    base = Some(parent);
                }
                _ => break,
            }
            rest = tail;
        }
        let in_crate = base.is_some();
        let segments = [base.unwrap_or_default().as_slice(), rest].concat();
        self.names.push(Name { in_crate, segments, line });
    }

    fn add_use(&mut self, tree: &UseTree, prefix: &[String]) {
        let joined = |ident: &Ident| [prefix, &[ident.to_string()]].concat();
        match tree {
            UseTree::Path(path) => self.add_use(&path.tree, &joined(&path.ident)),
            UseTree::Name(name) => self.add(&joined(&name.ident), line(&name.ident)),
            UseTree::Rename(rename) => self.add(&joined(&rename.ident), line(&rename.ident)),
            UseTree::Glob(glob) => {
                let line = glob.star_token.spans[0].start().line;
                self.add(&[prefix, &["*".to_owned()]].concat(), line);
            }
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.add_use(tree, prefix)),
        }
    }

    /// The insides of a macro are not parsed for us: every run `a::b::c` counts, and `a::{b, c}` as its parts.
    fn add_tokens(&mut self, tokens: TokenStream) {
        let trees: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < trees.len() {
            match &trees[at] {
                TokenTree::Group(group) => self.add_tokens(group.stream()),
                TokenTree::Ident(ident) => {
                    let mut path = vec![ident.to_string()];
                    while let Some(TokenTree::Ident(next)) = after_colons(&trees, at) {
                        path.push(next.to_string());
                        at += 3;
                    }
                    if let Some(TokenTree::Group(group)) = after_colons(&trees, at) {
                        let names = group.stream().into_iter().filter_map(|tree| match tree {
                            TokenTree::Ident(ident) => Some(ident.to_string()),
                            _ => None,
                        });
                        for name in names {
                            self.add(&[path.as_slice(), &[name]].concat(), line(ident));
                        }
                    } else if path.len() > 1 {
                        self.add(&path, line(ident));
                    }
                }
                _ => {}
            }
            at += 1;
        }
    }
}

/// The token behind `::`, where `::` follows the token at `at`.
fn after_colons(trees: &[TokenTree], at: usize) -> Option<&TokenTree> {
    let colon = |offset: usize| matches!(trees.get(at + offset), Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
    if colon(1) && colon(2) { trees.get(at + 3) } else { None }
}

fn line(ident: &Ident) -> usize {
    ident.span().start().line
}

impl<'ast> Visit<'ast> for Collector {
    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        self.module.push(module.ident.to_string());
        visit::visit_item_mod(self, module);
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.add_use(&item.tree, &[]);
    }

    fn visit_item_extern_crate(&mut self, item: &'ast syn::ItemExternCrate) {
        self.add(&[item.ident.to_string()], line(&item.ident));
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if segments.len() > 1
            && let Some(first) = path.segments.first()
        {
            self.add(&segments, line(&first.ident));
        }
        visit::visit_path(self, path);
    }

    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {
        // `pub(in crate::vault)` grants, it does not use.
    }

    fn visit_macro(&mut self, invocation: &'ast syn::Macro) {
        self.add_tokens(invocation.tokens.clone());
        visit::visit_macro(self, invocation);
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        if let syn::Meta::List(list) = &attribute.meta {
            self.add_tokens(list.tokens.clone());
        }
        visit::visit_attribute(self, attribute);
    }
}
