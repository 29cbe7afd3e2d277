"""Templates in Markdown: of Jinja, Liquid, Hugo, Handlebars, Vue and their like."""

from __future__ import annotations

import re

from checker.text.pattern import lazy

__all__ = ["CODE_TEMPLATE", "LONGEST_TEMPLATE", "TEMPLATES", "TEMPLATE_START", "end_of_code"]

TEMPLATES = {
    "{{/*": "*/}}",
    "{{!--": "--}}",
    "{{{": "}}}",
    "{{<": ">}}",
    "{{%": "%}}",
    "{{": "}}",
    "{%": "%}",
    "{/*": "*/}",
    "{# ": "#}",
    "<%": "%>",
    "<?": "?>",
}
"""Openers and closers, the longer ones first."""

TEMPLATE_START = lazy("|".join(map(re.escape, TEMPLATES)))

LONGEST_TEMPLATE = 5_000
"""Characters after which an opener of a template or formula is held to be a stray one."""

_CODE = r"""
    (?: [\w/-]* (?: highlight|code|mermaid|math|katex|latex|diagram|plantuml|graphviz|chart|terminal|console|shell
      | command|snippet|listing|gist|svg ) [\w-]*
      | tex | raw-?html | html | css | js | javascript | json | yaml | toml
    )
"""

CODE_TEMPLATE = lazy(
    rf"""
      \{{%-? \s* (?P<liquid> {_CODE} | comment ) (?= [\s%] )
    | \{{\{{ (?P<mark> [<%] ) -? \s* (?P<hugo> {_CODE} | comment ) (?= [\s>%] )
    """,
    re.VERBOSE,
)
"""A template whose content, up to its closing twin, is code or is not shown."""

_MOST_CODE = 50_000


def end_of_code(text: str, start: int) -> int | None:
    """Where the closing twin of the code template that begins at ``start`` ends; ``None`` where there is none."""
    opening = CODE_TEMPLATE.match(text, start)
    if opening is None:
        return None
    name = re.escape(opening["liquid"] or opening["hugo"])
    twin = rf"end{name}" if opening["liquid"] else rf"(?P<end>/)\s*{name}|{name}\b[^{{}}]*"
    # Of two that open and one that closes, or of one that closes itself, nobody can tell what is between them.
    either = lazy(rf"\{{[{{%][<%-]?\s*(?:{twin})\s*[-/>%]*[%}}]\}}")
    found = either.search(text, opening.end(), opening.end() + _MOST_CODE)
    if found is None or (opening["hugo"] and not found["end"]):
        return None
    return None if _CLOSES_ITSELF.match(text, opening.end()) else found.end()


_CLOSES_ITSELF = lazy(r"[^{}\n]*/\s*[>%]\}\}")
