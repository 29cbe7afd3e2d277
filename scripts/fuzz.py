"""Fuzz the checker: mutated articles and hostile pieces, or bytes that a coverage-guided fuzzer thinks up.

    python scripts/fuzz.py SECONDS [--seed N] [--data FOLDER] [--keep FOLDER]
    python scripts/fuzz.py --atheris CORPUS [options of libFuzzer]

Each input is decoded, checked, repaired safely and unsafely, and checked again; a promise of ``tests/promises.py`` that
does not hold is printed with the shortest input that shows it. ``--atheris`` needs the atheris package; an empty CORPUS
is filled with the rules' examples, and what is broken is printed and the fuzzing goes on.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import signal
import sys
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from types import FunctionType
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from hostile import KINDS  # noqa: E402
from promises import broken_promises  # noqa: E402

from checker.checking import catalog  # noqa: E402
from checker.checking.engine import Engine  # noqa: E402
from checker.project.source import Source, SourceError  # noqa: E402
from checker.repairing import fixing  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

PATHS = ("a.md", "a.txt", "a.mdx", "a.html", "a.rst", "a.adoc")
LONGEST = 30.0
"""Seconds after which an input counts as one that hangs."""


def main() -> int:
    """Fuzz as asked; returns 1 when something was found."""
    if sys.argv[1:2] == ["--atheris"]:
        return guided(sys.argv[2:])
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("seconds", type=float)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--data", type=Path, help="folder of machine translations to mutate too")
    parser.add_argument("--keep", type=Path, help="folder to write failing inputs to")
    asked = parser.parse_args()
    dice = random.Random(asked.seed)
    engine = everything()
    seeds = list(articles(asked.data))
    tried: Counter[str] = Counter()
    found: dict[str, str] = {}
    end = time.monotonic() + asked.seconds
    while time.monotonic() < end:
        kind, text = made(dice, seeds)
        path = dice.choice(PATHS)
        tried[kind] += 1
        for failure in failures(text, path, engine):
            sort = sort_of(failure)
            if sort in found:
                continue
            shortest = shortened(text, path, engine, sort)
            found[sort] = shortest
            print(f"--- {kind} {path}: {failure}\n{shortest!r}", flush=True)
            if asked.keep:
                asked.keep.mkdir(parents=True, exist_ok=True)
                (asked.keep / f"{asked.seed}-{len(found)}{path[1:]}").write_text(shortest, "utf-8", newline="")
    for kind, number in sorted(tried.items()):
        print(f"{kind:24} {number:>9,}")
    print(f"{sum(tried.values()):,} inputs, {len(found)} sorts of failure")
    return bool(found)


def everything() -> Engine:
    """All rules, those on trial too."""
    return Engine(catalog.select(catalog.load(), catalog.Selection(preview=True)))


def articles(data: Path | None) -> Iterator[str]:
    """Real texts to mutate: the seeds, the rules' examples, machine translations."""
    for file in sorted((ROOT / "seeds").rglob("*.md")):
        yield file.read_text("utf-8")
    for rule in catalog.load():
        yield from (example.text for example in rule.examples)
        yield from rule.good
    for file in sorted(data.glob("mlqe.*.dev.jsonl.gz")) if data else ():
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            yield from (json.loads(line)["mt"] for line in lines)


def made(dice: random.Random, seeds: list[str]) -> tuple[str, str]:
    """A kind of input and one of it."""
    roll = dice.random()
    if roll < 0.2:
        kinds = list(KINDS)
        pieces = [dice.choice(KINDS[dice.choice(kinds)]) for _ in range(dice.randrange(1, 60))]
        return "pieces", dice.choice(["", " ", " "]).join(pieces)
    if roll < 0.3:
        kind = dice.choice(list(KINDS))
        return f"pieces, {kind}", "".join(dice.choice(KINDS[kind]) for _ in range(dice.randrange(1, 60)))
    if roll < 0.35:
        data = bytes(dice.randrange(256) for _ in range(dice.randrange(200)))
        return "random bytes", data.decode("utf-8", dice.choice(["ignore", "replace"]))
    texts = [part(dice, dice.choice(seeds)) for _ in range(dice.randrange(1, 4))]
    text = dice.choice(["\n\n", " ", "\n", ""]).join(texts)
    if roll < 0.55:
        return "spliced articles", text
    for _ in range(dice.choice([1, 2, 4, 8, 16])):
        text = mutated(dice, text)
    return "mutated articles", text


def part(dice: random.Random, text: str) -> str:
    """The text, or where it is long some lines of it."""
    if len(text) < 1500:
        return text
    lines = text.split("\n")
    start = dice.randrange(len(lines))
    return "\n".join(lines[start : start + dice.randrange(1, 12)])[:3000]


def mutated(dice: random.Random, text: str) -> str:
    """The text with one thing put in, taken out, doubled, moved or changed."""
    at = dice.randrange(len(text) + 1)
    end = min(len(text), at + dice.choice([1, 1, 2, 5, 20]))
    words = [*re.finditer(r"\S+", text)]
    match dice.randrange(8):
        case 0:
            return text[:at] + dice.choice(KINDS[dice.choice(list(KINDS))]) + text[at:]
        case 1:
            return text[:at] + text[end:]
        case 2:
            return text[:at] + text[at:end] * 2 + text[end:]
        case 3 if words:
            word = dice.choice(words)
            return f"{text[: word.end()]} {word[0]}{text[word.end() :]}"
        case 4 if words:
            first = dice.randrange(len(words))
            start, stop = words[first].start(), words[min(first + dice.randrange(3), len(words) - 1)].end()
            around = dice.choice(["**", "*", "_", "`", '"', "“”", "()", "[](x)", "‘’", "'", "~~", "<b></b>", "[]"])
            half = len(around) // 2 if around not in ("[](x)", "<b></b>") else {"[](x)": 1, "<b></b>": 3}[around]
            before, after = (around, around) if half == 0 or around in ("**", "~~") else (around[:half], around[half:])
            return text[:start] + before + text[start:stop] + after + text[stop:]
        case 5 if words:
            word = dice.choice(words)
            new = dice.choice([str.upper, str.lower, str.title, str.swapcase])(word[0])
            return text[: word.start()] + new + text[word.end() :]
        case 6 if words:
            one, other = dice.choice(words), dice.choice(words)
            return text[: one.start()] + other[0] + text[one.end() :]
    return text.replace(" ", dice.choice(["  ", "\n", "\u00a0", " "]), dice.randrange(3))


def failures(text: str, path: str, engine: Engine) -> list[str]:
    """Promises that an input breaks, and what it makes raise."""
    try:
        source = Source.decode(Path(path), text.encode("utf-8", "surrogatepass"))
    except SourceError:
        return []
    try:
        with limited():
            return list(broken_promises(source.text, path, engine, most_rounds=fixing.ROUNDS - 1))
    except Exception as error:  # noqa: BLE001 -- whatever it is, it is what we look for
        return [f"raises {error}"]


@contextmanager
def limited() -> Iterator[None]:
    """Raises where an input takes longer than ``LONGEST``."""

    def stop(*_: Any) -> None:
        raise TimeoutError("hangs")

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def sort_of(failure: str) -> str:
    """A failure without what is of one input only."""
    return re.sub(r"\d+", "0", re.sub(r"'.*'|\".*\"|\(.*\)|\[.*\]|near .*|lies on what is not prose.*", "", failure))[
        :80
    ]


def shortened(text: str, path: str, engine: Engine, sort: str) -> str:
    """A shorter input with the same sort of failure: lines, then words, then characters left out."""
    end = time.monotonic() + 20
    for split in (lambda t: t.splitlines(keepends=True), lambda t: re.findall(r"\S+\s*|\s+", t), list):
        pieces = split(text)
        size = max(len(pieces) // 2, 1)
        while size:
            at = 0
            while at < len(pieces) and time.monotonic() < end:
                fewer = pieces[:at] + pieces[at + size :]
                if any(sort_of(failure) == sort for failure in failures("".join(fewer), path, engine)):
                    pieces = fewer
                else:
                    at += size
            size //= 2
        text = "".join(pieces)
    return text


def guided(arguments: list[str]) -> int:
    """Let atheris think up bytes by the coverage that they reach."""
    import atheris  # an extra tool: pip install atheris

    corpus = Path(next(argument for argument in arguments if not argument.startswith("-")))
    corpus.mkdir(parents=True, exist_ok=True)
    if not any(corpus.iterdir()):
        for number, text in enumerate(articles(None)):
            (corpus / f"example-{number}").write_bytes(b"\0" + text[:2_000].encode("utf-8", "ignore"))
    with atheris.instrument_imports(include=["checker"]):
        for name in [name for name in sys.modules if name.partition(".")[0] in ("checker", "promises")]:
            del sys.modules[name]
        import promises

        from checker.checking import catalog, engine
        from checker.project import source
        from checker.text.formats import markdown, plain  # noqa: F401 -- imported when needed, which is too late here

        loaded = catalog.load()
    # The rules are loaded from their files, past the hook of the import.
    functions = [rule.look for rule in loaded]
    for name, module in sys.modules.items():
        if name.startswith("checker.rules."):
            functions += [value for value in vars(module).values() if getattr(value, "__module__", "") == name]
    for function in functions:
        if isinstance(function, FunctionType):
            atheris.instrument_func(function)
    rules = engine.Engine(catalog.select(loaded, catalog.Selection(preview=True)))
    found: set[str] = set()

    def one(data: bytes) -> None:
        path = PATHS[data[0] % len(PATHS)] if data else PATHS[0]
        try:
            text = source.Source.decode(Path(path), data[1:]).text
        except source.SourceError:
            return
        try:
            broken = list(promises.broken_promises(text, path, rules, most_rounds=9))
        except Exception as error:  # noqa: BLE001 -- whatever it is, it is what we look for
            broken = [f"raises {error}"]
        for failure in broken:
            if sort_of(failure) not in found:
                found.add(sort_of(failure))
                print(f"--- {path}: {failure}\n{text!r}", flush=True)

    atheris.Setup([sys.argv[0], *arguments], one)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
