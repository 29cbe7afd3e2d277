"""Pages of the documentation site that do not lie in docs/: a hook of mkdocs, which mkdocs.yml names.

The rules and the options are written from what the program knows of them, each time the site is built. Pages of the
repository's other folders are taken along, and links between all of these lead to the same pages here as they do on a
code host.
"""

from __future__ import annotations

import ast
import html
import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File

from checker.checking import catalog
from checker.project.options import reference
from checker.reports.rulebook import borne_out, by_family, decided_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from checker.checking.rule import Example, Rule

ROOT = Path(__file__).parent.parent
DOCS = "docs/"
ELSEWHERE = {
    "README.md": "index.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "security.md",
    "training/MODEL_CARD.md": "model-card.md",
}
"""Where the site has pages of the repository that lie outside of docs/."""

HERE = {there: path for path, there in ELSEWHERE.items()}


# -- What mkdocs calls -------------------------------------------------------------------------------------------------


def on_config(config: MkDocsConfig) -> None:
    """Put the page of each family under that of all rules."""
    for section in config.nav or ():
        for entries in section.values():
            for entry in entries if isinstance(entries, list) else ():
                if "Rules" in entry:
                    families = [{family: f"rules/{family}.md"} for family, _ in by_family(catalog.load())]
                    entry["Rules"] = ["rules/index.md", *families]


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the pages that are made, and those of other folders."""
    families = list(by_family(catalog.load()))
    made = {"options.md": reference(), "rules/index.md": "\n".join(overview(families))}
    made |= {f"rules/{family}.md": "\n".join(family_page(family, rules)) for family, rules in families}
    made |= {there: (ROOT / path).read_text("utf-8") for path, there in ELSEWHERE.items()}
    for uri, text in made.items():
        files.append(File.generated(config, uri, content=text))
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Lead links to files of the repository to where the site has these."""
    uri = page.file.src_uri
    folder = posixpath.dirname(HERE.get(uri, DOCS + uri))

    def led(link: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(folder, link["path"]))
        there = ELSEWHERE.get(path, path.removeprefix(DOCS))
        if there == path or not (ROOT / path).is_file():
            return link[0]
        return f"]({posixpath.relpath(there, posixpath.dirname(uri) or '.')}{link['anchor'] or ''})"

    return re.sub(r"\]\((?P<path>[^)\s#:]+)(?P<anchor>#[^)\s]*)?\)", led, markdown)


# -- Rules -------------------------------------------------------------------------------------------------------------


def overview(families: Sequence[tuple[str, Sequence[Rule]]]) -> Iterator[str]:
    """A page that names all rules. Each has its name as the anchor here, whatever family it belongs to."""
    rules = [rule for _, members in families for rule in members]
    yield "# Rules"
    yield ""
    yield f"{len(rules)} rules in {len(families)} families; {sum(rule.preview for rule in rules)} of them in preview,"
    yield "which run only with `--preview` or when they are selected by name."
    for family, members in families:
        yield ""
        yield f"## [{family}]({family}.md)"
        yield ""
        for rule in members:
            link = f"[{rule.name}]({family}.md#{rule.name}){{ #{rule.name} }}"
            yield f"- {link} ({rule.severity.word}{', preview' if rule.preview else ''}): {rule.summary}"


def family_page(family: str, rules: Sequence[Rule]) -> Iterator[str]:
    """A page about the rules of one family, each under its name."""
    yield f"# {family}"
    yield ""
    for origin in dict.fromkeys(rule.origin for rule in rules):
        yield _said_of(Path(origin))
        yield ""
    yield f"`copydesk check --select {family}` runs only these rules, `--ignore {family}` all others;"
    yield f'`ignore = ["{family}"]` in [the configuration](../options.md#ignore) leaves them out for good.'
    for rule in rules:
        yield ""
        yield from entry(rule)


def _said_of(file: Path) -> str:
    """What a file of rules says of them at its head."""
    text = file.read_text("utf-8")
    if file.suffix == ".py":
        return ast.get_docstring(ast.parse(text)) or ""
    return text.partition("\n")[0].removeprefix("# ") if text.startswith("# ") else ""


def entry(rule: Rule) -> Iterator[str]:
    """The lines of Markdown and HTML about one rule."""
    yield f"## {rule.name} {{ #{rule.name} }}"
    yield ""
    yield f"`{rule.category}`, {rule.severity.word}"
    if rule.preview:
        yield ""
        yield "In preview: runs only with `--preview` or when selected by name."
    if rule.is_doubtful:
        yield ""
        yield "Doubtful: heard only where other rules show that nobody edited the article."
    yield ""
    yield rule.explanation
    yield ""
    if rule.names:
        listed = (
            f"{name.name} (not {', '.join(name.variants)})" if name.variants else name.name for name in rule.names
        )
        yield f"<p>Where the names file lists {html.escape(', '.join(listed))}:</p>"
        yield ""
    if decided := decided_in(rule):
        yield f"<p>Where the house style is {decided}:</p>"
        yield ""
    yield _block("examples", map(_example, rule.examples))
    yield ""
    if rule.good:
        right = _block("examples", (f"<p>✓ {_text(text)}</p>" for text in rule.good))
        yield f"<details><summary>Right as they are</summary>{right}</details>"
        yield ""
    yield f"To ignore it, write `<!-- copydesk: ignore {rule.name} -->` before the block,"
    yield f'or `ignore = ["{rule.name}"]` in the configuration.'
    if said := borne_out(rule):
        yield ""
        yield from said
    if rule.sources:
        yield ""
        yield f"After: {'; '.join(rule.sources)}"


def _block(name: str, lines: Iterator[str]) -> str:
    return f'<div class="{name}">{"".join(lines)}</div>'


def _example(example: Example) -> str:
    """An example with what is wrong marked, and below it what it should be."""
    pieces, at = [], 0
    for start, end in example.spans:
        pieces += [_text(example.text[at:start]), "<mark>", _text(example.text[start:end]), "</mark>"]
        at = end
    source = f"<p>{_text(example.original)} →</p>" if example.original else ""
    lines = [source, "<p>✗ ", *pieces, _text(example.text[at:]), "</p>"]
    if example.repaired is not None:
        lines.append(f"<p>✓ {_text(example.repaired)}</p>")
    elif choices := [f"“{_text(text)}”" for texts in example.suggestions for text in texts]:
        lines.append(f"<p>one of {', '.join(choices)}</p>")
    return f"<div>{''.join(lines)}</div>"


def _text(text: str) -> str:
    """Text as HTML that Markdown leaves alone, in one line."""
    return html.escape(text).replace("\n", "&#10;")
