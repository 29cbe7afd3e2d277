"""The project's names file, ``copydesk.names.toml``: reads it as data, and finds in a text the names that it lists.

A table a name: ``[[name]]`` with ``name`` (the spelling to write), ``variants`` (spellings to change) and ``kind``;
``articles`` is how many of a corpus write it so, where counting is all that speaks for it.
``ignore`` lists names that ``copydesk names --write`` is not to add. What a file compiles to is kept in the user's
cache folder until the file or this package change.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.english.grammar import plural_of
from checker.names import gazetteer, romanization, variants
from checker.names.romanization import fold, skeleton
from checker.names.variants import edits, keys_of
from checker.store import cache
from checker.text.document import fact
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from checker.text.document import Document, Span

__all__ = ["FILE_NAME", "KINDS", "Entry", "Listed", "NamesFile", "NamesFileError", "listed_in", "names_file_of", "read"]

FILE_NAME = "copydesk.names.toml"
KINDS = ("person", "place", "organisation", "term")


class NamesFileError(ValueError):
    """A names file that is not understood; the message names file and entry."""


class Entry(NamedTuple):
    """A listed name: the spelling to write, those to change, and what it names.

    ``articles`` are those of a corpus that write it so, where no person but their number decided; else it is 0.
    """

    name: str
    variants: tuple[str, ...] = ()
    kind: str = "term"
    articles: int = 0

    @property
    def words(self) -> list[str]:
        """The words of the name."""
        return self.name.split()

    def instead_of(self, variant: str) -> tuple[str, bool]:
        """What to write for ``variant``, and whether that is sure.

        One word for a longer name stands for the word of it that looks like it: *Asper* for *Esper* in *Mark Esper*.
        Where none does, the whole name is meant.
        """
        if " " in variant or " " not in self.name:
            return self.name, True
        near = [(skeleton(word) != skeleton(variant), edits(fold(word), fold(variant)), word) for word in self.words]
        sounds_otherwise, distance, word = min(near)
        if not sounds_otherwise or distance <= max(1, len(word) // 4):
            return word, True
        return self.name, False


class Listed(NamedTuple):
    """A listed spelling where it stands in a text; ``variant`` is empty where it is the name as it should be."""

    start: int
    end: int
    entry: Entry
    variant: str = ""


_GAP = r"[ \t\n\N{NO-BREAK SPACE}\N{WORD JOINER}]{1,4}"
_BEFORE = r"(?<![\w@#/\\'’&-])"
_AFTER = r"(?!\w|['’](?!s\b)\w|-(?![a-z]{2})\w|\.\w|[/@=\\])"
_CHUNK = lazy(r"\w+")


class NamesFile:
    """The names that a project lists, made ready to look for."""

    def __init__(
        self,
        entries: Iterable[Entry],
        ignore: Iterable[str] = (),
        near: Mapping[str, list[list[int]]] | None = None,
    ) -> None:
        self.entries = tuple(entries)
        self.ignore = frozenset(ignore)
        self._near = near if near is not None else _near_keys(self.entries)
        self._patterns: dict[str, re.Pattern[str]] = {}

    @classmethod
    def accepting(cls, names: NamesFile | None, words: Iterable[str]) -> NamesFile:
        """The names of a project with further words that are right as they stand, and the plurals of those.

        What the names file itself lists stays as it has it.
        """
        entries, ignore = (names.entries, names.ignore) if names else ((), ())
        known = {spelling for entry in entries for spelling in (entry.name, *entry.variants)}
        more = {form: Entry(form) for word in words for form in (word, *_plurals(word)) if form not in known}
        return cls((*entries, *more.values()), ignore)

    def __bool__(self) -> bool:
        return bool(self.entries)

    @cached_property
    def by_spelling(self) -> dict[str, tuple[Entry, bool]]:
        """For each listed spelling its entry, and whether it is a variant."""
        found = {variant: (entry, True) for entry in self.entries for variant in entry.variants}
        return found | {entry.name: (entry, False) for entry in self.entries}

    def before(self, others: NamesFile) -> NamesFile:
        """These names and the others, but for what is said otherwise here."""
        said = self.by_spelling.keys() | self.ignore
        more = [
            entry._replace(variants=tuple(variant for variant in entry.variants if variant not in said))
            for entry in others.entries
            if entry.name not in said
        ]
        return NamesFile((*self.entries, *more), self.ignore | others.ignore)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of all names as they should be written."""
        return frozenset(word for entry in self.entries for word in entry.words)

    @cached_property
    def _by_chunk(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for spelling in self.by_spelling:
            found[_CHUNK.findall(spelling.lower())[0]].append(spelling)
        return found

    def find(self, text: str) -> list[Listed]:
        """Listed spellings in ``text`` in reading order; of those that overlap the longest."""
        chunks = set(_CHUNK.findall(text.lower()))
        found = [
            listed
            for chunk in self._by_chunk.keys() & chunks
            for spelling in self._by_chunk[chunk]
            for listed in self._places(text, spelling)
        ]
        kept: list[Listed] = []
        taken: set[int] = set()
        for listed in sorted(found, key=lambda listed: (listed.start - listed.end, listed.start, listed.variant)):
            if taken.isdisjoint(range(listed.start, listed.end)):
                taken.update(range(listed.start, listed.end))
                kept.append(listed)
        return sorted(kept, key=lambda listed: listed.start)

    def _places(self, text: str, spelling: str) -> Iterator[Listed]:
        entry, is_variant = self.by_spelling[spelling]
        for form in _forms(spelling):
            head = _HEAD.findall(form)[0]
            at = text.find(head)
            while at >= 0:
                match = self._pattern(form).match(text, at)
                if match:
                    yield Listed(*match.span(), entry, spelling if is_variant else "")
                at = text.find(head, at + 1)

    def _pattern(self, form: str) -> re.Pattern[str]:
        pattern = self._patterns.get(form)
        if pattern is None:
            words = (
                re.escape(word).replace("'", "['’]").replace("’", "['’]") for word in form.replace("’", "'").split()
            )
            pattern = self._patterns[form] = re.compile(_BEFORE + _GAP.join(words) + _AFTER)
        return pattern

    def near(self, spelling: str) -> list[tuple[Entry, int]]:
        """Entries with a word that ``spelling`` could be another spelling of, and the number of that word."""
        found = {(entry, word) for key in keys_of(spelling) for entry, word in self._near.get(key, ())}
        return [(self.entries[entry], word) for entry, word in sorted(found)]


_HEAD = lazy(r"[^\s'’]*")


def _forms(spelling: str) -> list[str]:
    """The spelling, with a capital at the start of a sentence, and in capitals as in a headline."""
    forms = [spelling]
    if spelling[0].islower():
        forms.append(spelling[0].upper() + spelling[1:])
    if len(spelling) > 3 and not spelling.isupper():
        forms.append(spelling.upper())
    return forms


def _plurals(word: str) -> tuple[str, ...]:
    return (plural_of(word),) if word.isascii() and word.isalpha() and word.islower() and word[-1] != "s" else ()


def _near_keys(entries: Iterable[Entry]) -> dict[str, list[list[int]]]:
    keys: dict[str, list[list[int]]] = defaultdict(list)
    for number, entry in enumerate(entries):
        if entry.articles:  # what is near it was counted, too
            continue
        for at, word in enumerate(entry.words):
            if word.lower() not in gazetteer.COMMON and word not in gazetteer.TITLES:
                for key in keys_of(word):
                    keys[key].append([number, at])
    # A key that very many words share tells nothing.
    return {key: places for key, places in keys.items() if len(places) <= _MOST_PER_KEY}


_MOST_PER_KEY = 40


@fact
def listed_in(doc: Document) -> tuple[Listed, ...]:
    """What the project's names file lists of the names and terms of ``doc``."""
    names = names_file_of(doc)
    return tuple(names.find(doc.masked)) if names else ()


def names_file_of(doc: Document) -> NamesFile | None:
    """The names file of the article's project; a document knows only that it is a vocabulary."""
    return doc.names_file if isinstance(doc.names_file, NamesFile) else None


def vouches_for(doc: Document, span: Span) -> bool:
    """Whether ``span`` lies inside a name that stands as the project's names file has it."""
    return any(
        listed.start <= span.start and span.end <= listed.end and not listed.variant for listed in listed_in(doc)
    )


# -- The file ----------------------------------------------------------------------------------------------------------


def read(path: Path) -> NamesFile:
    """The names in a file. Raises ``NamesFileError`` with file and entry when something in it is not understood."""
    path = path.absolute()
    name = f"names/{path.stem}-{cache.checksum(str(path).encode())}.json"
    try:
        key = cache.stamp(path, __file__, variants.__file__, romanization.__file__, gazetteer.__file__, gazetteer.DATA)
        rows = cache.read(name, key)
        data = path.read_bytes() if rows is None else b""
    except OSError as error:
        raise NamesFileError(f"{path}: {error.strerror}") from None
    if rows is None:
        entries, ignore = parse(data, str(path))
        rows = {"entries": entries, "ignore": ignore, "near": _near_keys(entries)}
        cache.write(name, key, rows)
    return NamesFile(
        (Entry(name, tuple(listed), *more) for name, listed, *more in rows["entries"]), rows["ignore"], rows["near"]
    )


def parse(data: bytes, path: str = FILE_NAME) -> tuple[list[Entry], list[str]]:
    """The entries and the ignored names in the bytes of a names file, which ``path`` names in errors.

    Raises ``NamesFileError``.
    """
    import tomllib  # where there is no names file it is not needed

    try:
        tables = tomllib.loads(data.decode("utf-8-sig").replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise NamesFileError(f"{path}: not valid TOML: {error}") from None
    for key in tables:
        if key not in ("name", "ignore"):
            raise NamesFileError(f"{path}: unknown key “{key}”; there are [[name]] tables and “ignore”")
    listed, ignore = tables.get("name", []), tables.get("ignore", [])
    if not isinstance(listed, list) or not all(isinstance(table, dict) for table in listed):
        raise NamesFileError(f"{path}: names are written as [[name]] tables")
    _check_spellings(f"{path}: “ignore”", ignore)
    return entries_of(listed, path), ignore


def entries_of(tables: Iterable[Mapping[str, Any]], path: str = FILE_NAME) -> list[Entry]:
    """Entries from ``[[name]]`` tables. Raises ``NamesFileError``."""
    entries: list[Entry] = []
    owner: dict[str, str] = {}
    for number, table in enumerate(tables, 1):
        entry = _entry(table, f"{path}: [[name]] {number}")
        for spelling in (entry.name, *entry.variants):
            if spelling in owner:
                raise NamesFileError(
                    f"{path}: [[name]] {number} (“{entry.name}”): “{spelling}” is listed already "
                    f"under “{owner[spelling]}”"
                )
            owner[spelling] = entry.name
        entries.append(entry)
    return entries


def _entry(table: Mapping[str, Any], where: str) -> Entry:
    name = table.get("name")
    if name is None:
        raise NamesFileError(f"{where}: “name” is missing")
    _check_spellings(f"{where}: “name”", [name])
    where = f"{where} (“{name}”)"
    for key in table:
        if key not in Entry._fields:
            raise NamesFileError(f"{where}: unknown key “{key}”; known are {', '.join(Entry._fields)}")
    listed = table.get("variants", [])
    _check_spellings(f"{where}: “variants”", listed)
    kind = table.get("kind", "term")
    if kind not in KINDS:
        raise NamesFileError(f"{where}: “kind” must be one of {', '.join(KINDS)}")
    articles = table.get("articles", 0)
    if type(articles) is not int or articles < 0:
        raise NamesFileError(f"{where}: “articles” must be a number of articles")
    return Entry(name, tuple(listed), kind, articles)


def _check_spellings(where: str, spellings: Any) -> None:
    if not isinstance(spellings, list) or not all(isinstance(text, str) for text in spellings):
        raise NamesFileError(f"{where} must be a {'string' if where.endswith('“name”') else 'list of strings'}")
    for text in spellings:
        if text != " ".join(text.split()) or not text.isprintable() or not re.search(r"\w", text):
            raise NamesFileError(f"{where}: “{' '.join(text.split())}” must be words with single spaces between them")
