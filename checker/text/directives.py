"""What a program fills in or takes for its own in a string, told apart so that two languages can be compared.

A placeholder is known by its key: ``%1$s`` and the first ``%s`` of a string are the same argument, ``{0:N2}`` and
``{0}`` too. How wide a number is to be written is the translator's business.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from checker.text.formats import placeholders
from checker.text.layout import Span
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Directive", "Tag", "addresses", "bare", "directives", "is_for_printf", "tags"]


class Directive(NamedTuple):
    """A placeholder: how it is written and where, what it stands for, and of what sort it is.

    ``kind`` is ``printf``, ``brace`` or ``other``; ``is_ordered`` one without a name or number, whose place tells which
    argument it takes.
    """

    text: str
    start: int
    end: int
    key: str
    kind: str
    is_ordered: bool = False


_BRACES = frozenset(
    "python-brace-format perl-brace-format csharp-format java-format rust-format c++-format icu-format".split()
)
_NOT_PRINTF = frozenset({"qt-format", "qt-plural-format", "kde-format", "kde-kuit-format", "scheme-format"})


def _formats(flags: str) -> set[str]:
    return {flag for flag in map(str.strip, flags.split(",")) if flag.endswith("-format")}


def is_for_printf(flags: str) -> bool:
    """Whether a catalogue says of an entry that printf or the like reads it."""
    return any(not flag.startswith("no-") for flag in _formats(flags) - _BRACES - _NOT_PRINTF)


_DIRECTIVE = lazy(
    r"% (?: \((?P<name>[^()]+)\) | <(?P<ruby>[^<>]+)> | (?P<number>\d{1,3})\$ )? [-+\ #0'I]*"
    r"(?P<width>\*|\d*) (?:\.(?P<precision>\*|\d*))? (?P<length>hh?|ll?|[qLjzt])? (?P<type><PRI\w+>|[a-zA-Z@])",
    re.VERBOSE,
)
_ICU = lazy(r"\{\s{0,9}(?P<name>[\w.-]{1,60})\s{0,9},\s{0,9}(?P<sort>plural|select|selectordinal)\s{0,9},")
_MANY_SPACES = lazy(r"\s+")
_OF_BRACE = lazy(r"\{(?P<name>\w[\w.]*|)(?:\[\w*\])*\s*(?:[:!,][^{}]*)?\}")


def directives(text: str, flags: str = "") -> list[Directive]:
    """The placeholders of a string in reading order; ``flags`` are what its catalogue says of it."""
    if not ("%" in text or "{" in text or "$t(" in text):
        return []
    refused = {flag.removeprefix("no-") for flag in _formats(flags) if flag.startswith("no-")}
    cuts = placeholders.messages(text).cuts
    spans = {span for span in placeholders.find(text) if not any(cut.start <= span.start < cut.end for cut in cuts)}
    if is_for_printf(flags):
        spans |= set(placeholders.find_percent(text))
    if "://" in text:
        within = [Span(start, start + len(address)) for address, start in addresses(text)]
        spans = {span for span in spans if not (text[span.start] == "%" and _is_inside(span, within))}
    found: list[Directive] = []
    order = end = 0
    for start, stop in sorted(spans, key=lambda span: (span[0], -span[1])):
        written = text[start:stop]
        if written.startswith("%<PRI"):
            written = written[: written.index(">") + 1]
        if written[0] == "%" and (" " in written or (text[stop : stop + 1].isalpha() and "-" in written)):
            continue  # *35 % de*, *%-formatting*
        if start < end or written == "%%" or (written[0] == "%" and refused) or "{<" in written:
            continue
        end = start + len(written)
        span = Span(start, end)
        if (parts := _DIRECTIVE.fullmatch(written)) and not written.startswith("%n"):
            order += [parts["width"], parts["precision"]].count("*")
            given = parts["name"] or parts["ruby"] or parts["number"]
            if not given:
                order += 1
            kind = f"{parts['length'] or ''}{'d' if parts['type'] == 'i' else parts['type']}"
            found.append(Directive(written, *span, f"%{given or order}:{kind}", "printf", not given))
        elif brace := _OF_BRACE.fullmatch(written):
            found.append(Directive(written, *span, f"{{{brace['name']}}}", "brace", not brace["name"]))
        elif written[0] != "{" or (written[1] in "{%" and "`" not in written):
            found.append(Directive(written, *span, _MANY_SPACES.sub("", written), "other"))
    if cuts:
        heads = _ICU.finditer(text)
        found += (Directive(head[0], *head.span(), f"{{{head['name']},{head['sort']}}}", "icu") for head in heads)
    return sorted(found, key=lambda directive: directive.start)


def _is_inside(span: Span, others: Iterable[Span]) -> bool:
    return any(other.start <= span.start < other.end for other in others)


# --- Tags and addresses -----------------------------------------------------------------------------------------------


class Tag(NamedTuple):
    """A tag as it is written, where, and its name, with a slash where it ends an element."""

    text: str
    start: int
    end: int
    name: str


_TAG = lazy(r"<(?!\w+://)\s?(?P<slash>/?)\s?(?P<name>[A-Za-z][\w:.-]*|\d+)(?=[\s/>])[^<>]*>")
_BBCODE = lazy(
    r"\[(?P<slash>/?)(?P<name>b|i|u|s|url|img|email|quote|code|size|color|font|list|center)(?:=[^\[\]\n]{1,200})?\](?!\()"
)
_VOID = frozenset({"br", "hr", "img"})
_NO_VALUE = frozenset({"b", "strong", "em", "span", "div", "kbd"})
"""Elements of HTML whose names nobody gives to a value."""


def tags(text: str, beside: str = "") -> list[Tag]:
    """The tags of a string: those that end themselves, or are ended in it or in the text ``beside`` it.

    What stands for a value, as ``<file>`` in the usage of a command, is closed nowhere.
    """
    found = _in_brackets(text) if "[/" in text or "[/" in beside else []
    if "<" not in text:
        return found
    for tag in _TAG.finditer(text):
        name = tag["name"].lower()
        ends_itself = tag[0].endswith("/>") or name in _VOID
        if ends_itself or name in _NO_VALUE or f"</{name}>" in text.lower() or f"</{name}>" in beside.lower():
            found.append(Tag(tag[0], *tag.span(), name if ends_itself else tag["slash"] + name))
    return found


def _in_brackets(text: str) -> list[Tag]:
    """The tags of BBCode."""
    return [Tag(tag[0], *tag.span(), f"{tag['slash']}[{tag['name']}]") for tag in _BBCODE.finditer(text)]


_ADDRESS = lazy(
    r"(?:https?|ftp)://[^\s<>\"'“”‘’`{}|\\^\u3000-\u303f\uff00-\uffef\u4e00-\u9fff]+"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,60}(?:\.[\w-]{1,60})+"
)


_OPENED_BY = {")": "(", "]": "["}


def addresses(text: str) -> Iterator[tuple[str, int]]:
    """The URLs and email addresses in a text, and where each begins; marks that end the sentence are none of it."""
    if "://" not in text and "@" not in text:
        return
    for found in _ADDRESS.finditer(text):
        address = found[0].rstrip(".,;:!?*_…")
        while address[-1:] in _OPENED_BY and address.count(_OPENED_BY[address[-1]]) < address.count(address[-1]):
            address = address[:-1].rstrip(".,;:!?*_…")
        yield address, found.start()


_THING = lazy(r"``[^`\n]+``|`[^`\n]+`|<[^<>\n]{1,300}>|&[a-z]{2,8};|&#\d{1,6};")


def bare(text: str, found: Iterable[Directive]) -> str:
    """The text as long as it is, with blanks for the placeholders that were found in it, code, tags and addresses."""
    spans = [(each.start, each.end) for each in found]
    spans += ((start, start + len(address)) for address, start in addresses(text))
    if "`" in text or "<" in text or "&" in text:
        spans += (found.span() for found in _THING.finditer(text))
    if not spans:
        return text
    pieces: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if at < end:
            pieces += [text[at:start], " " * (end - max(start, at))]
            at = end
    return "".join([*pieces, text[at:]])
