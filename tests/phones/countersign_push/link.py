"""The enrollment link (section 4.1), and which addresses a base may have (section 1)."""

import ipaddress
import re
from dataclasses import dataclass

from .encoding import from_b64
from .members import TEXT_BYTES
from .refusal import Refused

LINK_BYTES = 2048
LABEL_BYTES = 128
_ORDER = ("v", "t", "k", "i", "a", "p")
_HOST = r"(?P<host>[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])"
_BASE = re.compile(rf"(?P<scheme>https?)://{_HOST}(?::(?P<port>[1-9][0-9]{{0,4}}))?(?P<path>(?:/[A-Za-z0-9._~-]+)*)", re.ASCII)
_PRINTABLE = re.compile(r"[!-~]*", re.ASCII)
_PIN = re.compile(r"pin([4-8])", re.ASCII)
_DEFAULT_PORT = {"https": "443", "http": "80"}


@dataclass(frozen=True)
class Policy:
    """What the server asks of the phone's vault. No phone has a PIN of fewer than 4 digits."""

    pin_minimum: int = 4
    biometrics: bool = False

    def asks_more_than(self, agreed: "Policy") -> bool:
        return self.pin_minimum > agreed.pin_minimum or (self.biometrics and not agreed.biometrics)


@dataclass(frozen=True)
class Link:
    """What an enrollment link says. The token is a secret."""

    base: str
    token: str
    server_key: str
    issuer: str
    account: str
    policy: Policy

    @property
    def host(self) -> str:
        return host_of(self.base)


def parse_link(text: str, development: bool = False) -> Link:
    """The offer behind a link. `development` allows plain http to a loopback host."""
    if len(text) > LINK_BYTES or not _PRINTABLE.fullmatch(text):
        raise Refused("link", "more than 2,048 bytes, or not printable ASCII")
    address, mark, fragment = text.partition("#")
    if not mark or not address.endswith("/enroll"):
        raise Refused("link", "not an enrollment link")
    base = address.removesuffix("/enroll")
    check_base(base, development)
    members = _members(fragment)
    if members["v"] != "1":
        raise Refused("link", "another version")
    for name in ("t", "k"):
        try:
            from_b64(members[name], 32)
        except Refused as refused:
            raise Refused("link", f"{name}: {refused.reason}") from None
    return Link(
        base,
        members["t"],
        members["k"],
        _label("i", members["i"]),
        _label("a", members["a"]),
        _policy(members["p"]) if "p" in members else Policy(),
    )


def check_base(base: str, development: bool) -> None:
    """Refuses what is no base, and plain http but for loopback and development."""
    found = _BASE.fullmatch(base)
    if not found or len(base) > TEXT_BYTES:
        raise Refused("link", "no base")
    segments = found["path"].split("/")
    if "." in segments or ".." in segments:
        raise Refused("link", "dot segments in the base")
    port = found["port"]
    if port is not None and (int(port) > 65535 or port == _DEFAULT_PORT[found["scheme"]]):
        raise Refused("link", "a port that is none, or goes without saying")
    if found["scheme"] == "http" and not (development and _is_loopback(found["host"])):
        raise Refused("link", "not https")


def host_of(base: str) -> str:
    found = _BASE.fullmatch(base)
    assert found is not None, "a base was checked when it came in"
    return found["host"]


def needs_own_consent(host: str) -> bool:
    """Whether an address literal lies in a range that is not public."""
    try:
        return not ipaddress.ip_address(host.strip("[]")).is_global
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def _members(fragment: str) -> dict[str, str]:
    """The known members, in their order and each once; unknown ones only behind them."""
    pairs = [item.partition("=")[::2] for item in fragment.split("&")]
    names = [name for name, _ in pairs]
    known = [name for name in names if name in _ORDER]
    if known not in (list(_ORDER), list(_ORDER[:-1])) or names[: len(known)] != known:
        raise Refused("link", "members are missing, twice, or out of order")
    return dict(pairs[: len(known)])


def _label(name: str, value: str) -> str:
    if re.search(r"%(?![0-9A-Fa-f]{2})", value):
        raise Refused("link", f"{name}: a percent sign that encodes nothing")
    data = re.sub(rb"%([0-9A-Fa-f]{2})", lambda found: bytes.fromhex(found[1].decode()), value.encode("ascii"))
    if not 1 <= len(data) <= LABEL_BYTES:
        raise Refused("link", f"{name}: not 1 to {LABEL_BYTES} bytes")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("link", f"{name}: not UTF-8") from None


def _policy(text: str) -> Policy:
    pin_minimum, biometrics = None, False
    for item in text.split(","):
        pin = _PIN.fullmatch(item)
        if pin and pin_minimum is None:
            pin_minimum = int(pin[1])
        elif item == "bio" and not biometrics:
            biometrics = True
        else:
            raise Refused("link", "p: an item that is unknown or there twice")
    return Policy(pin_minimum or 4, biometrics)
