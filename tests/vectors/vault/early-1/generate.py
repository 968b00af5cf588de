#!/usr/bin/env python3
"""Writes a file of the store that opens before the PIN from core/docs/vault-format.md alone: a second implementation.

The core opens it in core/src/vault/early/tests.rs. `generate.py FILE` writes; `generate.py --check FILE` compares.
"""
import hashlib
import hmac
import pathlib
import struct
import sys

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VAULT_ID = bytes([1]) * 16
DEVICE_SECRET = bytes([2]) * 32
SALT = bytes([3]) * 32
GENERATION = 7
CLASS_HARDWARE = 3


def hkdf(secret, salt, info):
    key = hmac.digest(salt, secret, "sha256")
    return hmac.digest(key, info + b"\x01", "sha256")


def head(major, value):
    for code, width in ((24, "B"), (25, ">H"), (26, ">I"), (27, ">Q")):
        if value < 24:
            return bytes([major << 5 | value])
        if value < 1 << (8 * struct.calcsize(width)):
            return bytes([major << 5 | code]) + struct.pack(width, value)
    raise ValueError(value)


def cbor(item):
    if isinstance(item, int):
        return head(0, item)
    if isinstance(item, bytes):
        return head(2, len(item)) + item
    if isinstance(item, str):
        return head(3, len(item.encode())) + item.encode()
    if isinstance(item, list):
        return head(4, len(item)) + b"".join(map(cbor, item))
    if isinstance(item, dict):
        return head(5, len(item)) + b"".join(cbor(key) + cbor(value) for key, value in item.items())
    raise TypeError(item)


def contents():
    entry, request = bytes([4]) * 16, bytes([5]) * 32
    account = {0: b"device key", 1: b"state", 2: 12, 3: [bytes([6]) * 16]}
    history = {0: 13, 1: 1_800_000_000_000, 2: "login.example.com", 3: entry, 4: "login\nWebmail", 5: b"signed"}
    event = {0: bytes([7]) * 16, 1: entry, 2: 12, 3: {request: 1_800_000_600_000}, 4: history}
    return {0: {entry: account}, 1: [event], 2: {request: 1_800_000_600_000}, 3: 1}


def written():
    body = cbor(contents())
    body += bytes(-len(body) % 4096)
    header = b"\x93CSERL\r\n" + struct.pack(">HHBBH", 1, 1, 1, CLASS_HARDWARE, 0)
    header += struct.pack(">I", len(body) + 16) + VAULT_ID + struct.pack(">Q", GENERATION) + SALT
    key = hkdf(DEVICE_SECRET, SALT, b"countersign early 1 body" + VAULT_ID)
    content = header + AESGCM(key).encrypt(bytes(12), body, header)
    return content + hashlib.sha256(content).digest()


def main():
    check, path = sys.argv[1] == "--check", pathlib.Path(sys.argv[-1])
    if not check:
        path.write_bytes(written())
    elif path.read_bytes() != written():
        sys.exit(f"{path} is not what this script writes")


if __name__ == "__main__":
    main()
