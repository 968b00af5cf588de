"""What generated Kotlin declares to an app."""

from __future__ import annotations

import re

from braces import Declaration, parse

# The generator's own machinery, public only because Kotlin has no other way.
MACHINERY = re.compile(r"\b(Uniffi\w*|uniffi\w*|Ffi\w*|RustBuffer\w*|ForeignBytes|NoHandle|\w+Impl|JavaLang\w*|AndroidSystem\w*)\b")
TYPE = re.compile(r"\b(class|interface|object)\b")
MEMBER = re.compile(r"^(@\w+\([^)]*\) )*(public |override |open |suspend )*(fun|val|var|constructor|typealias)\b")
HIDDEN = re.compile(r"\b(private|internal|protected)\b")
ENTRY = re.compile(r"^[A-Z][A-Z0-9_]*[,]?$")


def listing(source: str) -> list[Declaration]:
    declarations = [public(declaration) for declaration in joined(parse(source))]
    kept = [declaration for declaration in declarations if declaration is not None]
    # A class says once more what its interface says, with its exceptions.
    objects = {name(declaration) for declaration in kept if declaration.words.startswith("open class")}
    return [declaration for declaration in kept if name(declaration).removesuffix("Interface") not in objects or name(declaration) in objects]


def joined(declarations: list[Declaration]) -> list[Declaration]:
    """An annotation on a line of its own belongs to what follows."""
    result: list[Declaration] = []
    annotations = ""
    for declaration in declarations:
        words = re.sub(r'@Suppress\([^)]*\) ?', "", declaration.words)
        if not words or re.fullmatch(r"(@\w+(\([^)]*\))? ?)+", words):
            annotations += words + " " if words else ""
            continue
        result.append(Declaration((annotations + words).strip(), joined(declaration.inner)))
        annotations = ""
    return result


def public(declaration: Declaration) -> Declaration | None:
    words = declaration.words
    if HIDDEN.search(words.partition("(")[0]) or words.startswith(("package ", "import ", "@file:")):
        return None
    if TYPE.search(words.partition("(")[0]) and not MEMBER.match(words):
        if MACHINERY.search(words.partition(":")[0]):
            return None
        inner = [public(inner) for inner in declaration.inner]
        kept = [member for member in inner if member is not None]
        entries = [Declaration(entry) for entry in entries_of(declaration)] if "enum class" in words else []
        if words.startswith("companion object") and not kept:
            return None
        return Declaration(type_words(words), entries + kept)
    words = words.removeprefix("public ")
    if MEMBER.match(words) and not MACHINERY.search(signature(words)):
        return None if boring(words) else Declaration(signature(words))
    return None


def entries_of(declaration: Declaration) -> list[str]:
    return [word.strip() for inner in declaration.inner for word in inner.words.split(",") if ENTRY.match(word.strip())]


def type_words(words: str) -> str:
    """A type without what every generated one has."""
    words = re.sub(r"(\w):: ", r"\1::", words)
    return words.replace("Disposable, AutoCloseable, ", "").removeprefix("public ")


def signature(words: str) -> str:
    """A member without its body, and a constructor without the one that it calls."""
    if words.startswith("typealias"):
        return words
    words = re.sub(r"^(constructor\([^()]*\)): this.*", r"\1", words)
    depth = 0
    for place, character in enumerate(words):
        depth += (character in "(<") - (character in ")>" and words[place - 1] != "-")
        if depth == 0 and character == "=":
            words = words[:place]
            break
    words = re.sub(r"(\w):: ?", r"\1::", words)
    return words.replace("override ", "").removeprefix("public ").replace(" get()", "").strip()


def boring(words: str) -> bool:
    """What every generated class has: its end, its name, its texts and comparisons."""
    return bool(re.search(r"\bfun (destroy|close|equals|hashCode|toString)\(|val message\b", words))


def name(declaration: Declaration) -> str:
    found = re.search(r"(?:class|interface|object|typealias) (\w+)", declaration.words)
    return found[1] if found else ""
