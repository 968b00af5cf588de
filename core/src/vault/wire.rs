//! CBOR: where it is written to, and the few types that do not carry their own encoding.

/// Appends in small steps, each compiled into its place: the library's own writer is a call per step, which was most
/// of the time of encoding thousands of entries.
pub(super) struct Appending<'a>(pub(super) &'a mut Vec<u8>);

impl minicbor::encode::Write for Appending<'_> {
    type Error = core::convert::Infallible;

    #[inline(always)]
    fn write_all(&mut self, bytes: &[u8]) -> Result<(), Self::Error> {
        self.0.extend_from_slice(bytes);
        Ok(())
    }
}

/// Requests seen: a map from request id to the moment until which it is remembered.
pub(super) mod requests {
    use super::super::contents::RequestId;
    use crate::time::UnixTime;
    use minicbor::decode::{Decoder, Error as DecodeError};
    use minicbor::encode::{Encoder, Error as EncodeError, Write};
    use std::collections::BTreeMap;

    pub(in super::super) fn encode<Ctx, W: Write>(
        requests: &BTreeMap<RequestId, UnixTime>,
        encoder: &mut Encoder<W>,
        _: &mut Ctx,
    ) -> Result<(), EncodeError<W::Error>> {
        encoder.map(requests.len() as u64)?;
        for (request, until) in requests {
            encoder.bytes(&request.0)?.u64(until.milliseconds())?;
        }
        Ok(())
    }

    pub(in super::super) fn decode<Ctx>(
        decoder: &mut Decoder<'_>,
        _: &mut Ctx,
    ) -> Result<BTreeMap<RequestId, UnixTime>, DecodeError> {
        let mut requests = BTreeMap::new();
        for pair in decoder.map_iter::<minicbor::bytes::ByteArray<32>, u64>()? {
            let (request, until) = pair?;
            requests.insert(RequestId(request.into()), UnixTime::from_milliseconds(until));
        }
        Ok(requests)
    }
}

/// Bytes that may be absent.
pub(super) mod optional_bytes {
    use minicbor::decode::{Decoder, Error as DecodeError};
    use minicbor::encode::{Encoder, Error as EncodeError, Write};

    pub(in super::super) fn encode<Ctx, W: Write>(
        bytes: &Option<Vec<u8>>,
        encoder: &mut Encoder<W>,
        _: &mut Ctx,
    ) -> Result<(), EncodeError<W::Error>> {
        match bytes {
            Some(bytes) => encoder.bytes(bytes)?.ok(),
            None => encoder.null()?.ok(),
        }
    }

    pub(in super::super) fn decode<Ctx>(
        decoder: &mut Decoder<'_>,
        _: &mut Ctx,
    ) -> Result<Option<Vec<u8>>, DecodeError> {
        decoder.bytes().map(|bytes| Some(bytes.to_vec()))
    }

    /// What a field that is not there stands for.
    pub(in super::super) const fn nil() -> Option<Option<Vec<u8>>> {
        Some(None)
    }

    pub(in super::super) const fn is_nil(bytes: &Option<Vec<u8>>) -> bool {
        bytes.is_none()
    }
}

/// Bytes that are a secret.
pub(super) mod secret {
    use crate::crypto::SecretBytes;
    use minicbor::decode::{Decoder, Error as DecodeError};
    use minicbor::encode::{Encoder, Error as EncodeError, Write};

    pub(in super::super) fn encode<Ctx, W: Write>(
        secret: &SecretBytes,
        encoder: &mut Encoder<W>,
        _: &mut Ctx,
    ) -> Result<(), EncodeError<W::Error>> {
        // Exposed: written into what is sealed in place right after.
        encoder.bytes(secret.expose())?.ok()
    }

    pub(in super::super) fn decode<Ctx>(
        decoder: &mut Decoder<'_>,
        _: &mut Ctx,
    ) -> Result<SecretBytes, DecodeError> {
        decoder.bytes().map(SecretBytes::from)
    }
}

/// Names of device keys.
pub(super) mod key_ids {
    use crate::ports::DeviceKeyId;
    use minicbor::bytes::ByteArray;
    use minicbor::decode::{Decoder, Error as DecodeError};
    use minicbor::encode::{Encoder, Error as EncodeError, Write};

    pub(in super::super) fn encode<Ctx, W: Write>(
        ids: &[DeviceKeyId],
        encoder: &mut Encoder<W>,
        _: &mut Ctx,
    ) -> Result<(), EncodeError<W::Error>> {
        encoder.array(ids.len() as u64)?;
        for id in ids {
            encoder.bytes(&id.0)?;
        }
        Ok(())
    }

    pub(in super::super) fn decode<Ctx>(
        decoder: &mut Decoder<'_>,
        _: &mut Ctx,
    ) -> Result<Vec<DeviceKeyId>, DecodeError> {
        let ids = decoder.array_iter::<ByteArray<16>>()?;
        ids.map(|id| id.map(|id| DeviceKeyId(id.into()))).collect()
    }
}

/// A server's minimum PIN length, which has a range.
pub(super) mod minimum_length {
    use super::super::policy::{GREATEST_MINIMUM, LEAST_MINIMUM};
    use minicbor::decode::{Decoder, Error};

    pub(in super::super) fn decode<Ctx>(decoder: &mut Decoder<'_>, _: &mut Ctx) -> Result<u8, Error> {
        let minimum = decoder.u8()?;
        let in_range = (LEAST_MINIMUM..=GREATEST_MINIMUM).contains(&minimum);
        in_range.then_some(minimum).ok_or_else(|| Error::message("minimum length out of range"))
    }
}
