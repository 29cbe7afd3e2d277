"""Run every regular expression of ours over inputs made to hurt it, and name those that take more than linear time.

    python scripts/hurt_patterns.py [LENGTH]

Inputs are made from each expression: what each of its repetitions and the whole of it match, over and over, with an end
that does not match; and long runs of characters of each class. Time is taken at LENGTH and half of it. What the program
only matches at one place is matched at the start; all else is searched for.
"""

from __future__ import annotations

import random
import re
import signal
import sys
import time
from collections import Counter
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from re import _constants as code  # type: ignore[attr-defined]  # noqa: E402
from re import _parser  # type: ignore[attr-defined]  # noqa: E402

from expressions import expressions  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

RUNS = (
    " ", "a", "A", "1", ".", "-", "'", '"', "“", "(", "[", "<", "\u2060", "\ufffc", "\n", "\t", "_", "*", "#", ",", "é",
    "a ", "A ", "Aa ", "1 ", "1,", "1.", "a.", "A.", "a, ", "a-", "a'", "“a ", "a\n", "1\n", "a\u2060", " \n", "- ",
    "the ", "and ", "of ", "said ", "Mr. ", "www.a", "a@", "\\", "\\a", "{", "$", "|", "&", "!", "a1",
)  # fmt: skip
ENDS = ("", "\0")
ENOUGH = 0.02
"""Seconds below which time is not worth the measuring."""
TOO_LONG = 4.0
SUPERLINEAR = 2.8
"""How many times as long twice the length may take: two and some noise."""


def main() -> int:
    """Measure; returns 1 when an expression is slower than linear."""
    length = int(sys.argv[1]) if len(sys.argv) > 1 else 8_000
    slow = number = inputs = 0
    anchored = only_matched()
    for origin, source, flags in expressions():
        number += 1
        worst = (0.0, 0.0, "")
        for unit, end in attacks(source, flags):
            inputs += 1
            made = re.compile(source, flags)
            search = made.match if origin in anchored else made.findall
            if (long := seconds(search, unit, end, length)) > ENOUGH:
                half = seconds(search, unit, end, length // 2)
                long = min(long, seconds(search, unit, end, length))
                if long > ENOUGH and long / max(half, 1e-9) > SUPERLINEAR and long > worst[0]:
                    worst = (long, long / half, f"{unit[:40]!r} … {end!r}")
        if worst[0]:
            slow += 1
            shown = re.sub(r"\s+", " ", source)[:160]
            print(f"{worst[0]:6.2f} s  x{worst[1]:.1f}  {origin}  {worst[2]}\n         {shown}", flush=True)
    print(f"{number:,} expressions, {inputs:,} inputs, {slow} slower than linear")
    return bool(slow)


def only_matched() -> set[str]:
    """The names of expressions that are never searched for."""
    used: dict[str, Counter[str]] = {}
    for path in [*sorted((ROOT / "checker").rglob("*.py")), *sorted((ROOT / "rules").glob("*.py"))]:
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removeprefix("checker.")
        for name, after in re.findall(r"\b(_[A-Z][A-Z_]+)\b(\.\w+)?", path.read_text("utf-8")):
            used.setdefault(f"{module}.{name}", Counter())[after] += 1
    # Without a method after it a name stands where it is defined; standing so twice, it is handed to a search.
    return {
        name
        for name, after in used.items()
        if after[""] == 1 and len(after) > 1 and after.keys() <= {"", ".match", ".fullmatch"}
    }


def attacks(source: str, flags: int) -> Iterator[tuple[str, str]]:
    """Units to repeat, and ends."""
    dice = random.Random(source)
    units: dict[str, None] = {}
    tree = _parser.parse(source, flags)
    for _ in range(3):
        whole = sample(tree, dice)
        for unit in (whole, whole[:-1], f"{whole[:-1]} ", whole[1:]):
            units[unit] = None
    for body in repetitions(tree):
        for _ in range(3):
            unit = sample(body, dice)
            units |= dict.fromkeys((unit, f"{unit} ", unit + sample(body, dice)))
    units |= dict.fromkeys(RUNS)
    yield from product(filter(None, units), ENDS)


def repetitions(tree: Any) -> Iterator[Any]:
    """The bodies of all repetitions in a parsed expression."""
    for operation, value in tree:
        if operation in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
            if value[1] > 1:
                yield value[2]
            yield from repetitions(value[2])
        elif operation is code.SUBPATTERN:
            yield from repetitions(value[3])
        elif operation is code.BRANCH:
            for branch in value[1]:
                yield from repetitions(branch)
        elif operation in (code.ASSERT, code.ASSERT_NOT):
            yield from repetitions(value[1])
        elif operation is code.ATOMIC_GROUP:
            yield from repetitions(value)


_CATEGORIES = {
    code.CATEGORY_DIGIT: "1", code.CATEGORY_SPACE: " ", code.CATEGORY_WORD: "a",
    code.CATEGORY_NOT_DIGIT: "a", code.CATEGORY_NOT_SPACE: "a", code.CATEGORY_NOT_WORD: " ",
}  # fmt: skip


def sample(tree: Any, dice: random.Random) -> str:
    """A string that the expression nearly always matches."""
    return "".join(_sample(operation, value, dice) for operation, value in tree)


def _sample(operation: Any, value: Any, dice: random.Random) -> str:
    if operation is code.LITERAL:
        return chr(value)
    if operation is code.NOT_LITERAL:
        return next(character for character in "a b." if ord(character) != value)
    if operation is code.ANY:
        return "a"
    if operation is code.IN:
        return _one_of(value, dice)
    if operation is code.BRANCH:
        return sample(dice.choice(value[1]), dice)
    if operation is code.SUBPATTERN:
        return sample(value[3], dice)
    if operation is code.ATOMIC_GROUP:
        return sample(value, dice)
    if operation in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
        least, most, body = value
        return "".join(sample(body, dice) for _ in range(dice.randint(least, min(most, least + 2))))
    return ""


def _one_of(items: Any, dice: random.Random) -> str:
    if items[0][0] is code.NEGATE:
        left_out = {chr(value) for operation, value in items[1:] if operation is code.LITERAL}
        left_out |= {_CATEGORIES.get(value, "") for operation, value in items[1:] if operation is code.CATEGORY}
        return next((character for character in dice.sample("a1 .A-", 6) if character not in left_out), "a")
    operation, value = dice.choice(items)
    if operation is code.LITERAL:
        return chr(value)
    if operation is code.RANGE:
        return chr(dice.randint(value[0], min(value[1], value[0] + 25)))
    return _CATEGORIES.get(value, "a")


def seconds(search: Callable[[str], Any], unit: str, end: str, length: int) -> float:
    """The time that a search takes, or ``TOO_LONG``."""
    text = unit * (length // len(unit)) + end

    def stop(*_: Any) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, TOO_LONG)
    start = time.perf_counter()
    try:
        search(text)
    except TimeoutError:
        return TOO_LONG
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
