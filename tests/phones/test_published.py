"""What the phone is built on, against published answers and another implementation of HPKE."""

import pytest
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from countersign_push import hpke, offline
from countersign_push.encoding import from_b64
from countersign_push.keys import PrivateKey, PublicKey

INFO = bytes.fromhex("4f6465206f6e2061204772656369616e2055726e")


def test_thumbprint_of_rfc_9449() -> None:
    """The key of section 4.1 and the confirmation of section 6.1."""
    jwk = {
        "kty": "EC",
        "x": "l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs",
        "y": "9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA",
        "crv": "P-256",
    }
    assert PublicKey.from_jwk(jwk).thumbprint == "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"


def test_signature_of_rfc_7515() -> None:
    """Appendix A.3: ES256."""
    key = PublicKey.from_jwk(
        {
            "kty": "EC",
            "crv": "P-256",
            "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
            "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
        }
    )
    signing_input = (
        b"eyJhbGciOiJFUzI1NiJ9"
        b".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
    )
    signature = "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
    key.verify(from_b64(signature, 64), signing_input)


def test_repeatable_signature_of_rfc_6979() -> None:
    """Appendix A.2.5: P-256, SHA-256, message "sample"."""
    key = PrivateKey(bytes.fromhex("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"), repeatable=True)
    r = "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
    s = "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"
    assert key.sign(b"sample").hex() == r + s


def test_hpke_of_rfc_9180() -> None:
    """Appendix A.3.1: the KEM and the key schedule of the protocol, with AES-128-GCM."""
    recipient = PrivateKey(bytes.fromhex("f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2"))
    ephemeral = PrivateKey(bytes.fromhex("4995788ef4b9d6132b249ce59a77281493eb39af373d236a1fe415cb0c2d7beb"))
    plain = bytes.fromhex("4265617574792069732074727574682c20747275746820626561757479")
    enc, ct, context = hpke.seal(recipient.public, ephemeral, INFO, b"Count-0", plain, hpke.AES_128_GCM)
    assert context.shared_secret.hex() == "c0d26aeab536609a572b07695d933b589dcf363ff9d93c93adea537aeabb8cb8"
    assert context.key.hex() == "868c066ef58aae6dc589b6cfdd18f97e"
    assert context.base_nonce.hex() == "4e0bc5018beba4bf004cca59"
    assert ct.hex() == "5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f9076ac232e3ab2523f39513434"
    assert hpke.open_sealed(recipient, enc, INFO, b"Count-0", ct, hpke.AES_128_GCM) == plain


def test_hpke_against_another_implementation() -> None:
    """AES-256-GCM, both ways; that library's public interface has no associated data."""
    suite = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
    recipient = PrivateKey()
    sealed = suite.encrypt(b"theirs", recipient.public.key, INFO)
    assert hpke.open_sealed(recipient, sealed[:65], INFO, b"", sealed[65:]) == b"theirs"
    enc, ct, _ = hpke.seal(recipient.public, PrivateKey(), INFO, b"", b"ours")
    assert suite.decrypt(enc + ct, recipient.key, INFO) == b"ours"


@pytest.mark.parametrize(
    ("time", "code"),
    [
        (59, "46119246"),
        (1111111109, "68084774"),
        (1111111111, "67062674"),
        (1234567890, "91819424"),
        (2000000000, "90698825"),
        (20000000000, "77737706"),
    ],
)
def test_codes_of_rfc_6238(time: int, code: str) -> None:
    """Appendix B, SHA-256."""
    assert offline.code(b"12345678901234567890123456789012", time, 8, 30) == code
