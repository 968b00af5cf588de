"""Members of a JSON object, read as what they must be: types, lengths and ranges of the protocol."""

import re
from typing import Any

from .encoding import from_b64
from .refusal import Refused

TEXT_BYTES = 256
LARGEST_NUMBER = 2**53 - 1
ACCOUNT_ID = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)


class Members:
    """Readers for the members of one object. Members that nobody asks for are ignored."""

    def __init__(self, value: Any, where: str = "message") -> None:
        if not isinstance(value, dict):
            raise Refused("payload", f"{where} is not an object")
        self.value: dict[str, Any] = value
        self.where = where

    def has(self, name: str) -> bool:
        return name in self.value

    def raw(self, name: str) -> Any:
        if name not in self.value:
            raise Refused("payload", f"{self.where} lacks {name}")
        return self.value[name]

    def refuse(self, name: str, why: str) -> Refused:
        return Refused("payload", f"{name} of {self.where} {why}")

    def text(self, name: str, least: int = 0, most: int = TEXT_BYTES) -> str:
        """A text of so many bytes of UTF-8."""
        value = self.raw(name)
        if not isinstance(value, str) or not least <= len(value.encode("utf-8")) <= most:
            raise self.refuse(name, f"is not a text of {least} to {most} bytes")
        return value

    def text_or_absent(self, name: str, most: int = TEXT_BYTES) -> str | None:
        return self.text(name, most=most) if self.has(name) else None

    def whole(self, name: str, least: int = 0, most: int = LARGEST_NUMBER) -> int:
        """A whole number: `true` and `1.0` are none."""
        value = self.raw(name)
        if type(value) is not int or not least <= value <= most:
            raise self.refuse(name, f"is not a whole number from {least} to {most}")
        return value

    def truth(self, name: str) -> bool:
        value = self.raw(name)
        if not isinstance(value, bool):
            raise self.refuse(name, "is neither true nor false")
        return value

    def one_of(self, name: str, choices: tuple[str, ...]) -> str:
        value = self.raw(name)
        if not isinstance(value, str) or value not in choices:
            raise self.refuse(name, f"is none of {', '.join(choices)}")
        return value

    def items(self, name: str, most: int) -> list[Any]:
        value = self.raw(name)
        if not isinstance(value, list) or len(value) > most:
            raise self.refuse(name, f"is not a list of at most {most}")
        return value

    def object(self, name: str) -> "Members":
        return Members(self.raw(name), name)

    def bytes(self, name: str, size: int) -> bytes:
        """The bytes behind a b64 member."""
        try:
            return from_b64(self.text(name), size)
        except Refused as refused:
            raise self.refuse(name, refused.reason) from None

    def token(self, name: str, size: int) -> str:
        """A b64 member of so many bytes that is only ever compared and sent back: its text."""
        self.bytes(name, size)
        return self.text(name)

    def account_id(self, name: str) -> str:
        value = self.raw(name)
        if not isinstance(value, str) or not ACCOUNT_ID.fullmatch(value):
            raise self.refuse(name, "is not an account id")
        return value

    def bound(self, **wanted: Any) -> None:
        """Every named member is exactly what this call, account and device make it."""
        for name, value in wanted.items():
            found = self.raw(name)
            if type(found) is not type(value):
                raise self.refuse(name, "is of the wrong type")
            if found != value:
                raise Refused("binding", f"{name} of {self.where} belongs to something else")
