//! `/mail`: the mails of a development portal, which go into a folder. There is no such page where mails leave, or where
//! anyone but this machine could see it.

use crate::config::MailConfig;
use crate::portal::Portal;
use crate::web::answer::{Answer, Problem, page};
use crate::web::dressed;
use crate::web::frame::Frame;
use crate::web::views::{Mail, Mailbox};
use crate::web::visit::language;
use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::routing::get;
use countersign::http::Scheme;
use data_encoding::BASE64_MIME_PERMISSIVE;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How many mails are shown at most, the newest first.
const SHOWN: usize = 50;
/// The longest mail that is shown, in bytes.
const LONGEST: u64 = 64 * 1024;

#[derive(Clone)]
struct Folder {
    portal: Arc<Portal>,
    folder: PathBuf,
}

/// The page, where there is one.
pub(crate) fn routes(portal: &Arc<Portal>) -> Option<Router> {
    let MailConfig::Folder(folder) = &portal.config().mail else { return None };
    // Plain http is spoken on loopback only: this is a portal that someone develops with.
    if portal.public_url().origin().scheme() != Scheme::Http {
        return None;
    }
    let state = Folder { portal: Arc::clone(portal), folder: folder.clone() };
    Some(dressed(Router::new().route("/mail", get(show)).with_state(state), portal))
}

async fn show(State(state): State<Folder>, headers: HeaderMap) -> Answer {
    let folder = state.folder.clone();
    let mails =
        tokio::task::spawn_blocking(move || read_all(&folder)).await.map_err(|_| Problem::Unavailable)?;
    let language = language(&headers, &state.portal);
    let p = Frame::new(language, state.portal.public_url().path(), "/mail", String::new());
    page(&Mailbox { p, mails })
}

fn read_all(folder: &Path) -> Vec<Mail> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut files: Vec<_> = entries
        .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "eml"))
        .filter_map(|entry| {
            let about = entry.metadata().ok().filter(|about| about.is_file() && about.len() <= LONGEST)?;
            Some((about.modified().ok()?, entry.path()))
        })
        .collect();
    files.sort_by(|left, right| right.cmp(left));
    let texts = files.into_iter().take(SHOWN).filter_map(|(_, path)| std::fs::read_to_string(path).ok());
    texts.map(|text| read(&text)).collect()
}

/// A mail of one plain text, as the portal writes them (RFC 5322, RFC 2045).
fn read(text: &str) -> Mail {
    let text = text.replace("\r\n", "\n");
    let (head, body) = text.split_once("\n\n").unwrap_or((&text, ""));
    let unfolded = head.replace("\n ", " ").replace("\n\t", " ");
    let header = |name: &str| {
        let mut lines = unfolded.lines().filter_map(|line| line.split_once(": "));
        let found = lines.find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.to_owned()).unwrap_or_default()
    };
    let body = match header("Content-Transfer-Encoding").as_str() {
        "quoted-printable" => quoted_printable(body),
        "base64" => base64(body),
        _ => body.to_owned(),
    };
    Mail { to: header("To"), subject: words(&header("Subject")), body }
}

/// A header's text with its encoded words read (RFC 2047), as far as they are in base64.
fn words(text: &str) -> String {
    text.split(' ')
        .map(|word| {
            let encoded = word.strip_prefix("=?utf-8?b?").and_then(|rest| rest.strip_suffix("?="));
            (encoded.is_some(), encoded.map_or_else(|| word.to_owned(), base64))
        })
        .fold((String::new(), false), |(mut text, after_encoded), (encoded, word)| {
            // White space between two encoded words is none.
            if !text.is_empty() && !(encoded && after_encoded) {
                text.push(' ');
            }
            text.push_str(&word);
            (text, encoded)
        })
        .0
}

fn base64(text: &str) -> String {
    let bytes = BASE64_MIME_PERMISSIVE.decode(text.trim().as_bytes()).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// RFC 2045, section 6.7. What is not encoded as it should stays as it is.
fn quoted_printable(text: &str) -> String {
    let joined = text.replace("=\n", "");
    let mut bytes = Vec::with_capacity(joined.len());
    let mut rest = joined.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let pair = after.get(..2).filter(|_| *first == b'=');
        let value = pair.and_then(|pair| std::str::from_utf8(pair).ok());
        match value.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_is_read_as_a_person_would() {
        let mail = read(
            "To: anna@example.com\r\nSubject: Countersign: =?utf-8?b?QmVzdMOkdA==?=\r\n =?utf-8?b?aWd1bmc=?=\r\n\
             Content-Transfer-Encoding: quoted-printable\r\n\r\nIhr Code f=C3=BCr =\r\nheute\r\n",
        );
        assert_eq!(
            (mail.to.as_str(), mail.subject.as_str()),
            ("anna@example.com", "Countersign: Bestätigung")
        );
        assert_eq!(mail.body, "Ihr Code für heute\n");
        assert_eq!(quoted_printable("1=2 =ZZ ="), "1=2 =ZZ =");
        assert_eq!(read("").body, "");
    }
}
