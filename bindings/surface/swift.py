"""What generated Swift declares to an app."""

from __future__ import annotations

import re

from braces import Declaration, parse

MACHINERY = re.compile(r"\b(Uniffi\w*|uniffi\w*|NoHandle|FfiConverter\w*|Ffi\w*|\w+Impl|RustBuffer)\b")
TYPE = re.compile(r"^(?:@\w+ )*(?:public|open) (?:final )?(?:class|struct|enum|protocol)\b")
MEMBER = re.compile(r"^(?:@\w+ )*(?:public |open )(?:static |convenience |required )*(?:func|var|let|init|typealias)\b")
# Inside a protocol or an enumeration everything is as public as the type.
WITHOUT_WORD = re.compile(r"^(?:func|case|var)\b")


def listing(source: str) -> list[Declaration]:
    found = [public(declaration, bare=False) for declaration in parse(source)]
    kept = [declaration for declaration in found if declaration is not None]
    # A class says once more what its protocol says.
    objects = {name(declaration) for declaration in kept if " class " in f" {declaration.words}"}
    return [declaration for declaration in kept if name(declaration).removesuffix("Protocol") not in objects or name(declaration) in objects]


def public(declaration: Declaration, bare: bool) -> Declaration | None:
    words = re.sub(r"^#(if|endif|else|elseif)[^\n]*?(?=(public|open)\b|$)", "", declaration.words).strip()
    if TYPE.match(words):
        if MACHINERY.search(words.partition(":")[0]):
            return None
        is_bare = bool(re.search(r"\b(enum|protocol)\b", words.partition(":")[0]))
        inner = [public(inner, is_bare) for inner in declaration.inner]
        return Declaration(plain(words), [member for member in inner if member is not None])
    if MEMBER.match(words) or (bare and WITHOUT_WORD.match(words)):
        return None if boring(words) else Declaration(plain(words))
    return None


def plain(words: str) -> str:
    words = re.sub(r"^(@\w+ )*(public|open) ", "", words)
    return re.sub(r"\s*->", " ->", re.sub(r"\)\s*(async|throws)", r") \1", words)).strip()


def boring(words: str) -> bool:
    return bool(MACHINERY.search(words) or re.search(r"\bvar errorDescription\b|init\(unsafeFromHandle|init\(noHandle|func (hash\(|==)", words))


def name(declaration: Declaration) -> str:
    found = re.search(r"(?:class|struct|enum|protocol|typealias) (\w+)", declaration.words)
    return found[1] if found else ""
