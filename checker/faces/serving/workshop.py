"""The workshop: the process in which articles are checked and repaired for a server, which waits for none of it.

It is asked one thing after another, in pickles behind their length, and can be told by a signal to give up.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import struct
import sys
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from checker import readers
from checker.checking import catalog, suppression
from checker.checking.edits import composed, edits_for
from checker.checking.glance import Before
from checker.checking.rule import Expired, RuleError
from checker.findings import Applicability, Fix, Review
from checker.findings.finding import digest
from checker.project.baseline import Baseline
from checker.project.config import ConfigError
from checker.project.options import BASELINE, Options
from checker.project.settings import NAMES_FILE, Folders
from checker.project.source import LARGEST, Source, SourceError
from checker.repairing import fixing
from checker.repairing.narrowing import narrowed
from checker.reports import CheckedArticle
from checker.reports.rulebook import as_markdown, section
from checker.run import deadline
from checker.run.exit import MISTAKES, say
from checker.run.workers import Checker

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.checking.rule import Rule
    from checker.findings import Edit, Finding, Repaired
    from checker.readers import Reader
    from checker.repairing.narrowing import Narrowing
    from checker.text.document import Document
    from checker.text.layout import Span

__all__ = ["LENGTH", "STOPPED", "SetUp", "Text", "Workshop", "WorkshopError"]

LENGTH = struct.Struct(">I")
"""How long a message is, which stands before it."""
STOPPED = "stopped"
"""The answer where the workshop was told to give up."""
_OBJECTS = 200_000
_LARGEST_GLANCED = 400_000
"""Characters of an article at most; to lay out a longer one is not quick."""
_MOST_KEPT = 8
"""Articles that are changed in turn, at most."""
_CONFIGURED_BY = ("copydesk.toml", "pyproject.toml", NAMES_FILE)


class WorkshopError(Exception):
    """What was asked could not be done; the message is a sentence that says why."""


class SetUp(NamedTuple):
    """What a workshop works by: options as the command line gave them, the folder where it works."""

    given: Mapping[str, Any]
    folder: Path


class Text(NamedTuple):
    """An article as an editor has it; ``is_settled`` is what was saved, and is worth asking readers about."""

    path: Path
    raw: str
    is_settled: bool = False


class _Desks(NamedTuple):
    """Who checks what was saved, with the readers and what is known from before; and who what is being typed."""

    folders: Folders
    settled: Checker
    plain: Folders
    hurried: Checker

    def of(self, text: Text) -> tuple[Folders, Checker]:
        """The settings and the checker for an article."""
        return (self.folders, self.settled) if text.is_settled else (self.plain, self.hurried)


class Workshop:
    """Checks and repairs articles by the settings of their folders, which are read anew when they have changed.

    Every method raises ``WorkshopError``, ``SourceError``, ``RuleError`` or one of the mistakes in settings.
    """

    def __init__(self, given: Mapping[str, Any]) -> None:
        self._given = dict(given)
        self._made: _Desks | None = None
        self._open = ExitStack()
        self._looked: dict[Path, tuple[Any, ...]] = {}
        self._before: dict[Path, Before] = {}

    # -- What can be asked -------------------------------------------------------------------------------------------

    def ready(self) -> None:
        """Load what every article needs."""
        desks = self._desks(Path.cwd())
        _ = desks.folders.desk_for(Path("any.md")).rules
        gc.freeze()

    def is_stale(self, folders: Sequence[Path]) -> bool:
        """Whether settings have changed since articles in these folders were last checked."""
        return any(folder in self._looked and self._signature(folder) != self._looked[folder] for folder in folders)

    def review(self, text: Text, *, excluded: bool = True) -> CheckedArticle:
        """What is found in an article; without ``excluded``, nothing in one that the settings exclude."""
        folders, checker, source = self._given_to(text)
        if not excluded and folders.excludes(text.path):
            return CheckedArticle(str(text.path), "", Review(0), ())
        doc = checker.document(source)
        checked = self._reviewed(folders, checker, source, doc)
        self._before.pop(text.path, None)
        if len(doc.text) <= _LARGEST_GLANCED:
            self._before[text.path] = Before(doc, checked.findings)
        for path in [*self._before][:-_MOST_KEPT]:
            del self._before[path]
        doc.forget()
        return checked

    def glance(self, text: Text) -> list[Finding] | None:
        """What is found right after a change, as ``Desk.glance`` has it; ``None`` where that would not be quick."""
        folders, checker, source = self._given_to(text)
        before = self._before.get(text.path)
        if before is None:
            return None
        doc = checker.document(source)
        found = folders.desk_for(text.path).glance(doc, before)
        doc.forget()
        return found and narrowed(found, self._known(folders, text.path))

    def review_file(self, file: Path, known: str = "") -> tuple[str, CheckedArticle | None]:
        """What is found in a file, with its text, and what tells that state of it from others.

        Nothing is looked for where that is ``known``.
        """
        desks = self._desks(file.parent)
        source = Source.read(file)
        state = digest(repr((source.text, self._looked[file.parent])))
        if state == known:
            return state, None
        return state, replace(self._reviewed(desks.folders, desks.settled, source), text=source.text)

    def articles(self, folder: Path) -> list[Path]:
        """The files in a folder that are articles and that nothing leaves out."""
        self._desks(folder)
        return Folders(Options((folder,), **self._given)).articles(deadline.limit)

    def repair(self, text: Text, *, unsafe: bool = False) -> tuple[tuple[Edit, ...], Repaired]:
        """The edits that make all safe repairs, and with ``unsafe`` those to be reread; and what that did."""
        folders, doc = self._opened(text)
        narrowings = self._known(folders, text.path)
        done = folders.desk_for(text.path).repair(doc, unsafe=unsafe, narrowings=narrowings)
        if done.fault:
            raise WorkshopError(f"{text.path}: a repair would break it, so nothing was changed; please report this")
        return composed(doc.text, done.rounds), done

    def repair_chosen(self, text: Text, chosen: Mapping[str, int]) -> tuple[tuple[Edit, ...], list[Finding]]:
        """The edits that make the repairs of findings by their fingerprints, each with the number of the option.

        Options count from 1. Returns with the edits the findings that they repair: a repair after which markup would
        be read as something else, or that touches another, is left out.
        """
        folders, doc = self._opened(text)
        review = folders.desk_for(text.path).review(doc)
        made, edits = fixing.together(doc, _chosen(doc, review, chosen))
        return edits, made

    def put(self, text: Text, span: Span, new: str) -> tuple[Edit, ...]:
        """The edits that put new text in place of a stretch; none where markup would be read as something else."""
        return fixing.put(self._opened(text)[1], span, new)

    def directive(self, text: Text, span: Span, name: str, *, whole_file: bool) -> tuple[Edit, ...]:
        """The edits that write a directive against a rule, for a block or the file; none where none can stand."""
        return suppression.written(self._opened(text)[1], span, name, whole_file=whole_file)

    def explain(self, name: str, folder: Path) -> str:
        """A page of Markdown about a rule, or about all rules that a name calls."""
        if said := readers.explained(name):
            return said
        return "\n".join(line for rule in self._rules(folder, name) for line in section(rule))

    def rulebook(self, folder: Path) -> str:
        """A page of Markdown about all rules."""
        return as_markdown(self._rules(folder))

    def _rules(self, folder: Path, name: str = "") -> tuple[Rule, ...]:
        """The rules that there are in a folder, or those that a name calls."""
        found = self._desks(folder).folders.of_folder(folder).all_rules
        return catalog.find(name, found) if name else found

    def _names_path(self, folder: Path) -> Path:
        """The names file that holds in a folder, or the place for one."""
        folders = self._desks(folder).folders
        return folders.names_path(folder / NAMES_FILE) or folders.of_folder(folder).config.root / NAMES_FILE

    def list_name(self, name: str, kind: str, folder: Path) -> Path:
        """Put a name into the names file that holds in a folder; returns that file."""
        from checker.faces.names_command import add_entries  # seldom
        from checker.names.names_file import Entry

        path = self._names_path(folder)
        add_entries(path, [Entry(name, (), kind)])
        return path

    def names(self, articles: Sequence[Text]) -> dict[str, Any]:
        """Who is named in articles, in which spellings, as ``copydesk names --output-format json`` says it."""
        from checker.faces.names_command import as_data  # seldom
        from checker.names.names_file import NamesFile
        from checker.names.repository import NamesOfOne, Repository, proposed

        first = articles[0].path
        folders = self._desks(first.parent).folders
        listed = folders.names_file(first) or NamesFile(())
        repository = Repository(listed)
        desk = folders.here.desk_for(first, listed)
        for article in articles:
            source = Source(article.path, article.raw, has_bom=False)
            repository.add(NamesOfOne.of(desk.document(source.text, str(source.path))))
        names = repository.names()
        return as_data(repository.articles, names, proposed(names, listed))

    # -- How it is done ----------------------------------------------------------------------------------------------

    def _reviewed(
        self, folders: Folders, checker: Checker, source: Source, doc: Document | None = None
    ) -> CheckedArticle:
        review = checker.review(source, doc)
        wanted = narrowed(review.findings, self._known(folders, source.path))
        return CheckedArticle(str(source.path), "", review, tuple(wanted))

    def _opened(self, text: Text) -> tuple[Folders, Document]:
        folders, checker, source = self._given_to(text)
        return folders, checker.document(source)

    def _given_to(self, text: Text) -> tuple[Folders, Checker, Source]:
        if len(text.raw) > LARGEST:
            raise WorkshopError(f"{text.path}: larger than {LARGEST // 1_000_000} MB and not checked; split it")
        return *self._desks(text.path.parent).of(text), Source(text.path, text.raw, has_bom=False)

    def _known(self, folders: Folders, path: Path) -> list[Narrowing]:
        file = folders.here[BASELINE]
        return [Baseline.read(Path(file)).known(path)] if file else []

    def _desks(self, folder: Path) -> _Desks:
        """Who checks articles in a folder, by its settings as they are now."""
        if self._made is None or self._looked.get(folder, ()) != self._signature(folder):
            if self._made is None or folder in self._looked:
                self._make()
            self._looked[folder] = self._signature(folder)
        assert self._made
        return self._made

    def _make(self) -> None:
        self._open.close()
        self._looked.clear()
        self._before.clear()
        self._made = None
        options = Options((), **self._given)
        quick = Options((), **{**self._given, "cache": False})
        folders = Folders(options)
        heard: list[Reader] = []
        try:
            heard += map(self._open.enter_context, readers.opened(folders.here.values, options, say))
        except MISTAKES as error:
            say(f"{error}; rules are heard without it")
        plain = Folders(options) if heard else folders
        folders.read_with(heard)
        self._made = _Desks(folders, Checker(folders, options, heard), plain, Checker(plain, quick))

    def _signature(self, folder: Path) -> tuple[Any, ...]:
        """What tells that the settings in a folder are the same: the files that state them, and when they changed."""
        files = [above / name for above in (folder, *folder.parents) for name in _CONFIGURED_BY]
        if self._made:
            with suppress(*MISTAKES):
                settings = self._made.folders.of_folder(folder)
                config = settings.desk_config
                files += settings.config.files
                files += [file for each in (*config.rules, *config.phrases) for file in catalog.files_of(each)]
                if baseline := self._made.folders.here[BASELINE]:
                    files.append(Path(baseline))
        found: list[Any] = []
        for file in files:
            with suppress(OSError):
                status = file.stat()
                found.append((str(file), status.st_mtime_ns, status.st_size, status.st_ino))
        return tuple(found)


def _chosen(doc: Document, review: Review, chosen: Mapping[str, int]) -> list[Finding]:
    """The findings with these fingerprints, each with the repair that was chosen; raises ``WorkshopError``."""
    by_mark = {finding.fingerprint: finding for finding in review.findings}
    found: list[Finding] = []
    for mark, number in chosen.items():
        finding = by_mark.get(mark)
        if finding is None:
            raise WorkshopError(f"no finding here has the fingerprint “{mark}”; check the article again")
        if number > len(finding.suggestions) or (number == 1 and not finding.fix):
            raise WorkshopError(f"the finding “{mark}” ({finding.rule}) has no repair number {number} that can be made")
        if number > 1:
            edits = edits_for(doc, finding.span, finding.to_read[number - 1])
            finding = finding._replace(fix=Fix(edits or (), Applicability.DISPLAY))
        found.append(finding)
    return sorted(found, key=lambda finding: finding.span)


def main() -> None:
    """Answer what is asked until there is nobody who asks."""
    asked, answers = _wire()
    # A signal that comes between two things asked is too late, and harmless.
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, lambda *_: None)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asks is told, and closes the wire
    gc.set_threshold(_OBJECTS)
    set_up = _read(asked)
    if set_up is None:
        return
    os.chdir(set_up.folder)
    workshop = Workshop(set_up.given)
    while (message := _read(asked)) is not None:
        answer = pickle.dumps(_answer(workshop, *message))
        answers.write(LENGTH.pack(len(answer)) + answer)
        answers.flush()


def _answer(workshop: Workshop, method: str, arguments: tuple[Any, ...], more: dict[str, Any]) -> tuple[str, Any]:
    """What came of it, “done”, “failed” or ``STOPPED``, and what was asked for or a sentence that says why not."""
    try:
        with deadline.limit(_FOR_EVER):
            return "done", getattr(workshop, method)(*arguments, **more)
    except Expired:
        return STOPPED, "it was given up"
    except RuleError as error:
        return STOPPED, str(error)
    except (WorkshopError, SourceError, ConfigError, *MISTAKES) as error:
        return "failed", str(error)
    except Exception as error:  # noqa: BLE001 -- one article must not take the others along
        return "failed", f"{type(error).__name__}: {error}"


_FOR_EVER = 1_000_000.0
"""Seconds: whoever asks knows how long it may take; the limit is there for the signal to have something to end."""


def _read(asked: BinaryIO) -> Any:
    head = asked.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    return pickle.loads(asked.read(*LENGTH.unpack(head)))  # noqa: S301 -- from the process that started this one


def _wire() -> tuple[BinaryIO, BinaryIO]:
    """Where questions come from and answers go; what others print or read has another place."""
    asked, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 -- as long as the process
    return asked, answers
