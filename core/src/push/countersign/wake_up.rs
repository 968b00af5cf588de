//! What a push channel delivers (section 8): `{"v":1,"w":WAKE}`, a hint and nothing else.

use super::json::{Members, object};
use crate::push::{WakeId, WakeUp};

/// The most bytes that a wake-up has: a message of RFC 8291.
const LONGEST: usize = 4096;

pub(super) fn wake_up(message: &[u8]) -> Option<WakeUp> {
    if message.len() > LONGEST {
        return None;
    }
    let map = object("wake-up", message).ok()?;
    let members = Members::of("wake-up", &map);
    members.number("v", 1..=1).ok()?;
    members.bytes("w").ok().map(|wake| WakeUp { account: WakeId(wake.0) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wake_up_names_an_account_and_nothing_else_is_read() {
        let wake = |text: &str| wake_up(text.as_bytes());
        let expected = Some(WakeUp { account: WakeId([0; 16]) });
        assert_eq!(wake(r#"{"v":1,"w":"AAAAAAAAAAAAAAAAAAAAAA"}"#), expected);
        assert_eq!(wake(r#"{"w":"AAAAAAAAAAAAAAAAAAAAAA","text":"x","v":1}"#), expected);
        for text in [
            r#"{"v":2,"w":"AAAAAAAAAAAAAAAAAAAAAA"}"#,
            r#"{"w":"AAAAAAAAAAAAAAAAAAAAAA"}"#,
            r#"{"v":1,"w":"AAAA"}"#,
            r#"{"v":1,"v":1,"w":"AAAAAAAAAAAAAAAAAAAAAA"}"#,
            r#"["v",1]"#,
            "",
        ] {
            assert_eq!(wake(text), None, "{text}");
        }
        assert_eq!(wake_up(&[b' '; LONGEST + 1]), None);
    }
}
