//! The bindings: the one crate that knows UniFFI, and it forwards.

use super::source::{Breach, Source};
use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, ItemFn, ItemImpl};
use toml::Table;

/// The crates that may depend on UniFFI: the bindings and their generator.
const KNOW_UNIFFI: &[&str] = &["bindings", "bindings/bindgen"];

/// No other crate depends on UniFFI. `members` are folders and their manifests.
pub fn uniffi(members: &[(String, String)]) -> Vec<String> {
    let depends = |manifest: &str| {
        let manifest: Table = manifest.parse().expect("a member's manifest");
        ["dependencies", "dev-dependencies", "build-dependencies"]
            .iter()
            .filter_map(|kind| manifest.get(*kind)?.as_table())
            .any(|dependencies| dependencies.keys().any(|name| name.starts_with("uniffi")))
    };
    members
        .iter()
        .filter(|(folder, manifest)| !KNOW_UNIFFI.contains(&folder.as_str()) && depends(manifest))
        .map(|(folder, _)| format!("{folder}: only bindings/ knows UniFFI"))
        .collect()
}

/// A call that apps see asks the core and gives its answer back: it decides nothing.
pub fn forwards(source: &Source) -> Vec<Breach> {
    let mut calls = Calls::default();
    calls.visit_file(&source.file);
    calls.breaches
}

#[derive(Default)]
struct Calls {
    exported: bool,
    breaches: Vec<Breach>,
}

impl<'a> Visit<'a> for Calls {
    fn visit_item_impl(&mut self, block: &'a ItemImpl) {
        self.exported = block.attrs.iter().any(is_export);
        visit::visit_item_impl(self, block);
        self.exported = false;
    }

    fn visit_item_fn(&mut self, function: &'a ItemFn) {
        self.exported = function.attrs.iter().any(is_export);
        visit::visit_item_fn(self, function);
        self.exported = false;
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        let branches = matches!(
            expression,
            Expr::If(_) | Expr::Match(_) | Expr::While(_) | Expr::ForLoop(_) | Expr::Loop(_) | Expr::Let(_)
        );
        if self.exported && branches {
            let sentence =
                "a call forwards and never branches: the core's view is missing a field".to_owned();
            self.breaches.push(Breach { line: expression.span().start().line, sentence });
        }
        visit::visit_expr(self, expression);
    }
}

fn is_export(attribute: &Attribute) -> bool {
    let path: Vec<String> =
        attribute.path().segments.iter().map(|segment| segment.ident.to_string()).collect();
    path == ["uniffi", "export"]
}

#[cfg(test)]
mod tests {
    use super::super::source::snippet;
    use super::*;

    #[test]
    fn a_call_that_branches_is_found() {
        let exported = |body: &str| {
            snippet("unlock", &format!("#[uniffi::export] impl A {{ fn f(&self) {{ {body} }} }}"))
        };
        assert_eq!(forwards(&exported("self.call(|core| core.lock())")).len(), 0);
        assert_eq!(forwards(&exported("if self.locked { return; }")).len(), 1);
        assert_eq!(forwards(&exported("self.call(|core| match core.stage() { _ => () })")).len(), 1);
        assert_eq!(forwards(&snippet("unlock", "impl A { fn f(&self) { if true {} } }")).len(), 0);
        assert_eq!(forwards(&snippet("scan", "#[uniffi::export] fn f() { for _ in [1] {} }")).len(), 1);
    }

    #[test]
    fn a_crate_that_depends_on_uniffi_is_found() {
        let member = |folder: &str, text: &str| (folder.to_owned(), text.to_owned());
        let uses = "[dependencies]\nuniffi.workspace = true";
        assert_eq!(
            uniffi(&[member("bindings", uses), member("core", "[dependencies]\nring = \"1\"")]).len(),
            0
        );
        assert_eq!(uniffi(&[member("core", uses)]).len(), 1);
        assert_eq!(uniffi(&[member("tests", "[dev-dependencies]\nuniffi_core = \"1\"")]).len(), 1);
    }
}
