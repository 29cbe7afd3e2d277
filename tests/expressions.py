"""The regular expressions of the program and its rules, wherever they stand."""

from __future__ import annotations

import ast
import gc
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.checking import catalog
from checker.checking.phrases import Phrase
from checker.text import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent


def expressions() -> Iterator[tuple[str, str, int]]:
    """Where each expression comes from, the expression, its flags; each expression once."""
    seen: set[tuple[str, int]] = set()
    for origin, source, given in sorted(_all()):
        flags = int(given) & ~re.UNICODE
        if (source, flags) not in seen:
            seen.add((source, flags))
            yield origin, source, flags


def _all() -> Iterator[tuple[str, str, int]]:
    rules = catalog.load()

    for rule in rules:
        if isinstance(rule.look, Phrase):
            flags = re.IGNORECASE if rule.look.ignore_case else 0
            yield rule.name, rule.look.expression, flags
            if rule.look.unless:
                yield f"{rule.name}, unless", rule.look.unless, re.IGNORECASE
    for path in [*sorted((ROOT / "checker").rglob("*.py")), *sorted((ROOT / "rules").glob("*.py"))]:
        yield from _written_in(path)
    named: set[int] = set()
    for module in [module for name, module in sys.modules.items() if name.partition(".")[0] == "checker"]:
        for name, value in vars(module).items():
            origin = f"{module.__name__.removeprefix('checker.')}.{name}"
            if isinstance(value, pattern._Lazy):
                named.add(id(value))
                yield origin, value._source, value._flags
            elif isinstance(value, re.Pattern):
                yield origin, *_as_text(value)
    for thing in gc.get_objects():  # those in tables
        if isinstance(thing, pattern._Lazy) and id(thing) not in named:
            yield "?", thing._source, thing._flags


def _as_text(found: re.Pattern[Any]) -> tuple[str, int]:
    """An expression and its flags; one of bytes, as one of text that takes the same time on the same characters."""
    if isinstance(found.pattern, bytes):
        return found.pattern.decode("latin-1"), found.flags | re.ASCII
    return found.pattern, found.flags


def _written_in(path: Path) -> Iterator[tuple[str, str, int]]:
    """Those that a file hands to a function of ``re``."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re"), attr=called),
                args=[ast.Constant(value=str(source)), *_],
            ) if called != "escape":
                yield f"{path.name}:{node.lineno}", source, re.VERBOSE if "VERBOSE" in ast.unparse(node) else 0
