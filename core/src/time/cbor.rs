//! A moment as it is kept, in the vault and in the records of push accounts: milliseconds since 1970, an unsigned integer.

use super::UnixTime;
use minicbor::decode::{Decoder, Error as DecodeError};
use minicbor::encode::{Encoder, Error as EncodeError, Write};

pub(crate) fn encode<Ctx, W: Write>(
    time: &UnixTime,
    encoder: &mut Encoder<W>,
    _: &mut Ctx,
) -> Result<(), EncodeError<W::Error>> {
    encoder.u64(time.milliseconds())?.ok()
}

pub(crate) fn decode<Ctx>(decoder: &mut Decoder<'_>, _: &mut Ctx) -> Result<UnixTime, DecodeError> {
    decoder.u64().map(UnixTime::from_milliseconds)
}
