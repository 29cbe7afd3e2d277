"""Names for things in running text: what is read as a name, whatever the words or marks in it mean elsewhere.

Code and addresses that a format marks are masked by its reader. Here is what writers set without marks and what by its
form can be nothing else: *user_id*, *std::move*, *src/main.py*, *--all*, *Ctrl+C*, the interval *[0, 1)*; and a mark or
keyword that is spoken of rather than used: *the ? character*, *the for statement*.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from checker.store.kept import Told
from checker.text.formats.assembly import with_masks
from checker.text.layout import CLEAR, OPAQUE, Mask
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.text.layout import Layout

__all__ = ["hidden"]


def hidden(text: str, layout: Layout, shown: str) -> Layout:
    """The layout with the names for things masked as well; ``shown`` is the text as ``layout`` masks it."""
    bare = shown.replace(CLEAR, " ").replace(OPAQUE, " ")
    words = bare.split()
    stretches = frozenset(words)
    found = [*_by_form(bare, stretches), *_by_context(shown, words, stretches)]
    return with_masks(text, layout, found) if found else layout


# -- What its form tells -----------------------------------------------------------------------------------------------

_SUFFIXES = (
    "adoc asciidoc bash bat bmp cc cfg conf cpp cs css csv dll doc docx env exe gif go gradle gz h hpp htm html ini "
    "ipynb jar java jpeg jpg js json jsonl jsx kt log lua md mdx mjs mp3 mp4 pdf php pl png po pot properties "
    "proto ps1 py pyc pyi pyx rb rs rst sass scala scss sh sql sqlite svelte svg tar tex tgz toml ts tsx ttf txt "
    "vue wasm wav webm webp whl woff xhtml xlf xls xlsx xml yaml yml zip"
).replace(" ", "|")
_DOMAINS = "com|org|net|edu|gov|io|dev|app"
_KEYS = "Ctrl|Control|Cmd|Command|Alt|Option|Shift|Meta|Super|Win|Fn|Esc|Tab|[⌘⌥⇧⌃]"
_MEDIA = "application|audio|font|image|message|model|multipart|text|video"
_NOT_SWITCHES = (
    "and|or|but|nor|so|yet|the|an?|in|on|at|of|to|for|from|by|with|as|if|that|this|which|who|when|not|it|he|she|they|we"
)

_THING = lazy(
    rf"""
      (?<![\w@/.\\-])--(?!(?:{_NOT_SWITCHES})\b)[A-Za-z][\w-]*(?:=[^\s,;()"'”’]*\w)?        # --all, --jobs=4
    | (?<![^\s("'“‘\[])-[A-Za-z](?![\w'’-])                                                   # -v
    | \$\{{[^{{}}\s]+\}} | (?<![\w$])\$(?:[a-z_]\w+|[A-Z]+_\w+) | (?<!\w)%[A-Z_]{{2,}}%       # $home, ${{HOME}}
    | (?<![\w.@+-])@[A-Za-z_][\w./-]*(?<=\w)                                               # @handle
    | (?<![\w&\#])\#(?=\d*[A-Fa-f])(?=[A-Fa-f]*\d)(?:[0-9A-Fa-f]{{3}}){{1,2}}(?!\w)               # #ffcc00
    | (?<!\w)(?:[a-z]{{2,10}}://|[A-Za-z]:\\)[^\s<>"“”]*[\w/]                               # an address, C:\dir
    | (?<![\w.])(?!__[A-Z])[\w.]*[A-Za-z0-9]_+[A-Za-z0-9][\w.]*(?<=\w)(?:\(\))?              # snake_case
    | (?<![\w.])(?:__[a-z]\w*__|_[a-z]\w*[^\W_])(?!\w)(?:\(\))?                             # __init__, _private
    | (?<![\w.])[A-Za-z_]\w*(?:(?:::|->|\.)[A-Za-z_]\w*)*\(\)                               # call(), a.call()
    | (?<![\w.])[A-Za-z_]\w*(?:(?:::|->)~?[A-Za-z_]\w*)+                                    # Class::method
    | (?<![\w.])[a-z]\w+(?:\.[a-z]\w+){{2,}}                                                # com.example.app
    | (?<![\w.])[A-Za-z]\([a-z]\w?(?:,[a-z])*\)(?!\w)                                       # f(x)
    | (?<![\w.])[a-z]\w+\((?:[a-rt-z]|[^()\s]*[_=*"'$&|{{\[][^()\s]*)\)(?!\w)                 # print(x), run("a")
    | (?<![\w@/.+-])(?![A-Z][a-z]+\.js\b)(?:[\w.@+-]*/)*(?:\w(?:[\w.+-]*[\w+])?)?\.(?:{_SUFFIXES})(?![\w-]|\.\w)  # x.py
    | (?<![\w@/.-])(?:[a-z0-9][a-z0-9-]*\.)+(?:{_DOMAINS})(?![\w-]|\.\w)(?:/[\w./%+-]*(?<=[\w/]))?   # example.com
    | (?<![\w)\]/.:~{OPAQUE}])(?:~|\.{{1,2}})/[\w.@%+*/-]*(?<=[\w/*])                        # ./run, ../
    | (?<![^\s("'“‘])/[A-Za-z_][\w.-]*/[\w.@%+*/-]*(?<=[\w/*])                              # /usr/bin
    | (?<![\w/.-])[\w.-]*\w/(?:[\w.@+-]+/)+(?![\w])                                           # src/parts/
    | (?<![\w/])(?:{_MEDIA})/(?!(?:{_MEDIA})\b)[a-z0-9][a-z0-9.+-]*(?<=\w)                   # text/html
    | (?<!\w)(?:{_KEYS})(?:\+(?:[^\s,.;:()"”+]+|[^\w\s](?!\S)))+                              # Ctrl+C
    | (?<!\w)0x[0-9A-Fa-f]+(?!\w) | (?<!\w)[0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}(?!\w)
    | (?<![\w.-])(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{{7,64}}(?![\w-])                           # a hash
    | (?<![\w.])[vV]\d+(?:\.\d+)+(?:[.+-]?\w+)*(?!\w) | (?<![\w.])\d+(?:\.\d+)*\.x(?!\w)     # v1.2.3, 3.x
    | (?<![\w:]):[a-z][a-z0-9_+-]+:(?![\w:])                                                # :emoji:
    | (?<!\w)(?:"[^\w\s"“”]{{1,2}}"|'[^\w\s'‘’]{{1,2}}'|“[^\w\s“”]{{1,2}}”|‘[^\w\s‘’]{{1,2}}’)(?<!\.\..)(?!\w)  # '{{'
    | (?<![^\s"'“‘()])[^\s"'“‘()]*\\[dwsDWSB](?![A-Za-z])[\w+*?{{}}\[\]\\|^$]*                              # \d+
    | \[\^?(?:[A-Za-z0-9]-[A-Za-z0-9]){{1,3}}[^\]\s]{{0,40}}\][+*?]?                                # [a-z]+
    | (?<![\w.])[a-z_]\w*\[[^\[\]\s]{{0,60}}[:"'=][^\[\]\s]{{0,60}}\]                              # rows[2:5]
    | (?<![\w<])<[a-z]+[-_][\w-]+>(?!\w)                                                    # <your-name>
    | (?<!\S)\.\.(?!\S)                                                   # the folder above
    """,
    re.VERBOSE,
)


def _spans_in(stretch: str) -> tuple[tuple[int, int], ...]:
    """Where in a stretch without white space the things are; of most there is none."""
    if stretch.isalpha() or _PLAIN.fullmatch(stretch):
        return ()
    return tuple([found.span() for found in _THING.finditer(stretch)])


_things = Told(_spans_in)


_PLAIN = lazy(r"""[("'“”‘’\[]*+(?:[^\W\d_]++(?:['’-]++[^\W\d_]++)*+|\d++(?:[.,:]\d++)*+)[.,:;!?)\]"'“”‘’…%]*+""")
"""A word or a number between marks, as nearly all are that are not letters only."""

_STRETCH = lazy(r"\S+")
_FEW = 16
"""So many different stretches are looked for one by one in less time than all stretches are gone through."""


def _by_form(bare: str, stretches: frozenset[str]) -> Iterator[Mask]:
    """Masks for what no word of prose looks like. A stretch between blanks is looked at once, whatever the article."""
    with_things = _things.among(stretches)
    if len(with_things) > _FEW:
        for found in _STRETCH.finditer(bare):
            at = found.start()
            for start, end in with_things.get(found.group(), ()):
                yield Mask(at + start, at + end, OPAQUE)
        return
    for stretch, spans in with_things.items():
        at = -1
        while (at := bare.find(stretch, at + 1)) >= 0:
            if not bare[at - 1 : at].strip() and not bare[at + len(stretch) : at + len(stretch) + 1].strip():
                for start, end in spans:
                    yield Mask(at + start, at + end, OPAQUE)


# -- What stands beside it tells ---------------------------------------------------------------------------------------

_BOUND = rf"[-+−]?(?:\d+(?:\.\d+)?|[A-Za-zπ∞]|pi|inf|{OPAQUE}+)(?:[-+*/][\wπ]+)?"
_INTERVAL = lazy(rf"\[\s?{_BOUND}\s?[,;]\s?{_BOUND}\s?\)|\(\s?{_BOUND}\s?[,;]\s?{_BOUND}\s?\]")
"""Open at one end: both its brackets are right."""

_CONDITIONAL = lazy(r"(?<![\w.])[\w.]+[ ]\?[ ](?![A-Z][a-z])[\w.\"'-]+[ ]:[ ][\w.\"'-]*\w[\"']?")
"""A choice as programs write it: *n ? n : 1*."""

_SCHEME = lazy(r"(?<!\w)[a-z]{2,10}://(?=[\s,.;:)\"'”’]|\Z)(?!\s+[\w-]+\s?\.[a-z])")
"""The first part of addresses, and no address cut in two."""

_TEMPLATE = lazy(r"\{%[^{}\n]*%\}|\{\{(?![\s\d]*\}\})[^{}\n]*\}\}|\{#[^{}\n]*#\}|\{\*[^{}\n]*\*\}")
"""What a template engine fills in, but for a numbered place, which a translation machine may have left."""

_ASSIGNMENT = lazy(
    r"""
    ^[ \t]*
    (?: [A-Za-z_][\w.-]*[ \t]*=[ \t]*(?:'[^'\n]*'|"[^"\n]*"|true|false|\d[\d.]*|\[[^\n]*\]|\{[^\n]*\})
      | \[\[?[\w.-]+\.[\w.-]+\]?\]
    )[ \t]*$
    """,
    re.VERBOSE | re.MULTILINE,
)
"""A line of settings, as in a TOML or INI file: *title = "Words"*, *[menu.main]*."""

_NAMES_OF_MARKS = (
    "dot|period|stop|comma|colon|semicolon|slash|mark|point|sign|symbol|character|operator|separator|delimiter"
    "|punctuation|key|letter|prefix|suffix"
)
_BEFORE_MARK = f"(?:{_NAMES_OF_MARKS})s?|the|an?|of|by|use|type|press|enter|trailing|leading|single|double|literal"
_SAYS_MARK = (
    r"(?:start|begin|end)(?:s|ing|ed)?[ ](?:(?:the|an?|each|your|its)[ ](?:line|name|text|path|word|command|string"
    r"|row|pattern|address|statement|rule|message|header|comment|query|entry|key)[ ])?(?:with|in)"
    "|(?:mark|symbol|character|operator|separator|delimiter|prefix|suffix)[ ](?:is|was|must[ ]be)"
)
_SPOKEN_MARK = lazy(
    rf"""
    (?<![\w-])(?:{_BEFORE_MARK}|{_SAYS_MARK})[ ](?P<first>[.,;:?!/])(?=[ ][\w(])
    (?:[^.,;:?!/\n]{{0,40}}?[ ](?:and|or|to|but)[ ](?P<second>[.,;:?!/])(?=\s|\Z))?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LONE_MARK = lazy(r" [.,;:?!/] ")
_LONE_MARKS = (" . ", " , ", " ; ", " : ", " ? ", " ! ", " / ")
"""Found faster than the expression where there is none."""

_FUNCTION_WORDS = (
    "for|if|in|is|as|or|and|not|with|while|do|of|from|to|else|then|on|at|by|that|when|where|until|unless|this|have|be"
    "|has|than|but|can|which|what|how|before|after"
)
_PARTS_OF_LANGUAGES = (
    "statement|clause|keyword|operator|method|expression|function|command|flag|branch|loop|block|tag|element|attribute"
    "|property|argument|parameter|directive|macro|construct|query|header|field|selector|modifier|prefix|suffix|token"
    "|statements|clauses|keywords|operators|methods|expressions|functions|commands|flags|branches|loops|blocks|tags"
    "|elements|attributes|properties|arguments|parameters|directives|constructs|queries|selectors|type|types|word|words"
    "|trait|traits|node|nodes|gate|gates|binding|bindings|instruction|instructions|predicate|predicates|combinator"
)
_SPOKEN_WORD = lazy(
    rf"""
    (?<![\w-])(?:(?:the|an?|this|each|every|no|any|another|its|your|one|two|nested|single|inner|outer)[ ])
    (?P<word>(?:{_FUNCTION_WORDS})(?:(?:,[ ]|[ ](?:and|or)[ ]|/|\.{{3}}|[ ])(?:{_FUNCTION_WORDS}|range|elif|case))*)
    [ ](?:{_PARTS_OF_LANGUAGES})(?![\w-])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FUNCTION_WORD = frozenset([*_FUNCTION_WORDS.split("|"), "range", "elif", "case"])
_PART_OF_LANGUAGE = frozenset(
    word + mark for word in _PARTS_OF_LANGUAGES.split("|") for mark in ("", ".", ",", ":", ";", ")")
)


def _lines_with_lone_mark(shown: str) -> Iterator[tuple[int, int]]:
    if not any(map(shown.__contains__, _LONE_MARKS)):
        return
    at = 0
    while found := _LONE_MARK.search(shown, at):
        at = shown.find("\n", found.end())
        at = at if at >= 0 else len(shown)
        yield shown.rfind("\n", 0, found.start()) + 1, at


def _by_context(shown: str, words: list[str], stretches: frozenset[str]) -> Iterator[Mask]:
    """Masks for intervals, for what addresses begin with, and for marks and keywords that are spoken of."""
    if "[" in shown or "]" in shown:
        for found in _INTERVAL.finditer(shown):
            yield Mask(*found.span(), OPAQUE)
    if "{" in shown:
        for found in _TEMPLATE.finditer(shown):
            yield Mask(*found.span(), OPAQUE)
    if "=" in stretches:
        for found in _ASSIGNMENT.finditer(shown):
            yield Mask(*found.span(), OPAQUE)
    if " ? " in shown and " : " in shown:
        for found in _CONDITIONAL.finditer(shown):
            yield Mask(*found.span(), OPAQUE)
    if "://" in shown:
        for found in _SCHEME.finditer(shown):
            yield Mask(*found.span(), OPAQUE)
    for start, end in _lines_with_lone_mark(shown):
        for found in _SPOKEN_MARK.finditer(shown, start, end):
            yield from (Mask(*found.span(name), OPAQUE) for name in ("first", "second") if found[name])
    if not stretches.isdisjoint(_PART_OF_LANGUAGE) and any(
        word in _PART_OF_LANGUAGE and (before.lower() in _FUNCTION_WORD or "/" in before or "..." in before)
        for before, word in pairwise(words)
    ):
        for found in _SPOKEN_WORD.finditer(shown):
            yield Mask(*found.span("word"), OPAQUE)
