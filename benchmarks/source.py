"""How many planted faults of translations are found, and how much is said of catalogues as they are; beside pofilter.

    python benchmarks/source.py [--pofilter PROGRAM] [CATALOGUE.po …]

``planted_pairs.toml`` has pairs that are right, and the faults that are planted in them, one at a time. One counts as
found where its entry is told of something that is not told of the entry without it. ``--pofilter`` is the program of
translate-toolkit, which is asked the same. Of each catalogue it is told how many findings there are, by rule, and how
much processor time they take.
"""

from __future__ import annotations

import argparse
import re
import resource
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

from checker.checking import catalog
from checker.checking.engine import Engine
from checker.text.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterable

PAIRS = Path(__file__).parent / "planted_pairs.toml"
FAMILIES = ("source-markup", "source-figures", "source-text", "source-names", "markup", "residue")
_OF_PAIR = {"language", "source", "target", "flags"}


class Entry(NamedTuple):
    """An entry of a catalogue: the language and text of its source, its translation, its flags and what is planted."""

    language: str
    source: str
    target: str
    flags: str
    kind: str = ""

    def written(self, number: int) -> str:
        """The entry as it stands in a catalogue, with its number as context."""
        flags = f"#, {self.flags}\n" if self.flags else ""
        return f'{flags}msgctxt "{number}"\nmsgid "{self.source}"\nmsgstr "{self.target}"\n'


def head(language: str) -> str:
    """The head of a catalogue whose sources are in a language."""
    return (
        f'msgid ""\nmsgstr ""\n"Language: en\\n"\n"X-Source-Language: {language}\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    )


def planted() -> list[tuple[Entry, list[Entry]]]:
    """Each pair as it should be, and with one fault at a time."""
    found = []
    for row in tomllib.loads(PAIRS.read_text("utf-8"))["pair"]:
        right = Entry(row["language"], row["source"], row["target"], row.get("flags", ""))
        wrong = []
        for kind in row.keys() - _OF_PAIR:
            old, _, new = row[kind].partition(" -> ")
            assert old in right.target, row[kind]
            wrong.append(right._replace(target=right.target.replace(old, new, 1), kind=kind))
        found.append((right, sorted(wrong, key=lambda entry: entry.kind)))
    return found


def told_by_rules(entry: Entry, engine: Engine) -> set[str]:
    """The rules that find something in an entry."""
    doc = Document(head(entry.language) + entry.written(1), "a.po")
    return {finding.rule for finding in engine.check(doc)}


def told_by_pofilter(entries: Iterable[Entry], program: str) -> list[set[str]]:
    """The checks of pofilter that each entry fails."""
    listed = list(entries)
    with tempfile.TemporaryDirectory() as folder:
        file, out = Path(folder) / "in.po", Path(folder) / "out.po"
        body = "\n".join(entry.written(number) for number, entry in enumerate(listed))
        file.write_text(head("de") + body, "utf-8")
        subprocess.run([program, "--progress=none", str(file), str(out)], check=True, capture_output=True)
        told = out.read_text("utf-8") if out.exists() else ""
    found: defaultdict[int, set[str]] = defaultdict(set)
    for entry in told.split("\n\n"):
        if context := re.search(r'^msgctxt "(\d+)"', entry, re.MULTILINE):
            found[int(context[1])] = set(re.findall(r"^# \(pofilter\) (\w+):", entry, re.MULTILINE))
    return [found[number] for number in range(len(listed))]


def recall(engine: Engine, pofilter: str) -> None:
    """Print what of the planted faults is found, by kind."""
    pairs = planted()
    flat = [entry for right, wrong in pairs for entry in (right, *wrong)]
    other = told_by_pofilter(flat, pofilter) if pofilter else [set() for _ in flat]
    total: Counter[str] = Counter()
    ours: Counter[str] = Counter()
    theirs: Counter[str] = Counter()
    said_of_right = 0
    at = 0
    for right, wrong in pairs:
        plain, plain_other = told_by_rules(right, engine), other[at]
        said_of_right += len(plain)
        if plain:
            print(f"said of what is right: {right.target!r}: {', '.join(sorted(plain))}")
        for number, entry in enumerate(wrong, start=at + 1):
            total[entry.kind] += 1
            if told_by_rules(entry, engine) - plain:
                ours[entry.kind] += 1
            else:
                print(f"missed: {entry.kind}: {entry.target!r}")
            theirs[entry.kind] += bool(other[number] - plain_other)
        at += len(wrong) + 1
    for kind, count in sorted(total.items()):
        print(f"{kind:20} {ours[kind]:3} of {count:3}   pofilter {theirs[kind]:3}")
    print(
        f"{'all':20} {ours.total():3} of {total.total():3}   pofilter {theirs.total():3}; of right ones {said_of_right}"
    )


def of_catalogue(file: Path, engine: Engine, pofilter: str) -> None:
    """Print what is found in a catalogue as it is, and in how much time."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    doc = Document(file.read_text("utf-8"), file.name)
    found = Counter(finding.rule for finding in engine.check(doc))
    seconds = resource.getrusage(resource.RUSAGE_SELF).ru_utime - before
    entries = len(doc.laid_out.pairs)
    print(f"{file.name}: {entries} entries, {found.total()} findings in {seconds:.1f} s: {dict(found.most_common())}")
    if not pofilter:
        return
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.po"
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        subprocess.run([pofilter, "--progress=none", str(file), str(out)], check=True, capture_output=True)
        seconds = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
        told = out.read_text("utf-8") if out.exists() else ""
    checks = Counter(re.findall(r"^# \(pofilter\) (\w+):", told, re.MULTILINE))
    print(f"    pofilter: {checks.total()} in {seconds:.1f} s: {dict(checks.most_common(12))}")


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--pofilter", default="", metavar="PROGRAM")
    parser.add_argument("--preview", action="store_true", help="also by rules in preview")
    given = parser.parse_args()
    wanted = catalog.Selection(FAMILIES, preview=given.preview)
    engine = Engine(catalog.select(catalog.load(), catalog.Selection(preview=given.preview)))
    of_source = Engine([rule for rule in engine.rules if any(map(rule.is_called, wanted.select))])
    if not given.files:
        recall(of_source, given.pofilter)
    for file in given.files:
        of_catalogue(
            file, Engine([rule for rule in of_source.rules if rule.family.startswith("source")]), given.pofilter
        )


if __name__ == "__main__":
    main()
