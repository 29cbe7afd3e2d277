"""What a renderer of Python makes of texts: runs in an environment of its own, without Copydesk.

    python pages.py NAME < texts.json > pages.json

Reads a list of texts (for ``json`` and ``csv``, of pairs of a text and its fields), writes a list of pages in HTML,
with ``null`` for a text that the renderer refuses. For Hugo and Jekyll the program follows the name.
"""

from __future__ import annotations

import csv
import gettext
import html
import io
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def cmark_gfm(text: str) -> str:
    """GitHub's own parser, with footnotes, and tags as they stand."""
    import cmarkgfm
    from cmarkgfm.cmark import Options

    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    return str(
        cmarkgfm.markdown_to_html_with_extensions(text, options, ["table", "strikethrough", "autolink", "tasklist"])
    )


def mkdocs(text: str) -> str:
    """Python-Markdown with the extensions that Material for MkDocs recommends; MkDocs takes the front matter off."""
    import markdown

    extensions = (
        "abbr admonition attr_list def_list footnotes md_in_html tables toc pymdownx.arithmatex pymdownx.betterem "
        "pymdownx.caret pymdownx.details pymdownx.emoji pymdownx.highlight pymdownx.inlinehilite pymdownx.keys "
        "pymdownx.mark pymdownx.superfences pymdownx.tabbed pymdownx.tasklist pymdownx.tilde"
    )
    options = {"pymdownx.tabbed": {"alternate_style": True}, "pymdownx.arithmatex": {"generic": True}}
    return str(markdown.markdown(_without_front_matter(text), extensions=extensions.split(), extension_configs=options))


def pandoc_gfm(text: str) -> str | None:
    """Pandoc, told that the text is GitHub's Markdown."""
    return _pandoc(text, "gfm")


def pandoc_rst(text: str) -> str | None:
    """Pandoc, told that the text is reStructuredText."""
    return _pandoc(text, "rst")


def docutils(text: str) -> str | None:
    """Docutils; a text with roles and directives that it does not know is none of its."""
    from docutils.core import publish_string

    settings = {"report_level": 3, "halt_level": 5, "warning_stream": io.StringIO(), "initial_header_level": 2}
    page = publish_string(text, writer="html5", settings_overrides=settings).decode()
    if 'class="system-message"' in page or 'class="problematic"' in page:
        return None
    return str(page[page.index("<body") :])


def sphinx(texts: list[str]) -> list[str | None]:
    """Sphinx, one page for each text, with an anchor for what the texts refer to."""
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder, "source"), Path(folder, "out")
        source.mkdir()
        (source / "conf.py").write_text("html_theme = 'basic'\nhtml_sidebars = {'**': []}\n")
        (source / "index.rst").write_text("Index\n=====\n\n.. toctree::\n   :glob:\n\n   page*\n")
        for number, text in enumerate(texts):
            (source / f"page{number}.rst").write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", str(source), str(out)]
        messages = subprocess.run(command, capture_output=True, text=True, check=False).stderr
        unread = {int(n) for n in re.findall(r"page(\d+)\.rst:\d+: ERROR: Unknown (?:interpreted|directive)", messages)}
        pages: list[str | None] = []
        for number in range(len(texts)):
            page = out / f"page{number}.html"
            body = page.read_text("utf-8").partition('role="main">')[2] if page.exists() else ""
            # Texts refer to one another only by what several of them define.
            body = re.sub(r"page\d+\.html", "", body.partition('<div class="clearer">')[0])
            pages.append(None if number in unread or not body else body)
        return pages


def hugo(texts: list[str], program: str) -> list[str | None]:
    """Hugo, with a shortcode called ``note`` that shows what is in it.

    It takes ``{{`` at the very beginning for front matter in JSON.
    """
    texts = [f"---\n---\n{text}" if text.startswith("{{") else text for text in texts]
    config = (
        'title = "A"\nrefLinksErrorLevel = "warning"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n'
        "[markup.goldmark.renderer]\nunsafe = true\n[markup.goldmark.parser.attribute]\nblock = true\n"
    )
    files = {
        "config.toml": config,
        "layouts/_default/single.html": "<h1>{{ .Title }}</h1><p>{{ .Description }}</p>{{ .Content }}",
        "layouts/_default/list.html": "",
        "layouts/shortcodes/note.html": '<div class="note" title="{{ .Get 0 }}">{{ .Inner }}</div>',
    }
    return _site(files, texts, "content/page{}.md", "public/page{}/index.html", [program, "--quiet", "--source"])


def jekyll(texts: list[str], program: str) -> list[str | None]:
    """Jekyll with kramdown, and with a layout that shows what the front matter says."""
    texts = [text if text.startswith("---\n") else f"---\n---\n{text}" for text in texts]
    files = {
        "_config.yml": 'defaults: [{scope: {path: ""}, values: {layout: page}}]\n',
        "_layouts/page.html": "<h1>{{ page.title }}</h1><p>{{ page.description }}</p>{{ content }}",
    }
    command = [program, "build", "--quiet", "--disable-disk-cache", "--source"]
    return _site(files, texts, "page{}.md", "_site/page{}.html", command)


def _site(files: dict[str, str], texts: list[str], source: str, target: str, command: list[str]) -> list[str | None]:
    """The pages that a program makes of a folder; a page that makes it fail is left out."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path, text in [*files.items(), *((source.format(number), text) for number, text in enumerate(texts))]:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
        while True:
            done = subprocess.run([*command, name], cwd=folder, capture_output=True, text=True, check=False)
            bad = re.findall(r"page(\d+)\.md", done.stderr + done.stdout) if done.returncode else []
            if done.returncode and not bad:
                raise RuntimeError(done.stderr[-500:])
            for number in bad:
                (folder / source.format(number)).unlink(missing_ok=True)
            if not bad:
                break
        pages = [folder / target.format(number) for number in range(len(texts))]
        return [page.read_text("utf-8") if page.exists() else None for page in pages]


def browser(text: str) -> str:
    """The page that browsers make of HTML, by the algorithm of the standard, which html5lib follows."""
    import html5lib

    return str(html5lib.serialize(html5lib.parse(text), omit_optional_tags=False, quote_attr_values="always"))


def msgfmt(text: str) -> str | None:
    """What a program shows of a catalogue once msgfmt has compiled it."""
    with tempfile.TemporaryDirectory() as folder:
        source, compiled = Path(folder, "a.po"), Path(folder, "a.mo")
        source.write_text(text, encoding="utf-8")
        if subprocess.run(
            ["msgfmt", "--check-format", "-o", compiled, source], capture_output=True, check=False
        ).returncode:
            return None
        with compiled.open("rb") as file:
            catalogue: dict[Any, str] = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]  # noqa: SLF001
        return "".join(_string(name, value) for name, value in catalogue.items() if name)


def translate_toolkit_po(text: str) -> str | None:
    """What translate-toolkit takes for the translations of a catalogue."""
    from translate.storage.po import pofile

    return _units(pofile, text)


def translate_toolkit_xliff(text: str) -> str | None:
    """What translate-toolkit takes for the translations of an XLIFF file."""
    from translate.storage.xliff import xlifffile

    return _units(xlifffile, text)


def xml(text: str) -> str | None:
    """The targets of an XLIFF file, by an XML parser: native codes as code, all else as tags.

    Strings of programs are pages or parts of pages.
    """
    from lxml import etree

    try:
        root = etree.fromstring(text.lstrip().encode())
    except etree.XMLSyntaxError:
        return None
    parts: list[str] = []
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        kept = " ".join(f'{key}="{html.escape(value)}"' for key, value in element.items())
        parts.append(f"<x-{name} {kept}></x-{name}>")
        if name == "target":
            parts.append(f"<p>{''.join(_words_of(element))}</p>")
        elif name in {"ph", "bpt", "ept", "it"}:
            parts.append(f"<code>{html.escape(element.text or '')}</code>")
    return "".join(parts)


def json_(text: str, fields: list[str]) -> str:
    """The strings of JSON or of JSON lines: those of fields as pages or text, the others as what is not to change."""
    try:
        rows = [json.loads(text)]
    except ValueError:
        rows = [json.loads(line) for line in text.splitlines() if line.strip()]
    return "".join(_walk(row, "", _kinds(fields)) for row in rows)


def csv_(text: str, fields: list[str]) -> str:
    """The cells of a table."""
    kinds = _kinds(fields)
    text = text.lstrip("\n")
    rows = csv.DictReader(io.StringIO(text), delimiter=max(",;\t|", key=text.partition("\n")[0].count))
    return "".join(_walk(dict(row), "", kinds) for row in rows)


def _without_front_matter(text: str) -> str:
    return re.sub(r"\A---\n.*?\n(?:---|\.\.\.)\n", "", text, flags=re.DOTALL)


def _pandoc(text: str, form: str) -> str | None:
    import pypandoc

    try:
        return str(pypandoc.convert_text(text, "html5", format=form, extra_args=["--mathml"]))
    except RuntimeError:
        return None


def _string(name: object, value: str) -> str:
    return f'<x-message name="{html.escape(str(name))}"></x-message><p>{value}</p>'


def _units(storage: Callable[[], Any], text: str) -> str | None:
    store = storage()
    try:
        store.parse(text.lstrip().encode())
    except Exception:  # noqa: BLE001
        return None
    parts = []
    for unit in store.units:
        if unit.isheader() or not unit.istranslatable():
            continue
        values = unit.target.strings if hasattr(unit.target, "strings") else [unit.target or ""]
        parts += [_string(unit.source, str(value)) for value in values]
    return "".join(parts)


def _words_of(element: Any) -> list[str]:
    """The text of a target without that of native codes in it."""
    words = [element.text or ""]
    for child in element:
        name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if name not in {"ph", "bpt", "ept", "it", ""}:
            words += _words_of(child)
        words.append(child.tail or "")
    return words


def _kinds(fields: list[str]) -> dict[str, str]:
    return {name: kind or "text" for name, _, kind in (field.partition(":") for field in fields)}


def _walk(value: object, name: str, kinds: dict[str, str]) -> str:
    if isinstance(value, dict):
        keys = "".join(f"<code>{html.escape(str(key))}</code>" for key in value)
        return keys + "".join(_walk(each, f"{name}.{key}".strip("."), kinds) for key, each in value.items())
    if isinstance(value, list):
        return "".join(_walk(each, name, kinds) for each in value)
    text = str(value)
    if kind := kinds.get(name, kinds.get(name.rpartition(".")[2])):
        return f"<div>{text}</div>" if kind != "plain" else f"<p>{html.escape(text)}</p>"
    return f"<code>{html.escape(text)}</code>"


EACH: dict[str, Callable[[str], str | None]] = {
    "browser": browser,
    "cmark-gfm": cmark_gfm,
    "mkdocs": mkdocs,
    "pandoc-gfm": pandoc_gfm,
    "pandoc-rst": pandoc_rst,
    "docutils": docutils,
    "msgfmt": msgfmt,
    "translate-toolkit-po": translate_toolkit_po,
    "translate-toolkit-xliff": translate_toolkit_xliff,
    "xml": xml,
}


def pages(name: str, texts: list[Any]) -> list[str | None]:
    """A page for each text."""
    if name == "sphinx":
        return sphinx(texts)
    if name in {"hugo", "jekyll"}:
        return (hugo if name == "hugo" else jekyll)(texts, sys.argv[2])
    if name in {"json", "csv"}:
        return [(json_ if name == "json" else csv_)(text, fields) for text, fields in texts]
    return [EACH[name](text) for text in texts]


if __name__ == "__main__":
    json.dump(pages(sys.argv[1], json.load(sys.stdin)), sys.stdout)
