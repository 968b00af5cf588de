"""Writes argon2id.json and rsa_pkcs1_sha256_sign.json beside this file.

Argon2id comes from the reference C library (phc-winner-argon2, through argon2-cffi), RSA signatures from
OpenSSL (through pyca/cryptography): implementations that share no code with the ones under test. Both are
deterministic, so a second run writes the same bytes:

    python3 -m venv venv && venv/bin/pip install -r tests/requirements.txt
    venv/bin/python tests/vectors/crypto/generate.py --check
"""

import json
import pathlib
import sys

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

HERE = pathlib.Path(__file__).parent

# Passes, memory in KiB, lanes, password, salt.
ARGON2ID = [
    # The four cases of the reference library's own test.c (version 0x13, Argon2id) whose costs are accepted here;
    # `PUBLISHED` holds the tags printed there.
    (2, 65536, 1, b"password", b"somesalt"),
    (2, 262144, 1, b"password", b"somesalt"),
    (2, 65536, 1, b"differentpassword", b"somesalt"),
    (2, 65536, 1, b"password", b"diffsalt"),
    # The corners of the accepted range, and the costs a vault uses.
    (2, 19456, 1, b"2580", bytes(range(16))),
    (2, 19456, 4, b"2580", bytes(range(16))),
    (10, 19456, 1, b"2580", bytes(range(16))),
    (3, 65536, 4, b"135790", bytes(range(16, 32))),
    (3, 65536, 4, "Prüfung 17 €".encode(), bytes(range(32))),
    (2, 262144, 4, b"135790", bytes(range(16, 32))),
    # Inputs at their edges: nothing typed, a long passphrase, the shortest salt.
    (2, 19456, 1, b"", bytes(16)),
    (2, 19456, 2, b"x" * 1000, bytes(8)),
    (2, 19456, 3, bytes(range(256)), bytes(64)),
]
PUBLISHED = [
    "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7",
    "78fe1ec91fb3aa5657d72e710854e4c3d9b9198c742f9616c2f085bed95b2e8c",
    "0b84d652cf6b0c4beaef0dfe278ba6a80df6696281d7e0d2891b817d8c458fde",
    "bdf32b05ccc42eb15d58fd19b1f856b113da1e9a5874fdcc544308565aa8141c",
]

MESSAGES = [b"", b"a", b"nonce|url|serial|question|title|1", bytes(range(256)) * 4]


def argon2id() -> list[dict[str, object]]:
    cases = []
    for passes, memory, lanes, password, salt in ARGON2ID:
        tag = hash_secret_raw(password, salt, passes, memory, lanes, 32, Type.ID, 0x13)
        cases.append(
            {
                "passes": passes,
                "memory_kib": memory,
                "lanes": lanes,
                "password": password.hex(),
                "salt": salt.hex(),
                "tag": tag.hex(),
            }
        )
    for case, published in zip(cases, PUBLISHED):
        assert case["tag"] == published, case
    return cases


def keys() -> list[RSAPrivateKey]:
    """The keys of the stored vectors; new ones where there are none yet. They protect nothing."""
    path = HERE / "rsa_pkcs1_sha256_sign.json"
    if not path.exists():
        return [rsa.generate_private_key(65537, bits) for bits in (2048, 3072, 4096)]
    stored = json.loads(path.read_text(encoding="utf-8"))
    return [serialization.load_der_private_key(bytes.fromhex(key["pkcs8"]), None) for key in stored]


def rsa_signatures() -> list[dict[str, object]]:
    return [
        {
            "bits": key.key_size,
            "pkcs8": key.private_bytes(
                serialization.Encoding.DER,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            ).hex(),
            "public_key": key.public_key()
            .public_bytes(serialization.Encoding.DER, serialization.PublicFormat.PKCS1)
            .hex(),
            "signatures": [
                {
                    "message": message.hex(),
                    "signature": key.sign(message, padding.PKCS1v15(), hashes.SHA256()).hex(),
                }
                for message in MESSAGES
            ],
        }
        for key in keys()
    ]


def main() -> None:
    check = "--check" in sys.argv[1:]
    files = {"rsa_pkcs1_sha256_sign.json": rsa_signatures(), "argon2id.json": argon2id()}
    for name, content in files.items():
        text = json.dumps(content, indent=1) + "\n"
        if not check:
            (HERE / name).write_text(text, encoding="utf-8")
        elif (HERE / name).read_text(encoding="utf-8") != text:
            sys.exit(f"{name} is not what this script makes")
    cases = len(ARGON2ID) + sum(len(key["signatures"]) for key in files["rsa_pkcs1_sha256_sign.json"])
    print(f"counted: vectors made by other implementations: {cases}")


if __name__ == "__main__":
    main()
