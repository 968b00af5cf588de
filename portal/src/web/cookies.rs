//! The portal's cookies. Over https their names begin with `__Host-`: no other host and no plain connection can set them.

use crate::domain::Language;
use crate::portal::Portal;
use crate::token::Token;
use axum::http::{HeaderMap, HeaderValue, header};

/// The session's token, until the browser ends.
const SESSION: &str = "countersign";
/// That someone has logged in with this browser, for 90 days.
const BROWSER: &str = "countersign-browser";
/// The language that was chosen, for a year.
const LANGUAGE: &str = "countersign-language";
/// Where to go on after a confirmation, for ten minutes.
const THEN: &str = "countersign-then";

/// Seconds of 90 days, a year and ten minutes.
const BROWSER_AGE: u64 = 90 * 86_400;
const LANGUAGE_AGE: u64 = 365 * 86_400;
const THEN_AGE: u64 = 600;

/// The cookies of one request.
pub(crate) struct Cookies<'a> {
    headers: &'a HeaderMap,
    secure: bool,
}

impl<'a> Cookies<'a> {
    /// The cookies that came with a request.
    pub(crate) fn of(headers: &'a HeaderMap, portal: &Portal) -> Self {
        Self { headers, secure: is_secure(portal) }
    }

    /// The session's token.
    pub(crate) fn session(&self) -> Option<Token> {
        self.value(SESSION).and_then(Token::parse)
    }

    /// The token of a browser that someone has logged in with before.
    pub(crate) fn browser(&self) -> Option<Token> {
        self.value(BROWSER).and_then(Token::parse)
    }

    /// The language that was chosen.
    pub(crate) fn language(&self) -> Option<Language> {
        self.value(LANGUAGE)?.parse().ok()
    }

    /// Where to go on after a confirmation: a path of the portal.
    pub(crate) fn then(&self) -> Option<&'a str> {
        self.value(THEN).filter(|path| is_own_path(path))
    }

    fn value(&self, name: &str) -> Option<&'a str> {
        let name = full_name(name, self.secure);
        let all = self.headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut pairs = all.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.find(|(known, _)| *known == name).map(|(_, value)| value)
    }
}

/// Cookies to be set with an answer.
pub(crate) struct SetCookies {
    secure: bool,
    lines: Vec<String>,
}

impl SetCookies {
    /// None yet.
    pub(crate) fn of(portal: &Portal) -> Self {
        Self { secure: is_secure(portal), lines: Vec::new() }
    }

    /// The session's token.
    pub(crate) fn session(mut self, token: &Token) -> Self {
        // Exposed: this is the browser's proof of its session, and goes nowhere else.
        self.set(SESSION, token.expose(), None);
        self
    }

    /// No session any more.
    pub(crate) fn no_session(mut self) -> Self {
        self.set(SESSION, "", Some(0));
        self
    }

    /// That someone has logged in with this browser.
    pub(crate) fn browser(mut self, token: &Token) -> Self {
        // Exposed: the browser keeps it to be known again.
        self.set(BROWSER, token.expose(), Some(BROWSER_AGE));
        self
    }

    /// The language that was chosen.
    pub(crate) fn language(mut self, language: Language) -> Self {
        self.set(LANGUAGE, language.code(), Some(LANGUAGE_AGE));
        self
    }

    /// Where to go on after a confirmation.
    pub(crate) fn then(mut self, path: &str) -> Self {
        if is_own_path(path) {
            self.set(THEN, path, Some(THEN_AGE));
        }
        self
    }

    /// Nothing waits for a confirmation any more.
    pub(crate) fn no_then(mut self) -> Self {
        self.set(THEN, "", Some(0));
        self
    }

    fn set(&mut self, name: &str, value: &str, age: Option<u64>) {
        let name = full_name(name, self.secure);
        let secure = if self.secure { "; Secure" } else { "" };
        let age = age.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
        self.lines.push(format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}"));
    }

    /// Adds them to an answer.
    pub(crate) fn add_to(&self, headers: &mut HeaderMap) {
        for value in self.lines.iter().filter_map(|line| HeaderValue::from_str(line).ok()) {
            headers.append(header::SET_COOKIE, value);
        }
    }
}

fn full_name(name: &str, secure: bool) -> String {
    if secure { format!("__Host-{name}") } else { name.to_owned() }
}

fn is_secure(portal: &Portal) -> bool {
    portal.public_url().to_string().starts_with("https://")
}

/// A path below the portal's root, and nothing that leads elsewhere.
pub(crate) fn is_own_path(path: &str) -> bool {
    let usual = |byte: u8| byte.is_ascii_alphanumeric() || b"-_/?=&".contains(&byte);
    path.len() <= 2048 && path.starts_with('/') && !path.starts_with("//") && path.bytes().all(usual)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cookies(line: &str) -> HeaderMap {
        HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_str(line).unwrap())])
    }

    #[test]
    fn over_https_only_cookies_of_this_host_count() {
        let token = "A".repeat(43);
        let headers = cookies(&format!("countersign={token}; __Host-countersign-language=de"));
        let secure = Cookies { headers: &headers, secure: true };
        assert!(secure.session().is_none());
        assert_eq!(secure.language(), Some(Language::German));
        let plain = Cookies { headers: &headers, secure: false };
        assert!(plain.session().is_some());
        assert_eq!(plain.language(), None);
    }

    #[test]
    fn nothing_leads_to_another_site() {
        for (path, own) in [
            ("/authenticators/abc_-/delete", true),
            ("//example.com", false),
            ("https://example.com", false),
            ("/\\example.com", false),
            ("/a?b=c", true),
            ("/a?b=https://example.com", false),
            ("/a\r\nb", false),
            ("", false),
        ] {
            assert_eq!(is_own_path(path), own, "{path:?}");
        }
    }

    #[test]
    fn a_cookie_is_out_of_reach_of_scripts_and_other_sites() {
        let mut set = SetCookies { secure: true, lines: Vec::new() };
        set.set(SESSION, "x", None);
        assert_eq!(set.lines, ["__Host-countersign=x; Path=/; HttpOnly; SameSite=Lax; Secure"]);
        let mut set = SetCookies { secure: false, lines: Vec::new() };
        set.set(LANGUAGE, "de", Some(5));
        assert_eq!(set.lines, ["countersign-language=de; Path=/; HttpOnly; SameSite=Lax; Max-Age=5"]);
    }
}
