#!/usr/bin/env python3
"""Decodes a vault of format 1 with keys in files (class F), from core/docs/vault-format.md alone.

Shares no code with the library: its own CBOR reader, Argon2 from argon2-cffi, AES-GCM from cryptography.
usage: vault.py FOLDER (--passphrase TEXT | --recovery-code TEXT)
"""

import argparse
import hashlib
import hmac
import json
import pathlib
import struct
import sys
import unicodedata

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

HEADER, SLOT, SLOTS = 128 + 16 * 256, 256, 16
ZERO_NONCE = bytes(12)


def cbor(data, at=0):
    """One CBOR item (RFC 8949) and where it ends."""
    first = data[at]
    major, info = first >> 5, first & 31
    at += 1
    if info < 24:
        value = info
    elif info < 28:
        size = 1 << (info - 24)
        value = int.from_bytes(data[at:at + size], "big")
        at += size
    elif info == 31 and major in (4, 5):
        value = None
    else:
        raise ValueError("body: CBOR of another kind")
    if major == 0:
        return value, at
    if major == 2:
        return bytes(data[at:at + value]), at + value
    if major == 3:
        return data[at:at + value].decode(), at + value
    if major in (4, 5):
        items, wanted = [], None if value is None else value * (major - 3)
        while (wanted is None and data[at] != 0xFF) or (wanted is not None and len(items) < wanted):
            item, at = cbor(data, at)
            items.append(item)
        at += wanted is None
        return (items if major == 4 else dict(zip(items[::2], items[1::2]))), at
    if major == 7 and info in (20, 21, 22):
        return {20: False, 21: True, 22: None}[info], at
    raise ValueError("body: CBOR of another kind")


def hkdf(secret, salt, info):
    """HKDF-SHA-256, the first block."""
    return hmac.digest(hmac.digest(salt, secret, "sha256"), info + b"\x01", "sha256")


def newest(folder):
    """The intact file of the highest generation."""
    files = []
    for name in ("vault.a", "vault.b"):
        data = (folder / name).read_bytes()
        if hashlib.sha256(data[:-32]).digest() == data[-32:]:
            files.append((struct.unpack_from(">Q", data, 36)[0], data))
    if not files:
        sys.exit("trailer: both files are damaged")
    return max(files)[1]


def read_header(data):
    magic, fmt, reader, suite, klass, _, body_length = struct.unpack_from(">8sHHBBHI", data)
    if magic != b"\x93CSVLT\r\n" or fmt != 1 or reader > 1 or suite != 1:
        sys.exit("header: not a vault of format 1")
    return {
        "class": klass,
        "vault_id": data[20:36],
        "generation": struct.unpack_from(">Q", data, 36)[0],
        "epoch": struct.unpack_from(">Q", data, 44)[0],
        "commit_salt": data[84:116],
        "body_length": body_length,
    }


def read_slot(data, place):
    slot = data[128 + place * SLOT:128 + (place + 1) * SLOT]
    return {
        "id": slot[:16],
        "epoch": slot[16:24],
        "salt": slot[24:40],
        "cost": slot[40:46],
        "sealed": slot[48:128],
    }


def open_slot(header, slot, kind, label, secrets):
    kek = hkdf(b"".join(secrets), header["vault_id"], label + slot["id"] + slot["epoch"])
    aad = b"\x93CSVLT\r\n" + struct.pack(">HBB", 1, 1, header["class"]) + header["vault_id"] + slot["id"]
    aad += bytes([kind]) + slot["epoch"] + slot["salt"] + slot["cost"]
    try:
        return AESGCM(kek).decrypt(ZERO_NONCE, slot["sealed"], aad)[:32]
    except InvalidTag:
        sys.exit("slot: the passphrase or recovery code does not open it")


def by_passphrase(folder, data, header, passphrase):
    slot = read_slot(data, 0)
    memory, passes, lanes = struct.unpack(">IBB", slot["cost"])
    text = unicodedata.normalize("NFKC", passphrase).encode()
    stretched = hash_secret_raw(text, slot["salt"], passes, memory, lanes, 32, Type.ID)
    device_input = hashlib.sha256(
        b"countersign vault 1 slot key input" + header["vault_id"] + slot["id"] + stretched
    ).digest()
    device_key = (folder / "device" / (slot["id"].hex() + ".key")).read_bytes()
    device = hmac.digest(device_key, device_input, "sha256")
    return open_slot(header, slot, 1, b"countersign vault 1 slot pin", [stretched, device])


def by_recovery_code(data, header, code):
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    bits = "".join(f"{alphabet.index(c):05b}" for c in code.replace("-", "").replace(" ", "").upper())
    secret = int(bits[:128], 2).to_bytes(16, "big")
    check = hashlib.sha256(b"countersign recovery code check" + secret).digest()
    if bits[128:] != f"{int.from_bytes(check[:2], 'big'):016b}"[:12]:
        sys.exit("recovery code: mistyped")
    slot = read_slot(data, 2)
    stretched = hkdf(secret, slot["salt"], b"countersign vault 1 recovery code")
    return open_slot(header, slot, 3, b"countersign vault 1 slot recovery", [stretched])


def decode(folder, passphrase, code):
    data = newest(folder)
    header = read_header(data)
    if passphrase is not None:
        key = by_passphrase(folder, data, header, passphrase)
    else:
        key = by_recovery_code(data, header, code)
    body_key = hkdf(key, header["commit_salt"], b"countersign vault 1 body" + header["vault_id"])
    try:
        body = AESGCM(body_key).decrypt(ZERO_NONCE, data[HEADER:-32], data[:HEADER])
    except InvalidTag:
        sys.exit("body: not authentic")
    contents, end = cbor(body)
    if any(body[end:]):
        sys.exit("body: padding is not zero")
    record_key = AESGCM(hkdf(key, header["vault_id"], b"countersign vault 1 record account"))
    entries = []
    for entry in contents[0]:
        sealed = entry[9]
        aad = header["vault_id"] + entry[0] + struct.pack(">QB", entry[2], entry[1])
        secret = record_key.decrypt(sealed[:12], sealed[12:], aad)
        details, parameters = entry[3], entry[4]
        entries.append({
            "issuer": details[0],
            "account": details[1],
            "information": details.get(2, ""),
            "tags": details.get(3, []),
            "favourite": details.get(4, False),
            "kind": parameters[0],
            "algorithm": parameters[1],
            "digits": parameters[2],
            "period": parameters[3],
            "counter": entry.get(5, 0),
            "created": entry[6],
            "secret": secret.hex(),
        })
    history = contents[4]
    previous = history[1]
    for record in history[2]:
        if len(record[1]) != 32:
            sys.exit("history: a hash is missing")
        previous = record[1]
    return {
        "format": 1,
        "class": header["class"],
        "generation": header["generation"],
        "epoch": header["epoch"],
        "entries": entries,
        "settings": {name: value.hex() for name, value in contents[1].items()},
        "history": [{"kind": r[0][0], "time": r[0][1], "shown": r[0].get(4)} for r in history[2]],
        "history_end": previous.hex(),
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    way = parser.add_mutually_exclusive_group(required=True)
    way.add_argument("--passphrase")
    way.add_argument("--recovery-code")
    options = parser.parse_args()
    print(json.dumps(decode(options.folder, options.passphrase, options.recovery_code), indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
