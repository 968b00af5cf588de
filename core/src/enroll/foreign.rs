//! Texts that are no enrollment for this app, recognised by name so that the answer helps.

use super::ServerHost;
use core::fmt;

/// A text that belongs elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foreign {
    /// What it is.
    pub kind: ForeignKind,
    /// The server it points to, where it names one.
    pub host: Option<ServerHost>,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident => $words:literal,)*) => {
        /// What a foreign text is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ForeignKind {
            $($(#[$doc])* $kind,)*
        }

        impl ForeignKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];
        }

        impl fmt::Display for ForeignKind {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self {
                    $(Self::$kind => $words,)*
                })
            }
        }
    };
}

kinds! {
    /// A Duo Mobile activation code.
    Duo => "a Duo activation code",
    /// An activation code of Microsoft Authenticator.
    Microsoft => "a Microsoft Authenticator activation code",
    /// An enrollment of Okta Verify.
    Okta => "an Okta Verify enrollment",
    /// A login or enrollment of the Steam app.
    SteamApp => "a code for the Steam app",
    /// A push enrollment of LinOTP or KeyIdentity.
    LinOtp => "a LinOTP push enrollment",
    /// A `pushauth` enrollment.
    Pushauth => "a pushauth enrollment",
    /// A push enrollment or smartphone container of privacyIDEA.
    PrivacyIdea => "a privacyIDEA push enrollment",
    /// A push enrollment of eduMFA.
    EduMfa => "an eduMFA push enrollment",
    /// An enrollment of PingID or PingOne.
    Ping => "a PingID enrollment",
    /// An RSA SecurID software token.
    SecurId => "an RSA SecurID token",
    /// An enrollment of the Authy app.
    Authy => "a code for the Authy app",
    /// An enrollment of Entrust Identity.
    Entrust => "an Entrust enrollment",
    /// A mOTP account (Mobile-OTP), which is not one of OATH's algorithms.
    MobileOtp => "a Mobile-OTP account",
    /// A passkey: the phone's own camera app takes it (FIDO CTAP hybrid transport).
    Passkey => "a passkey: scan it with the phone's camera app",
    /// An enrollment or login of a Matrix, Signal or WhatsApp client.
    Messenger => "a code for a messenger app",
    /// A wireless network.
    Wifi => "a Wi-Fi network",
    /// A contact.
    Contact => "a contact",
    /// A calendar entry.
    Calendar => "a calendar entry",
    /// An e-mail address or message.
    Mail => "an e-mail address",
    /// A telephone number or text message.
    Telephone => "a telephone number",
    /// A place on the map.
    Place => "a place on the map",
    /// A payment request.
    Payment => "a payment request",
    /// A secret by itself: it can be typed as a new account.
    BareSecret => "a secret without an account: enter it by hand",
    /// A web address.
    WebAddress => "a web address",
}

/// What begins how. Compared in lower case; the first that fits counts.
const PREFIXES: &[(&str, ForeignKind)] = &[
    ("duo://", ForeignKind::Duo),
    ("phonefactor:", ForeignKind::Microsoft),
    ("msauth:", ForeignKind::Microsoft),
    ("ms-msa:", ForeignKind::Microsoft),
    ("microsoft-authenticator:", ForeignKind::Microsoft),
    ("oktaverify:", ForeignKind::Okta),
    ("okta-verify:", ForeignKind::Okta),
    ("com-okta-authenticator:", ForeignKind::Okta),
    ("steam://", ForeignKind::SteamApp),
    ("https://s.team/", ForeignKind::SteamApp),
    ("lseqr:", ForeignKind::LinOtp),
    ("linotp:", ForeignKind::LinOtp),
    ("pushauth:", ForeignKind::Pushauth),
    ("otpauth://pushauth", ForeignKind::Pushauth),
    ("otpauth://push/", ForeignKind::LinOtp),
    ("otpauth://pipush", ForeignKind::PrivacyIdea),
    ("pia:", ForeignKind::PrivacyIdea),
    ("edumfa-push:", ForeignKind::EduMfa),
    ("pingidmfa:", ForeignKind::Ping),
    ("pingid:", ForeignKind::Ping),
    ("pingone:", ForeignKind::Ping),
    ("com.rsa.securid", ForeignKind::SecurId),
    ("http://127.0.0.1/securid/", ForeignKind::SecurId),
    ("authy:", ForeignKind::Authy),
    ("entrust:", ForeignKind::Entrust),
    ("entrustidentity:", ForeignKind::Entrust),
    ("motp:", ForeignKind::MobileOtp),
    ("otpauth://motp", ForeignKind::MobileOtp),
    ("fido:/", ForeignKind::Passkey),
    ("sgnl:", ForeignKind::Messenger),
    ("tsdevice:", ForeignKind::Messenger),
    ("matrix:", ForeignKind::Messenger),
    ("https://wa.me/", ForeignKind::Messenger),
    ("wifi:", ForeignKind::Wifi),
    ("begin:vcard", ForeignKind::Contact),
    ("mecard:", ForeignKind::Contact),
    ("bizcard:", ForeignKind::Contact),
    ("begin:vevent", ForeignKind::Calendar),
    ("begin:vcalendar", ForeignKind::Calendar),
    ("mailto:", ForeignKind::Mail),
    ("matmsg:", ForeignKind::Mail),
    ("tel:", ForeignKind::Telephone),
    ("sms:", ForeignKind::Telephone),
    ("smsto:", ForeignKind::Telephone),
    ("geo:", ForeignKind::Place),
    ("bitcoin:", ForeignKind::Payment),
    ("ethereum:", ForeignKind::Payment),
    ("bcd\n", ForeignKind::Payment),
    ("upi:", ForeignKind::Payment),
];

/// Parts of host names that tell whose web address it is.
const HOSTS: &[(&str, ForeignKind)] = &[
    ("duosecurity.com", ForeignKind::Duo),
    ("okta.com", ForeignKind::Okta),
    ("pingone.com", ForeignKind::Ping),
    ("pingidentity.com", ForeignKind::Ping),
];

/// What a text is, if it is known by name. The text is trimmed.
pub(super) fn recognise(text: &str) -> Option<Foreign> {
    let lower = text.to_lowercase();
    let host = ServerHost::of(text);
    let by_prefix = PREFIXES.iter().find(|(prefix, _)| lower.starts_with(prefix)).map(|(_, kind)| *kind);
    let kind = by_prefix.or_else(|| by_shape(text, &lower, host.as_ref()))?;
    // The "host" of a key URI is the kind of code, and most of the others have none.
    let host = host.filter(|host| host.name.contains('.'));
    Some(Foreign { kind, host })
}

fn by_shape(text: &str, lower: &str, host: Option<&ServerHost>) -> Option<ForeignKind> {
    if lower.starts_with("https://") || lower.starts_with("http://") {
        let owner = host.and_then(|host| {
            let belongs = |domain: &str| host.name == domain || host.name.ends_with(&format!(".{domain}"));
            HOSTS.iter().find(|(domain, _)| belongs(domain)).map(|(_, kind)| *kind)
        });
        return Some(owner.unwrap_or(ForeignKind::WebAddress));
    }
    if is_duo_code(text) {
        return Some(ForeignKind::Duo);
    }
    is_bare_secret(text).then_some(ForeignKind::BareSecret)
}

/// Twenty characters, a dash, and the server's host in base64.
fn is_duo_code(text: &str) -> bool {
    let Some((code, host)) = text.split_once('-') else { return false };
    let host = data_encoding::BASE64_NOPAD.decode(host.trim_end_matches('=').as_bytes());
    code.len() == 20
        && code.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && host.is_ok_and(|host| host.ends_with(b".duosecurity.com"))
}

/// Base32 and nothing else, at least 80 bits of it.
fn is_bare_secret(text: &str) -> bool {
    let plain = text.chars().filter(|c| !matches!(c, ' ' | '-' | '='));
    let base32 = plain.clone().all(|c| matches!(c.to_ascii_uppercase(), 'A'..='Z' | '2'..='7'));
    base32 && plain.count() >= 16 && text.bytes().any(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> Option<ForeignKind> {
        recognise(text).map(|foreign| foreign.kind)
    }

    #[test]
    fn other_apps_codes_are_called_by_name() {
        for (text, expected) in [
            ("duo://aBcDeFgHiJkLmNoPqRsT-YXBpLTEyMzQ1Njc4LmR1b3NlY3VyaXR5LmNvbQ", ForeignKind::Duo),
            ("aBcDeFgHiJkLmNoPqRsT-YXBpLTEyMzQ1Njc4LmR1b3NlY3VyaXR5LmNvbQ==", ForeignKind::Duo),
            ("https://m-1234.duosecurity.com/activate/x", ForeignKind::Duo),
            ("phonefactor://activate?code=123&url=https%3A%2F%2Fx", ForeignKind::Microsoft),
            ("oktaverify://email?t=x", ForeignKind::Okta),
            ("https://acme.okta.com/mobile", ForeignKind::Okta),
            ("steam://openurl/x", ForeignKind::SteamApp),
            ("https://s.team/q/1/2", ForeignKind::SteamApp),
            ("lseqr://init?x", ForeignKind::LinOtp),
            ("pushauth://x", ForeignKind::Pushauth),
            ("otpauth://pipush/PIPU0001?url=https%3A//x", ForeignKind::PrivacyIdea),
            ("pia://container/SMPH0001?issuer=x", ForeignKind::PrivacyIdea),
            ("edumfa-push://edumfa/x", ForeignKind::EduMfa),
            ("FIDO:/0123456789", ForeignKind::Passkey),
            ("WIFI:T:WPA;S:net;P:pass;;", ForeignKind::Wifi),
            ("BEGIN:VCARD\nVERSION:3.0", ForeignKind::Contact),
            ("mailto:a@example.org", ForeignKind::Mail),
            ("tel:+49123", ForeignKind::Telephone),
            ("https://example.org/", ForeignKind::WebAddress),
            ("https://notduosecurity.com/", ForeignKind::WebAddress),
            ("JBSW Y3DP EHPK 3PXP", ForeignKind::BareSecret),
        ] {
            assert_eq!(kind(text), Some(expected), "{text}");
        }
        for text in ["hello world", "otpauth://totp/a", "", "1234567890123456"] {
            assert_eq!(kind(text), None, "{text}");
        }
    }

    #[test]
    fn the_server_is_named() {
        let foreign = recognise("https://m-1234.duosecurity.com/activate/x").unwrap();
        assert_eq!(foreign.host.unwrap().name, "m-1234.duosecurity.com");
        assert_eq!(recognise("FIDO:/0123").unwrap().host, None);
    }

    #[test]
    fn every_kind_has_words_of_its_own() {
        let words: std::collections::BTreeSet<String> =
            ForeignKind::ALL.iter().map(ToString::to_string).collect();
        assert_eq!(words.len(), ForeignKind::ALL.len());
    }
}
