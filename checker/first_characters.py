"""Tells Python's regular expressions with which characters a match can begin, so that a search skips all others.

Python's compiler notes the first characters of an expression only where it starts with a plain class of characters or,
if case counts, a letter. One that starts with a boundary, a look-behind or something optional, or that ignores case, is
tried at every character of the text, which takes ten to thirty times as long. Where those begin can be told as well,
and ``_sre`` takes it in the same block of the compiled form. A set that is too large is only slower, never wrong.
"""

from __future__ import annotations

from re import _compiler  # type: ignore[attr-defined]
from re import _constants as sre  # type: ignore[attr-defined]
from typing import Any

__all__ = ["code_of"]

_Item = tuple[Any, Any]
"""An operation on a character and its argument, as in Python's parsed classes: a literal, a range, a category."""

_INFO_CHARSET = 4
_ALSO = {ord("i"): (0x130, 0x131), ord("k"): (0x212A,), ord("s"): (0x17F,)}
"""Characters beyond ASCII that match a letter where case is ignored."""

_OPPOSITE = {
    sre.CATEGORY_NOT_WORD: sre.CATEGORY_WORD,
    sre.CATEGORY_NOT_SPACE: sre.CATEGORY_SPACE,
    sre.CATEGORY_NOT_DIGIT: sre.CATEGORY_DIGIT,
    sre.CATEGORY_WORD: sre.CATEGORY_NOT_WORD,
    sre.CATEGORY_SPACE: sre.CATEGORY_NOT_SPACE,
    sre.CATEGORY_DIGIT: sre.CATEGORY_NOT_DIGIT,
}


class _Unknown(Exception):  # noqa: N818 -- no error: nothing can be told
    """Nothing can be told of the first characters."""


def code_of(tree: Any, flags: int) -> list[int]:
    """What Python's compiler makes of a parsed expression, with its first characters where it left them out."""
    code: list[int] = _compiler._code(tree, flags)  # noqa: SLF001
    # The block starts with its name, its length, what it tells, and the least and greatest length of a match.
    info, length, told, least, greatest = code[:5]
    if info != sre.INFO or told or not least:
        return code
    try:
        items, may_be_empty = _first(tree, tree.state.flags | flags)
    except _Unknown:
        return code
    if may_be_empty or not items:
        return code
    block = [info, 0, _INFO_CHARSET, least, greatest]
    charset, _ = _compiler._optimize_charset(items)  # noqa: SLF001
    _compiler._compile_charset(charset, tree.state.flags | flags, block)  # noqa: SLF001
    block[1] = len(block) - 1
    return block + code[1 + length :]


def _first(sequence: Any, flags: int) -> tuple[list[_Item], bool]:
    """The first characters of what a sequence matches, and whether that may be nothing; raises ``_Unknown``."""
    found: list[_Item] = []
    for operation, argument in sequence:
        items, may_be_empty = _first_of(operation, argument, flags)
        found += items
        if not may_be_empty:
            return found, False
    return found, True


def _first_of(operation: Any, argument: Any, flags: int) -> tuple[list[_Item], bool]:
    if operation in (sre.AT, sre.ASSERT, sre.ASSERT_NOT):
        return [], True
    if operation is sre.LITERAL:
        return _in_any_case([(operation, argument)], flags), False
    if operation is sre.IN:
        return _class(argument, flags), False
    if operation is sre.SUBPATTERN:
        _, added, taken, sequence = argument
        return _first(sequence, (flags | added) & ~taken)
    if operation is sre.ATOMIC_GROUP:
        return _first(argument, flags)
    if operation is sre.BRANCH:
        branches = [_first(sequence, flags) for sequence in argument[1]]
        return [item for items, _ in branches for item in items], any(empty for _, empty in branches)
    if operation in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        least, _, sequence = argument
        items, may_be_empty = _first(sequence, flags)
        return items, may_be_empty or not least
    raise _Unknown


def _class(items: list[_Item], flags: int) -> list[_Item]:
    if items[0][0] is not sre.NEGATE:
        return _in_any_case(items, flags)
    # “None of these” is taken for “not the first category of these”, which holds more.
    for operation, category in items[1:]:
        if operation is sre.CATEGORY and category in _OPPOSITE:
            return [(operation, _OPPOSITE[category])]
    raise _Unknown


def _in_any_case(items: list[_Item], flags: int) -> list[_Item]:
    """The characters that ``items`` match under the flags."""
    if not flags & sre.SRE_FLAG_IGNORECASE:
        return items
    found: list[_Item] = []
    for operation, argument in items:
        if operation is sre.CATEGORY:
            found.append((operation, argument))
            continue
        low, high = argument if operation is sre.RANGE else (argument, argument)
        if high < 128:
            for code in range(low, high + 1):
                lower = ord(chr(code).lower())
                cases = {code, lower, ord(chr(code).upper()), *_ALSO.get(lower, ())}
                found += [(sre.LITERAL, case) for case in cases]
        elif _may_have_case(low, high):
            raise _Unknown
        else:
            found.append((operation, argument))
    return found


def _may_have_case(low: int, high: int) -> bool:
    return high - low > 100 or any(chr(code).isalpha() for code in range(low, high + 1))
