"""The phone's side of Web Push, from RFC 8291, 8188 and 8292 and nothing of ours.

`wake_up.py key` says a new key pair and secret; `wake_up.py open` reads `{"private", "auth", "body", "authorization"}` and
says what a message to that key says, and the claims of who sent it. Bytes are base64url.
"""

import base64
import hashlib
import hmac
import json
import secrets
import sys

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

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
    raw = decoded(signature)
    dss = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    sender = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, decoded(parameters["k"]))
    sender.verify(dss, f"{header}.{payload}".encode(), ec.ECDSA(hashes.SHA256()))
    return json.loads(decoded(payload))


def main() -> None:
    if sys.argv[1] == "key":
        print(json.dumps(key()))
        return
    given = json.load(sys.stdin)
    private = ec.derive_private_key(int.from_bytes(decoded(given["private"]), "big"), CURVE)
    said = message(private, decoded(given["auth"]), decoded(given["body"]))
    print(json.dumps({"message": said, "claims": claims(given["authorization"])}))


if __name__ == "__main__":
    main()
