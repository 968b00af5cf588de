"""The other side of wake-ups, from RFC 8291, 8188, 8292, 7515 and 7518 and nothing of ours.

`wake_up.py key` says a new key pair and secret of a phone; `wake_up.py open` reads `{"private", "auth", "body",
"authorization"}` and says what a message to that key says, and the claims of who sent it. Bytes are base64url.

`wake_up.py pem` reads `"RSA"` or `"EC"` and says a new key as a service gives it, and its public half; `wake_up.py token`
reads `{"public", "token"}` and says header and claims of a token that this key signed.
"""

import base64
import hashlib
import hmac
import json
import secrets
import sys

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_public_key,
)

CURVE = ec.SECP256R1()


def decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def mac(key: bytes, data: bytes) -> bytes:
    return hmac.new(key, data, hashlib.sha256).digest()


def key() -> dict[str, str]:
    private = ec.generate_private_key(CURVE)
    scalar = private.private_numbers().private_value.to_bytes(32, "big")
    return {"private": encoded(scalar), "p256dh": encoded(point(private.public_key())), "auth": encoded(secrets.token_bytes(16))}


def message(private: ec.EllipticCurvePrivateKey, auth: bytes, body: bytes) -> str:
    """RFC 8188, section 2, with the keys of RFC 8291, section 3."""
    salt, record_size, length = body[:16], int.from_bytes(body[16:20], "big"), body[20]
    sender, ciphertext = body[21 : 21 + length], body[21 + length :]
    assert len(ciphertext) <= record_size, "one record"
    shared = private.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, sender))
    info = b"WebPush: info\0" + point(private.public_key()) + sender
    secret = mac(salt, mac(mac(auth, shared), info + b"\x01"))
    content_key = mac(secret, b"Content-Encoding: aes128gcm\0\x01")[:16]
    nonce = mac(secret, b"Content-Encoding: nonce\0\x01")[:12]
    padded = AESGCM(content_key).decrypt(nonce, ciphertext, None).rstrip(b"\0")
    assert padded.endswith(b"\x02"), "the last record"
    return padded[:-1].decode()


def claims(authorization: str) -> object:
    """RFC 8292, section 3: signed by the key that is named beside it."""
    scheme, _, rest = authorization.partition(" ")
    assert scheme == "vapid", authorization
    parameters = dict(part.strip().split("=", 1) for part in rest.split(","))
    header, payload, signature = parameters["t"].split(".")
    assert json.loads(decoded(header))["alg"] == "ES256"
    sender = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, decoded(parameters["k"]))
    sender.verify(dss(decoded(signature)), f"{header}.{payload}".encode(), ec.ECDSA(hashes.SHA256()))
    return json.loads(decoded(payload))


def pem(kind: str) -> dict[str, str]:
    """PKCS#8 without a password, as the consoles of both services give it."""
    private = rsa.generate_private_key(65537, 2048) if kind == "RSA" else ec.generate_private_key(CURVE)
    public = private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    secret = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return {"private": secret.decode(), "public": public.decode()}


def token(public: str, text: str) -> dict[str, object]:
    """RFC 7515 with RS256 or ES256, whichever the key is for; the header has to say the same."""
    header, payload, signature = text.split(".")
    signed, key = f"{header}.{payload}".encode(), load_pem_public_key(public.encode())
    if isinstance(key, rsa.RSAPublicKey):
        algorithm = "RS256"
        key.verify(decoded(signature), signed, padding.PKCS1v15(), hashes.SHA256())
    else:
        assert isinstance(key, ec.EllipticCurvePublicKey)
        algorithm = "ES256"
        key.verify(dss(decoded(signature)), signed, ec.ECDSA(hashes.SHA256()))
    said = {"header": json.loads(decoded(header)), "claims": json.loads(decoded(payload))}
    assert said["header"]["alg"] == algorithm, said
    return said


def dss(raw: bytes) -> bytes:
    """RFC 7518, section 3.4: R and S, 32 bytes each."""
    assert len(raw) == 64, "R and S"
    return encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))


def opened(given: dict[str, str]) -> dict[str, object]:
    private = ec.derive_private_key(int.from_bytes(decoded(given["private"]), "big"), CURVE)
    said = message(private, decoded(given["auth"]), decoded(given["body"]))
    return {"message": said, "claims": claims(given["authorization"])}


def main() -> None:
    command, given = sys.argv[1], json.load(sys.stdin)
    if command == "open":
        said: object = opened(given)
    elif command == "pem":
        said = pem(given)
    elif command == "token":
        said = token(given["public"], given["token"])
    else:
        said = key()
    print(json.dumps(said))


if __name__ == "__main__":
    main()
