"""A project's glossary: how terms of the source are to be translated, and how they are not; a CSV file or a TBX one.

TBX (ISO 30042) is XML: each ``termEntry`` or ``conceptEntry`` has its terms by language. A document type declaration
with entities of its own is refused, since they could unfold without end.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from checker.text.formats.languages import is_english

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["GlossaryError", "Term", "read"]


class GlossaryError(Exception):
    """A glossary that is not understood; the message says why."""


class Term(NamedTuple):
    """A term of the source with its translations, the best first, and with those that are forbidden.

    One whose translation is the term itself is not to be translated.
    """

    source: str
    targets: tuple[str, ...]
    forbidden: tuple[str, ...] = ()
    note: str = ""


_COLUMNS = ("source", "target", "forbidden", "note")


def read(text: str, *, is_tbx: bool = False) -> tuple[Term, ...]:
    """The terms of a glossary; raises ``GlossaryError``.

    A table has the columns ``source``, ``target``, and if wanted ``forbidden`` and ``note``, named in its first row; in
    a cell ``|`` parts several terms. Without such a row, the first two columns are the source and the target, a third
    is a note. A target that is empty, or the same, stands for a term that is not to be translated.
    """
    return tuple(_of_tbx(text) if is_tbx else _of_table(text))


def _of_table(text: str) -> Iterator[Term]:
    head = text.partition("\n")[0]
    rows = list(csv.reader(text.splitlines(), delimiter=max(",;\t", key=head.count)))
    names = [cell.strip().lower() for cell in rows[0]] if rows else []
    columns = {name: names.index(name) for name in _COLUMNS if name in names}
    if "source" in columns and "target" in columns:
        rows = rows[1:]
    else:
        columns = {"source": 0, "target": 1, "note": 2}
    for number, row in enumerate(rows, start=1):
        cells = {name: row[at].strip() for name, at in columns.items() if at < len(row)}
        if not any(cells.values()):
            continue
        if not cells.get("source"):
            raise GlossaryError(f"the entry in row {number} has no source")
        targets = _parted(cells.get("target", "")) or (cells["source"],)
        yield Term(cells["source"], targets, _parted(cells.get("forbidden", "")), cells.get("note", ""))


def _parted(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


_ENTRIES = frozenset({"termEntry", "conceptEntry"})
_LANGUAGES = frozenset({"langSet", "langSec"})
_FORBIDDEN = frozenset({"deprecatedTerm-admn-sts", "supersededTerm-admn-sts", "deprecatedTerm", "forbidden"})


class _Tbx:
    """Reads a TBX file: the terms of each entry by language, with what is said of their use."""

    def __init__(self) -> None:
        self.entries: list[list[tuple[str, str, bool]]] = []
        self._language = self._element = ""
        self._words: list[str] = []

    def read(self, text: str) -> None:
        parser = expat.ParserCreate("UTF-8")
        parser.buffer_text = True
        parser.StartElementHandler = self._open
        parser.EndElementHandler = self._close
        parser.CharacterDataHandler = self._say
        parser.EntityDeclHandler = self._refuse
        try:
            parser.Parse(text.encode("utf-8", "surrogatepass"), True)
        except expat.ExpatError as error:
            raise GlossaryError(
                f"not well-formed XML in line {error.lineno}: {expat.ErrorString(error.code)}"
            ) from None

    def _refuse(self, *_: object) -> None:
        raise GlossaryError("declares entities of its own, which are not read; take them out")

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        self._element, self._words = name, []
        if name in _ENTRIES:
            self.entries.append([])
        elif name in _LANGUAGES:
            self._language = attributes.get("xml:lang", "")

    def _say(self, words: str) -> None:
        self._words.append(words)

    def _close(self, name: str) -> None:
        said = "".join(self._words).strip()
        if name == "term" and said and self.entries:
            self.entries[-1].append((self._language, said, False))
        elif name == "termNote" and said in _FORBIDDEN and self.entries and self.entries[-1]:
            language, term, _ = self.entries[-1][-1]
            self.entries[-1][-1] = language, term, True
        self._words = []


def _of_tbx(text: str) -> Iterator[Term]:
    reader = _Tbx()
    reader.read(text)
    for entry in reader.entries:
        english = [(term, is_forbidden) for language, term, is_forbidden in entry if is_english(language)]
        targets = tuple(term for term, is_forbidden in english if not is_forbidden)
        forbidden = tuple(term for term, is_forbidden in english if is_forbidden)
        for language, term, _ in entry:
            if not is_english(language) and targets:
                yield Term(term, targets, forbidden)
