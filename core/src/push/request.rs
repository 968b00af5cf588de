//! A request as a server signed it, and as it may be shown: every shown text is made from the signed one, and from
//! nothing else.

use crate::crypto::sha256;
use crate::otp::{clean_line, mixes_scripts};
use crate::time::UnixTime;

/// The longest shown text, in characters: beyond what any protocol lets a server say.
const LONGEST_SHOWN: usize = 1024;

/// Names one request for ever, across servers and accounts: a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(pub [u8; 32]);

impl RequestId {
    /// The id of what a protocol calls unique: each part is hashed with its length, so that no two lists are alike.
    pub(super) fn of(parts: &[&[u8]]) -> Self {
        let hashed: Vec<u8> = parts.iter().flat_map(|part| sha256(&[part])).collect();
        Self(sha256(&[b"countersign request\0", &hashed]))
    }
}

/// How the user shows that the request is the one on the login page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verification {
    /// Not at all. Low assurance, and said so.
    None,
    /// By typing the number that the login page shows.
    Enter {
        /// How many digits it has, 2 to 8. Fewer than six are low assurance (SP 800-63B-4).
        digits: u8,
    },
    /// By scanning a QR code on the login page.
    Scan {
        /// How its text begins; the secret follows.
        prefix: String,
    },
    /// By typing into the login page what the phone shows.
    Show {
        /// How many digits the phone shows, 4 to 8.
        digits: u8,
    },
}

impl Verification {
    /// Whether it is weaker than SP 800-63B-4 §3.1.3 asks: no number, or fewer than six digits.
    pub const fn is_low_assurance(&self) -> bool {
        match self {
            Self::None => true,
            Self::Enter { digits } | Self::Show { digits } => *digits < 6,
            Self::Scan { .. } => false,
        }
    }
}

/// What a server signed about one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// What names it everywhere.
    pub id: RequestId,
    /// What its protocol calls it.
    pub(super) name: String,
    /// The signed statement, exactly as it came.
    pub(super) statement: String,
    /// When it was made, by the server's clock.
    pub(super) issued: UnixTime,
    /// When it ends, by the server's clock.
    pub(super) expires: UnixTime,
    pub(super) event: Text,
    pub(super) endpoint: Text,
    pub(super) client_address: Option<Text>,
    pub(super) client_place: Option<Text>,
    pub(super) client_agent: Option<Text>,
    pub(super) message: Text,
    pub(super) verification: Verification,
}

impl Request {
    /// What its protocol calls it: for [`PushProtocol::poll`](super::PushProtocol::poll).
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The signed statement, exactly as it came.
    pub fn statement(&self) -> &str {
        &self.statement
    }

    /// When it was made, by the server's clock.
    pub const fn issued(&self) -> UnixTime {
        self.issued
    }

    /// When it ends, by the server's clock.
    pub const fn expires(&self) -> UnixTime {
        self.expires
    }

    /// How the user shows that it is the one on the login page.
    pub const fn verification(&self) -> &Verification {
        &self.verification
    }

    /// What is about to happen, in the server's word: `login`.
    pub const fn event(&self) -> &Text {
        &self.event
    }

    /// Where: the application's name.
    pub const fn endpoint(&self) -> &Text {
        &self.endpoint
    }

    /// From which address, as the server claims.
    pub const fn client_address(&self) -> Option<&Text> {
        self.client_address.as_ref()
    }

    /// From which place, as the server claims.
    pub const fn client_place(&self) -> Option<&Text> {
        self.client_place.as_ref()
    }

    /// With which program, as the server claims.
    pub const fn client_agent(&self) -> Option<&Text> {
        self.client_agent.as_ref()
    }

    /// What the server says about it. May be empty.
    pub const fn message(&self) -> &Text {
        &self.message
    }

    /// Whether some of what the server signed cannot be shown as it is, or imitates other letters: a reason for doubt.
    pub fn is_doubtful(&self) -> bool {
        let texts = [Some(&self.event), Some(&self.endpoint), Some(&self.message)];
        let claims = [&self.client_address, &self.client_place, &self.client_agent];
        texts
            .into_iter()
            .chain(claims.map(Option::as_ref))
            .flatten()
            .any(|text| text.is_changed() || text.mixes_scripts())
    }
}

/// A signed text, and the one line of it that may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    signed: String,
    shown: String,
}

impl Text {
    pub(super) fn new(signed: String) -> Self {
        Self { shown: clean_line(&signed, LONGEST_SHOWN), signed }
    }

    /// What may be shown: cleaned of all that could deceive or break a screen.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// What was signed. For records, never for a screen.
    pub fn signed(&self) -> &str {
        &self.signed
    }

    /// Whether more than white space had to be changed.
    pub fn is_changed(&self) -> bool {
        !self.shown.split(' ').filter(|word| !word.is_empty()).eq(self.signed.split_whitespace())
    }

    /// Whether one of its words mixes scripts, as forged names do.
    pub fn mixes_scripts(&self) -> bool {
        mixes_scripts(&self.shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_shown_clean_and_says_when_that_changed_it() {
        for (signed, shown, changed) in [
            ("Webmail", "Webmail", false),
            ("  Two\n lines ", "Two lines", false),
            ("", "", false),
            ("pay\u{202E}lap", "paylap", true),
            ("a\u{1B}[31mb", "ab", true),
        ] {
            let text = Text::new(signed.to_owned());
            assert_eq!((text.shown(), text.is_changed()), (shown, changed), "{signed:?}");
            assert_eq!(text.signed(), signed);
        }
        assert!(Text::new("p\u{430}ypal".to_owned()).mixes_scripts());
    }

    #[test]
    fn ids_differ_wherever_a_part_ends() {
        assert_ne!(RequestId::of(&[b"ab", b"c"]), RequestId::of(&[b"a", b"bc"]));
        assert_ne!(RequestId::of(&[b"a"]), RequestId::of(&[b"a", b""]));
        assert_eq!(RequestId::of(&[b"a", b"b"]), RequestId::of(&[b"a", b"b"]));
    }
}
