"""Hold what Copydesk reads and repairs, construct by construct, against what real renderers show.

    python scripts/against_renderers.py [FORMAT …] [--tools FOLDER] [--with hugo] [--verbose]

The constructs are those of ``tests/constructs``. In each a marker is planted, and is to be prose, code or hidden for
the renderer as it is for Copydesk; then errors are planted, and repairing them may change nothing but prose, as the
renderer shows it. Renderers are installed from PyPI and npm, at the versions below, into a folder for this run, or one
to be kept; Hugo, Jekyll and msgfmt are used where they are installed, and ``--with hugo`` has Go build Hugo. What is
not there is skipped. Returns 1 when something disagrees that the data does not know of, or knows in vain.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

ROOT = Path(__file__).parent.parent
RENDERERS = Path(__file__).parent / "renderers"
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from planted import MARKER, SUFFIXES, rows_of  # noqa: E402

from checker.checking import catalog  # noqa: E402
from checker.checking.edits import Edit, encoded  # noqa: E402
from checker.checking.engine import Engine  # noqa: E402
from checker.repairing import fixing  # noqa: E402
from checker.text.document import Document  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Render = Callable[[Sequence["Construct"]], list[str | None]]
"""Pages in HTML for constructs, in their order; ``None`` for one that the renderer does not know."""

ERRORS = ("the the MARKERWORD", "MARKERWORD have have a apple")

PYTHON_PACKAGES = (
    "cmarkgfm==2025.10.22",
    "docutils==0.22.4",
    "html5lib==1.1",
    "lxml==6.1.3",
    "Markdown==3.11.3",
    "pymdown-extensions==13.1.2",
    "pypandoc_binary==1.17",
    "Sphinx==9.0.4",
    "translate-toolkit==3.20.4",
)
NODE_PACKAGES = (
    "@mdx-js/mdx@3.1.1",
    "asciidoctor@2.2.8",
    "remark-directive@4.0.0",
    "remark-frontmatter@5.0.0",
    "remark-gfm@4.0.1",
)
HUGO = "github.com/gohugoio/hugo@v0.148.2"

READ_BY = {
    "markdown": ["cmark-gfm", "pandoc-gfm"],
    "mdx": ["mdx"],
    "restructuredtext": ["docutils", "sphinx"],
    "asciidoc": ["asciidoctor"],
    "html": ["browser"],
    "gettext": ["msgfmt", "translate-toolkit-po"],
    "xliff": ["xml", "translate-toolkit-xliff"],
    "json": ["json"],
    "csv": ["csv"],
}
"""The renderers of the constructs of a format that do not name their own."""


@dataclass(frozen=True)
class Construct:
    """A construct as the data has it; ``known`` has the reason why a renderer may disagree."""

    name: str
    text: str
    shown: bool
    editable: bool
    thing: bool
    fields: tuple[str, ...]
    renderers: tuple[str, ...]
    known: dict[str, str] = field(hash=False)


class Tally(NamedTuple):
    """How one renderer took the constructs of one format; ``faults`` has what it and Copydesk differ in."""

    constructs: int
    agreeing: int
    known: int
    refused: int
    """Constructs that it does not know, such as roles of Sphinx to docutils."""
    repaired: int
    harmed: int
    """Texts of which a repair changed more than prose."""
    faults: dict[Construct, list[str]]

    def row(self) -> str:
        """The figures, in the order of ``HEADS``."""
        figures = (
            self.constructs,
            self.agreeing,
            len(self.faults),
            self.known,
            self.refused,
            self.repaired,
            self.harmed,
        )
        return " ".join(f"{figure:>11}" for figure in figures)


HEADS = ("constructs", "agreeing", "disagreeing", "known", "not its", "repaired", "harmed")


def main() -> int:
    """Print the table and each disagreement; returns 1 when one is not known."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("formats", nargs="*", default=list(SUFFIXES))
    parser.add_argument("--tools", type=Path, help="folder to install renderers in, and to find them in the next time")
    parser.add_argument("--with", dest="more", default="", help="renderers that take minutes to install: hugo")
    parser.add_argument("--verbose", action="store_true", help="show the pages of what disagrees")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        tools = Tools(asked.tools or Path(temporary), asked.more.split(","))
        print(f"{'format':17}{'renderer':24}", *(f"{head:>11}" for head in HEADS))
        lines: list[str] = []
        for form in asked.formats:
            constructs = list(read(form))
            for renderer in dict.fromkeys(name for each in constructs for name in each.renderers):
                render = tools.renderer(renderer)
                if render is None:
                    print(f"{form:17}{renderer:24} skipped: {tools.why_not(renderer)}")
                    continue
                tally = compare(form, [each for each in constructs if renderer in each.renderers], renderer, render)
                print(f"{form:17}{renderer:24}", tally.row(), flush=True)
                for construct, faults in tally.faults.items():
                    lines += [f"{form}, {renderer}: “{construct.name}”: {fault}" for fault in faults]
                    if asked.verbose:
                        lines.append(f"    {construct.text!r}\n    {render([construct])[0]!r}")
        print(*lines, sep="\n")
    return bool(lines)


def read(form: str) -> Iterator[Construct]:
    """The constructs of a format."""
    for each in rows_of(form):
        yield Construct(
            name=each["name"],
            text=each["text"],
            shown=each["shown"],
            editable=each["editable"],
            thing=each.get("thing", False),
            fields=tuple(each.get("fields", ())),
            renderers=tuple(each.get("renderers", READ_BY[form])),
            known=each.get("known", {}),
        )


# --- The comparison ---------------------------------------------------------------------------------------------------


def compare(form: str, constructs: Sequence[Construct], renderer: str, render: Render) -> Tally:
    """Hold a renderer's pages of constructs against what Copydesk reads, and those of errors against their repairs."""
    pages = render(constructs)
    faults = {
        construct.name: list(differences(form, construct, page)) if page is not None else []
        for construct, page in zip(constructs, pages, strict=True)
    }
    planted = [_with_error(construct, error) for error in ERRORS for construct in constructs]
    changed = [(each, fixed) for each in planted if (fixed := _repaired(form, each)).text != each.text]
    rendered = render([each for pair in changed for each in pair])
    repaired = harmed = 0
    for (construct, _), before, after in zip(changed, rendered[::2], rendered[1::2], strict=True):
        if before is None:
            continue
        repaired += 1
        if harm := _harm(before, after):
            faults[construct.name].append(f"repaired, it changes {harm}")
            harmed += renderer not in construct.known
    for construct in constructs:
        if renderer in construct.known:
            faults[construct.name] = [] if faults[construct.name] else ["known to disagree, and agrees"]
    refused = pages.count(None)
    known = sum(renderer in construct.known for construct in constructs)
    differing = {each: list(dict.fromkeys(faults[each.name])) for each in constructs if faults[each.name]}
    agreeing = len(constructs) - len(differing) - known - refused
    return Tally(len(constructs), agreeing, known, refused, repaired, harmed, differing)


def _with_error(construct: Construct, error: str) -> Construct:
    """Put an error in the place of the marker, and in what refers to it in lower case."""
    text = construct.text.replace(MARKER, error)
    text = _IN_ID.sub(lambda found: re.sub("[^a-z]", found[0][0], f"{found[0][0]}{error.lower()}"), text)
    return replace(construct, text=text.replace(MARKER.lower(), error.lower()))


_IN_ID = re.compile(f"[-_]{MARKER.lower()}")


def differences(form: str, construct: Construct, page: str) -> Iterator[str]:
    """What a renderer's page, Copydesk and the data say differently of the marker."""
    place = Page.of(page).place_of(MARKER)
    is_read, is_editable = _reading(form, construct)
    if construct.shown != is_read:
        yield f"Copydesk {'reads' if is_read else 'does not read'} it"
    if construct.editable != is_editable:
        yield f"Copydesk {'repairs' if is_editable else 'does not repair'} it"
    if construct.shown and place != "prose":
        yield f"not shown as prose: {place}"
    if not construct.shown and not construct.thing and place == "prose":
        yield "shown as prose"
    if construct.thing and place == "hidden":
        yield "hidden"


def _reading(form: str, construct: Construct) -> tuple[bool, bool]:
    """Whether Copydesk reads the marker as prose, and would repair it."""
    doc = Document(construct.text, f"a{SUFFIXES[form]}", fields=construct.fields)
    start = construct.text.index(MARKER)
    end = start + len(MARKER)
    is_read = doc.masked[start:end] == MARKER and any(block.start <= start and end <= block.end for block in doc.blocks)
    return is_read, is_read and encoded(doc, [Edit(start, end, "MARKERWOOD")]) is not None


_engine = Engine(catalog.select(catalog.load(), catalog.Selection()))


def _repaired(form: str, construct: Construct) -> Construct:
    doc = Document(construct.text, f"a{SUFFIXES[form]}", fields=construct.fields)
    return replace(construct, text=fixing.repair(doc, _engine, unsafe=True).doc.text)


def _harm(before: str, after: str | None) -> str:
    """What else than prose differs between two pages; empty if nothing does."""
    if after is None:
        return "a text that is read to one that is refused"
    old, new = Page.of(before).skeleton(), Page.of(after).skeleton()
    if old == new:
        return ""
    first = next((pair for pair in zip(old, new, strict=False) if pair[0] != pair[1]), (old[-1:], new[-1:]))
    return f"{first[0]} to {first[1]}"


# --- Pages ------------------------------------------------------------------------------------------------------------


_ID = re.compile(r' id="(?P<id>[^"]*)"')


class Page(HTMLParser):
    """A page of HTML: its prose, and all that is not."""

    CODE = frozenset("pre code kbd samp tt var math svg textarea".split())
    HIDDEN = frozenset("script style template".split())
    CODE_CLASSES = frozenset("math arithmatex notranslate literal".split())
    VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
    DESCRIBING = ("alt", "aria-label", "placeholder", "title")
    GENERATED = frozenset("headerlink toc-backref anchor".split())
    """Classes of links that a renderer adds by itself."""

    def __init__(self) -> None:
        super().__init__()
        self._open: list[tuple[str, str]] = []
        self._parts: list[tuple[str, str]] = []
        """Kind and text, in reading order; the kind is ``prose``, ``code``, ``hidden`` or ``tag``."""
        self._linked: set[str] = set()
        self._described = ""

    @classmethod
    def of(cls, text: str) -> Page:
        """Read a page."""
        page = cls()
        page.feed(text)
        page.close()
        return page

    def place_of(self, marker: str) -> str:
        """Whether a marker is shown as ``prose``, ``code`` or an ``attribute`` that is shown, or is ``hidden``."""
        kinds = [kind for kind, text in self._joined() if marker in text]
        shown = "attribute" if marker in self._described else "hidden"
        return next((kind for kind in ("prose", "code") if kind in kinds), shown)

    def skeleton(self) -> list[str]:
        """All but the prose, and ids that nothing on the page links to: the words of headings make them."""
        return [self._without_unused_id(text) for kind, text in self._joined() if kind != "prose"]

    def _without_unused_id(self, tag: str) -> str:
        return _ID.sub(lambda found: found[0] if found["id"] in self._linked else "", tag)

    def _joined(self) -> Iterator[tuple[str, str]]:
        """The parts, with text of one kind put together over emphasis in it."""
        words = ""
        for kind, text in self._parts:
            if kind == "prose":
                words += text
                continue
            if words.strip():
                yield "prose", words
            words = ""
            yield kind, text
        if words.strip():
            yield "prose", words

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        classes = set(given.get("class", "").split())
        if tag not in self.VOID:
            self._open.append((tag, self._kind_of(tag, given)))
        self._described += " ".join(given.get(name, "") for name in self.DESCRIBING)
        if tag == "a" and given.get("href", "").startswith("#") and not classes & self.GENERATED:
            self._linked.add(given["href"][1:])
        self._parts.append(("tag", self._written(tag, given)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        names = [name for name, _ in self._open]
        if tag in names:
            del self._open[len(names) - 1 - names[::-1].index(tag) :]
            self._parts.append(("tag", f"</{tag}>"))

    def handle_data(self, data: str) -> None:
        kinds = [kind for _, kind in self._open]
        kind = next((each for each in ("hidden", "code") if each in kinds), "prose")
        self._parts.append((kind, data))

    def handle_comment(self, data: str) -> None:
        self._parts.append(("hidden", f"<!--{data}-->"))

    def handle_pi(self, data: str) -> None:
        self._parts.append(("hidden", data))

    def _written(self, tag: str, given: dict[str, str]) -> str:
        """A tag without what a renderer makes of the words of titles."""
        if set(given.get("class", "").split()) & self.GENERATED:
            given = {"class": given["class"]}
        if "class" in given:
            given["class"] = " ".join(each for each in given["class"].split() if not each.startswith("admonition-"))
        return " ".join([f"<{tag}", *(f'{key}="{value}"' for key, value in sorted(given.items()))]) + ">"

    def _kind_of(self, tag: str, given: dict[str, str]) -> str:
        classes = set(given.get("class", "").split())
        if tag in self.HIDDEN:
            return "hidden"
        is_code = (
            (tag in self.CODE and classes != {"content"})
            or classes & self.CODE_CLASSES
            or given.get("translate") == "no"
        )
        return "code" if is_code else "prose"


# --- Renderers --------------------------------------------------------------------------------------------------------


class Tools:
    """Installs renderers when they are first asked for."""

    OF_NODE = frozenset({"mdx", "docusaurus", "asciidoctor"})
    PROGRAMS = frozenset({"hugo", "jekyll"})

    def __init__(self, folder: Path, more: Iterable[str]) -> None:
        self._folder = folder
        self._more = frozenset(more)
        self._missing: dict[str, str] = {}
        self._ready: set[str] = set()

    def why_not(self, name: str) -> str:
        """Why a renderer is not there."""
        return self._missing[name]

    def renderer(self, name: str) -> Render | None:
        """The renderer with a name, or nothing where it cannot be had."""
        try:
            command = self._command(name)
        except (OSError, subprocess.CalledProcessError) as error:
            self._missing[name] = str(error).partition("\n")[0]
            return None

        def render(constructs: Sequence[Construct]) -> list[str | None]:
            if not constructs:
                return []
            texts: list[Any] = [(each.text, each.fields) if each.fields else each.text for each in constructs]
            done = subprocess.run(command, input=json.dumps(texts), stdout=subprocess.PIPE, text=True, check=True)
            pages: list[str | None] = json.loads(done.stdout)
            return pages

        return render

    def _command(self, name: str) -> list[str]:
        if name in self.OF_NODE:
            return ["node", str(self._node() / "pages.mjs"), name]
        if name == "hugo" and "hugo" in self._more:
            self._hugo()
        program = shutil.which(name) or str(self._folder / "go" / "hugo")
        if name in self.PROGRAMS and not Path(program).exists():
            raise OSError(f"{name} is not installed")
        if name == "msgfmt" and not shutil.which("msgfmt"):
            raise OSError("msgfmt is not installed")
        return [str(self._python()), str(RENDERERS / "pages.py"), name, *([program] if name in self.PROGRAMS else [])]

    def _python(self) -> Path:
        folder = self._folder / "python"
        python = folder / "bin" / "python"
        if not python.exists():
            venv.create(folder, with_pip=True)
        if "python" not in self._ready:
            subprocess.run([python, "-m", "pip", "install", "--quiet", *PYTHON_PACKAGES], check=True)
            self._ready.add("python")
        return python

    def _node(self) -> Path:
        folder = self._folder / "node"
        if not shutil.which("npm"):
            raise OSError("npm is not installed")
        folder.mkdir(parents=True, exist_ok=True)
        if not all((folder / "node_modules" / name.rpartition("@")[0]).exists() for name in NODE_PACKAGES):
            (folder / "package.json").write_text('{"private": true}')
            command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", *NODE_PACKAGES]
            subprocess.run(command, cwd=folder, check=True)
        shutil.copy(RENDERERS / "pages.mjs", folder)
        return folder

    def _hugo(self) -> None:
        target = (self._folder / "go").resolve()
        if not (target / "hugo").exists():
            subprocess.run(["go", "install", HUGO], env={**os.environ, "GOBIN": str(target)}, check=True)


if __name__ == "__main__":
    sys.exit(main())
