//! What mails say, in English and German. No link but the one that resets a password, so that nobody learns to click.

use super::Content;
use crate::domain::{AuthenticatorKind, Language};
use countersign::crypto::Zeroizing;

/// Something that a user is told by mail.
#[derive(Clone, Debug)]
pub enum Notice {
    /// A code, to prove an address or to log in.
    Code {
        /// The code.
        code: MailedSecret,
        /// How long it is valid, in seconds.
        seconds: u64,
    },
    /// A link that resets the password.
    Reset {
        /// The link.
        link: MailedSecret,
        /// How long it is valid, in minutes.
        minutes: u64,
    },
    /// The password was changed.
    PasswordChanged,
    /// An authenticator was added.
    AuthenticatorAdded(AuthenticatorKind, String),
    /// An authenticator was deleted.
    AuthenticatorDeleted(AuthenticatorKind, String),
    /// An authenticator's comment was changed.
    AuthenticatorEdited(AuthenticatorKind, String),
    /// An app by counter was brought back in step; its comment.
    CodesResynchronized(String),
    /// The address was changed: to the old one.
    AddressChanged,
    /// New recovery codes were made.
    RecoveryCodesMade,
    /// A recovery code was used; so many are left.
    RecoveryCodeUsed(u64),
    /// A phone's keys were changed by the phone.
    PhoneKeysChanged(String),
    /// A phone may have been copied.
    PossibleCopy(String),
}

/// A code or a link: in a mail, and nowhere else.
#[derive(Clone)]
pub struct MailedSecret(pub Zeroizing<String>);

impl std::fmt::Debug for MailedSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MailedSecret(redacted)")
    }
}

impl Notice {
    /// Subject and text.
    pub fn content(&self, issuer: &str, language: Language) -> Content {
        let (subject, text) = match language {
            Language::English => self.english(),
            Language::German => self.german(),
        };
        let closing = match (self, language) {
            (Self::Code { .. } | Self::Reset { .. }, Language::English) => {
                "If you did not ask for this, someone else may be trying to log in as you: tell nobody the code."
            }
            (Self::Code { .. } | Self::Reset { .. }, Language::German) => {
                "Wenn Sie das nicht angefordert haben, versucht vielleicht jemand anderes, sich als Sie anzumelden: Geben Sie den Code niemandem."
            }
            (_, Language::English) => "If this was not you, tell your help desk at once.",
            (_, Language::German) => "Wenn Sie das nicht waren, melden Sie sich sofort bei Ihrem Helpdesk.",
        };
        Content {
            subject: format!("{issuer}: {subject}"),
            text: format!("{text}\n\n{closing}\n\n-- \n{issuer}\n"),
        }
    }

    fn english(&self) -> (String, String) {
        let (subject, text) = match self {
            Self::Code { code, seconds } => {
                return (
                    "your code".into(),
                    format!(
                        "Your code is\n\n    {}\n\nIt is valid for {seconds} seconds and can be used once.",
                        *code.0
                    ),
                );
            }
            Self::Reset { link, minutes } => {
                return (
                    "reset your password".into(),
                    format!(
                        "Open this address to choose a new password:\n\n{}\n\nIt is valid for {minutes} minutes and can be used once.",
                        *link.0
                    ),
                );
            }
            Self::PasswordChanged => ("password changed", "Your password was changed.".to_owned()),
            Self::AuthenticatorAdded(kind, comment) => (
                "authenticator added",
                format!("This authenticator was added: {}{}.", english(*kind), quoted(comment)),
            ),
            Self::AuthenticatorDeleted(kind, comment) => (
                "authenticator deleted",
                format!("This authenticator was deleted: {}{}.", english(*kind), quoted(comment)),
            ),
            Self::AuthenticatorEdited(kind, comment) => (
                "authenticator changed",
                format!(
                    "The comment of this authenticator was changed: {}{}.",
                    english(*kind),
                    quoted(comment)
                ),
            ),
            Self::CodesResynchronized(comment) => (
                "codes resynchronized",
                format!("The codes of an authenticator app (HOTP) were resynchronized{}.", quoted(comment)),
            ),
            Self::AddressChanged => (
                "address changed",
                "The e-mail address of your account was changed. This is the last mail to the old one."
                    .to_owned(),
            ),
            Self::RecoveryCodesMade => (
                "new recovery codes",
                "New recovery codes were made. The old ones are no longer valid.".to_owned(),
            ),
            Self::RecoveryCodeUsed(left) => {
                ("recovery code used", format!("A recovery code was used. {left} are left."))
            }
            Self::PhoneKeysChanged(name) => {
                ("phone keys changed", format!("A phone has changed its keys{}.", quoted(name)))
            }
            Self::PossibleCopy(name) => (
                "possible copy of a phone",
                format!(
                    "A request was answered as if from a copy of your phone{}. The answer was refused.",
                    quoted(name)
                ),
            ),
        };
        (subject.to_owned(), text)
    }

    fn german(&self) -> (String, String) {
        let (subject, text) = match self {
            Self::Code { code, seconds } => {
                return (
                    "Ihr Code".into(),
                    format!(
                        "Ihr Code lautet\n\n    {}\n\nEr gilt {seconds} Sekunden und kann einmal verwendet werden.",
                        *code.0
                    ),
                );
            }
            Self::Reset { link, minutes } => {
                return (
                    "Passwort zurücksetzen".into(),
                    format!(
                        "Öffnen Sie diese Adresse, um ein neues Passwort zu wählen:\n\n{}\n\nSie gilt {minutes} Minuten und kann einmal verwendet werden.",
                        *link.0
                    ),
                );
            }
            Self::PasswordChanged => ("Passwort geändert", "Ihr Passwort wurde geändert.".to_owned()),
            Self::AuthenticatorAdded(kind, comment) => (
                "Authentifikator hinzugefügt",
                format!("Dieser Authentifikator wurde hinzugefügt: {}{}.", german(*kind), quoted(comment)),
            ),
            Self::AuthenticatorDeleted(kind, comment) => (
                "Authentifikator gelöscht",
                format!("Dieser Authentifikator wurde gelöscht: {}{}.", german(*kind), quoted(comment)),
            ),
            Self::AuthenticatorEdited(kind, comment) => (
                "Authentifikator geändert",
                format!(
                    "Der Kommentar dieses Authentifikators wurde geändert: {}{}.",
                    german(*kind),
                    quoted(comment)
                ),
            ),
            Self::CodesResynchronized(comment) => (
                "Codes neu abgeglichen",
                format!(
                    "Die Codes einer Authenticator-App (HOTP) wurden neu abgeglichen{}.",
                    quoted(comment)
                ),
            ),
            Self::AddressChanged => (
                "Adresse geändert",
                "Die E-Mail-Adresse Ihres Kontos wurde geändert. Dies ist die letzte Nachricht an die alte."
                    .to_owned(),
            ),
            Self::RecoveryCodesMade => (
                "neue Wiederherstellungscodes",
                "Neue Wiederherstellungscodes wurden erstellt. Die alten gelten nicht mehr.".to_owned(),
            ),
            Self::RecoveryCodeUsed(left) => (
                "Wiederherstellungscode verwendet",
                format!("Ein Wiederherstellungscode wurde verwendet. Es bleiben {left}."),
            ),
            Self::PhoneKeysChanged(name) => (
                "Schlüssel eines Telefons geändert",
                format!("Ein Telefon hat seine Schlüssel geändert{}.", quoted(name)),
            ),
            Self::PossibleCopy(name) => (
                "mögliche Kopie eines Telefons",
                format!(
                    "Eine Anfrage wurde beantwortet wie von einer Kopie Ihres Telefons{}. Die Antwort wurde abgelehnt.",
                    quoted(name)
                ),
            ),
        };
        (subject.to_owned(), text)
    }
}

const fn english(kind: AuthenticatorKind) -> &'static str {
    match kind {
        AuthenticatorKind::Email => "e-mail",
        AuthenticatorKind::Push => "smartphone",
        AuthenticatorKind::Totp => "authenticator app (TOTP)",
        AuthenticatorKind::Hotp => "authenticator app (HOTP)",
    }
}

const fn german(kind: AuthenticatorKind) -> &'static str {
    match kind {
        AuthenticatorKind::Email => "E-Mail",
        AuthenticatorKind::Push => "Smartphone",
        AuthenticatorKind::Totp => "Authenticator-App (TOTP)",
        AuthenticatorKind::Hotp => "Authenticator-App (HOTP)",
    }
}

fn quoted(comment: &str) -> String {
    if comment.is_empty() { String::new() } else { format!(" ({comment})") }
}
