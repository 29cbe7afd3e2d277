"""Phrase tables: a rule from a few lines of TOML, in a small language of words that needs no programmer.

In ``match``, words stand for themselves in any case; a space is any white space or invisible markup;
``(a|b)`` is one of several, ``(very )?`` may be missing, ``<give|make>`` is some verbs in any of their forms,
``{reporting-verb}`` a word of a class, ``{number}`` a number in figures and ``*`` any one word. In ``suggest``, ``{1}``
is what the first list matched, ``{1:make|makes}`` the word at the same place in another list, ``<cause>`` a verb in the
form that the first list of verbs matched, ``{reporting-verb}`` what the class matched and ``{*}`` the any-word.

A table with a ``rule``, its own or the file's, is a row of that rule and named with it: “calque/hot-issues”. What
``prefer`` and ``avoid`` list becomes rows too, and ``accept`` lists words that are right as they stand (``house.py``).

There is no repetition in the language, and a phrase that could be read in very many ways at one place is refused, so no
phrase can take long on any text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.checking import house
from checker.checking.rule import Applicability, Hit, Rule, beside_each, span_of
from checker.english import words as english
from checker.findings import Category, Severity
from checker.store import cache
from checker.text.document import FIGURE, TOKEN, Span, cased
from checker.text.pattern import compiled, lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checker.text.document import Sentence

__all__ = ["Phrase", "PhraseError", "accepted", "load"]


class PhraseError(ValueError):
    """A phrase table that says something this program does not understand; the message names file and table."""


_KEYS: dict[str, type | tuple[type, ...]] = {
    "match": str,
    "suggest": (str, list),
    "unless": str,
    "headings": bool,
    "technical": bool,
    "why": str,
    "bad": list,
    "good": list,
    "category": str,
    "severity": str,
    "safe": bool,
    "preview": bool,
    "case": bool,
    "sources": list,
    "rule": str,
    "files": list,
}
_REQUIRED = ("match", "why", "bad", "category", "severity")
_OF_HOUSE = {"exact": bool}
"""What only the entries of a house style say, of which no examples are asked."""

_GAP = r"[\s\u2060]++"
_BEFORE = r"(?<![\w'’-])"
_AFTER = r"(?!\w|['’-]\w)"
_ANY_WORD = r"[^\W\d_](?:\w|['’-](?=\w))*+"
_NUMBER = r"\d++(?:[.,]\d++)*+"
_SLOT = re.compile(r"\{([^{}]*)\}")
_PART = re.compile(r"\{(?P<word_class>[^{}]*)\}|(?P<mark>\)\?|[()|*])|(?P<space>\s+)|(?P<literal>[^\s{}()|*]+)")


MOST_WAYS = 1_000
"""In how many ways a phrase may be read at one place: each part that may be missing doubles them."""


@dataclass(frozen=True)
class Phrase:
    """A phrase to look for in a sentence, and what to say and suggest there.

    ``lists`` are the expressions of the alternatives of each list in ``expression``, in their order; ``unless`` is what
    makes a match that it overlaps right; ``headings`` says whether headings are searched too, and ``technical`` whether
    technical articles are. With ``exact`` the capitals of what is suggested count, and a match that has them is right.
    The rule's cues and ``needs`` see to it that no pattern is compiled before there is a chance of a match.
    """

    expression: str
    lists: tuple[tuple[str, ...], ...]
    suggest: tuple[str, ...]
    why: str
    safe: bool
    ignore_case: bool
    unless: str = ""
    headings: bool = True
    technical: bool = True
    exact: bool = False

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return compiled(self.expression, re.IGNORECASE if self.ignore_case else 0)

    def _is_right(self, sentence: Sentence, match: re.Match[str]) -> bool:
        return bool(self.unless) and any(
            right.start() < match.end() and match.start() < right.end()
            for right in sentence.search(compiled(self.unless, re.IGNORECASE))
        )

    def __call__(self, sentence: Sentence) -> Iterator[Hit]:
        """Hits in one sentence."""
        if not self.headings and sentence.is_heading:
            return
        # The strings of a program, beside their sources, are its own words.
        if not self.technical and (sentence.doc.is_technical or sentence.doc.laid_out.pairs):
            return
        for match in sentence.search(self._pattern):
            if self._is_right(sentence, match):
                continue
            texts = tuple(self._cased(self._filled(text, match), match, sentence) for text in self.suggest)
            if self.exact and match.group() in texts:
                continue
            span, texts = _with_article(sentence, match, texts)
            kind = Applicability.SAFE if self.safe else Applicability.UNSAFE
            yield Hit(span, self.why, texts, kind if len(texts) == 1 else Applicability.DISPLAY)

    def _cased(self, text: str, match: re.Match[str], sentence: Sentence) -> str:
        """The suggestion with the capitals of what it stands for; where those count, only with what the place asks."""
        found = match.group()
        may_be_capital = text.islower() and (
            match.start() == sentence.tokens[0].start or sentence.is_heading or sentence.is_title_case
        )
        if not self.exact or may_be_capital or sentence.text.isupper():
            return cased(text, found)
        return text

    def _filled(self, suggestion: str, match: re.Match[str]) -> str:
        def slot(found: re.Match[str]) -> str:
            name, colon, others = str(found[1]).partition(":")
            if not name.isdecimal():
                return str(match[_group_name(name)] or "")
            matched = match[f"list{name}"] or ""
            if not colon:
                return matched
            options = zip(self.lists[int(name) - 1], others.split("|"), strict=True)
            return next((other for option, other in options if re.fullmatch(option, matched, re.IGNORECASE)), "")

        return _SLOT.sub(slot, suggestion)


def _with_article(sentence: Sentence, match: re.Match[str], texts: tuple[str, ...]) -> tuple[Span, tuple[str, ...]]:
    """What is replaced, and by what: together with *a* or *an* before it, where the other one is said before a text."""
    before = _ARTICLE_BEFORE.search(sentence.doc.masked, sentence.start, match.start())
    sounds = [english.starts_with_vowel_sound(text.split(None, 1)[0]) if text else None for text in texts]
    if not before or (before["an"] != "") not in {not sound for sound in sounds if sound is not None}:
        return span_of(match), texts
    article, blank = before["a"], before["blank"]
    ends = [before["an"] if sound is None else "n" if sound else "" for sound in sounds]
    said = tuple(f"{article}{end}{blank}{text}" for end, text in zip(ends, texts, strict=True))
    return Span(before.start(), match.end()), said


_ARTICLE_BEFORE = lazy(r"\b(?P<a>[Aa])(?P<an>n?)(?P<blank>[ ])\Z")


_OF_VERBS = [Path(english.__file__).parent / name for name in ("grammar.py", "data/grammar.txt")]
"""What the forms of verbs in phrases hang on."""


def load(path: Path) -> list[Rule]:
    """The rules of a phrase file. Raises ``PhraseError`` with file and table when something in it is not understood."""
    family, origin = path.stem, str(path)
    return [_rule(family, origin, row) for row in _kept(path)["rows"]]


def accepted(path: Path) -> list[house.Accepted]:
    """The words that a phrase file lists as right; raises ``PhraseError`` as ``load`` does."""
    return [
        house.Accepted(tuple(words), why, tuple(right), tuple(files))
        for words, why, right, files in _kept(path)["accepted"]
    ]


def _kept(path: Path) -> dict[str, Any]:
    """What a file compiles to; kept in the user's cache folder until it, the word classes or this module change."""
    name = f"phrases/{path.stem}-{cache.checksum(str(path).encode())}.json"
    key = cache.stamp(path, english.__file__, *_OF_VERBS, house.__file__, __file__)
    kept = cache.read(name, key)
    if kept is None:
        kept = _compiled(path, path.read_bytes())
        cache.write(name, key, kept)
    return kept


def _compiled(path: Path, data: bytes) -> dict[str, Any]:
    """The tables of a phrase file as plain data: checked, filled up with defaults, patterns made."""
    import tomllib

    try:
        tables = tomllib.loads(data.decode("utf-8-sig").replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise PhraseError(f"{path}: not valid TOML: {error}{house.hint(data)}") from None
    tables.pop("style", None)  # belongs to the configuration
    defaults = tables.pop("defaults", {})
    named = tables.pop("classes", {})
    for key, value in (("defaults", defaults), ("classes", named)):
        if not isinstance(value, dict):
            raise PhraseError(f"{path}: “{key}” must be a table")
    for name, words in named.items():
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise PhraseError(f"{path}: [classes]: “{name}” must be a list of texts")
    classes = {**english.WORD_CLASSES, **{name: tuple(words) for name, words in named.items()}}
    stated = {key: tables.pop(key, []) for key in house.KEYS}
    try:
        right = house.accepted(stated["accept"])
        entries = house.phrases(stated["prefer"], stated["avoid"])
    except house.HouseError as error:
        raise PhraseError(f"{path}: {error}") from None
    for name, value in tables.items():
        if not isinstance(value, dict):
            raise PhraseError(f"{path}: “{name}” is no table; {_tables_there_are(name)}")
    usual = {**house.DEFAULTS, **{key: value for key, value in defaults.items() if key != "rule"}}
    rows = [_row(f"{path}: [{name}]", name, {**defaults, **table}, classes) for name, table in tables.items()]
    rows += [_row(f"{path}: [{name}]", name, {**usual, **entry}, classes, _OF_HOUSE) for name, entry in entries.items()]
    return {"rows": rows, "accepted": right}


def _tables_there_are(name: str) -> str:
    from difflib import get_close_matches  # only on a mistake

    nearest = get_close_matches(name, house.KEYS, 1)
    return (
        f"did you mean “{nearest[0]}”?"
        if nearest
        else "an entry has a name in brackets, as in [its-name], and “match” below it"
    )


def _row(
    where: str,
    name: str,
    table: dict[str, Any],
    classes: Mapping[str, tuple[str, ...]],
    more: Mapping[str, type] = MappingProxyType({}),
) -> dict[str, Any]:
    keys = {**_KEYS, **more}
    for key, value in table.items():
        if key not in keys:
            known = f"known are {', '.join(_KEYS)}"
            moved = f"“{key}” must stand above the first table, or under [[{key}]]"
            raise PhraseError(f"{where}: unknown key “{key}”; {moved if key in house.KEYS else known}")
        if not isinstance(value, keys[key]) or (
            isinstance(value, list) and not all(isinstance(each, str) for each in value)
        ):
            raise PhraseError(f"{where}: “{key}” has a value of the wrong type")
    for key in _REQUIRED:
        if not table.get(key) and not (more and key == "bad"):
            raise PhraseError(f"{where}: “{key}” is missing")
    try:
        Category(table["category"]), Severity.of(table["severity"])
    except (ValueError, KeyError) as error:
        raise PhraseError(f"{where}: no such category or severity: {error}") from None
    match, verbs = _with_verbs(where, table["match"])
    compiler = _Compiler(where, match, classes)
    suggest = table.get("suggest", [])
    texts = [_inflected(where, text, verbs) for text in ([suggest] if isinstance(suggest, str) else suggest)]
    for text in texts:
        for slot in _SLOT.findall(text):
            compiler.check_slot(slot)
    unless, _ = _with_verbs(where, table.get("unless", ""))
    return {
        **{key: value for key, value in table.items() if key != "match"},
        "name": f"{table['rule']}/{name}" if "rule" in table else name,
        "suggest": texts,
        "unless": unless and _Compiler(where, unless, classes).expression,
        "expression": compiler.expression,
        "lists": compiler.lists,
        "cues": sorted(compiler.cues),
        "needs": [sorted(need) for need in compiler.needs],
        "before": compiler.before,
        "after": compiler.after,
    }


def _rule(family: str, origin: str, row: dict[str, Any]) -> Rule:
    phrase = Phrase(
        expression=row["expression"],
        lists=tuple(map(tuple, row["lists"])),
        suggest=tuple(row["suggest"]),
        why=row["why"],
        safe=row.get("safe", False),
        ignore_case=not row.get("case", False),
        unless=row["unless"],
        headings=row.get("headings", True),
        technical=row.get("technical", True),
        exact=row.get("exact", False),
    )
    return Rule(
        name=row["name"],
        family=family,
        category=Category(row["category"]),
        severity=Severity.of(row["severity"]),
        scope="sentence",
        look=phrase,
        explanation=row["why"],
        cues=frozenset(row["cues"]),
        bad=tuple(row["bad"]),
        good=tuple(row.get("good", ())),
        preview=row.get("preview", False),
        sources=tuple(row.get("sources", ())),
        origin=origin,
        needs=tuple(map(frozenset, row["needs"])),
        before=beside_each(row["cues"], row["before"]),
        after=beside_each(row["cues"], row["after"]),
        files=tuple(row.get("files", ())),
    )


_VERBS = re.compile(r"<([^<>]*)>")
_LIST_OPENS = re.compile(r"\(|<[^<>]*>")


class _Verbs(NamedTuple):
    """A list of verbs in ``match``: which list it is, from 1, and for each of its words the form that it is."""

    number: int
    forms: tuple[int, ...]


def _with_verbs(where: str, match: str) -> tuple[str, _Verbs | None]:
    """``match`` with the forms of its verbs written out, and the first list of them."""
    first: _Verbs | None = None
    for number, opening in enumerate(_LIST_OPENS.finditer(match), 1):
        if opening.group() == "(":
            continue
        words: dict[str, int] = {}
        for base in opening.group()[1:-1].split("|"):
            for form, word in enumerate(_forms_of_verb(where, base)):
                words.setdefault(word, form)
        match = match.replace(opening.group(), f"({'|'.join(words)})", 1)
        first = first or _Verbs(number, tuple(words.values()))
    return match, first


def _inflected(where: str, suggestion: str, verbs: _Verbs | None) -> str:
    """The suggestion with each ``<verb>`` as a slot that takes the form which the first list of verbs matched."""

    def slot(found: re.Match[str]) -> str:
        if verbs is None:
            raise PhraseError(f"{where}: “match” has no verbs whose form {found.group()} could take")
        forms = _forms_of_verb(where, found[1])
        return f"{{{verbs.number}:{'|'.join(forms[form] for form in verbs.forms)}}}"

    return _VERBS.sub(slot, suggestion)


def _forms_of_verb(where: str, base: str) -> tuple[str, ...]:
    from checker.english import grammar  # only where a file is compiled

    if not base.isalpha():
        raise PhraseError(f"{where}: “<{base}>” is not a verb")
    return tuple(grammar.verb(base))


def _group_name(slot: str) -> str:
    return "anyword" if slot == "*" else "class_" + re.sub(r"\W", "_", slot)


class _Ends(NamedTuple):
    """The tokens that a part of a phrase can begin and end with, and whether it may be missing."""

    first: frozenset[str]
    last: frozenset[str]
    may_be_empty: bool = False


_NOTHING = _Ends(frozenset(), frozenset(), may_be_empty=True)
_ANY = frozenset({"*"})
"""Any token at all."""

_MOST_BESIDE = 30
"""Of more tokens than these one is often there, and they would only make the rules slower to load."""


def _any_of(parts: Iterable[_Ends]) -> _Ends:
    first, last, may_be_empty = zip(*parts, strict=True)
    return _Ends(frozenset().union(*first), frozenset().union(*last), any(may_be_empty))


class _Compiler:
    """Turns a ``match`` into a regular expression, its lists, and the words it cannot match without."""

    def __init__(self, where: str, source: str, classes: Mapping[str, tuple[str, ...]]) -> None:
        self.where = where
        self.classes = classes
        self.lists: list[tuple[str, ...]] = []
        self.groups: set[str] = set()
        self.needs: list[frozenset[str]] = []
        self._before: defaultdict[str, set[str]] = defaultdict(set)
        self._after: defaultdict[str, set[str]] = defaultdict(set)
        self._parts = list(_PART.finditer(source))
        if "".join(part.group() for part in self._parts) != source:
            raise PhraseError(f"{where}: stray brace in “{source}”")
        self._at = 0
        body, needs, ways, ends = self._sequence()
        if self._at < len(self._parts):
            raise PhraseError(f"{where}: “{self._parts[self._at].group()}” without its opening bracket")
        if ways > MOST_WAYS:
            raise PhraseError(f"{where}: “match” can be read in more than {MOST_WAYS:,} ways: make it several phrases")
        needs = [need for need in needs if need]
        if not needs:
            raise PhraseError(f"{where}: the phrase has no word that must be there")
        needs.sort(key=english.commonness)
        self.cues = needs[0]
        self._join(_Ends(_ANY, _ANY), ends)
        self._join(ends, _Ends(_ANY, _ANY))
        self.before = self._beside_cues(self._before)
        self.after = self._beside_cues(self._after)
        # What must stand beside whatever cue it is, need not be asked for again.
        beside_all = [set(tokens) for tokens in (self.before, self.after) if tokens and isinstance(tokens, list)]
        self.needs = [need for need in needs[1:] if not any(map(need.issuperset, beside_all))]
        self.expression = (_BEFORE if _is_wordy(source[0]) else "") + body + (_AFTER if _is_wordy(source[-1]) else "")

    def _beside_cues(self, beside: Mapping[str, set[str]]) -> list[str] | dict[str, list[str]]:
        """The tokens that can stand on one side of the cues, of all or of each; of a cue that is left out, any."""
        tokens = {cue: sorted(beside[cue]) for cue in self.cues - {FIGURE} if not _ANY & beside[cue]}
        told = sorted(set().union(*tokens.values()))
        if len(told) > _MOST_BESIDE:
            return []
        return told if len(tokens) == len(self.cues) else tokens

    def _join(self, left: _Ends, right: _Ends) -> _Ends:
        """Note which tokens are beside one another where ``right`` follows on ``left``; the ends of the whole."""
        for token in left.last:
            self._after[token] |= right.first
        for token in right.first:
            self._before[token] |= left.last
        return _Ends(
            left.first | right.first if left.may_be_empty else left.first,
            left.last | right.last if right.may_be_empty else right.last,
            left.may_be_empty and right.may_be_empty,
        )

    def _word(self, forms: Sequence[str]) -> _Ends:
        ends = _NOTHING
        for form in forms:
            ends = self._join(ends, _Ends(frozenset({form}), frozenset({form})))
        return ends

    def check_slot(self, slot: str) -> None:
        """Raise ``PhraseError`` when nothing in the phrase fills ``slot``."""
        name, colon, others = slot.partition(":")
        if not name.isdecimal():
            if _group_name(name) not in self.groups:
                raise PhraseError(f"{self.where}: nothing in “match” fills {{{slot}}}")
        elif not 1 <= int(name) <= len(self.lists):
            raise PhraseError(f"{self.where}: “match” has no list {name}")
        elif colon and len(others.split("|")) != len(self.lists[int(name) - 1]):
            raise PhraseError(f"{self.where}: {{{slot}}} and list {name} of “match” differ in length")

    def _sequence(self) -> tuple[str, list[frozenset[str]], int, _Ends]:
        """One alternative, up to ``|``, ``)`` or the end: its expression, what words it needs, in how many ways it
        can be read at one place, and the tokens at its ends.
        """
        pieces: list[str] = []
        needs: list[frozenset[str]] = []
        ways = 1
        ends = _NOTHING
        while self._at < len(self._parts):
            part = self._parts[self._at]
            if part["mark"] in ("|", ")", ")?"):
                break
            self._at += 1
            if part["space"]:
                pieces.append(_GAP)
                continue
            if part["literal"]:
                forms = _forms(part["literal"])
                pieces.append(re.escape(part["literal"]).replace("'", "['’]"))
                needs += [frozenset({form}) for form in forms]
                added = self._word(forms)
            elif part["mark"] == "(":
                piece, inner, choices, added = self._list()
                pieces.append(piece)
                needs += inner
                ways *= choices
            elif part["mark"] == "*":
                pieces.append(self._named("*", _ANY_WORD))
                added = _Ends(_ANY, _ANY)
            elif part["word_class"] == "number":
                pieces.append(self._named("number", _NUMBER))
                needs.append(frozenset({FIGURE}))
                added = _Ends(_ANY, _ANY)
            else:
                words = self._class(part["word_class"])
                pieces.append(self._named(part["word_class"], _alternation(words)))
                needs.append(frozenset(_forms(word)[0] for word in words))
                ways *= _ways([(word, 1) for word in words])
                added = _any_of([self._word(_forms(word)) for word in words])
            ends = self._join(ends, added)
        return "".join(pieces), needs, ways, ends

    def _list(self) -> tuple[str, list[frozenset[str]], int, _Ends]:
        """What stands between ``(`` and ``)`` or ``)?``, as ``_sequence`` has it."""
        number = len(self.lists)
        self.lists.append(())
        options: list[str] = []
        needs: list[list[frozenset[str]]] = []
        choices: list[tuple[str, int]] = []
        ends: list[_Ends] = []
        while True:
            start = self._at
            expression, inner, ways, option_ends = self._sequence()
            options.append(expression)
            needs.append(inner)
            choices.append((self._parts[start]["literal"] or "" if start < len(self._parts) else "", ways))
            ends.append(option_ends)
            if self._at == len(self._parts):
                raise PhraseError(f"{self.where}: a bracket is not closed")
            end = self._parts[self._at]["mark"]
            self._at += 1
            if end != "|":
                break
        self.lists[number] = tuple(options)
        expression = f"(?P<list{number + 1}>{'|'.join(options)})"
        ways = _ways(choices)
        if end == ")?":
            return expression + "?", [], ways + 1, _any_of([*ends, _NOTHING])
        if all(needs):
            # Of each alternative its rarest word: one of these must be there whichever alternative it is.
            rarest = frozenset().union(*(min(option, key=english.commonness) for option in needs))
            return expression, [rarest], ways, _any_of(ends)
        return expression, [], ways, _any_of(ends)

    def _class(self, name: str) -> tuple[str, ...]:
        try:
            return self.classes[name]
        except KeyError:
            known = ", ".join(sorted(self.classes))
            raise PhraseError(f"{self.where}: no word class {{{name}}}; there are {known}") from None

    def _named(self, slot: str, expression: str) -> str:
        group = _group_name(slot)
        if group in self.groups:
            return f"(?:{expression})"
        self.groups.add(group)
        return f"(?P<{group}>{expression})"


def _ways(options: Iterable[tuple[str, int]]) -> int:
    """In how many ways one of ``options`` can be read at one place; each has the text it begins with, and its own ways.

    Of two options both may do where one begins with what the other begins with, which may be nothing.
    """
    most = 0
    chain: list[tuple[str, int]] = []  # each begins with the one before it, and has the ways of all before it
    for text, ways in sorted((text.casefold(), ways) for text, ways in options):
        while chain and not text.startswith(chain[-1][0]):
            chain.pop()
        chain.append((text, ways + (chain[-1][1] if chain else 0)))
        most = max(most, chain[-1][1])
    return most


def _alternation(words: tuple[str, ...]) -> str:
    """Any of ``words``, the longest first, so that none hides a longer one."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", _GAP).replace("'", "['’]") for word in ordered)


def _forms(literal: str) -> list[str]:
    """The tokens of a literal as ``Sentence.forms`` has them."""
    return TOKEN.findall(literal.lower().replace("’", "'"))


def _is_wordy(character: str) -> bool:
    return character.isalnum() or character in "({)}?*"
