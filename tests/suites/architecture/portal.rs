//! The portal's layers: which module may use which, and which libraries it alone may name (`portal/README.md`).

use super::names::names;
use super::source::{Breach, Source};

/// Module, what it must not use, and the sentence that says why.
const FORBIDDEN: &[(&str, &[&str], &str)] = &[
    (
        "domain",
        &["store", "service", "push", "web", "events", "mail", "portal", "seal", "signing", "running"],
        "domain holds rules: values come in, decisions go out",
    ),
    (
        "store",
        &["service", "push", "web", "mail", "portal", "seal", "signing", "running"],
        "the store keeps, and decides nothing",
    ),
    (
        "events",
        &["store", "service", "push", "web", "mail", "portal", "domain", "running"],
        "events carry ids and nothing else",
    ),
    ("mail", &["service", "push", "web", "running"], "mail stands below the use cases"),
    ("service", &["push", "web", "running"], "a use case knows no page and no protocol"),
    ("push", &["web", "running"], "the push protocol knows no page"),
    ("web", &["store", "events", "signing", "running"], "a page calls use cases, and nothing below them"),
    ("api", &["store", "events", "signing", "web", "running"], "a call uses use cases, and knows no page"),
    ("admin", &["store", "events", "signing", "running"], "a page calls use cases, and nothing below them"),
    (
        "demo",
        &["service", "store", "events", "seal", "signing", "api", "push", "running"],
        "the demo knows the portal by its API over HTTP alone, as any other application does",
    ),
];

/// Library, the modules that may name it, and the sentence that says why.
const LIBRARIES: &[(&str, &[&str], &str)] = &[
    ("sqlx", &["store", "error", "events"], "all SQL is in the store"),
    (
        "axum",
        &["push", "web", "api", "admin", "demo", "mailbox", "peer", "listening", "running"],
        "HTTP stays above the use cases",
    ),
    ("lettre", &["mail", "domain"], "mail is how mail leaves"),
    ("argon2", &["passwords"], "passwords are hashed in one place"),
];

/// Arrows point down. Names that a page may have of the layer below are its exceptions.
pub fn arrows(source: &Source) -> Vec<Breach> {
    let Some(here) = source.module.first() else { return Vec::new() };
    let Some((_, forbidden, sentence)) = FORBIDDEN.iter().find(|(module, ..)| module == here) else {
        return Vec::new();
    };
    names(source)
        .into_iter()
        .filter(|name| name.module().is_some_and(|target| forbidden.contains(&target)))
        .map(|name| Breach { line: name.line, sentence: format!("{}: {sentence}", name.text()) })
        .collect()
}

/// A library is named where it belongs.
pub fn libraries(source: &Source) -> Vec<Breach> {
    let here = source.module.first().map_or("", String::as_str);
    names(source)
        .into_iter()
        .filter(|name| !name.in_crate)
        .filter_map(|name| {
            let library = name.segments.first()?;
            let (_, owners, sentence) = LIBRARIES.iter().find(|(known, ..)| known == library)?;
            let breach = Breach { line: name.line, sentence: format!("{}: {sentence}", name.text()) };
            (!owners.contains(&here)).then_some(breach)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::source::snippet;
    use super::*;

    #[test]
    fn a_breach_is_found() {
        assert_eq!(arrows(&snippet("domain::session", "use crate::store::users;")).len(), 1);
        assert_eq!(arrows(&snippet("service::login", "use crate::store::users;")).len(), 0);
        assert_eq!(libraries(&snippet("service::login", "fn f() { sqlx::query(\"\"); }")).len(), 1);
        assert_eq!(libraries(&snippet("store::users", "use sqlx::Row;")).len(), 0);
    }
}
