"""Signed statements: JWS in compact form, as narrow as section 1 makes it."""

from dataclasses import dataclass
from typing import Any, Mapping

from .encoding import b64, digest, from_b64, from_json, to_json
from .keys import PrivateKey, PublicKey
from .refusal import Refused

STATEMENT_BYTES = 32 * 1024

# Which member of the header names the key that signed: the table of section 1.
KEY_MEMBER = {
    "dpop+jwt": "jwk",
    "cs-enroll-device+jwt": "jwk",
    "cs-enroll-user+jwt": "jwk",
    "cs-account+jwt": "jwk",
    "cs-requests+jwt": "kid",
    "cs-request+jwt": "kid",
    "cs-approve+jwt": "kid",
    "cs-deny+jwt": "kid",
    "cs-outcome+jwt": "kid",
    "cs-resume+jwt": "kid",
    "cs-counter+jwt": "kid",
    "cs-rotate+jwt": "kid",
    "cs-rotate-device+jwt": "jwk",
    "cs-rotate-user+jwt": "jwk",
    "cs-server-key+jwt": "kid",
    "cs-devices+jwt": "kid",
    "cs-done+jwt": "kid",
    "cs-ended+jwt": "kid",
}


@dataclass(frozen=True)
class Statement:
    """A statement whose form, `typ` and signature were verified. What it says was not."""

    compact: str
    key: PublicKey
    payload: dict[str, Any]

    @property
    def hash(self) -> str:
        """hash() of the statement, as it was transferred."""
        return digest(self.compact)

    @property
    def payload_segment(self) -> str:
        return self.compact.split(".")[1]


def header_of(typ: str, key: PrivateKey) -> dict[str, Any]:
    """The protected header of a statement of this `typ` by this key."""
    named: Any = key.jwk if KEY_MEMBER[typ] == "jwk" else key.thumbprint
    return {"typ": typ, "alg": "ES256", KEY_MEMBER[typ]: named}


def sign(typ: str, key: PrivateKey, payload: Mapping[str, Any]) -> str:
    """The compact form of a statement."""
    return sign_segment(typ, key, b64(to_json(payload).encode()))


def sign_segment(typ: str, key: PrivateKey, payload_segment: str) -> str:
    """The compact form of a statement over a payload segment that several statements share."""
    signing_input = b64(to_json(header_of(typ, key)).encode()) + "." + payload_segment
    return signing_input + "." + b64(key.sign(signing_input.encode("ascii")))


def verify(compact: Any, typ: str, trusted: Mapping[str, PublicKey] | None = None) -> Statement:
    """A statement of this `typ`, by one of the `trusted` keys (by thumbprint).

    Where `trusted` is None, the statement brings its key along (`jwk`), and whoever calls decides about it.
    """
    if not isinstance(compact, str):
        raise Refused("form", "a statement is a text")
    if len(compact) > STATEMENT_BYTES or not compact.isascii():
        raise Refused("form", "more than 32 KiB, or not ASCII")
    segments = compact.split(".")
    if len(segments) != 3:
        raise Refused("form", "not three parts")
    header_bytes, payload_bytes, signature = (from_b64(segment) for segment in segments)
    key = _key_of(from_json(header_bytes), typ, trusted)
    key.verify(signature, f"{segments[0]}.{segments[1]}".encode("ascii"))
    return Statement(compact, key, from_json(payload_bytes))


def _key_of(header: dict[str, Any], typ: str, trusted: Mapping[str, PublicKey] | None) -> PublicKey:
    member = KEY_MEMBER[typ]
    if set(header) != {"alg", "typ", member}:
        raise Refused("header", f"not exactly alg, typ, {member}")
    if header["alg"] != "ES256":
        raise Refused("header", "not ES256")
    if header["typ"] != typ:
        raise Refused("header", f"not {typ}")
    if member == "jwk":
        key = PublicKey.from_jwk(header["jwk"])
        if trusted is not None and key.thumbprint not in trusted:
            raise Refused("key", "not a key that may sign this")
        return key
    kid = header["kid"]
    if not isinstance(kid, str):
        raise Refused("header", "kid is not a text")
    if trusted is None or kid not in trusted:
        raise Refused("key", "not a key that may sign this")
    return trusted[kid]
