"""No secret goes out but by the calls that are named here, and none lies in what prints itself.

A secret that goes in is a `SecretBytes`; one that goes out is a `SecretText`. So the two are looked for wherever they do not
belong, and so is every name that sounds like a secret.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# The calls that may hand a secret out, each under a PIN that was given for it. The third, an encrypted backup, comes with
# transfer. In Swift and Kotlin their names are written as one word.
MAY_HAND_OUT = {"export_key_uri", "make_recovery_code", "exportKeyUri", "makeRecoveryCode"}
# A trait of the device takes a key to keep, and it alone.
MAY_TAKE_A_SECRET = {"seal"}
SOUNDS_SECRET = re.compile(r"\b\w*(secret|seed|private_?key|pin|passphrase|password)\w*\b", re.IGNORECASE)
# What sounds like a secret and is none: what a policy asks of a PIN, whether a passphrase is asked for, whether an account
# with the same secret exists, notifications.
KNOWN = {
    "passphrase", "sameSecret", "same_secret", "sameSecretWanted", "same_secret_wanted", "pinMinimum", "pin_minimum",
}
CALL = re.compile(r"(?:fun|func|def) (\w+)\((.*)\)\s*(?:async |throws ?|suspend )*(?:: |-> )?(.*)$")
# Fields of what prints itself: Kotlin's and Swift's; what Python's and Swift's variants are made with.
FIELD = re.compile(r"\bva[lr] (\w+): ?([\w.?<>\[\]]+)")
PART = re.compile(r"(?<=[(, ])(\w+): ([\w.?\[\]]+)")
MADE_WITH = re.compile(r"def __init__\(|^\s*case \w+\(")


def findings(language: str, listing: list[str]) -> Iterator[str]:
    """What is in the listing that must not be."""
    handed_out = set()
    for line in listing:
        call = CALL.search(line)
        if call and call[1] != "__init__":
            name, arguments, result = call.groups()
            if "SecretText" in result:
                handed_out.add(name)
                if name not in MAY_HAND_OUT:
                    yield f"{name} hands a secret out: {line.strip()}"
            if "SecretBytes" in result:
                yield f"{name} returns what goes in only: {line.strip()}"
            if name not in MAY_TAKE_A_SECRET and re.search(r"secret: (?!SecretBytes)", arguments):
                yield f"{name} takes a secret in another type than SecretBytes: {line.strip()}"
        else:
            for field, kind in (PART if MADE_WITH.search(line) else FIELD).findall(line):
                sounds = SOUNDS_SECRET.fullmatch(field) and field not in KNOWN
                if sounds or kind.strip("?").endswith(("SecretBytes", "SecretText")):
                    yield f"the field {field} of what prints itself may be a secret: {line.strip()}"
    if len(handed_out) != 2:
        yield f"the calls that hand a secret out are {sorted(handed_out)}"
