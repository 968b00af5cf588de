"""Keys and thumbprints, links, proofs, the sealed seed and its codes."""

from typing import Any

from accepted import POLL_BODY, POLL_ID, phone_side
from cast import (
    ACCOUNT,
    BASE,
    DEVICE,
    KEYS,
    SEED,
    SERVER,
    TIME,
    TOKEN,
    digest,
    fixed_bytes,
    identifier,
    sign,
    to_json,
)  # fmt: skip

from countersign_push import hpke, offline
from countersign_push.encoding import b64

FRAGMENT = f"v=1&t={TOKEN}&k={SERVER.thumbprint}"
PRIME = 2**256 - 2**224 + 2**192 + 2**96 - 1


def keys() -> list[dict[str, Any]]:
    return [
        {"name": name, "d": b64(key.secret), "jwk": key.jwk, "canonical": to_json(key.jwk), "thumbprint": key.thumbprint}
        for name, key in KEYS.items()
    ]


def refused_keys() -> list[dict[str, Any]]:
    """JWKs that are no key of the protocol: all of the layer `key`."""
    good = dict(DEVICE.jwk)
    x, y = good["x"], good["y"]
    small = small_x()
    cases: list[tuple[str, Any]] = [
        ("y of another key", {**good, "y": KEYS["user"].jwk["y"]}),
        ("the origin", {**good, "x": b64(bytes(32)), "y": b64(bytes(32))}),
        ("x not below the prime", {**good, "x": b64((small[0] + PRIME).to_bytes(32, "big")), "y": b64(small[1])}),
        ("private member", {**good, "d": b64(fixed_bytes("device"))}),
        ("additional member", {**good, "alg": "ES256"}),
        ("additional member that is null", {**good, "kid": None}),
        ("y is missing", {name: value for name, value in good.items() if name != "y"}),
        ("another curve", {**good, "crv": "P-384"}),
        ("curve in lower case", {**good, "crv": "p-256"}),
        ("another key type", {**good, "kty": "OKP"}),
        ("x of 31 bytes", {**good, "x": b64(fixed_bytes("short", 31))}),
        ("x of 33 bytes, a zero in front", {**good, "x": b64(b"\0" + DEVICE.public.point[1:33])}),
        ("x with padding", {**good, "x": x + "="}),
        ("y with trailing bits", {**good, "y": trailing_bits(y)}),
        ("x is a number", {**good, "x": 1}),
        ("not an object", "P-256"),
    ]
    return [{"name": name, "layer": "key", "jwk": jwk} for name, jwk in cases]


def small_x() -> tuple[int, bytes]:
    """A point whose x also fits into 32 bytes with the prime added."""
    b = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
    for x in range(1, 100):
        square = (x**3 - 3 * x + b) % PRIME
        y = pow(square, (PRIME + 1) // 4, PRIME)
        if y * y % PRIME == square:
            return x, y.to_bytes(32, "big")
    raise AssertionError("every second x has a point")


def trailing_bits(text: str) -> str:
    """The same bytes in base64url whose last character has bits that belong to none."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    assert len(text) % 4, "there are bits to spare"
    return text[:-1] + alphabet[alphabet.index(text[-1]) | 1]


def link(fragment: str = f"{FRAGMENT}&i=Example%20Hosting&a=cxxxxx.xx", base: str = BASE) -> str:
    return f"{base}/enroll#{fragment}"


def links() -> dict[str, Any]:
    """Links that are offers, and what they say."""
    named = f"{FRAGMENT}&i=Example%20Hosting&a=cxxxxx.xx"
    plain = {"issuer": "Example Hosting", "account": "cxxxxx.xx", "pin_minimum": 4, "biometrics": False}
    letters = "".join(f"%{byte:02X}" for byte in "ü".encode()) * 64
    accepted: list[tuple[str, str, str, dict[str, Any], bool]] = [
        ("without a policy", link(), BASE, plain, False),
        ("with a policy", link(f"{named}&p=pin6,bio"), BASE, {**plain, "pin_minimum": 6, "biometrics": True}, False),
        ("policy in the other order", link(f"{named}&p=bio,pin8"), BASE, {**plain, "pin_minimum": 8, "biometrics": True}, False),
        ("biometrics alone", link(f"{named}&p=bio"), BASE, {**plain, "biometrics": True}, False),
        ("unknown members after the known", link(f"{named}&p=pin4&x=1&y"), BASE, plain, False),
        ("a plus is a plus", link(f"{FRAGMENT}&i=a+b&a=%61%2b%3D=%26"), BASE, {**plain, "issuer": "a+b", "account": "a+==&"}, False),
        ("labels of 128 bytes", link(f"{FRAGMENT}&i={letters}&a={'a' * 128}"), BASE, {**plain, "issuer": "ü" * 64, "account": "a" * 128}, False),
        ("base without a path", link(base="https://login.example.com"), "https://login.example.com", plain, False),
        ("base with a port", link(base="https://login.example.com:8443/a/b"), "https://login.example.com:8443/a/b", plain, False),
        ("base by address", link(base="https://[2001:db8::1]:8443"), "https://[2001:db8::1]:8443", plain, False),
        ("plain http, loopback, development", link(base="http://127.0.0.1:8080"), "http://127.0.0.1:8080", plain, True),
    ]  # fmt: skip
    return {
        "accepted": [
            {"name": name, "development": development, "link": text, "base": base,
             "token": TOKEN, "server_key": SERVER.thumbprint, **says}
            for name, text, base, says, development in accepted
        ],
        "refused": refused_links(),
    }  # fmt: skip


def refused_links() -> list[dict[str, Any]]:
    named = f"{FRAGMENT}&i=Example%20Hosting&a=cxxxxx.xx"
    token, server = f"t={TOKEN}", f"k={SERVER.thumbprint}"
    cases = [
        ("plain http", link(base="http://login.example.com"), False),
        ("plain http in development, not loopback", link(base="http://login.example.com"), True),
        ("plain http to loopback without development", link(base="http://127.0.0.1:8080"), False),
        ("another scheme", link(base="countersign://login.example.com"), False),
        ("user information", link(base="https://login.example.com@evil.example"), False),
        ("upper case in the host", link(base="https://Login.example.com"), False),
        ("upper case in the scheme", link(base="HTTPS://login.example.com"), False),
        ("default port", link(base="https://login.example.com:443"), False),
        ("no host", link(base="https://"), False),
        ("port beyond 65535", link(base="https://login.example.com:65536"), False),
        ("trailing slash", link(base="https://login.example.com/"), False),
        ("dot segments", link(base="https://login.example.com/a/../b"), False),
        ("percent in the path", link(base="https://login.example.com/a%2fb"), False),
        ("backslash", link(base="https://login.example.com\\a"), False),
        ("host that is not ASCII", link(base="https://lögin.example.com"), False),
        ("query", f"{BASE}/enroll?x=1#{named}", False),
        ("members in the query", f"{BASE}/enroll?{named}", False),
        ("another page", f"{BASE}/enrol#{named}", False),
        ("no fragment", f"{BASE}/enroll", False),
        ("empty fragment", f"{BASE}/enroll#", False),
        ("version 2", link(named.replace("v=1", "v=2")), False),
        ("version 01", link(named.replace("v=1", "v=01")), False),
        ("no version", link(named.replace("v=1&", "")), False),
        ("no token", link(named.replace(f"{token}&", "")), False),
        ("token of 31 bytes", link(named.replace(token, f"t={b64(fixed_bytes('t', 31))}")), False),
        ("token with padding", link(named.replace(token, f"{token}=")), False),
        ("token with trailing bits", link(named.replace(token, f"t={trailing_bits(TOKEN)}")), False),
        ("token twice", link(named.replace(token, f"{token}&{token}")), False),
        ("token once more at the end", link(f"{named}&{token}"), False),
        ("thumbprint of 42 characters", link(named.replace(server, server[:-1])), False),
        ("thumbprint in hexadecimal", link(named.replace(server, f"k={'ab' * 32}")), False),
        ("thumbprint before token", link(named.replace(f"{token}&{server}", f"{server}&{token}")), False),
        ("unknown member among the known", link(named.replace("&i=", "&x=1&i=")), False),
        ("no account", link(f"{FRAGMENT}&i=a"), False),
        ("empty issuer", link(f"{FRAGMENT}&i=&a=b"), False),
        ("issuer of 129 bytes", link(f"{FRAGMENT}&i={'i' * 129}&a=b"), False),
        ("percent without digits", link(f"{FRAGMENT}&i=100%&a=b"), False),
        ("percent with a sign", link(f"{FRAGMENT}&i=%+1&a=b"), False),
        ("label that is not UTF-8", link(f"{FRAGMENT}&i=%FF&a=b"), False),
        ("label with half of a surrogate pair", link(f"{FRAGMENT}&i=%ED%A0%80&a=b"), False),
        ("label that is not ASCII", link(f"{FRAGMENT}&i=ü&a=b"), False),
        ("unknown policy", link(f"{named}&p=pin6,face"), False),
        ("empty policy", link(f"{named}&p="), False),
        ("PIN of 3", link(f"{named}&p=pin3"), False),
        ("PIN of 9", link(f"{named}&p=pin9"), False),
        ("PIN of 06", link(f"{named}&p=pin06"), False),
        ("PIN twice", link(f"{named}&p=pin4,pin6"), False),
        ("biometrics twice", link(f"{named}&p=bio,bio"), False),
        ("policy encoded", link(f"{named}&p=pin6%2Cbio"), False),
        ("policy twice", link(f"{named}&p=bio&p=bio"), False),
        ("more than 2,048 bytes", link(f"{named}&x={'x' * 2048}"), False),
        ("space in a label", link(f"{FRAGMENT}&i=Example Hosting&a=b"), False),
        ("line end in a label", link(f"{FRAGMENT}&i=a&a=b\nc"), False),
    ]
    return [{"name": name, "layer": "link", "development": development, "link": text} for name, text, development in cases]


def proofs() -> list[dict[str, Any]]:
    """Proofs with the call they prove."""
    phone = phone_side()
    umlaut = to_json({"account": ACCOUNT, "channel": {"kind": "none"}, "note": "Küche"})
    cases = [
        ("without a nonce", "/v1/requests", POLL_BODY, identifier("proof first"), None),
        ("with a nonce", "/v1/requests", POLL_BODY, POLL_ID, "nonce-1"),
        ("body that is not ASCII", "/v1/channel", umlaut, identifier("proof umlaut"), "nonce-2"),
        ("empty body", "/v1/devices", "", identifier("proof empty"), "nonce-2"),
    ]
    return [
        {
            "name": name,
            "htu": BASE + path,
            "body": body,
            "bh": digest(body.encode()),
            "jti": jti,
            "nonce": nonce,
            "iat": TIME + 61,
            "compact": sign("dpop+jwt", DEVICE, phone.proof(path, body, jti, nonce, TIME + 61)),
        }
        for name, path, body, jti, nonce in cases
    ]


def offline_seed() -> dict[str, Any]:
    """A seed sealed with a known ephemeral key, what was derived on the way, codes, and what must not open."""
    recipient, aad = KEYS["agreement"], offline.associated(ACCOUNT, DEVICE.thumbprint)
    enc, ct, context = hpke.seal(recipient.public, KEYS["ephemeral"], offline.INFO, aad, SEED)
    codes = [
        {"time": time, "digits": digits, "period": period, "code": offline.code(SEED, time, digits, period)}
        for digits in (6, 7, 8)
        for period in (30, 60)
        for time in (0, period - 1, period, TIME, TIME + period, 20_000_000_000)
    ]
    flipped = bytes([ct[0] ^ 1]) + ct[1:]
    refused = [
        ("a bit of the seed flipped", enc, flipped, aad),
        ("a bit of the tag flipped", enc, ct[:-1] + bytes([ct[-1] ^ 1]), aad),
        ("tag cut", enc, ct[:-1], aad),
        ("of another account", enc, ct, offline.associated("acct_other", DEVICE.thumbprint)),
        ("of another device", enc, ct, offline.associated(ACCOUNT, KEYS["new device"].thumbprint)),
        ("sealed by another ephemeral key", KEYS["new ephemeral"].public.point, ct, aad),
        ("enc not on the curve", enc[:-1] + bytes([enc[-1] ^ 1]), ct, aad),
        ("enc compressed", bytes([2 + enc[-1] % 2]) + enc[1:33], ct, aad),
        ("enc empty", b"", ct, aad),
    ]
    return {
        "recipient": "agreement",
        "ephemeral": "ephemeral",
        "info": offline.INFO.decode(),
        "aad": aad.decode(),
        "seed": SEED.hex(),
        "enc": b64(enc),
        "ct": b64(ct),
        "shared_secret": context.shared_secret.hex(),
        "key": context.key.hex(),
        "base_nonce": context.base_nonce.hex(),
        "codes": codes,
        "refused": [
            {"name": name, "layer": "seal", "enc": b64(enc), "ct": b64(ct), "aad": aad.decode()}
            for name, enc, ct, aad in refused
        ],
    }
