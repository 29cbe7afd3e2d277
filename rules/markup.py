"""Markup that a translation broke, so that its readers see marks in place of what they were to do."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from checker.document import Document, FlawKind
from checker.edits import Edit
from checker.mqm import Category, Severity
from checker.rule import Applicability, Hit, rule, span_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.document import Flaw, Layout


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
    """Asterisks that show, since a blank stands inside them or none outside: `** Note:**`."""
    yield from _hits(doc, FlawKind.EMPHASIS, "Readers see these asterisks: put the blank on their other side.")


@rule(
    category=Category.MARKUP,
    severity=Severity.MAJOR,
    bad=[
        r"See [\[ the report \] (https://example.com/r) -> \[the report\](https://example.com/r)] for more.",
        r"See [\[the map\]（/map） -> \[the map\](/map)] for more.",
        r"See [\[ the list \](list.md) -> \[the list\](list.md)] for more.",
        r"See[\[ the dam\](dam.md) ->  \[the dam\](dam.md)] too.",
        r"[! \[The mill\] (img/mill.png) -> !\[The mill\](img/mill.png)]",
    ],
    good=[
        "See [the report](https://example.com/r), [1] (https://example.com/n) and [the note] (see below).",
        "A range [low, high] (both included) and an [empty]() one.",
        "It is done! [Look](https://example.com/d)",
    ],
)
def broken_link(doc: Document) -> Iterator[Hit]:
    """A link that is none, since blanks or wide brackets part its text from its target: `[text] (address)`."""
    yield from _hits(doc, FlawKind.LINK, "Write the link without blanks between and inside its brackets.")


@rule(
    category=Category.MARKUP,
    severity=Severity.MINOR,
    bad=[
        "Press <kbd>Enter[</ kbd> -> </kbd>] to go on.",
        "One line,[<br / > -> <br />] and the next.",
        "This is <b>bold[< / b> -> </b>] and <em>soft[</ em> -> </em>].",
    ],
    good=["If a < b and c > d, use <b>bold</b>.<br />Then a < b / c > d.", "A `</ kbd>` is code."],
)
def broken_tag(doc: Document) -> Iterator[Hit]:
    """A tag of HTML that shows, since it has blanks in it: `</ b>`, `<br / >`."""
    yield from _hits(doc, FlawKind.TAG, "Write the tag without blanks, which make it show.")


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
    """A heading whose marks stand apart, twice, or against its first word: `# # Title`, `##Title`."""
    yield from _hits(doc, FlawKind.HEADING, "Write the marks of the heading once, with a blank behind them.")


@rule(
    category=Category.MARKUP,
    severity=Severity.MINOR,
    bad=["- [\\[ \\] -> \\[ \\] ]Close the gate\n- \\[x\\] Lock it"],
    good=["- [ ] Close the gate\n- [x] Lock it\n- [x](https://example.com) is a link"],
)
def broken_task(doc: Document) -> Iterator[Hit]:
    """The box of a task that shows as brackets: `- [ ]Task`, `- [ x ] Task`."""
    yield from _hits(doc, FlawKind.TASK, "Write the box of the task as “[ ]” or “[x]”, with a blank behind it.")


@rule(
    category=Category.MARKUP,
    severity=Severity.MAJOR,
    bad=["Hello [$ {name} -> ${name}], you have [{ {count} } -> {{count}}] letters."],
    good=["Hello ${name}, you have {{ count }} letters. It costs {about} 5."],
)
def broken_placeholder(doc: Document) -> Iterator[Hit]:
    """A placeholder that nothing will be put in the place of, since it has blanks in it: `$ {name}`."""
    yield from _hits(doc, FlawKind.PLACEHOLDER, "Write the placeholder without blanks.")


@rule(
    category=Category.MARKUP,
    severity=Severity.CRITICAL,
    bad=["[```markdown\n -> ]# The mill\n\nThe mill was built by monks.\n\nIt still turns.\n{```\n -> }"],
    good=["Write it so:\n\n```markdown\n# The mill\n```\n\nThen save the file.\n\nThat is all.\n"],
)
def article_in_code_fence(doc: Document) -> Iterator[Hit]:
    """The whole article stands in a fence, as a chatbot gives it, and shows as code."""
    yield from _hits(doc, FlawKind.WRAPPER, "Take away the fence: the whole article shows as code.", is_certain=False)


@rule(
    category=Category.MARKUP,
    severity=Severity.MAJOR,
    bad=["Text.\n\n```java\n[/ / W]ords\nreturn a;\n```\n"],
    good=["Text.\n\n```java\n// Words\nreturn a;\n```\n\n```vb\nPublic Sub Main()\n```\n"],
)
def damaged_code(doc: Document) -> Iterator[Hit]:
    """Code that was translated along with the text: keywords have capitals, the marks of comments blanks in them."""
    yield from _hits(doc, FlawKind.CODE, "Take this code from the source: it was changed in translation.")
