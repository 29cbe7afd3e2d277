"""A house style in plain words: what a phrase file says under ``accept``, ``prefer`` and ``avoid``.

``[[prefer]]`` has the words to ``write`` and what they stand ``instead-of``; ``[[avoid]]`` has ``words``. Both may have
a reason (``why``), sentences that are ``wrong`` or ``right``, and ``files``: globs of the articles that they hold for.
They become tables of the phrase language, so that nothing else has to know of them. ``accept`` lists words that are
right as they stand, each a string, or a table with ``words``, ``why``, ``right`` and ``files``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.english.grammar import plural_of
from checker.findings.vocabulary import Category, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["DEFAULTS", "KEYS", "Accepted", "HouseError", "accepted", "hint", "phrases"]

KEYS = ("accept", "prefer", "avoid")


class HouseError(ValueError):
    """An entry that is not understood; the message names it."""


class Accepted(NamedTuple):
    """Words that are right as they stand, in the articles that ``files`` match: in all where there are none."""

    words: tuple[str, ...]
    why: str = ""
    right: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def hint(data: bytes) -> str:
    """What may be wrong with a file that is not valid TOML, as the end of a message; empty where nothing is known."""
    for key in KEYS:
        if re.search(rf"(?m)^\s*{key}\s*=".encode(), data) and re.search(rf"(?m)^\s*\[\[{key}\]\]".encode(), data):
            return f'; write “{key} = […]” or [[{key}]], not both (in the list, an entry may be {{ words = "…" }})'
    return ""


_TEXTS = "a text or a list of texts"
_LIST = "a list of texts"
_TEXT = "a text"
_SWITCH = "true or false"
_OF_ALL = {"why": _TEXT, "right": _LIST, "files": _LIST}
_OF_PHRASES = {**_OF_ALL, "wrong": _LIST, "name": _TEXT, "category": _TEXT, "severity": _TEXT, "headings": _SWITCH}
_FORMS = {
    "accept": {"words": _TEXTS, **_OF_ALL},
    "prefer": {"write": _TEXTS, "instead-of": _TEXTS, **_OF_PHRASES, "safe": _SWITCH},
    "avoid": {"words": _TEXTS, **_OF_PHRASES},
}
_NEEDED = {"accept": ("words",), "prefer": ("write", "instead-of"), "avoid": ("words",)}
_MAY_BE_A_STRING = ("accept", "avoid")


def accepted(stated: Any) -> list[Accepted]:
    """What is listed under ``accept``; raises ``HouseError``."""
    found = []
    for where, entry in _entries("accept", stated):
        words = _texts(entry["words"])
        for word in words:
            if word != " ".join(word.split()) or not word.isprintable() or not re.search(r"\w", word):
                raise HouseError(f"{where}: “{' '.join(word.split())}” must be words with single blanks between them")
        found.append(Accepted(words, entry.get("why", ""), _texts(entry.get("right")), _texts(entry.get("files"))))
    return found


def phrases(prefer: Any, avoid: Any) -> dict[str, dict[str, Any]]:
    """The entries under ``prefer`` and ``avoid`` as tables of the phrase language by name; raises ``HouseError``."""
    tables: dict[str, dict[str, Any]] = {}
    for rule, key, stated in (("preferred-word", "prefer", prefer), ("avoided-word", "avoid", avoid)):
        for where, entry in _entries(key, stated):
            name, table = _preferred(where, entry) if key == "prefer" else _avoided(where, entry)
            if f"{rule}/{name}" in tables:
                raise HouseError(f"{where}: “{name}” has an entry already: make one of both, or give this one a “name”")
            shared = {known: entry[known] for known in ("category", "severity", "headings", "files") if known in entry}
            examples = {"bad": list(entry.get("wrong", ())), "good": list(entry.get("right", ()))}
            tables[f"{rule}/{name}"] = {**table, **shared, **examples}
    return tables


DEFAULTS = {"category": Category.ORGANIZATIONAL_STYLE.value, "severity": Severity.MINOR.word}
"""What holds of an entry unless it, or the file, says otherwise."""


def _entries(key: str, stated: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each entry and what to call it in a message; its keys and values are what they should be."""
    if not isinstance(stated, list):
        raise HouseError(f"“{key}” must be a list; an entry is a table under [[{key}]]")
    for number, given in enumerate(stated, 1):
        where = f"[[{key}]] {number}"
        entry = {"words": given} if isinstance(given, str) and key in _MAY_BE_A_STRING else given
        if not isinstance(entry, dict):
            raise HouseError(f"{where}: an entry must be a table, with {' and '.join(_NEEDED[key])}")
        for needed in _NEEDED[key]:
            if needed in entry and _texts(entry[needed])[:1]:
                where = f"{where} (“{_texts(entry[needed])[0]}”)"
                break
        _check(where, key, entry)
        yield where, entry


def _check(where: str, key: str, entry: Mapping[str, Any]) -> None:
    for name, value in entry.items():
        expected = _FORMS[key].get(name)
        if expected is None:
            raise HouseError(f"{where}: unknown key “{name}”; {_hint(name, key)}")
        fits = {_TEXT: isinstance(value, str), _SWITCH: isinstance(value, bool)}.get(expected)
        if fits is None:
            fits = _is_list(value) or (expected == _TEXTS and isinstance(value, str))
        if not fits:
            raise HouseError(f"{where}: “{name}” must be {expected}")
    for needed in _NEEDED[key]:
        if not all(text.strip() for text in _texts(entry.get(needed))) or not _texts(entry.get(needed)):
            raise HouseError(f"{where}: “{needed}” is {'empty' if needed in entry else 'missing'}")


def _hint(name: str, key: str) -> str:
    from difflib import get_close_matches  # only on a mistake

    if name in KEYS:
        return f"“{name}” must stand above the first table, or under [[{name}]]"
    nearest = get_close_matches(name, _FORMS[key], 1)
    return f"did you mean “{nearest[0]}”?" if nearest else f"known are {', '.join(_FORMS[key])}"


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(value) if _is_list(value) else ()


def _preferred(where: str, entry: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    write, instead = _texts(entry["write"]), _texts(entry["instead-of"])
    match, suggest = _matching(where, instead, write)
    said = " or ".join(f"“{_plain(text)}”" for text in write)
    # What is only spelled or capitalised otherwise is found in any case, and is right where it is written so.
    exact = any(text != text.lower() for text in write) or any(
        one.casefold() == other.casefold() for one in write for other in instead
    )
    longer = [text for text in write if any(f" {_bare(each)} " in f" {_bare(text)} " for each in instead) and not exact]
    return entry.get("name") or _named(_plain(write[0])), {
        "match": match,
        "suggest": suggest,
        "why": _reason(f"Write {said}.", entry),
        "safe": entry.get("safe", False),
        "exact": exact,
        **({"unless": longer[0] if len(longer) == 1 else f"({'|'.join(longer)})"} if longer else {}),
    }


def _avoided(where: str, entry: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    words = _texts(entry["words"])
    match, _ = _matching(where, words, ())
    name = entry.get("name") or _named(_plain(words[0]))
    *most, last = (f"“{_plain(word)}”" for word in words)
    said = f"{', '.join(most)} and {last}" if most else last
    return name, {"match": match, "why": _reason(f"Avoid {said}.", entry)}


def _reason(said: str, entry: Mapping[str, Any]) -> str:
    """What to tell the editor; the first word of the reason may be small, as one writes it in a table."""
    why = " ".join(entry.get("why", "").split())
    if not why:
        return said
    return f"{said} {why[0].upper()}{why[1:]}{'' if why[-1] in '.!?”)' else '.'}"


_SIGNS = re.compile(r"[(|){}<>*]")
_FORM_OF_PHRASES = re.compile(r"[(){}*?]")


def _matching(where: str, words: Sequence[str], write: Sequence[str]) -> tuple[str, list[str]]:
    """What the words match, and the suggestions: single words are also found, and written, with an *s*."""
    if any(map(_SIGNS.search, words)):
        if len(words) > 1:
            sign = next(word for word in words if _SIGNS.search(word))
            raise HouseError(f"{where}: “{sign}” is more than words: give it an entry of its own")
        return words[0], list(write)
    found: dict[str, str] = {}
    others: dict[str, list[str]] = {text: [] for text in write}
    for word in words:
        forms = [(word, list(write))]
        if _is_single(word) and all(map(_is_single, write)):
            forms.append((plural_of(word), [plural_of(text) for text in write]))
        for form, texts in forms:
            if form.casefold() not in found:
                found[form.casefold()] = form
                for text, made in zip(write, texts, strict=True):
                    others[text].append(made)
    match = f"({'|'.join(found.values())})"
    return match, [f"{{1:{'|'.join(made)}}}" if len(set(made)) > 1 else text for text, made in others.items()]


def _is_single(word: str) -> bool:
    return word.isascii() and word.islower() and word.replace("-", "").isalpha() and not word.endswith("s")


def _plain(text: str) -> str:
    """A phrase as one speaks of it: the first of its lists, without signs."""
    text = re.sub(r"\([^()]*\)\?", "", text)
    text = re.sub(r"[(<]([^()<>|]*)[^()<>]*[)>]", r"\1", text)
    return " ".join(_FORM_OF_PHRASES.sub("", text).split())


def _bare(text: str) -> str:
    return " ".join(text.casefold().split())


def _named(words: str) -> str:
    """A name for the row: the words in lower case, with hyphens between them."""
    return "-".join(re.findall(r"[^\W_]+", words.lower())) or "sign"
