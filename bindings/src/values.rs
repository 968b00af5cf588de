//! How the core's small types are spelled outside: names as texts, times as the language's own, counts as numbers.
//!
//! Nothing here fails where a shell can err: a text that is no name names nothing, and the core says so.

use countersign::authenticator::{AccountId, HistoryId, OfferId, RequestId};
use countersign::crypto::SecretBytes;
use countersign::otp::{Counter, Digits, Label, Period};
use countersign::ports::DeviceKeyId;
use countersign::time::UnixTime;
use data_encoding::HEXLOWER;
use std::time::{Duration, SystemTime};

uniffi::custom_type!(
    /// Names one account for as long as the vault lives: 32 hexadecimal digits that say nothing about the account.
    AccountId, String, {
        remote,
        lower: |id| HEXLOWER.encode(&id.0),
        try_lift: |text| Ok(AccountId(named(&text))),
    }
);

uniffi::custom_type!(
    /// Names one line of the history for ever: 64 hexadecimal digits.
    HistoryId, String, {
        remote,
        lower: |id| HEXLOWER.encode(&id.0),
        try_lift: |text| Ok(HistoryId(named(&text))),
    }
);

uniffi::custom_type!(
    /// Names one request for ever, across servers and accounts: 64 hexadecimal digits.
    RequestId, String, {
        remote,
        lower: |id| HEXLOWER.encode(&id.0),
        try_lift: |text| Ok(RequestId(named(&text))),
    }
);

uniffi::custom_type!(
    /// Names one device key: 32 hexadecimal digits, fit for a key store's alias. Random, and in no relation to what it
    /// protects.
    DeviceKeyId, String, {
        remote,
        lower: |id| HEXLOWER.encode(&id.0),
        try_lift: |text| Ok(DeviceKeyId(named(&text))),
    }
);

uniffi::custom_type!(
    /// Names one offer until it is confirmed, dismissed or the vault is locked.
    OfferId, u64, {
        remote,
        lower: |id| id.0,
        try_lift: |number| Ok(OfferId(number)),
    }
);

uniffi::custom_type!(
    /// A moment on the wall clock, to the millisecond.
    UnixTime, SystemTime, {
        remote,
        lower: |time| SystemTime::UNIX_EPOCH + Duration::from_millis(time.milliseconds()),
        try_lift: |time| Ok(unix_time(time)),
    }
);

type Count = usize;

uniffi::custom_type!(
    /// How many, or which one, counted from 0.
    Count, u32, {
        remote,
        lower: |count| u32::try_from(count).unwrap_or(u32::MAX),
        try_lift: |count| Ok(count as usize),
    }
);

uniffi::custom_type!(
    /// A name that was cleaned of what could deceive.
    Label, String, {
        remote,
        lower: |label| label.as_str().to_owned(),
        try_lift: |text| Ok(Label::clean(&text)),
    }
);

uniffi::custom_type!(
    /// How long one code lasts: 1 s to 366 days. 30 s where a page says nothing.
    Period, u32, {
        remote,
        lower: |period| period.seconds(),
        try_lift: |seconds| Period::from_seconds(seconds).ok_or_else(|| out_of_range("period")),
    }
);

uniffi::custom_type!(
    /// How many digits a code has: 6 to 10. 6 where a page says nothing.
    Digits, u8, {
        remote,
        lower: |digits| digits.count(),
        try_lift: |count| Digits::new(count).ok_or_else(|| out_of_range("number of digits")),
    }
);

uniffi::custom_type!(
    /// Which code of a counter-based account comes next.
    Counter, u64, {
        remote,
        lower: |counter| counter.0,
        try_lift: |counter| Ok(Counter(counter)),
    }
);

uniffi::custom_type!(
    /// A secret on its way in, as bytes: this library wipes its copy, the caller wipes the one that was handed over. None
    /// goes out in this type.
    SecretBytes, Vec<u8>, {
        remote,
        lower: |_secret| Vec::new(),
        try_lift: |bytes| Ok(SecretBytes::new(bytes)),
    }
);

/// The bytes that a name spells. All zeros name nothing: what is named is drawn at random or a hash.
fn named<const N: usize>(text: &str) -> [u8; N] {
    HEXLOWER.decode(text.as_bytes()).ok().and_then(|bytes| bytes.try_into().ok()).unwrap_or([0; N])
}

/// A moment before 1970 is its beginning.
fn unix_time(time: SystemTime) -> UnixTime {
    let since = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    UnixTime::from_milliseconds(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}

fn out_of_range(what: &str) -> uniffi::deps::anyhow::Error {
    uniffi::deps::anyhow::anyhow!("the {what} is out of range")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::UniFfiTag;
    use uniffi::{Lift, Lower};

    #[test]
    fn names_come_back_as_they_went() {
        let id = AccountId(*b"0123456789abcdef");
        assert_eq!(named(&HEXLOWER.encode(&id.0)), id.0);
        for text in ["", "0", "zz", "30313233", "30313233343536373839616263646566 "] {
            assert_eq!(named::<16>(text), [0; 16], "{text}");
        }
    }

    #[test]
    fn times_before_1970_are_its_beginning() {
        let time = UnixTime::from_milliseconds(1_700_000_000_123);
        assert_eq!(unix_time(SystemTime::UNIX_EPOCH + Duration::from_millis(time.milliseconds())), time);
        assert_eq!(unix_time(SystemTime::UNIX_EPOCH - Duration::from_secs(1)), UnixTime::default());
    }

    #[test]
    fn a_secret_never_goes_out() {
        let lowered = <SecretBytes as Lower<UniFfiTag>>::lower(SecretBytes::new(vec![1, 2, 3]));
        assert!(<Vec<u8> as Lift<UniFfiTag>>::try_lift(lowered).unwrap().is_empty());
    }
}
