"""``copydesk review``: one finding after another, each with its paragraph, for an editor to decide.

In the manner of ``git add -p``: a letter, with Enter where the terminal cannot do without. A file is written as soon as
a repair is accepted, whole; what was passed over is remembered, so that the next review goes on where this one ended.
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

from rich.console import Console

from checker.findings.quoting import quoted
from checker.project.baseline import Baseline
from checker.project.options import BASELINE
from checker.project.settings import Folders
from checker.project.source import Source, SourceError
from checker.repairing import fixing
from checker.repairing.narrowing import moved
from checker.reports.plain_text import counted, one_line, shown
from checker.reports.styled_lines import Line, Piece, printed, wrapped
from checker.reports.terminal import SEVERITY_STYLES, header, related, repair
from checker.run import deadline
from checker.run.exit import FAILED, OK, ended, say
from checker.store import cache
from checker.text.formats import CAN_BE_BROKEN
from checker.text.layout import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.findings import Edit, Finding, Review
    from checker.project.options import Options
    from checker.text.document import Document

__all__ = ["ReviewOptions", "run"]


@dataclass(frozen=True)
class ReviewOptions:
    """What the command line asked for: an article's findings in reading order; also what was passed over before."""

    in_order: bool = False
    again: bool = False


def run(shared: Options, options: ReviewOptions, answers: TextIO | None = None, out: TextIO | None = None) -> int:
    """Go through the findings of all articles with the user; returns the exit code.

    ``answers`` is where the user's lines come from, by default standard input; ``out`` is where they are asked.
    """
    return ended(lambda: _Reviewing(shared, options, answers or sys.stdin, out or sys.stdout).run())


_HELP = """\
a or Enter  accept the repair
1 to 9      accept that option
e           write it yourself
s           skip
l           accept all like this: same rule, same words
A           accept all of this rule in the article
S           skip all of this rule in the article
r           reject for good: into the baseline
u           undo the last decision
n           on to the next article
q           end; the next review continues here"""

_AROUND = 400
"""Characters of the paragraph that are shown before and after what is marked."""


class _Undo(NamedTuple):
    """How an article stood before a decision: which it is, its source, what was passed over and rejected, the tally."""

    number: int
    source: Source
    passed: frozenset[str]
    rejected: dict[str, str]
    tally: _Tally


class _Tally(NamedTuple):
    """What was decided so far."""

    repaired: int = 0
    passed: int = 0
    rejected: int = 0
    articles: frozenset[Path] = frozenset()


class _Article:
    """An article as it stands now, and what of its findings is still to be decided."""

    def __init__(self, source: Source, doc: Document, review: Review, left: list[Finding]) -> None:
        self.source = source
        self.doc = doc
        self.review = review
        self.left = left


class _Reviewing:
    def __init__(self, shared: Options, options: ReviewOptions, answers: TextIO, out: TextIO) -> None:
        self._folders = Folders(shared)
        self._options = options
        self._answers = answers
        self._console = Console(file=out, highlight=False, markup=False, emoji=False, legacy_windows=False)
        self._files = self._folders.articles(deadline.limit)
        path = self._folders.here[BASELINE]
        self._baseline = Baseline.read(Path(path)) if path else None
        self._passed: frozenset[str] = frozenset()
        self._passed_at: frozenset[tuple[str, Span]] = frozenset()
        """Where what was passed over stands since the last repair, which may have changed the words beside it."""
        self._before: list[_Undo] = []
        self._tally = _Tally()
        self._failed = False
        self._is_over = False

    def run(self) -> int:
        number = 0
        while number < len(self._files) and not self._is_over:
            try:
                number = self._gone_through(number)
            except SourceError as error:
                self._failed = True
                say(str(error))
                number += 1
        self._sum_up()
        return FAILED if self._failed else OK

    def _gone_through(self, number: int) -> int:
        """Ask about the findings of an article; returns the number of the article to go on with."""
        file = self._files[number]
        kept = _Kept(file)
        self._passed = frozenset() if self._options.again else kept.passed()
        source = Source.read(file)
        asked = 0
        while True:
            known = self._passed
            article = self._opened(source)
            if self._passed != known:
                kept.keep(self._passed)
            if not article.left:
                return number + 1
            if not asked:
                self._print([[], *header(str(file), article.review.score), []])
            asked += 1
            finding = article.left[0]
            self._print(self._shown(article, finding))
            rejected = self._baseline.entries(file) if self._baseline else {}
            before = _Undo(number, article.source, self._passed, rejected, self._tally)
            answer = self._answer(finding)
            if answer == "u":
                if not self._before:
                    self._tell("Nothing to undo.")
                    continue
                last = self._before.pop()
                self._take_back(last)
                if last.number != number:
                    return last.number
                source = Source.read(file)
                continue
            if answer in ("n", "q"):
                self._is_over = answer == "q"
                return number + 1
            source = self._decided(article, finding, answer)
            if source is not article.source or self._passed != before.passed:
                self._before.append(before)
                kept.keep(self._passed)

    def _opened(self, source: Source) -> _Article:
        """An article read, and what is to be asked of it: the worst first, or in reading order."""
        desk = self._folders.desk_for(source.path)
        doc = desk.document(source.text, str(source.path))
        if source.path.suffix.lower() in CAN_BE_BROKEN and doc.laid_out.fault:
            raise SourceError(f"{source.path}: {doc.laid_out.fault}")
        review = desk.review(doc)
        at = self._passed_at
        self._passed |= {finding.fingerprint for finding in review.findings if (finding.rule, finding.span) in at}
        self._passed_at = frozenset()
        new = self._baseline.known(source.path).kept(review.findings) if self._baseline else review.findings
        left = [finding for finding in new if finding.fingerprint not in self._passed]
        if not self._options.in_order:
            left.sort(key=lambda finding: -finding.severity.value)
        return _Article(source, doc, review, left)

    # -- What is decided ---------------------------------------------------------------------------------------------

    def _answer(self, finding: Finding) -> str:
        """What the user says, one of the letters or the number of an option; ``q`` where nothing more comes."""
        options = len(finding.suggestions)
        letters = {"s", "e", "r", "S", "u", "n", "q"} | ({"a", "l", "A"} if finding.fix else set())
        numbers = {str(number) for number in range(1, min(options, 9) + 1)}
        choice = f"1-{min(options, 9)}," if options > 1 else ""
        keys = f"{'a,' if finding.fix else ''}{choice}e,s,{'l,A,' if finding.fix else ''}S,r,u,n,q,?"
        while True:
            said = self._read(f"({keys}) ", is_letter=True)
            if said is None:
                return "q"
            if not said and finding.fix:
                return "a"
            if said in letters or said in numbers:
                return said
            self._tell(_HELP)

    def _decided(self, article: _Article, finding: Finding, answer: str) -> Source:
        """The article's source after the decision, written if it changed."""
        if answer == "e":
            return self._edited_by_hand(article, finding)
        if answer == "r":
            return self._rejected(article, finding)
        if answer == "s":
            return self._passed_over(article, [finding])
        alike = [each for each in article.left if each.rule == finding.rule]
        if answer == "S":
            return self._passed_over(article, alike)
        if answer == "A":
            return self._accepted(article, alike)
        if answer == "l":
            return self._accepted(article, [each for each in alike if each.excerpt == finding.excerpt])
        if answer == "a" or (answer == "1" and finding.fix):
            return self._accepted(article, [finding])
        return self._put(article, finding.span, finding.to_read[int(answer) - 1])

    def _accepted(self, article: _Article, findings: Iterable[Finding]) -> Source:
        made, edits = fixing.together(article.doc, findings)
        return self._written(article, edits, len(made))

    def _edited_by_hand(self, article: _Article, finding: Finding) -> Source:
        span = _whole_words(article.doc, finding.span)
        old = one_line(article.doc.text[slice(*span)])
        new = self._read(f"instead of {quoted(old)} (empty: leave it): ")
        return self._put(article, span, new) if new else article.source

    def _put(self, article: _Article, span: Span, new: str) -> Source:
        return self._written(article, fixing.put(article.doc, span, new), 1)

    def _written(self, article: _Article, edits: Sequence[Edit], repairs: int) -> Source:
        """The source with these edits made, written in place of the old one."""
        if not edits:
            self._tell("That would change what the markup means: change it in your editor.")
            return article.source
        new = article.source.edited(edits)
        new.write(instead_of=article.source)
        passed = (finding for finding in article.review.findings if finding.fingerprint in self._passed)
        self._passed_at = frozenset((finding.rule, moved(finding.span, edits)) for finding in passed)
        articles = self._tally.articles | {article.source.path}
        self._tally = self._tally._replace(repaired=self._tally.repaired + repairs, articles=articles)
        return new

    def _passed_over(self, article: _Article, findings: Iterable[Finding]) -> Source:
        marks = {finding.fingerprint for finding in findings}
        self._tally = self._tally._replace(passed=self._tally.passed + len(marks))
        self._passed |= marks
        return article.source

    def _rejected(self, article: _Article, finding: Finding) -> Source:
        if self._baseline is None:
            self._tell(
                "Name a baseline with --baseline FILE; make one with: copydesk check --write-baseline --baseline FILE"
            )
            return article.source
        self._baseline.add(article.source.path, finding)
        self._baseline.write()
        self._tally = self._tally._replace(rejected=self._tally.rejected + 1)
        self._passed |= {finding.fingerprint}
        return article.source

    def _take_back(self, last: _Undo) -> None:
        """Put an article back to how it stood before the last decision on it."""
        file = self._files[last.number]
        now = Source.read(file)
        if now.data != last.source.data:
            last.source.write(instead_of=now)
        if self._baseline and self._baseline.entries(file) != last.rejected:
            self._baseline.put_back(file, last.rejected)
            self._baseline.write()
        _Kept(file).keep(last.passed)
        self._passed, self._tally = last.passed, last.tally
        self._tell("Undone.")

    # -- What is shown -----------------------------------------------------------------------------------------------

    def _shown(self, article: _Article, finding: Finding) -> list[Line]:
        style = SEVERITY_STYLES[finding.severity]
        place = f"{finding.line}:{finding.column}"
        head = [Piece(place, "cyan"), Piece(f" {finding.severity.word} ", style), Piece(finding.rule, "bold cyan")]
        parts: list[Line] = [
            [*head, Piece(f"  {counted(len(article.left), 'finding')} left here", "dim")],
            _paragraph(article.doc, finding, style, colour=self._console.color_system is not None),
            [Piece(shown(finding.message))],
        ]
        if len(finding.suggestions) > 1:
            parts += ([Piece(f"{number}  ", "bold"), Piece(one_line(text) or "nothing", "green")]
                      for number, text in enumerate(finding.to_read[:9], 1))  # fmt: skip
        elif finding.suggestions:
            parts.append(repair(finding))
        parts += map(related, finding.related[:4])
        return [*parts, []]

    def _print(self, lines: Iterable[Line]) -> None:
        width = self._console.width
        printed(self._console, (part for line in lines for part in wrapped(line, width)))

    def _tell(self, text: str) -> None:
        self._print([[Piece(line)] for line in text.split("\n")])

    def _read(self, prompt: str, *, is_letter: bool = False) -> str | None:
        """A line from the user, without blanks at its ends; ``None`` where nothing more comes.

        Where it ``is_letter``, a terminal is not asked for Enter.
        """
        self._console.print(prompt, end="", style="bold", soft_wrap=True)
        self._console.file.flush()
        line = _key(self._answers) if is_letter else None
        if line is None:
            line = self._answers.readline()
        elif line:
            self._console.print(shown(line.strip()))
        if not line:
            self._console.print()
        return line.strip() if line else None

    def _sum_up(self) -> None:
        tally = self._tally
        if not self._files:
            self._tell("No articles here: name files, or folders that hold .md, .mdx or .txt.")
            return
        if not (tally.repaired or tally.passed or tally.rejected):
            self._tell("Nothing decided." if self._is_over else "Nothing left to decide.")
            return
        repaired = f"{counted(tally.repaired, 'repair')} in {counted(len(tally.articles), 'article')}"
        self._tell(f"{repaired}; {tally.passed:,} skipped, {tally.rejected:,} rejected for good.")


def _key(answers: TextIO) -> str | None:
    """The key that the user presses, empty where nothing more comes; ``None`` where only lines can be read."""
    if os.environ.get("TERM", "dumb") == "dumb" or not answers.isatty():
        return None
    try:
        import termios
        import tty
        from select import select
    except ImportError:
        return None
    file = answers.fileno()
    before = termios.tcgetattr(file)
    try:
        tty.setcbreak(file, termios.TCSADRAIN)
        key = os.read(file, 1)
        if key and (key == _ESCAPE or not key.isascii()) and select([file], [], [], 0)[0]:
            key += os.read(file, _LONGEST_KEY)
    finally:
        termios.tcsetattr(file, termios.TCSADRAIN, before)
    return "" if key in _END_OF_INPUT else key.decode("utf-8", "replace")


_ESCAPE = b"\x1b"
_END_OF_INPUT = (b"\x04", b"\0")
"""Control and D, and the same as a terminal keeps it that was still asked for a line."""
_LONGEST_KEY = 32
"""Bytes: an arrow sends several at once, of which none is a letter for us."""


class _Kept:
    """What was passed over in an article, kept from one review to the next."""

    def __init__(self, file: Path) -> None:
        self._key = os.path.abspath(file)  # noqa: PTH100 -- as it is named: a link may lead elsewhere next time
        self._name = f"review-{blake2b(os.fsencode(self._key), digest_size=16).hexdigest()}"

    def passed(self) -> frozenset[str]:
        """The fingerprints of what was passed over."""
        return frozenset(cache.read(self._name, self._key) or ())

    def keep(self, passed: frozenset[str]) -> None:
        """Keep them."""
        cache.write(self._name, self._key, sorted(passed))


def _whole_words(doc: Document, span: Span) -> Span:
    """A stretch with the rest of the words, and of what hangs on them, that it begins and ends in."""
    before, after = (
        _END_OF_WORD.search(doc.text, max(0, span.start - _LONGEST_WORD), span.start),
        _START_OF_WORD.match(doc.text, span.end, span.end + _LONGEST_WORD),
    )
    return Span(before.start() if before else span.start, after.end() if after else span.end)


_END_OF_WORD = re.compile(r"\S+\Z")
_LONGEST_WORD = 60
_START_OF_WORD = re.compile(r"\S+")


def _paragraph(doc: Document, finding: Finding, style: str, *, colour: bool) -> Line:
    """The paragraph that a finding stands in, or what of it is near, with what is found marked in it."""
    start, end = finding.span
    block = next((block for block in doc.blocks if block.start <= start < block.end), None)
    first, last = (block.start, max(block.end, end)) if block else (start, end)
    before = "…" if start - first > _AROUND else ""
    after = "…" if last - end > _AROUND else ""
    first, last = max(first, start - _AROUND), min(last, end + _AROUND)
    opening, closing = ("", "") if colour else ("⟦", "⟧")
    return [
        Piece(before + _in_line(doc.text[first:start])),
        Piece(f"{opening}{_in_line(doc.text[start:end]) or '·'}{closing}", f"{style} underline"),
        Piece(_in_line(doc.text[end:last]) + after),
    ]


def _in_line(text: str) -> str:
    """The text with line ends as blanks, and nothing in it that moves the cursor."""
    return shown(text.replace("\n", " "))
