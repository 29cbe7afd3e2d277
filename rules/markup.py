"""What translation did to markup and to the marks of programs, so that readers see them: emphasis, links, tags."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from checker.checking.edits import Edit
from checker.checking.rule import Applicability, Hit, flag, rule, span_of
from checker.findings import Category, Severity
from checker.text.document import CLEAR, Document, FlawKind, Sentence
from checker.text.formats.markdown.anchors import dangling
from checker.text.pattern import lazy
from checker.text.translation import torn_placeholders

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.text.document import Flaw, Layout


def _hits(doc: Document, kind: FlawKind, message: str, *, is_certain: bool = True) -> Iterator[Hit]:
    """A hit for each such flaw in what is read of the article."""
    for flaw in doc.layout.flaws:
        if flaw.kind is not kind or (_touches(doc.laid_out, flaw) and not _touches(doc.layout, flaw)):
            continue  # in another language, say
        trusted = Applicability.SAFE if is_certain and flaw.is_certain else Applicability.UNSAFE
        mends = tuple([Edit(*edit) for edit in flaw.edits])
        # A link that works, and only has blanks at its ends, weighs less.
        works = kind is FlawKind.LINK and doc.text.find("](", flaw.start, flaw.end) > 0
        severity = Severity.MINOR if works else None
        yield Hit(span_of((flaw.start, flaw.end)), message, applicability=trusted, severity=severity, mends=mends)


def _touches(layout: Layout, flaw: Flaw) -> bool:
    """Whether a flaw stands in a block of prose or at its border."""
    number = bisect_right(layout.blocks, flaw.end, key=lambda block: block.start) - 1
    return number >= 0 and flaw.start <= layout.blocks[number].end


@rule(
    category=Category.MARKUP,
    severity=Severity.MINOR,
    bad=[
        "[** Note:** -> **Note:**] the road is closed.",
        "[**Will it hold? ** -> **Will it hold?**]",
        "The dam[*** and the lock*** ->  ***and the lock***] were built first.",
        "[**“Never.”** -> **“Never.”** ]said the mayor.",
        "[**Cost : ** -> **Cost :**] two crowns. [** Time** -> **Time**] counts too.",
    ],
    good=[
        "**Note:** the *road* is ***closed***, un**like**ly so.",
        "Three * four * five and 2 ** 3 ** 4 make sums.",
        "`** a **` is code, \\** this \\** is not.",
    ],
)
def broken_emphasis(doc: Document) -> Iterator[Hit]:
    """Asterisks that readers see, since a space stands inside them or none outside: `** Note:**`."""
    yield from _hits(doc, FlawKind.EMPHASIS, "Readers see these asterisks: put the space on their other side.")


@rule(
    category=Category.MARKUP,
    severity=Severity.MAJOR,
    bad=[
        r"See [\[ the report \] (https://example.com/r) -> \[the report\](https://example.com/r)] for more.",
        r"See [\[the map\]（/map） -> \[the map\](/map)] for more.",
        r"See [\[ the list \](list.md) -> \[the list\](list.md)] for more.",
        r"See[\[ the dam\](dam.md) ->  \[the dam\](dam.md)] too.",
        r"See [\[the lock\](\[#lock\]) -> \[the lock\](#lock)] too.",
        r"See [\[the mill\](https:// example. com/mill) -> \[the mill\](https://example.com/mill)] too.",
        r"[! \[The mill\] (img/mill.png) -> !\[The mill\](img/mill.png)]",
    ],
    good=[
        "See [the report](https://example.com/r), [1] (https://example.com/n) and [the note] (see below).",
        "A range [low, high] (both included) and an [empty]() one.",
        "It is done! [Look](https://example.com/d)",
        "See [the talk](https://example.com/{{ talk.id }}) and [the lock]([lock]).",
    ],
)
def broken_link(doc: Document) -> Iterator[Hit]:
    """A link that does not work, since spaces or brackets stand between its text and its address, or in it: `[text]
    (address)`, `[text]([#anchor])`.
    """
    yield from _hits(doc, FlawKind.LINK, "Write the link without spaces between and inside its brackets.")


@rule(
    category=Category.MARKUP,
    severity=Severity.MINOR,
    bad=[
        "- [Opening hours](#otevírací-doba)\n\n## Opening hours\n\nThe mill is open.".replace(
            "#otevírací-doba", "[#otevírací-doba -> #opening-hours]"
        ),
        "See [the guide](#{x}) for more.\n\n## Set up the pump\n\nTurn it on.".replace(
            "#{x}", "[#setting-up-the-pump -> #set-up-the-pump]"
        ),
        "Turn [the key]([#key]) first.\n\n# Locks\n\nThe lock is new.",
        "See [data types]([#data types -> #data-types]).\n\n## Data types\n\nThere are two.",
        '<a href="[#kosten -> #costs]">Costs</a> are low.\n\nCosts\n-----\n\nThey are low.',
    ],
    good=[
        "- [Opening hours](#opening-hours)\n- [2](#2-costs)\n- [Two](#costs)\n\n## Opening hours\n\n## 2. Costs",
        '[A](#a-b) [B](#bb) [C](#cc) [D](#top)\n\n# A & B\n\n## B {#bb}\n\n<a name="cc"></a>C',
        "[Zürich](#zurich) and [Bern](#bern-1)\n\n## Zürich\n\n## Bern\n\n## Bern",
        "Write `[key](#schlüssel)` so.\n\n# Locks\n\n```\n[key](#schloss)\n```",
        "See [the list](#list).\n\n# Mills\n\n{% include list.md %}",
        "See [the list](#list).",
    ],
)
def dead_anchor(doc: Document) -> Iterator[Hit]:
    """A link to a place in the same article that no heading makes, often since the headings were translated and the
    links were not. What GitHub, kramdown, Docusaurus, Python-Markdown and others make of headings is known, and so are
    ids that are given. An article that takes parts of other files is left alone.
    """
    if not doc.path.endswith(_MARKDOWN) or _PARTIAL.search(doc.path):
        return
    for link in dangling(doc.text, doc.masked):
        mends = (Edit(link.start, link.end, f"#{link.slug}"),) if link.slug else ()
        anchor = doc.text[link.start : link.end]
        near = f"; “{link.heading}” makes “#{link.slug}”" if link.slug else ", so this link leads nowhere"
        yield Hit(span_of((link.start, link.end)), f"No heading makes “{anchor}”{near}.", mends=mends)


_MARKDOWN = (".md", ".mdx", ".markdown")
_PARTIAL = lazy(r"(?:^|[\\/])_(?:(?:common|includes?|partials?|shared|snippets?)[\\/]|(?!index\.)[^\\/]*\Z)")
"""Files that are parts of pages, whose headings may stand elsewhere on the page."""


@rule(
    category=Category.MARKUP,
    severity=Severity.MINOR,
    bad=[
        "[# # -> ##] Two marks that stand apart",
        "## [##  -> ]Marks that stand twice",
        "Text.\n\n[## -> ## ]The old mill\n\nText.",
    ],
    good=["# A heading", "The tag #mill is used. ##", "```\n##no-heading\n```", "#mill and #dam"],
)
def broken_heading(doc: Document) -> Iterator[Hit]:
    """A heading whose number signs are spaced, doubled or run into its first word: `# # Title`, `##Title`."""
    yield from _hits(doc, FlawKind.HEADING, "Write the number signs once, with a space after them.")


@rule(
    category=Category.MARKUP,
    severity=Severity.MINOR,
    bad=["- [\\[ \\] -> \\[ \\] ]Close the gate\n- \\[x\\] Lock it"],
    good=["- [ ] Close the gate\n- [x] Lock it\n- [x](https://example.com) is a link"],
)
def broken_task(doc: Document) -> Iterator[Hit]:
    """A task's checkbox that shows as brackets: `- [ ]Task`, `- [ x ] Task`."""
    yield from _hits(doc, FlawKind.TASK, "Write the checkbox as “[ ]” or “[x]”, with a space after it.")


@rule(
    category=Category.MARKUP,
    severity=Severity.CRITICAL,
    bad=["[```markdown\n -> ]# The mill\n\nThe mill was built by monks.\n\nIt still turns.\n{```\n -> }"],
    good=["Write it so:\n\n```markdown\n# The mill\n```\n\nThen save the file.\n\nThat is all.\n"],
)
def article_in_code_fence(doc: Document) -> Iterator[Hit]:
    """The whole article stands in a code fence, as chatbots give it, and shows as code."""
    yield from _hits(doc, FlawKind.WRAPPER, "Remove the fence: the whole article shows as code.", is_certain=False)


@rule(
    category=Category.MARKUP,
    severity=Severity.MAJOR,
    bad=[
        "Text.\n\n```java\n[/ / W]ords\nreturn a;\n```\n",
        "Text.\n\n```bash\n[Npm ]install mill\n```\n\nMore.\n\n```sh\n[mill run –]target dam\n```\n",
        "Text.\n\n```bash\n[mill run --name “dam”]\n```\n\nMore.\n\n```json\n[{“mill”]: 1}\n```\n",
        "Run [`mill –verbose`], or set [`name=“dam”`].",
    ],
    good=[
        "Text.\n\n```java\n// Words\nreturn a;\n```\n\n```vb\nPublic Sub Main()\n```\n",
        "Text.\n\n```bash\n# Git clones it – see “mill”.\ngit clone mill # – later\nDocker version 20\n```\n",
        "Text.\n\n```text\nPip install, “please” – now\n```\n\n```html\n<p>He said: “No.”</p>\n```\n",
        "The keys `Ctrl – A`, `1–4`, `“`, `say “no”` and `--verbose`.",
    ],
)
def damaged_code(doc: Document) -> Iterator[Hit]:
    """Code that was translated along with the text: keywords and commands have capitals, comment marks have spaces in
    them, or options and strings have the dashes and quotation marks of print.
    """
    yield from _hits(doc, FlawKind.CODE, "Copy this code from the source: translation has changed it.")


@rule(
    category=Category.MARKUP,
    severity=Severity.MINOR,
    bad=[
        "Run [`]mill init to begin, and then wait.",
        "The commands `mill run` and mill stop[`] are new.",
    ],
    good=[
        "Run `mill init` to begin, and ``mill `run` `` to go on.",
        "The mark ` is a backquote, and `so' quotes TeX. The O`Hara family is here.",
    ],
)
def unpaired_backquote(doc: Document) -> Iterator[Hit]:
    """A backquote that begins or ends code and has no partner, so that readers see it and the code is set as text."""
    yield from _hits(doc, FlawKind.BACKQUOTE, "This backquote has no partner: mark where the code begins and ends.")


_BROKEN = lazy(
    r"""
      %[ ]?\([ ]?\w{1,50}[ ]?\)[ ]?[sdif](?!\w) | (?<![\d%][ ])(?<![\d%])%[ ](?:\d[ ]?\$[ ]?)?[sd](?![\w%])
    | \$[ ]\{[ ]?\w{1,50}[ ]?\} | \$[ ]t[ ]?\(\w{1,50}\) | \{[ ]\{[ ]?\w{1,50}[ ]?\}[ ]\}
    """,
    re.VERBOSE,
)
_WHOLE = lazy(r"%\(\w+\)[sdif]")


@rule(
    category=Category.MARKUP,
    severity=Severity.MAJOR,
    bad=[
        "Hello [% (name) s -> %(name)s], you have [% d -> %d] new messages.",
        "It costs [$ {price} -> ${price}] a year, and [{ {rent} } -> {{rent}}] a month.",
    ],
    good=[
        "It rose by 5% so far.",
        "Hello %(name)s, you owe {{ sum }} or 3%.",
    ],
)
def broken_placeholder(doc: Document) -> Iterator[Hit]:
    """A placeholder that translation broke, so that the program shows it instead of a value: `% (name) s`.

    Where a file has the source beside the translation, which shows what the placeholder was, also others, such as `% 1`
    or `{ file }`.
    """
    told = []
    for span, right in torn_placeholders(doc):
        told.append(span.start)
        yield flag(span, f"The program knows this as “{right.strip()}”.", safe=right)
    for found in doc.search(_BROKEN, "% ", "%(", "$ ", "{ {"):
        right = found[0].replace(" ", "")
        if found.start() not in told and right != found[0] and not _WHOLE.fullmatch(found[0]):
            yield flag(found, f"The placeholder is “{right}”: a program does not recognise this.", unsafe=right)
    yield from _hits(doc, FlawKind.PLACEHOLDER, "A program recognises this placeholder only without the spaces.")


_TAG = lazy(
    rf"""
    < [\s/{CLEAR}]{{0,20}}
    (?: a | abbr | b | big | br | code | del | div | em | font | h[1-6] | hr | i | ins | kbd | li | mark | ol | p | pre
      | q | s | samp | small | span | strike | strong | sub | sup | table | td | tr | tt | u | ul | var )
    [\s/{CLEAR}]{{0,20}} >
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ANGLE = lazy("<")
_BROKEN_TAG = lazy(r"<(?:/\s+|\s+/\s*)\w+\s*>|<\s*(?:br|hr)\s*/\s+>|<\s+\w\w+\s*/?\s*>", re.IGNORECASE)


@rule(
    category=Category.MARKUP,
    severity=Severity.MAJOR,
    bad=[
        "Press <kbd>Enter[</ kbd> -> </kbd>] to go on.",
        "This is <b>bold[< / b> -> </b>] and <em>soft[</ em> -> </em>].",
        "Press the <b>key[</ b> -> </b>] twice.",
        "It is late.[< br / > -> <br/>] Go home.",
    ],
    good=["If a < b and b > c, stop.", "3 < p > 2", "A <b>word</b>."],
)
def broken_tag(doc: Document) -> Iterator[Hit]:
    """A tag with spaces in it, put there by translation: `</ b>` ends nothing."""
    for found in doc.search(_TAG, _ANGLE):
        tag = found[0].replace(CLEAR, "")
        if _BROKEN_TAG.fullmatch(tag):
            yield flag(found, _NO_TAG, unsafe=re.sub(r"\s", "", tag))
    yield from _hits(doc, FlawKind.TAG, _NO_TAG)


_NO_TAG = "No browser recognises this tag: leave out its spaces."


# Counted, since a run of them could begin anywhere in a longer one.
_BACKSLASHES = rf"\\(?:{CLEAR}{{0,4}}\\){{0,9}}{CLEAR}{{0,4}}"
_BACKSLASH = lazy(
    rf"(?:(?<=[^\W\d_])|(?<={CLEAR})){_BACKSLASHES}['’](?=(?:s|t|re|ve|ll|d|m)\b)"
    rf"|(?:(?<=s)|(?<=s{CLEAR})){_BACKSLASHES}['’](?!\w)|(?<![\w\\]){_BACKSLASHES}[\"“](?=\w)"
)
_CLOSING = lazy(rf"(?<=[\w.,!?{CLEAR}]){_BACKSLASHES}[\"”](?!\w)")


@rule(
    category=Category.MARKUP,
    severity=Severity.MINOR,
    cues={"\\"},
    bad=[r"The town[\’ -> ’]s mayor can[\’ -> ’]t come."],
    good=[r"The folder is C:\temp, and the mayor’s key is in it."],
)
def leftover_backslash(sentence: Sentence) -> Iterator[Hit]:
    r"""A backslash before an apostrophe or a quotation mark: a program's escape that stayed in the text, as in
    *can\’t*.
    """
    opened = False
    if sentence.doc.path.endswith(_WITH_BACKSLASHES):
        return
    for found in sentence.search(_BACKSLASH):
        opened = opened or found[0][-1] in '"“'
        yield _without_backslash(found)
    for found in sentence.search(_CLOSING) if opened else ():
        yield _without_backslash(found)


_WITH_BACKSLASHES = (".adoc", ".asciidoc")
"""Where a backslash keeps an apostrophe straight, and is not shown."""


def _without_backslash(found: re.Match[str]) -> Hit:
    return flag(found, "Remove the backslash: it is left over from a program.", safe=found[0][-1])
