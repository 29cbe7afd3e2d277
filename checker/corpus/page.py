"""What the tables say as one page of HTML, without a program and without anything from elsewhere.

What comes from an article, an id or a source is escaped, and the page's policy lets nothing run.
"""

from __future__ import annotations

from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from checker import __version__
from checker.corpus.telling import INCOMPLETE, cell, sentences, tables_of
from checker.reports.html import by_hash
from checker.reports.plain_text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.corpus.telling import Table

__all__ = ["page_of"]


def page_of(name: str, figures: Mapping[str, Any]) -> str:
    """The page for a folder of this name with a summary's figures."""
    style = (files(__package__) / "page.css").read_text("utf-8")
    return "".join(_parts(escape(one_line(name)), name, figures, style))


def _parts(title: str, name: str, figures: Mapping[str, Any], style: str) -> Iterator[str]:
    policy = f"default-src 'none'; base-uri 'none'; form-action 'none'; style-src {by_hash(style)}"
    yield (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>Copydesk: {title}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
    )
    if not figures["complete"]:
        yield f'<p class="warning">{INCOMPLETE}</p>\n'
    for sentence in sentences(name, figures):
        yield f"<p>{escape(sentence)}</p>\n"
    for table in tables_of(figures):
        yield from _table(table)
    yield f'</main>\n<footer><p class="note">Made by copydesk {escape(__version__)}.</p></footer>\n</body>\n</html>\n'


def _table(table: Table) -> Iterator[str]:
    """A table; what is too wide for the window can be moved, by the keyboard too."""
    label = escape(table.title, quote=True)
    is_number = [
        all(isinstance(row[at], (int, float, type(None))) for row in table.rows) for at in range(len(table.headings))
    ]
    yield f'<div class="wide" role="region" tabindex="0" aria-label="{label}">\n<table>\n<caption>{label}</caption>\n'
    heads = [
        f'<th scope="col"{_NUMBER * number}>{escape(text)}</th>' if text else "<td></td>"
        for text, number in zip(table.headings, is_number, strict=True)
    ]
    if table.bars:
        heads.append('<td aria-hidden="true"></td>')
    yield f"<thead><tr>{''.join(heads)}</tr></thead>\n<tbody>\n"
    for number, (first, *others) in enumerate(table.rows):
        cells = [f'<th scope="row">{escape(cell(first))}</th>']
        cells += [
            f"<td{_NUMBER * number}>{escape(cell(value))}</td>"
            for value, number in zip(others, is_number[1:], strict=True)
        ]
        if table.bars:
            cells.append(
                f'<td aria-hidden="true"><meter max="{max(table.bars)}" value="{table.bars[number]}"></meter></td>'
            )
        yield f"<tr>{''.join(cells)}</tr>\n"
    yield "</tbody>\n</table>\n</div>\n"


_NUMBER = ' class="number"'
