//! No way to crash: what the lints deny, found once more by reading the code, so that silencing a lint does not
//! help and an old compiler does not forget one.

use super::source::{Breach, Source};
use proc_macro2::{TokenStream, TokenTree};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Expr, Token};

/// Methods that crash on the case they do not expect.
const METHODS: &[&str] = &[
    "unwrap",
    "expect",
    "unwrap_err",
    "expect_err",
    "unwrap_unchecked",
    "get_unchecked",
    "get_unchecked_mut",
];
/// Macros that crash.
const MACROS: &[&str] = &["panic", "unreachable", "todo", "unimplemented"];
/// Macros that crash where what they say is wrong: welcome in constants, and in the suites of `testing/`.
const ASSERTIONS: &[&str] = &["assert", "assert_eq", "assert_ne"];
/// Macros that print.
const PRINTERS: &[&str] = &["print", "println", "eprint", "eprintln", "dbg"];
/// Lints that may be silenced nowhere, and what they deny.
const LINTS: &[&str] = &[
    "dbg_macro",
    "disallowed_methods",
    "disallowed_types",
    "expect_used",
    "indexing_slicing",
    "missing_docs",
    "panic",
    "string_slice",
    "todo",
    "unimplemented",
    "unreachable",
    "unsafe_code",
    "unwrap_used",
];

/// Every expression that can crash, every `unsafe`, every print.
pub fn crashes(source: &Source) -> Vec<Breach> {
    let testing = source.module.first().is_some_and(|module| module == "testing");
    let mut finder = Finder { breaches: Vec::new(), assertions_allowed: testing };
    finder.visit_file(&source.file);
    finder.breaches
}

struct Finder {
    breaches: Vec<Breach>,
    assertions_allowed: bool,
}

impl Finder {
    fn found(&mut self, at: &impl Spanned, sentence: String) {
        self.breaches.push(Breach { line: at.span().start().line, sentence });
    }

    fn constant(&mut self, expression: &Expr) {
        let before = std::mem::replace(&mut self.assertions_allowed, true);
        self.visit_expr(expression);
        self.assertions_allowed = before;
    }

    /// What cannot be parsed as expressions is searched for words.
    fn search(&mut self, tokens: TokenStream) {
        let mut dot = false;
        for tree in tokens {
            match &tree {
                TokenTree::Group(group) => self.search(group.stream()),
                TokenTree::Ident(ident) => {
                    let word = ident.to_string();
                    if word == "unsafe" || dot && METHODS.contains(&word.as_str()) {
                        self.found(ident, format!("{word}: a panic or worse, inside a macro"));
                    }
                }
                _ => {}
            }
            dot = matches!(&tree, TokenTree::Punct(punct) if punct.as_char() == '.');
        }
    }

    fn unsafety(&mut self, keyword: Option<&Token![unsafe]>) {
        if let Some(keyword) = keyword {
            self.found(keyword, "unsafe: the core has none".to_owned());
        }
    }
}

impl<'ast> Visit<'ast> for Finder {
    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        let method = call.method.to_string();
        if METHODS.contains(&method.as_str()) {
            self.found(&call.method, format!(".{method}(): an error is a value, not a crash"));
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_expr_path(&mut self, path: &'ast syn::ExprPath) {
        let last = path.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
        if path.path.segments.len() > 1 && METHODS.contains(&last.as_str()) {
            self.found(path, format!("::{last}: an error is a value, not a crash"));
        }
        visit::visit_expr_path(self, path);
    }

    fn visit_expr_index(&mut self, index: &'ast syn::ExprIndex) {
        // `[..]` takes the whole and cannot be out of range.
        let whole =
            matches!(&*index.index, Expr::Range(range) if range.start.is_none() && range.end.is_none());
        if whole {
            return visit::visit_expr_index(self, index);
        }
        self.found(index, "[…]: an index can be out of range; use get, first, split_at_checked".to_owned());
        visit::visit_expr_index(self, index);
    }

    fn visit_macro(&mut self, invocation: &'ast syn::Macro) {
        let name =
            invocation.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
        if MACROS.contains(&name.as_str()) || ASSERTIONS.contains(&name.as_str()) && !self.assertions_allowed
        {
            self.found(&invocation.path, format!("{name}!: an error is a value, not a crash"));
        }
        if PRINTERS.contains(&name.as_str()) {
            self.found(&invocation.path, format!("{name}!: a library prints nothing"));
        }
        match invocation.parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated) {
            Ok(expressions) => expressions.iter().for_each(|expression| self.visit_expr(expression)),
            Err(_) => self.search(invocation.tokens.clone()),
        }
    }

    fn visit_item_const(&mut self, item: &'ast syn::ItemConst) {
        self.constant(&item.expr);
    }

    fn visit_impl_item_const(&mut self, item: &'ast syn::ImplItemConst) {
        self.constant(&item.expr);
    }

    fn visit_expr_const(&mut self, block: &'ast syn::ExprConst) {
        let before = std::mem::replace(&mut self.assertions_allowed, true);
        visit::visit_expr_const(self, block);
        self.assertions_allowed = before;
    }

    fn visit_expr_unsafe(&mut self, block: &'ast syn::ExprUnsafe) {
        self.unsafety(Some(&block.unsafe_token));
        visit::visit_expr_unsafe(self, block);
    }

    fn visit_signature(&mut self, signature: &'ast syn::Signature) {
        self.unsafety(signature.unsafety.as_ref());
        visit::visit_signature(self, signature);
    }

    fn visit_item_impl(&mut self, block: &'ast syn::ItemImpl) {
        self.unsafety(block.unsafety.as_ref());
        visit::visit_item_impl(self, block);
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        self.unsafety(item.unsafety.as_ref());
        visit::visit_item_trait(self, item);
    }

    fn visit_item_foreign_mod(&mut self, block: &'ast syn::ItemForeignMod) {
        self.found(block, "extern block: the core calls no foreign code".to_owned());
    }
}

/// `#[allow]` and `#[expect]` of the lints above. `platform/` may call what `clippy.toml` keeps for it.
pub fn silenced(source: &Source) -> Vec<Breach> {
    let platform = source.module.first().is_some_and(|module| module == "platform");
    let mut finder = Silenced { platform, breaches: Vec::new() };
    finder.visit_file(&source.file);
    finder.breaches
}

struct Silenced {
    platform: bool,
    breaches: Vec<Breach>,
}

impl<'ast> Visit<'ast> for Silenced {
    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        let syn::Meta::List(list) = &attribute.meta else { return };
        let text = list.tokens.to_string();
        let conditional =
            list.path.is_ident("cfg_attr") && (text.contains("allow") || text.contains("expect"));
        if !list.path.is_ident("allow") && !list.path.is_ident("expect") && !conditional {
            return;
        }
        let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
        for lint in words.filter(|word| LINTS.contains(word)) {
            if !(self.platform && lint == "disallowed_methods") {
                let sentence = format!("{lint}: this lint is not silenced, the code is changed");
                self.breaches.push(Breach { line: attribute.span().start().line, sentence });
            }
        }
    }
}
