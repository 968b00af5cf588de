//! Every use of a secret's bytes says why it needs them.

use super::source::{Breach, Source};
use syn::visit::{self, Visit};

/// How far above its call the reason may stand: one comment can cover the few lines of one step.
const REACH: usize = 6;

/// Calls of `expose` without a comment on their line or just above it. The fakes hold no real secrets.
pub fn exposures(source: &Source) -> Vec<Breach> {
    if source.module.first().is_some_and(|module| module == "testing") {
        return Vec::new();
    }
    let mut calls = Calls(Vec::new());
    calls.visit_file(&source.file);
    let explained = |line: usize| {
        let mut above = source.lines.iter().take(line).skip(line.saturating_sub(REACH + 1));
        above.any(|line| line.contains("// ") && !line.contains("/// "))
    };
    calls
        .0
        .into_iter()
        .filter(|line| !explained(*line))
        .map(|line| Breach {
            line,
            sentence: ".expose(): a comment says why the secret is needed".to_owned(),
        })
        .collect()
}

/// The lines of all calls.
struct Calls(Vec<usize>);

impl<'ast> Visit<'ast> for Calls {
    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        if call.method == "expose" {
            self.0.push(call.method.span().start().line);
        }
        visit::visit_expr_method_call(self, call);
    }
}
