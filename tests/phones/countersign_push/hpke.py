"""HPKE (RFC 9180): base mode with DHKEM(P-256, HKDF-SHA256), HKDF-SHA256 and AES-GCM, one message (section 4.3).

Sealing with a chosen ephemeral key is for vectors: a seed that is sealed twice with one has no secret left.
"""

import hashlib
import hmac
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .keys import PrivateKey, PublicKey
from .refusal import Refused

KEM_ID, KDF_ID = 0x0010, 0x0001
AES_128_GCM, AES_256_GCM = 0x0001, 0x0002
_KEY_BYTES = {AES_128_GCM: 16, AES_256_GCM: 32}
_NONCE_BYTES, _HASH_BYTES = 12, 32
_BASE_MODE = b"\x00"


@dataclass(frozen=True)
class Context:
    """What both sides derive (RFC 9180 §5.1)."""

    shared_secret: bytes
    key: bytes
    base_nonce: bytes


def seal(
    recipient: PublicKey, ephemeral: PrivateKey, info: bytes, aad: bytes, plain: bytes, aead: int = AES_256_GCM
) -> tuple[bytes, bytes, Context]:
    """`enc`, `ct` and what was derived on the way."""
    enc = ephemeral.public.point
    context = _context(ephemeral.exchange(recipient), enc + recipient.point, info, aead)
    return enc, AESGCM(context.key).encrypt(context.base_nonce, plain, aad), context


def open_sealed(
    recipient: PrivateKey, enc: bytes, info: bytes, aad: bytes, ct: bytes, aead: int = AES_256_GCM
) -> bytes:
    """The plain bytes, or a refusal."""
    try:
        shared = recipient.exchange(PublicKey.from_point(enc))
    except Refused as refused:
        raise Refused("seal", refused.reason) from None
    context = _context(shared, enc + recipient.public.point, info, aead)
    try:
        return AESGCM(context.key).decrypt(context.base_nonce, ct, aad)
    except InvalidTag:
        raise Refused("seal", "does not open") from None


def _context(shared_point: bytes, kem_context: bytes, info: bytes, aead: int) -> Context:
    """The KEM's shared secret (RFC 9180 §4.1) and the key schedule of base mode (§5.1)."""
    kem_suite = b"KEM" + KEM_ID.to_bytes(2, "big")
    extracted = _extract(kem_suite, b"", b"eae_prk", shared_point)
    shared_secret = _expand(kem_suite, extracted, b"shared_secret", kem_context, _HASH_BYTES)

    suite = b"HPKE" + b"".join(part.to_bytes(2, "big") for part in (KEM_ID, KDF_ID, aead))
    psk_id_hash = _extract(suite, b"", b"psk_id_hash", b"")
    info_hash = _extract(suite, b"", b"info_hash", info)
    schedule = _BASE_MODE + psk_id_hash + info_hash
    secret = _extract(suite, shared_secret, b"secret", b"")
    key = _expand(suite, secret, b"key", schedule, _KEY_BYTES[aead])
    base_nonce = _expand(suite, secret, b"base_nonce", schedule, _NONCE_BYTES)
    return Context(shared_secret, key, base_nonce)


def _extract(suite: bytes, salt: bytes, label: bytes, material: bytes) -> bytes:
    """LabeledExtract."""
    return hmac.digest(salt or bytes(_HASH_BYTES), b"HPKE-v1" + suite + label + material, hashlib.sha256)


def _expand(suite: bytes, secret: bytes, label: bytes, info: bytes, size: int) -> bytes:
    """LabeledExpand; every length here is one block of SHA-256 or less."""
    labeled = size.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info
    return hmac.digest(secret, labeled + b"\x01", hashlib.sha256)[:size]
