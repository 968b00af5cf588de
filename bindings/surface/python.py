"""What generated Python declares to a script."""

from __future__ import annotations

import ast
import re

from braces import Declaration

BORING = re.compile(r"(?!__init__)_\w+|is_[A-Z0-9_]+")


def listing(source: str) -> list[Declaration]:
    module = ast.parse(source)
    exported = exports(module)
    declarations: dict[str, Declaration] = {}
    for node in module.body:
        found = declaration(node)
        # An exception's class is made twice; the second one has its variants.
        if found is not None and (name := named(node)) and (name in exported or isinstance(node, ast.Assign)):
            declarations[name] = found
    return [declarations[name] for name in sorted(declarations)]


def exports(module: ast.Module) -> set[str]:
    for node in module.body:
        if isinstance(node, ast.Assign) and named(node) == "__all__":
            return set(ast.literal_eval(node.value))
    return set()


def named(node: ast.stmt) -> str:
    if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        return node.name
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id
    return ""


def declaration(node: ast.stmt) -> Declaration | None:
    name = named(node)
    if not name or BORING.fullmatch(name):
        return None
    if isinstance(node, ast.ClassDef):
        if name.endswith(("Impl", "Protocol")):
            return None
        bases = ", ".join(ast.unparse(base) for base in node.bases if "_Uniffi" not in ast.unparse(base))
        inner = [declaration(inner) for inner in node.body]
        return Declaration(f"class {name}({bases})" if bases else f"class {name}", [one for one in inner if one])
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        word = "async def" if isinstance(node, ast.AsyncFunctionDef) else "def"
        returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
        decorators = "".join(f"@{ast.unparse(one)} " for one in node.decorator_list)
        return Declaration(f"{decorators}{word} {name}({ast.unparse(node.args)}){returns}")
    aliased = isinstance(node, ast.Assign) and isinstance(node.value, ast.Name | ast.Attribute | ast.Constant)
    if aliased and "_UniffiTemp" not in ast.unparse(node):
        return Declaration(ast.unparse(node))
    return None
