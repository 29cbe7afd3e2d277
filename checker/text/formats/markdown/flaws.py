"""Markdown that shows as it stands, since blanks were put into marks, tags and placeholders, as machines do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.text.formats.html_elements import BLOCK_LEVEL, HIDDEN, PHRASING
from checker.text.layout import Flaw, FlawKind
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "BROKEN_LINK",
    "BROKEN_PLACEHOLDER",
    "SPACED_LINK",
    "SPACED_TAG",
    "backquote",
    "damaged_code",
    "damaged_span",
    "emphasis",
    "is_broken",
    "link",
    "placeholder",
    "spaced_link",
    "tag",
    "wrapped_target",
]

_FILES = "md|mdx|html?|png|jpe?g|gif|svg|pdf"
_TARGET = rf"(?: https?:// | mailto: | www\. | \#[\w-]+ (?=[)）]) | \.{{0,2}}/ | [\w./%-]+ \.(?:{_FILES})\b )"

BROKEN_LINK = lazy(
    rf"""
    (?: (?<! \S ) (?P<image> ! ) (?P<after_mark> [ \t]+ ) (?= [^\n]* \.(?:png|jpe?g|gif|svg|webp)\b ) )?
    \[ (?P<before> [ \t]* ) (?P<text> [^\[\]\n\0]{{0,400}}? [^\[\]\s\0] ) (?P<after> [ \t]* ) \]
    (?P<gap> [ \t]* )
    (?P<open> [(（] ) (?P<inside> [ \t]* {_TARGET} [^\s()（）<>\0]{{0,1000}} (?: [ \t]+ "[^"\n\0]{{0,200}}" )? [ \t]* )
    (?P<close> [)）] )
    """,
    re.VERBOSE,
)


SPACED_LINK = lazy(
    rf"""
    \[ (?P<text> [^\[\]\n\0]{{0,400}} ) \]
    \( (?! [^()\n\0]* \s ["'(] )
    (?: (?: \.{{0,2}}/ | https?:// | \#[\w-] | \{{\{{ ) [^()<>\n\0]{{1,300}}
      | [^()<>\n\0]{{1,300}} \.(?:{_FILES}) (?:\#[\w-]+)? ) \)
    """,
    re.VERBOSE,
)
"""A link or image to a place with a blank in it, which kramdown and Python-Markdown take for one."""


def is_broken(found: re.Match[str]) -> bool:
    """Whether a match of ``BROKEN_LINK`` is no link to a parser."""
    return bool(found["gap"] or found["after_mark"] or found["open"] != "(" or found["close"] != ")")


def link(found: re.Match[str]) -> Flaw | None:
    """What is wrong with a link; nothing with one that shows as one, or that need not be one: ``[1] (https://…)``."""
    if not (is_broken(found) or found["before"] or found["after"]):
        return None
    if found["gap"] and not any(map(str.isalpha, found["text"])):
        return None
    edits = [(*found.span(group), "") for group in ("after_mark", "before", "after", "gap") if found[group]]
    edits += [(*found.span(group), mark) for group, mark in (("open", "("), ("close", ")")) if found[group] != mark]
    # A blank may only stand on the wrong side of a bracket.
    start, end = found.span()
    if found["before"] and found.string[start - 1 : start].isalnum() and not found["image"]:
        edits.append((start, start, " "))
    if found["after"] and found.string[end : end + 1].isalnum():
        edits.append((end, end, " "))
    return Flaw(*found.span(), FlawKind.LINK, tuple(sorted(edits)))


_WRAPPED_TARGET = lazy(rf"\(\[(?={_TARGET}|\#[\w-])[^\s()\[\]<>\0]{{1,1000}}\]\)")


def wrapped_target(page: str, start: int, target: int) -> Flaw | None:
    """What is wrong with a link from ``start`` on whose address, at ``target``, is in brackets: ``[text]([#a])``."""
    found = _WRAPPED_TARGET.match(page, target)
    if found is None:
        return None
    return Flaw(
        start, found.end(), FlawKind.LINK, ((target + 1, target + 2, ""), (found.end() - 2, found.end() - 1, ""))
    )


_BLANKS = lazy(r"[ \t]+")
_WEB_ADDRESS = lazy(r"\]\([ \t]*(?P<address>https?:/[ \t]*/[^(){}\n\0\"']*?)[ \t]*\)\Z")


def spaced_link(found: re.Match[str]) -> Flaw | None:
    """What is wrong with a match of ``SPACED_LINK``: an address of the web has no blank."""
    address = _WEB_ADDRESS.search(found[0])
    if address is None or not _BLANKS.search(address["address"]):
        return None
    start = found.start() + address.start("address")
    edits = [(start + blank.start(), start + blank.end(), "") for blank in _BLANKS.finditer(address["address"])]
    return Flaw(*found.span(), FlawKind.LINK, tuple(edits), is_certain=False)


_ELEMENTS = "|".join(sorted(PHRASING | BLOCK_LEVEL | HIDDEN | {"br", "img"}, key=len, reverse=True))
_ATTRIBUTES = r"""(?: \s+ [\w:-]+ \s* = \s* (?: "[^"<>\0]{0,300}" | '[^'<>\0]{0,300}' ) ){0,20}"""

SPACED_TAG = lazy(
    rf"""
    < (?P<one> [ ]* ) (?P<slash> / )? (?P<two> [ ]* ) (?P<name> {_ELEMENTS} ) (?P<attributes> {_ATTRIBUTES} )
    (?P<three> [ ]* ) (?: (?P<end> / ) (?P<four> [ ]* ) )? >
    """,
    re.VERBOSE | re.IGNORECASE,
)


def tag(found: re.Match[str]) -> Flaw | None:
    """What is wrong with a tag of HTML: ``</ code>``, ``<br / >``, ``< b>``."""
    groups = ["one", "two", *(["three", "four"] if found["four"] else [])]
    edits = [(*found.span(group), "") for group in groups if found[group]]
    return Flaw(*found.span(), FlawKind.TAG, tuple(edits)) if edits else None


BROKEN_PLACEHOLDER = lazy(
    r"""
      (?P<dollar> \$ (?P<a> [ ]+ ) \{ [ ]? [\w.]{1,60} [ ]? \} )
    | (?P<double>
        \{ (?P<b> [ ]+ ) \{ [ ]? [\w.$]{1,60} [ ]? \} (?P<c> [ ]* ) \}
      | \{\{ [ ]? [\w.$]{1,60} [ ]? \} (?P<d> [ ]+ ) \}
      )
    """,
    re.VERBOSE,
)


def placeholder(found: re.Match[str]) -> Flaw:
    """What is wrong with a placeholder: ``$ {name}``, ``{ {name} }``."""
    edits = [(*found.span(group), "") for group in "abcd" if found[group]]
    return Flaw(*found.span(), FlawKind.PLACEHOLDER, tuple(sorted(edits)), is_certain=False)


# --- Emphasis ---------------------------------------------------------------------------------------------------------


def emphasis(page: str, opening: tuple[int, int], closing: tuple[int, int], start: int, end: int) -> Flaw | None:
    """What is wrong with two runs of as many asterisks in ``page[start:end]``; nothing where they are no emphasis.

    Blanks inside them, or none outside where a word follows, keep them from being read as such.
    """
    size = opening[1] - opening[0]
    inside = page[opening[1] : closing[0]]
    before, after = page[max(opening[0] - 1, start) : opening[0]], page[closing[1] : min(closing[1] + 1, end)]
    if not any(map(str.isalpha, inside)):
        return None
    opens_well = not inside[0].isspace()
    closes_well = not inside[-1].isspace()
    if size == 1 and not (opens_well and closes_well):
        return None
    is_sum = before.isspace() and not opens_well and after.isspace() and not closes_well
    if is_sum or (not opens_well and before.isspace() and not closes_well and after):
        return None
    edits: list[tuple[int, int, str]] = []
    if before.isalnum() and not (opens_well and inside[0].isalnum()):
        edits.append((opening[0], opening[0], " "))
    if not opens_well:
        edits.append((opening[1], opening[1] + len(inside) - len(inside.lstrip()), ""))
    if not closes_well:
        edits.append((closing[0] - len(inside) + len(inside.rstrip()), closing[0], ""))
    if after.isalnum() and not (closes_well and inside[-1].isalnum()):
        edits.append((closing[1], closing[1], " "))
    return Flaw(opening[0], closing[1], FlawKind.EMPHASIS, tuple(edits))


# --- Code -------------------------------------------------------------------------------------------------------------

_KEYWORDS = "Public|Private|Protected|Return|Import|Function|Const|Var|Static|Void|Package"

_DAMAGED = lazy(
    rf"""
      ^ [ \t]* / [ ] / [ ] \S                                                   # / / a comment
    | ^ [ \t]* (?: {_KEYWORDS} ) [ ] (?= [\w"'{{(\[<] ) .* [;{{(] [ \t]* $
    | [“”] [^“”"\n]* [“”] .* [;)] [ \t]* $
    | ^ [ \t]* < / [ ] \w+ > | & [ ] (?:lt|gt|amp|quot) [ ]? ;
    """,
    re.VERBOSE | re.MULTILINE,
)

_WITHOUT_CASE = frozenset("vb vbnet vba bsl sql pascal delphi basic ada cobol powershell text txt plain".split())

_SHELLS = frozenset("bash sh shell zsh console terminal shellsession shell-session sh-session cmd bat fish".split())
_COMMANDS = (
    "Apt|Apt-get|Brew|Cargo|Cd|Chmod|Chown|Composer|Conda|Curl|Dnf|Docker|Git|Helm|Kubectl|Mkdir|Mvn|Npm|Npx|Php|Pip3?"
    "|Pipx|Pnpm|Poetry|Python3?|Rm|Ssh|Sudo|Systemctl|Tar|Uv|Wget|Yarn|Yum"
)
_DAMAGED_COMMAND = lazy(
    rf"""
      ^ [ \t]* (?:[$%>][ ])? (?:{_COMMANDS}) [ ]                                   # Pip install NAME
      (?= (?:[a-z][a-z-]+ (?<!version) | [./~$"-] [\w./~$"-]* | https?:\S+) (?:[ ]|$) ) (?! .* [.!?:,][ \t]*$)
    | ^ (?! [ \t]*\# ) [^\n\#"']*? [ ] [\N{{EN DASH}}\N{{EM DASH}}]-? (?=[A-Za-z])    # NAME –verbose
    | ^ (?! [ \t]*\# ) [^\n\#"'“”]*? (?:[ ]|=) “ [^“”"\n]* ”                       # NAME “value”
    """,
    re.VERBOSE | re.MULTILINE,
)
_WITH_STRINGS = frozenset(
    "c cpp cs csharp go java javascript js json json5 jsonc kotlin php py python ruby rb rust scala swift toml ts"
    " typescript".split()
)
_DAMAGED_STRING = lazy(r"""^[^\n"'`#/“”]*[=(\[,{:][ ]?“[^“”"\n]*”""", re.MULTILINE)
_DAMAGED_SPAN = lazy(
    r"""
      (?:^|(?<=[ \w][ ])) [\N{EN DASH}\N{EM DASH}]-?[A-Za-z]{2} | ^[\N{EN DASH}\N{EM DASH}][A-Za-z]$
    | [=(:\[][ ]?“[^“”"]*”
    """,
    re.VERBOSE,
)


def damaged_code(text: str, start: int, end: int, language: str) -> Iterator[Flaw]:
    """Code that was translated as if it were text: keywords with capitals, comments with blanks in their marks, and in
    commands the marks of typesetters.
    """
    name = language.partition(" ")[0].lower()
    if not name or name in _WITHOUT_CASE:
        return
    found = _DAMAGED.search(text, start, end)
    if not found and name in _SHELLS:
        found = _DAMAGED_COMMAND.search(text, start, end)
    elif not found and name in _WITH_STRINGS:
        found = _DAMAGED_STRING.search(text, start, end)
    if found:
        yield Flaw(*found.span(), FlawKind.CODE)


def damaged_span(page: str, start: int, end: int) -> Flaw | None:
    """What is wrong with code inside a line, between ``start`` and ``end``: ``–verbose``, ``name=“value”``."""
    code = page[start:end].strip("`").strip(" ")
    if code.isascii() or not _DAMAGED_SPAN.search(code):
        return None
    return Flaw(start, end, FlawKind.CODE)


_OPENS_CODE = lazy(r"(?<![^\s(\[“\"/\0])`(?=[\w./~$<{@#-])(?![^`'\n]{0,60}')")
_CLOSES_CODE = lazy(r"(?<=[\w)>}\]/])`(?![\w`])")


def backquote(page: str, start: int, *, is_after_code: bool) -> Flaw | None:
    """What is wrong with a backquote at ``start`` that has no partner: it begins code, or ends it after other code."""
    if _OPENS_CODE.match(page, start) or (is_after_code and _CLOSES_CODE.match(page, start)):
        return Flaw(start, start + 1, FlawKind.BACKQUOTE)
    return None
