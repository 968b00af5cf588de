"""What the phone remembers: one account in one JSON file that only its owner can read.

A real phone keeps keys in hardware and the rest encrypted; this one is for tests.
"""

import json
import os
import pathlib
import tempfile
from dataclasses import asdict, dataclass, field
from typing import Any

from .encoding import b64, from_b64
from .keys import Jwk, PrivateKey, PublicKey
from .link import Policy


@dataclass
class KeySet:
    """The three keys of an account (section 2), as private numbers in b64."""

    device: str
    user: str
    agreement: str

    @classmethod
    def of(cls, keys: "Keys") -> "KeySet":
        return cls(*(b64(key.secret) for key in (keys.device, keys.user, keys.agreement)))

    def open(self, repeatable: bool) -> "Keys":
        return Keys(*(PrivateKey(from_b64(secret, 32), repeatable) for secret in (self.device, self.user, self.agreement)))


@dataclass(frozen=True)
class Keys:
    device: PrivateKey
    user: PrivateKey
    agreement: PrivateKey


@dataclass
class PendingCall:
    """A call that was written down before it was sent, and is repeated byte for byte: with the keys it introduces."""

    body: str
    keys: KeySet
    # The link of an enrollment; None for a rotation.
    link: str | None = None


@dataclass
class Answered:
    """An answer that was given: sent again byte for byte until the outcome is known."""

    answer: str
    decision: str
    request_hash: str
    # When the request is over, on the clock that counts since the machine started.
    deadline: float
    outcome: dict[str, Any] | None = None


@dataclass
class Shown:
    """An open request as it was verified; `view` is what a person would see."""

    view: dict[str, Any]
    request_hash: str
    deadline: float


@dataclass
class Vault:
    """How this phone is locked, against which policies are held."""

    pin_length: int = 6
    biometrics: bool = False

    def meets(self, policy: Policy) -> bool:
        return self.pin_length >= policy.pin_minimum and (self.biometrics or not policy.biometrics)


@dataclass
class State:
    """Everything about one account. Without `account` it is being enrolled."""

    development: bool = False
    authorities: str | None = None
    vault: Vault = field(default_factory=Vault)
    base: str = ""
    account: str = ""
    issuer: str = ""
    label: str = ""
    wake: str = ""
    policy: Policy = field(default_factory=Policy)
    keys: KeySet | None = None
    # The server's key, and behind it the next one, once that was announced.
    server_keys: list[Jwk] = field(default_factory=list)
    seed: str | None = None
    digits: int = 6
    period: int = 30
    counter: int = 0
    nonce: str | None = None
    pending: PendingCall | None = None
    requests: dict[str, Shown] = field(default_factory=dict)
    answers: dict[str, Answered] = field(default_factory=dict)
    # When requests were denied, on the clock that counts since the machine started (section 9).
    denials: list[float] = field(default_factory=list)
    muted_until: float | None = None
    ended_by: str | None = None

    def trusted(self) -> dict[str, PublicKey]:
        keys = [PublicKey.from_jwk(jwk) for jwk in self.server_keys]
        return {key.thumbprint: key for key in keys}

    def key_was_used(self, thumbprint: str) -> None:
        """A statement by this key was verified: keys that came before it are no longer trusted (section 7.3)."""
        names = list(self.trusted())
        self.server_keys = self.server_keys[names.index(thumbprint) :]

    def key_was_announced(self, key: PublicKey) -> None:
        """The server's next key: takes the place of one that was not used yet."""
        if key.thumbprint not in self.trusted():
            self.server_keys = [self.server_keys[0], key.jwk]


class Store:
    """The file. Every write replaces it as a whole, so that a phone that dies has the old state or the new."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = pathlib.Path(path)

    def exists(self) -> bool:
        return self.path.exists()

    def load(self) -> State:
        read = json.loads(self.path.read_text(encoding="utf-8"))
        read["vault"], read["policy"] = Vault(**read["vault"]), Policy(**read["policy"])
        if read["keys"]:
            read["keys"] = KeySet(**read["keys"])
        if read["pending"]:
            pending = read["pending"]
            read["pending"] = PendingCall(pending["body"], KeySet(**pending["keys"]), pending["link"])
        read["requests"] = {id: Shown(**shown) for id, shown in read["requests"].items()}
        read["answers"] = {id: Answered(**answered) for id, answered in read["answers"].items()}
        return State(**read)

    def save(self, state: State) -> None:
        folder = self.path.parent
        # mkstemp makes files of mode 0600.
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=f".{self.path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(asdict(state), file, indent=1)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, self.path)
        except BaseException:
            os.unlink(temporary)
            raise
