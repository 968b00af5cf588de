//! CBOR for types that do not carry their own encoding. What is out of range is not read.

use minicbor::decode::{Decoder, Error as DecodeError};
use minicbor::encode::{Encoder, Error as EncodeError, Write};

/// A moment on both clocks: wall clock, boot id, time since boot.
pub(super) mod now {
    use super::*;
    use crate::time::{BootId, BootTime, Now, UnixTime};
    use std::time::Duration;

    pub(in super::super) fn encode<Ctx, W: Write>(
        now: &Now,
        encoder: &mut Encoder<W>,
        _: &mut Ctx,
    ) -> Result<(), EncodeError<W::Error>> {
        let elapsed = u64::try_from(now.boot.elapsed.as_millis()).unwrap_or(u64::MAX);
        encoder.array(3)?.u64(now.wall.milliseconds())?.bytes(&now.boot.boot.0)?.u64(elapsed)?.ok()
    }

    pub(in super::super) fn decode<Ctx>(decoder: &mut Decoder<'_>, _: &mut Ctx) -> Result<Now, DecodeError> {
        if decoder.array()? != Some(3) {
            return Err(DecodeError::message("a moment has three parts"));
        }
        let wall = UnixTime::from_milliseconds(decoder.u64()?);
        let boot = decoder.bytes()?.try_into().map_err(|_| DecodeError::message("a boot id has 16 bytes"))?;
        let elapsed = Duration::from_millis(decoder.u64()?);
        Ok(Now { wall, boot: BootTime { boot: BootId(boot), elapsed } })
    }
}

/// A server, in its one spelling. Whether plain `http` is allowed is the reader's to decide.
pub(super) mod origin {
    use super::*;
    use crate::http::{DevelopmentHttp, ServerOrigin};

    pub(in super::super) fn encode<Ctx, W: Write>(
        origin: &ServerOrigin,
        encoder: &mut Encoder<W>,
        _: &mut Ctx,
    ) -> Result<(), EncodeError<W::Error>> {
        encoder.str(&origin.to_string())?.ok()
    }

    pub(in super::super) fn decode<Ctx>(
        decoder: &mut Decoder<'_>,
        _: &mut Ctx,
    ) -> Result<ServerOrigin, DecodeError> {
        ServerOrigin::parse(decoder.str()?, DevelopmentHttp::Loopback)
            .map_err(|_| DecodeError::message("not a server"))
    }
}

/// The length of a code.
pub(super) mod digits {
    use super::*;
    use crate::otp::Digits;

    pub(in super::super) fn encode<Ctx, W: Write>(
        digits: &Digits,
        encoder: &mut Encoder<W>,
        _: &mut Ctx,
    ) -> Result<(), EncodeError<W::Error>> {
        encoder.u8(digits.count())?.ok()
    }

    pub(in super::super) fn decode<Ctx>(
        decoder: &mut Decoder<'_>,
        _: &mut Ctx,
    ) -> Result<Digits, DecodeError> {
        Digits::new(decoder.u8()?).ok_or_else(|| DecodeError::message("digits out of range"))
    }
}

/// The life of a code, in seconds.
pub(super) mod period {
    use super::*;
    use crate::otp::Period;

    pub(in super::super) fn encode<Ctx, W: Write>(
        period: &Period,
        encoder: &mut Encoder<W>,
        _: &mut Ctx,
    ) -> Result<(), EncodeError<W::Error>> {
        encoder.u32(period.seconds())?.ok()
    }

    pub(in super::super) fn decode<Ctx>(
        decoder: &mut Decoder<'_>,
        _: &mut Ctx,
    ) -> Result<Period, DecodeError> {
        Period::from_seconds(decoder.u32()?).ok_or_else(|| DecodeError::message("period out of range"))
    }
}

/// A minimum PIN length, which has a range.
pub(super) fn pin_minimum<Ctx>(decoder: &mut Decoder<'_>, _: &mut Ctx) -> Result<u8, DecodeError> {
    let minimum = decoder.u8()?;
    let within = crate::push::Policy::new(minimum, false).is_some();
    within.then_some(minimum).ok_or_else(|| DecodeError::message("minimum length out of range"))
}
