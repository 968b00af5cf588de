"""Declarations of a language with braces, as a tree: enough of Kotlin and Swift to list what generated code declares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

COMMENT = re.compile(r'/\*.*?\*/|//[^\n]*', re.DOTALL)
STRING = re.compile(r'"(?:\\.|[^"\\\n])*"')
# A line that goes on in the next one.
OPEN_END = re.compile(r"[:=,.]$|->$")
OPEN_BEGIN = re.compile(r"[{:=.?]|->")


@dataclass
class Declaration:
    """One declaration: its words before a body, and the declarations in its body."""

    words: str
    inner: list[Declaration] = field(default_factory=list)


def parse(source: str) -> list[Declaration]:
    """The declarations of a file. What stands in the bodies of functions is parsed too, and is for nobody."""
    source = STRING.sub('""', COMMENT.sub(" ", source)).replace("`", "")
    # Comments between a documented argument and the next leave empty lines.
    declarations, _ = block(source, 0)
    return declarations


def block(source: str, place: int) -> tuple[list[Declaration], int]:
    """The declarations up to the end of a block, and the place behind it."""
    found: list[Declaration] = []
    words, depth = "", 0
    while place < len(source):
        character = source[place]
        place += 1
        if depth == 0 and character == "{":
            inner, place = block(source, place)
            found.append(Declaration(squeezed(words), inner))
            words = ""
        elif depth == 0 and character == "}":
            break
        elif depth == 0 and character in "\n;" and not goes_on(words, source, place):
            if words.strip():
                found.append(Declaration(squeezed(words)))
            words = ""
        else:
            depth += (character in "([{") - (character in ")]}")
            words += character
    if words.strip():
        found.append(Declaration(squeezed(words)))
    return found, place


def goes_on(words: str, source: str, place: int) -> bool:
    """Whether the line's declaration goes on in the next line."""
    if not words.strip():
        return False
    rest = source[place:].lstrip() if len(source) - place < 200 else source[place : place + 200].lstrip()
    return bool(OPEN_END.search(words.rstrip()) or OPEN_BEGIN.match(rest))


def squeezed(words: str) -> str:
    """The words of a declaration, with one kind of white space."""
    words = re.sub(r"\s+", " ", words).strip()
    words = re.sub(r"\s+([,():])", r"\1", words)
    words = re.sub(r",\s*\)", ")", re.sub(r"\(\s+", "(", words))
    return re.sub(r":(?=[\w(\[])", ": ", re.sub(r"\)(?=\w|->)", ") ", words))


def lines(declarations: list[Declaration], depth: int = 0) -> Iterator[str]:
    """A tree as indented lines."""
    for declaration in declarations:
        yield "    " * depth + declaration.words
        yield from lines(declaration.inner, depth + 1)
