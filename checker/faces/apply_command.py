"""``copydesk apply``: what an editor decided on the review page is made in the files, each whole or not at all.

A decision holds for the text that it was made about: a file that has another one by now is left as it is. Repairs go
the way of ``--fix``, with its guards; those that follow on others are made only where the editor accepted them too.
"""

from __future__ import annotations

import json
import os
import re
import sys
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from checker.checking.edits import edits_for
from checker.findings import Applicability, Category, Edit, Finding, Fix, Severity
from checker.findings.finding import digest
from checker.findings.quoting import quoted
from checker.project.baseline import Baseline
from checker.project.config import ConfigError
from checker.project.options import BASELINE
from checker.project.settings import Folders
from checker.project.source import Source, SourceError
from checker.repairing import fixing
from checker.repairing.narrowing import moved
from checker.reports.html import VERSION
from checker.reports.plain_text import counted, one_line
from checker.run.exit import FAILED, OK, ended, say
from checker.text.formats import CAN_BE_BROKEN, suffixes
from checker.text.layout import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.project.options import Options
    from checker.text.document import Document

__all__ = ["run"]

_LARGEST = 200_000_000
"""Bytes of the largest file of decisions that is read."""


def run(shared: Options, decisions: Path) -> int:
    """Make the decisions in the files that ``shared`` names, or that lie in its folders; returns the exit code."""
    return ended(lambda: _Applying(shared, decisions).run())


class _Decision(NamedTuple):
    """What was decided about a finding: ``accept``, ``option``, ``write`` or ``reject``.

    ``edits`` are those of an accepted repair or option, ``text`` is what was written by hand for the finding's span.
    """

    choice: str
    finding: Finding
    edits: tuple[Edit, ...] = ()
    text: str = ""

    @classmethod
    def of(cls, row: Mapping[str, Any], length: int) -> Self:
        """The decision in a row of the file, about a text of that length.

        Raises ``KeyError``, ``TypeError`` or ``ValueError`` for what is none.
        """
        choice, start, end = row["choice"], row["start"], row["end"]
        if choice not in ("accept", "option", "write", "reject") or not _is_within(start, end, length):
            raise ValueError(choice)
        names = [row[key] for key in ("rule", "fingerprint", "excerpt")]
        text = row["text"] if choice == "write" else ""
        edits = [Edit(*edit) for edit in row["edits"]] if choice in ("accept", "option") else []
        for each in (*names, text, *(edit.text for edit in edits)):
            _text(each)
        ends = [0, *(offset for edit in edits for offset in (edit.start, edit.end)), length]
        if not all(_is_within(first, last, length) for first, last in pairwise(ends)):
            raise ValueError(ends)
        rule, fingerprint, excerpt = names
        # Of a finding only that is told which repairing and the baseline look at.
        finding = Finding(
            rule,
            Category.AWKWARD,
            Severity.MINOR,
            Span(start, end),
            *(0, 0, 0, 0),
            excerpt=excerpt,
            message="",
            fingerprint=fingerprint,
        )
        return cls(choice, finding, tuple(edits), text)


def _text(value: Any) -> str:
    """The value, which must be text that a file, or the name of one, can hold: JSON also has halves of characters.

    Raises ``TypeError``.
    """
    if not isinstance(value, str) or _NOT_IN_FILES.search(value):
        raise TypeError(value)
    return value


_NOT_IN_FILES = re.compile("[\0\ud800-\udfff]")


def _is_within(start: Any, end: Any, length: int) -> bool:
    are_numbers = all(isinstance(offset, int) and not isinstance(offset, bool) for offset in (start, end))
    return are_numbers and 0 <= start <= end <= length


class _Accepted:
    """Lets pass, in the rounds after the first, what was accepted: beside a repair of the first, or following on it."""

    def __init__(self, following: frozenset[str], places: frozenset[tuple[str, Span]]) -> None:
        self._following = following
        self._places = places

    def __bool__(self) -> bool:
        return bool(self._following or self._places)

    def kept(self, findings: Sequence[Finding]) -> list[Finding]:
        """The findings that were accepted."""
        return [
            finding
            for finding in findings
            if finding.fingerprint in self._following or (finding.rule, finding.span) in self._places
        ]

    def after(self, _findings: Sequence[Finding], edits: Sequence[Edit]) -> _Accepted:
        """The same, with the places as they are then."""
        return _Accepted(self._following, frozenset((rule, moved(span, edits)) for rule, span in self._places))


@dataclass(frozen=True)
class _Article:
    """A file's decisions, as yet unread, and the text that they are about by its digest."""

    path: Path
    digest: str
    rows: list[Any]
    following: frozenset[str]


class _Done(NamedTuple):
    """A file as repairs made it, how many they were, how many were not called for any more, and the edits by round."""

    source: Source
    repairs: int = 0
    lost: int = 0
    rounds: tuple[tuple[Edit, ...], ...] = ()


class _Applying:
    def __init__(self, shared: Options, decisions: Path) -> None:
        self._folders = Folders(shared)
        self._named = [Path(os.path.abspath(path)) for path in shared.paths]  # noqa: PTH100 -- as they are named
        self._articles = list(_read(decisions))
        path = self._folders.here[BASELINE]
        self._baseline = Baseline.read(Path(path)) if path else None
        self._rejected = 0

    def run(self) -> int:
        failed = False
        for article in self._articles:
            try:
                sys.stdout.write(f"{one_line(str(article.path))}: {self._applied(article)}\n")
            except SourceError as error:
                failed = True
                say(str(error))
        if self._baseline and self._rejected:
            self._baseline.write()
        elif self._rejected:
            rejected = "1 is" if self._rejected == 1 else f"{self._rejected:,} are"
            say(f"{rejected} rejected, and found again next time: --baseline FILE says where to keep what is known")
        if not self._articles:
            sys.stdout.write("No decisions.\n")
        return FAILED if failed else OK

    def _applied(self, article: _Article) -> str:
        """What was done with an article's decisions, in words; raises ``SourceError`` where nothing was."""
        path = article.path
        if not self._is_named(path):
            raise SourceError(f"{path}: not an article in this folder, left as it is; name it after decisions.json")
        source = Source.read(path)
        if digest(source.text) != article.digest:
            raise SourceError(f"{path}: changed since the decisions were made, left as it is; check it again")
        try:
            decisions = [_Decision.of(row, len(source.text)) for row in article.rows]
        except (KeyError, TypeError, ValueError):
            raise SourceError(f"{path}: its decisions are not as the page writes them; left as it is") from None
        done = self._repaired(source, [each for each in decisions if each.choice != "reject"], article.following)
        rejected = [decision.finding for decision in decisions if decision.choice == "reject"]
        if self._baseline:
            for finding in self._as_they_are(rejected, done):
                self._baseline.add(path, finding)
        self._rejected += len(rejected)
        said = [counted(done.repairs, "repair")] if done.repairs else []
        if done.lost:
            said.append(f"{done.lost:,} no longer called for")
        if rejected:
            said.append(f"{len(rejected):,} rejected")
        return ", ".join(said) or "nothing to do"

    def _is_named(self, path: Path) -> bool:
        """Whether decisions about a file are to be believed: it was named, or is an article in a folder that was.

        A link that leads out of the folder is in none.
        """
        if Path(os.path.abspath(path)) in self._named:  # noqa: PTH100 -- as it is named
            return True
        is_article = path.suffix.lower() in suffixes(with_fields=True)
        return is_article and any(path.resolve().is_relative_to(named.resolve()) for named in self._named)

    def _repaired(self, source: Source, decisions: Sequence[_Decision], following: frozenset[str]) -> _Done:
        """Make the accepted decisions in a file."""
        if not decisions:
            return _Done(source)
        doc = self._document(source)
        wanted = [_with_fix(doc, decision) for decision in decisions]
        made, edits = fixing.together(doc, wanted)
        rounds = [edits]
        new = source.edited(edits)
        done = set(map(id, made))
        left = [pair for pair in zip(decisions, wanted, strict=True) if id(pair[1]) not in done]
        # What an editor put there no rule will find again; it can stand beside a repair, though not in its place.
        if own := [finding for decision, finding in left if decision.choice in ("option", "write")]:
            beside, edits = fixing.together(self._document(new), [_beside(finding, edits) for finding in own])
            if len(beside) < len(own):
                stands = {finding.fingerprint for finding in beside}
                raise SourceError(_cannot_stand(doc, [each for each in own if each.fingerprint not in stands]))
            rounds.append(edits)
            new = new.edited(edits)
        places = frozenset((finding.rule, finding.span) for decision, finding in left if decision.choice == "accept")
        rest = _Accepted(following, places)
        for edits in rounds:
            rest = rest.after((), edits)
        repairs = len(made) + len(own)
        if rest:
            further = self._folders.desk_for(source.path).repair(self._document(new), unsafe=True, narrowings=[rest])
            if further.fault:
                raise SourceError(f"{source.path}: a repair would break it, so it stays as it was; please report this")
            for edits in further.rounds:
                new = new.edited(edits)
            repairs += len(further.fixed)
            rounds += further.rounds
        if new.raw != source.raw:
            new.write(instead_of=source)
        return _Done(new, repairs, max(0, len(decisions) + len(following) - repairs), tuple(rounds))

    def _as_they_are(self, rejected: Sequence[Finding], done: _Done) -> Iterator[Finding]:
        """Rejected findings as they will be found: the words around some may have been repaired."""
        if not rejected or not done.rounds:
            yield from rejected
            return
        review = self._folders.desk_for(done.source.path).review(self._document(done.source))
        found = {(finding.rule, finding.span): finding for finding in review.findings}
        for finding in rejected:
            span = finding.span
            for edits in done.rounds:
                span = moved(span, edits)
            yield found.get((finding.rule, span), finding)

    def _document(self, source: Source) -> Document:
        doc = self._folders.desk_for(source.path).document(source.text, str(source.path))
        if source.path.suffix.lower() in CAN_BE_BROKEN and doc.laid_out.fault:
            raise SourceError(f"{source.path}: {doc.laid_out.fault}")
        return doc


def _with_fix(doc: Document, decision: _Decision) -> Finding:
    """The finding with the repair that was decided on; with none where the text cannot be put there."""
    finding = decision.finding
    edits = edits_for(doc, finding.span, decision.text) if decision.choice == "write" else decision.edits
    if edits == ():  # the same words again
        edits = (Edit(finding.span.start, finding.span.start, ""),)
    return finding._replace(fix=Fix(edits, Applicability.UNSAFE) if edits else None)


def _beside(finding: Finding, made: Sequence[Edit]) -> Finding:
    """The finding with its repair where that stands after others were made; without it where they took its place."""
    edits: list[Edit] = []
    for start, end, text in finding.fix.edits if finding.fix else ():
        if any((other.start < end and start < other.end) or other[:2] == (start, end) for other in made):
            return finding._replace(fix=None)
        grown = sum(len(other.text) - (other.end - other.start) for other in made if other.end <= start)
        edits.append(Edit(start + grown, end + grown, text))
    return finding._replace(fix=Fix(tuple(edits), Applicability.UNSAFE)) if edits else finding


def _cannot_stand(doc: Document, findings: Sequence[Finding]) -> str:
    places = [
        f"{quoted(one_line(finding.excerpt))} in line {doc.position(finding.span.start)[0]}" for finding in findings
    ]
    return (
        f"{doc.path}: left as it is; the new text for {' and '.join(places)} conflicts with another repair, or "
        "would change what the markup means: decide differently there"
    )


def _read(file: Path) -> Iterator[_Article]:
    """The articles that a file of decisions is about; raises ``ConfigError``."""
    if file.exists() and not file.is_file():  # a pipe or a device may never end
        raise ConfigError(f"{file}: not a file; save decisions on the page that “copydesk check --open” shows")
    try:
        if file.stat().st_size > _LARGEST:
            raise ConfigError(f"{file}: larger than {_LARGEST // 1_000_000} MB; decide about fewer articles")
        content = json.loads(file.read_bytes())
    except OSError as error:
        raise ConfigError(f"{file}: {error.strerror}") from None
    except (ValueError, RecursionError):
        raise ConfigError(f"{file}: not decisions; save them on the page that “copydesk check --open” shows") from None
    if not isinstance(content, dict) or content.get("version") != VERSION:
        raise ConfigError(f"{file}: not decisions of this version; save them on the page once more")
    try:
        articles = [
            _Article(Path(_text(row["path"])), row["hash"], list(row["decisions"]), frozenset(row["following"]))
            for row in content["articles"]
        ]
    except (KeyError, TypeError):
        raise ConfigError(f"{file}: not decisions of this version; save them on the page once more") from None
    yield from articles
