"""P-256 keys: in JWK form, by thumbprint, and what they sign (sections 1 and 2)."""

from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from .encoding import b64, digest, from_b64, to_json
from .refusal import Refused

Jwk = dict[str, str]


class PublicKey:
    """A point on P-256."""

    def __init__(self, key: ec.EllipticCurvePublicKey) -> None:
        self.key = key

    @classmethod
    def from_jwk(cls, jwk: Any) -> "PublicKey":
        """The key behind exactly `kty`, `crv`, `x`, `y`; a point that is not on the curve is refused."""
        if not isinstance(jwk, dict) or set(jwk) != {"kty", "crv", "x", "y"}:
            raise Refused("key", "not exactly kty, crv, x, y")
        if jwk["kty"] != "EC" or jwk["crv"] != "P-256":
            raise Refused("key", "not a P-256 key")
        try:
            x, y = (from_b64(jwk[name], 32) for name in ("x", "y"))
        except Refused as refused:
            raise Refused("key", f"coordinates: {refused.reason}") from None
        return cls.from_point(b"\x04" + x + y)

    @classmethod
    def from_point(cls, point: bytes) -> "PublicKey":
        """The key behind 65 bytes: the uncompressed point."""
        if len(point) != 65 or point[0] != 4:
            raise Refused("key", "not an uncompressed point")
        try:
            return cls(ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point))
        except ValueError:
            raise Refused("key", "not a point on the curve") from None

    @property
    def point(self) -> bytes:
        """The uncompressed point, 65 bytes."""
        return self.key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    @property
    def jwk(self) -> Jwk:
        """The JWK form, members in the order that RFC 7638 hashes."""
        point = self.point
        return {"crv": "P-256", "kty": "EC", "x": b64(point[1:33]), "y": b64(point[33:])}

    @property
    def thumbprint(self) -> str:
        """RFC 7638, SHA-256, 43 characters."""
        return digest(to_json(self.jwk))

    def verify(self, signature: bytes, message: bytes) -> None:
        """Refuses a signature (R and S, 32 bytes each) that this key did not make over `message`."""
        if len(signature) != 64:
            raise Refused("signature", "not 64 bytes")
        r, s = (int.from_bytes(half, "big") for half in (signature[:32], signature[32:]))
        try:
            self.key.verify(encode_dss_signature(r, s), message, ec.ECDSA(hashes.SHA256()))
        except InvalidSignature:
            raise Refused("signature", "not made by this key over these bytes") from None


class PrivateKey:
    """One of the phone's keys. `repeatable` signatures (RFC 6979) are for vectors and transcripts only."""

    def __init__(self, secret: bytes | None = None, repeatable: bool = False) -> None:
        if secret is None:
            self.key = ec.generate_private_key(ec.SECP256R1())
        else:
            self.key = ec.derive_private_key(int.from_bytes(secret, "big"), ec.SECP256R1())
        self.repeatable = repeatable
        self.public = PublicKey(self.key.public_key())

    def __repr__(self) -> str:
        return f"PrivateKey({self.thumbprint})"

    @property
    def secret(self) -> bytes:
        """The private number, 32 bytes: for the state file of tests."""
        return self.key.private_numbers().private_value.to_bytes(32, "big")

    @property
    def jwk(self) -> Jwk:
        return self.public.jwk

    @property
    def thumbprint(self) -> str:
        return self.public.thumbprint

    def sign(self, message: bytes) -> bytes:
        """R and S, 32 bytes each (RFC 7518 §3.4)."""
        algorithm = ec.ECDSA(hashes.SHA256(), deterministic_signing=self.repeatable)
        r, s = decode_dss_signature(self.key.sign(message, algorithm))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")

    def exchange(self, other: PublicKey) -> bytes:
        """The shared x coordinate of ECDH, 32 bytes."""
        return self.key.exchange(ec.ECDH(), other.key)
