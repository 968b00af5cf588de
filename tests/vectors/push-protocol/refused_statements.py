"""Statements that fail before anyone asks what they say: form, header, key, signature, JSON of the payload.

Every case expects a `cs-done+jwt` by the server's key, or, where it says so, another `typ`. A signature is that of
the named key over the bytes as they stand, so that nothing but the fault can be the reason.
"""

import hmac
from typing import Any

from accepted import GROUP_ORDER, done, phone_side
from basics import trailing_bits
from cast import DEVICE, KEYS, SERVER, USER, b64, digest, fixed_bytes, header_of, sign, sign_text, to_json

PHONE = phone_side()
HEADER = header_of("cs-done+jwt", SERVER)
PAYLOAD = to_json(done())
GOOD = sign_text(SERVER, to_json(HEADER), PAYLOAD)


def cases() -> list[dict[str, Any]]:
    return [*form(), *headers(), *keys(), *signatures(), *payloads()]


def case(name: str, layer: str, statement: str, typ: str = "cs-done+jwt", key: str | None = "server") -> dict[str, Any]:
    """`key`: the one that the reader trusts; None where the statement brings its key along."""
    return {"name": name, "layer": layer, "typ": typ, "trusted": key, "statement": statement}


def form() -> list[dict[str, Any]]:
    header, payload, signature = GOOD.split(".")
    loose = f"{header}.{trailing_payload()}"
    loose_signed = f"{loose}.{b64(SERVER.sign(loose.encode()))}"
    flattened = to_json({"protected": header, "payload": payload, "signature": signature})
    long = sign("cs-done+jwt", SERVER, done(later="x" * 25_000))
    broken = {
        "empty": "",
        "two parts": f"{header}.{payload}",
        "four parts": f"{GOOD}.{signature}",
        "five parts, as encryption has": f"{GOOD}..",
        "JSON form": flattened,
        "signature with padding": f"{GOOD}==",
        "signature with trailing bits": f"{header}.{payload}.{trailing_bits(signature)}",
        "payload with trailing bits, signed so": loose_signed,
        "base64 of another alphabet": f"{header}.{payload}.{'+' + signature[1:]}",
        "line end behind": f"{GOOD}\n",
        "space in front": f" {GOOD}",
        "line end inside": f"{header}.{payload[:20]}\n{payload[20:]}.{signature}",
        "a length that base64 cannot have": f"{header}.{payload}.{signature[:-1]}",
        "not ASCII": f"{header}.{payload}.{signature[:-1]}ü",
        "more than 32 KiB": long,
    }
    return [case(name, "form", statement) for name, statement in broken.items()]


def trailing_payload() -> str:
    """The good payload in base64url with bits behind its last byte."""
    text = PAYLOAD if len(PAYLOAD.encode()) % 3 else PAYLOAD + " "
    return trailing_bits(b64(text.encode()))


def headers() -> list[dict[str, Any]]:
    changed: dict[str, dict[str, Any]] = {
        "alg in lower case": {**HEADER, "alg": "es256"},
        "ES384": {**HEADER, "alg": "ES384"},
        "RS256": {**HEADER, "alg": "RS256"},
        "EdDSA": {**HEADER, "alg": "EdDSA"},
        "alg is a list": {**HEADER, "alg": ["ES256"]},
        "alg is missing": without("alg"),
        "typ is missing": without("typ"),
        "typ of another statement by the same key": {**HEADER, "typ": "cs-ended+jwt"},
        "typ JWT": {**HEADER, "typ": "JWT"},
        "typ in capitals": {**HEADER, "typ": "CS-DONE+JWT"},
        "typ as a whole media type": {**HEADER, "typ": "application/cs-done+jwt"},
        "typ with a parameter": {**HEADER, "typ": "cs-done+jwt;v=1"},
        "kid is missing": without("kid"),
        "kid is a number": {**HEADER, "kid": 1},
        "jwk in place of kid": {**without("kid"), "jwk": SERVER.jwk},
        "jwk beside kid": {**HEADER, "jwk": SERVER.jwk},
        "crit": {**HEADER, "crit": ["exp"], "exp": 1},
        "empty crit": {**HEADER, "crit": []},
        "unencoded payload": {**HEADER, "b64": False, "crit": ["b64"]},
        "additional member": {**HEADER, "x": 1},
        "additional member that is null": {**HEADER, "cty": None},
        "jku": {**HEADER, "jku": "https://evil.example/keys"},
        "x5c": {**HEADER, "x5c": []},
        "zip": {**HEADER, "zip": "DEF"},
    }
    cases = [case(name, "header", sign_text(SERVER, to_json(header), PAYLOAD)) for name, header in changed.items()]
    none = f"{b64(to_json({**HEADER, 'alg': 'none'}).encode())}.{b64(PAYLOAD.encode())}"
    cases.append(case("alg none without a signature", "header", f"{none}."))
    cases.append(case("alg none with a signature", "header", f"{none}.{b64(SERVER.sign(none.encode()))}"))
    mac = f"{b64(to_json({**HEADER, 'alg': 'HS256'}).encode())}.{b64(PAYLOAD.encode())}"
    tag = hmac.digest(SERVER.public.point, mac.encode(), "sha256")
    cases.append(case("HS256 by the public key as a secret", "header", f"{mac}.{b64(tag)}"))
    enrolled = to_json({**without("kid"), "typ": "cs-enroll-device+jwt", "kid": DEVICE.thumbprint})
    swapped = sign_text(DEVICE, enrolled, to_json(PHONE.enrollment()))
    cases.append(case("kid in place of jwk", "header", swapped, "cs-enroll-device+jwt", None))
    as_user = sign("cs-enroll-device+jwt", DEVICE, PHONE.enrollment())
    cases.append(case("enrollment by the device key as one by the user key", "header", as_user, "cs-enroll-user+jwt", None))
    as_denial = sign("cs-approve+jwt", USER, PHONE.approval("none"))
    cases.append(case("approval as a denial", "header", as_denial, "cs-deny+jwt", "user"))
    return cases + header_texts()


def without(name: str) -> dict[str, Any]:
    return {member: value for member, value in HEADER.items() if member != name}


def header_texts() -> list[dict[str, Any]]:
    """Headers that are not the JSON of section 1."""
    text = to_json(HEADER)
    broken: dict[str, str | bytes] = {
        "header: typ twice": text.replace('"typ"', '"typ":"cs-ended+jwt","typ"'),
        "header: alg twice, once escaped": text.replace('"alg"', '"\\u0061lg":"none","alg"'),
        "header: bytes after the end": text + " {}",
        "header: byte order mark": b"\xef\xbb\xbf" + text.encode(),
        "header: not UTF-8": text.encode() + b"\xff",
        "header: UTF-16": text.encode("utf-16-le"),
        "header: a list": f"[{text}]",
        "header: empty": "",
        "header: single quotes": text.replace('"', "'"),
        "header: trailing comma": text.replace("}", ",}"),
        "header: comment": text.replace("}", "/**/}"),
    }
    return [case(name, "json", sign_text(SERVER, header, PAYLOAD)) for name, header in broken.items()]


def keys() -> list[dict[str, Any]]:
    cases = [
        case("by a key that the reader does not know", "key", sign("cs-done+jwt", KEYS["stranger"], done())),
        case("by the device key", "key", sign("cs-done+jwt", DEVICE, done())),
        case("kid of 42 characters", "key", sign_text(SERVER, to_json({**HEADER, "kid": SERVER.thumbprint[:42]}), PAYLOAD)),
        case("kid with padding", "key", sign_text(SERVER, to_json({**HEADER, "kid": SERVER.thumbprint + "="}), PAYLOAD)),
        case("approval by the device key", "key", sign("cs-approve+jwt", DEVICE, PHONE.approval("none")), "cs-approve+jwt", "user"),
    ]
    off = DEVICE.jwk | {"y": USER.jwk["y"]}
    for name, jwk in {
        "jwk not on the curve": off,
        "jwk with its private member": DEVICE.jwk | {"d": b64(fixed_bytes("device"))},
        "jwk with an additional member": DEVICE.jwk | {"use": "sig"},
        "jwk is a text": to_json(DEVICE.jwk),
    }.items():
        header = to_json({"typ": "cs-enroll-device+jwt", "alg": "ES256", "jwk": jwk})
        statement = sign_text(DEVICE, header, to_json(PHONE.enrollment()))
        cases.append(case(name, "key", statement, "cs-enroll-device+jwt", None))
    return cases


def signatures() -> list[dict[str, Any]]:
    signing_input, text = GOOD.rsplit(".", 1)
    header, payload = signing_input.split(".")
    signature = SERVER.sign(signing_input.encode())
    r, s = signature[:32], signature[32:]
    order = GROUP_ORDER.to_bytes(32, "big")
    der = b"\x30\x44\x02\x20" + r + b"\x02\x20" + s
    other = sign("cs-done+jwt", SERVER, done(iat=1)).split(".")
    ended = to_json({**HEADER, "typ": "cs-ended+jwt"})
    broken = {
        "empty": b"",
        "63 bytes": signature[:-1],
        "65 bytes": signature + b"\0",
        "DER": der,
        "zeros": bytes(64),
        "r is zero": bytes(32) + s,
        "s is zero": r + bytes(32),
        "r is the order": order + s,
        "s is the order": r + order,
        "r and s exchanged": s + r,
        "a bit of r flipped": bytes([r[0] ^ 1]) + r[1:] + s,
        "a bit of s flipped": r + s[:-1] + bytes([s[-1] ^ 1]),
        "by another key in the name of this one": KEYS["stranger"].sign(signing_input.encode()),
        "over the payload alone": SERVER.sign(payload.encode()),
        "over the hash of it": SERVER.sign(digest(signing_input).encode()),
        "over another typ": SERVER.sign(f"{b64(ended.encode())}.{payload}".encode()),
    }
    cases = [case(f"signature: {name}", "signature", f"{signing_input}.{b64(data)}") for name, data in broken.items()]
    cases.append(case("signature: payload of another statement", "signature", f"{header}.{other[1]}.{text}"))
    return cases


def payloads() -> list[dict[str, Any]]:
    nine = '{"deep":[[[[[[[[]]]]]]]],' + PAYLOAD[1:]
    broken: dict[str, str | bytes] = {
        "payload: iss twice": '{"iss":"https://evil.example",' + PAYLOAD[1:],
        "payload: unknown member twice": '{"x":1,"x":2,' + PAYLOAD[1:],
        "payload: inner member twice": '{"x":{"y":1,"y":1},' + PAYLOAD[1:],
        "payload: bytes after the end": PAYLOAD + "0",
        "payload: byte order mark": b"\xef\xbb\xbf" + PAYLOAD.encode(),
        "payload: not UTF-8": PAYLOAD.replace("acct", "acct\udcff").encode("utf-8", "surrogateescape"),
        "payload: half of a surrogate pair": '{"x":"\\ud800",' + PAYLOAD[1:],
        "payload: control character in a text": '{"x":"\x01",' + PAYLOAD[1:],
        "payload: nine levels": nine,
        "payload: NaN": '{"x":NaN,' + PAYLOAD[1:],
        "payload: plus sign": '{"x":+1,' + PAYLOAD[1:],
        "payload: leading zero": '{"x":01,' + PAYLOAD[1:],
        "payload: a list": f"[{PAYLOAD}]",
        "payload: a text": to_json(PAYLOAD),
        "payload: null": "null",
        "payload: empty": "",
    }
    return [case(name, "json", sign_text(SERVER, to_json(HEADER), payload)) for name, payload in broken.items()]


