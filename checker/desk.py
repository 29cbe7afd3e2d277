"""The desk: reviews and repairs articles by the rules it was set up with. Without files, options or anything global.

Everything that checks an article goes through here: the command line, the Python interface, the worker processes.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from checker import readers
from checker.checking import catalog
from checker.text.document import Document
from checker.text.house_style import UNDECIDED, HouseStyle
from checker.text.layout import LanguageMark

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from checker.checking.engine import Engine
    from checker.checking.glance import Before
    from checker.checking.rule import Rule
    from checker.findings import Finding, Repaired, Review
    from checker.names.names_file import NamesFile
    from checker.readers import Reader
    from checker.repairing.narrowing import Narrowing
    from checker.text.glossary import Term

__all__ = ["Desk", "DeskConfig"]


@dataclass(frozen=True)
class DeskConfig:
    """What a desk works by; plain data that can be pickled.

    ``select`` (all when empty), ``ignore`` and ``never`` are names of rules, families, categories or dimensions;
    ``ignore`` gives way to a rule's own name in ``select``, ``never`` does not. ``preview`` lets rules run that are not
    yet proven. ``rules`` are files and folders of rules beside the built-in ones; of ``phrases`` only the phrase files
    are read, and a Python rule there is refused, unless ``allow_rules``. ``names`` holds for documents that have no
    names file; ``fields`` are those that hold prose, in a format that has fields, ``source_fields`` those of what it
    was translated from; ``glossary`` says how terms are translated; ``language_marks`` passes over what such marks say
    is in another language. ``house`` is what was decided where English leaves a choice.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    preview: bool = False
    rules: tuple[Path, ...] = ()
    phrases: tuple[Path, ...] = ()
    allow_rules: bool = False
    fields: tuple[str, ...] = ()
    source_fields: tuple[str, ...] = ()
    glossary: tuple[Term, ...] = field(default=(), repr=False)
    language_marks: tuple[str, ...] = tuple(LanguageMark)
    names: NamesFile | None = field(default=None, repr=False)
    house: HouseStyle = UNDECIDED

    @property
    def selection(self) -> catalog.Selection:
        """Which rules are wanted, but for ``never``."""
        return catalog.Selection(self.select, self.ignore, preview=self.preview)

    def all_rules(self) -> tuple[Rule, ...]:
        """The built-in rules and those of the files named; raises ``CatalogError``."""
        return catalog.load(self.rules, configured=self.phrases, run_configured=self.allow_rules)

    def unknown(self, name: str) -> str:
        """What to tell of a name that no rule, family, category or reader has; empty for one that is known."""
        try:
            catalog.select(self.all_rules(), catalog.Selection(ignore=(name,)), readers.names())
        except catalog.UnknownRuleError as error:
            return str(error)
        return ""

    def chosen_rules(self, known: Mapping[str, Iterable[str]] = MappingProxyType({})) -> tuple[Rule, ...]:
        """The rules that run; ``known`` are names that rules must have, by where they are said.

        Raises ``CatalogError``, and ``UnknownRuleError`` for a name that no rule has.
        """
        rules = self.all_rules()
        elsewhere = readers.names()
        for where, said in known.items():
            try:
                catalog.select(rules, catalog.Selection(ignore=tuple(said)), elsewhere)
            except catalog.UnknownRuleError as error:
                raise catalog.UnknownRuleError(f"{where}: {error}") from None
        catalog.select(rules, catalog.Selection(ignore=self.never), elsewhere)
        chosen = catalog.select(rules, self.selection, elsewhere)
        return tuple(rule for rule in chosen if not any(map(rule.is_called, self.never))) if self.never else chosen


class Desk:
    """Reviews and repairs articles; its rules are loaded with the first. May be used by several threads at once."""

    def __init__(
        self,
        config: DeskConfig | None = None,
        readers: Iterable[Reader] = (),
        *,
        known: Mapping[str, Iterable[str]] = MappingProxyType({}),
    ) -> None:
        """``readers`` are heard after the rules; ``known`` are names that rules must have, by where they are said."""
        self.config = config or DeskConfig()
        self._readers = tuple(readers)
        self._known = known
        self._like: Desk | None = None
        self._engine: Engine | None = None

    def like(
        self,
        never: Collection[str],
        names: NamesFile | None,
        fields: tuple[str, ...] = (),
        source_fields: tuple[str, ...] = (),
    ) -> Desk:
        """A desk like this one with fewer rules, other names and fields, which shares with it what it can."""
        config = replace(
            self.config,
            never=(*self.config.never, *sorted(never)),
            names=names,
            fields=fields,
            source_fields=source_fields,
        )
        desk = Desk(config, self._readers)
        desk._like = self
        return desk

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that run; raises ``CatalogError`` or ``UnknownRuleError``."""
        return self.engine.rules

    @property
    def engine(self) -> Engine:
        """The rules made ready, and whoever is heard after them."""
        if self._engine is None:
            self._engine = self._made()
        return self._engine

    def _made(self) -> Engine:
        from checker.checking.engine import Engine  # not where all results are kept from an earlier run

        config, like = self.config, self._like
        if like and like.config.never == config.never:
            return like.engine
        rules = like.rules if like else config.chosen_rules(self._known)
        if like:
            rules = tuple(rule for rule in rules if not any(map(rule.is_called, config.never)))
        selections = config.selection, catalog.Selection(ignore=config.never, preview=True)
        return Engine(rules, self._readers, selections, unknown=config.unknown)

    def document(self, text: str, path: str = "", source: str = "") -> Document:
        """An article with this desk's names and fields; ``path`` names it and tells its format.

        ``source`` is the article that it was translated from, where that is known.
        """
        config = self.config
        return Document(
            text,
            path,
            names_file=config.names,
            fields=config.fields,
            language_marks=config.language_marks,
            source=source,
            source_fields=config.source_fields,
            glossary=config.glossary,
            house=config.house,
        )

    def review(self, doc: Document) -> Review:
        """All that is to be said of an article; repairs that would change what its markup means are not offered."""
        from checker.repairing import fixing  # not where all results are kept from an earlier run

        doc = self._own(doc)
        review = self.engine.review(doc)
        return replace(review, findings=tuple(fixing.offered(doc, review.findings)))

    def glance(self, doc: Document, before: Before) -> list[Finding] | None:
        """What is found in an article right after a change; ``before`` is how it was reviewed.

        Its marks are those of a review, but for what hangs on the whole article; repairs may not be what is offered.
        ``None`` where too much has changed.
        """
        from checker.checking.glance import glance

        return glance(self.engine, self._own(doc), before)

    def repair(self, doc: Document, *, unsafe: bool = False, narrowings: Sequence[Narrowing] = ()) -> Repaired:
        """Make the safe repairs of all findings that pass the narrowings, and with ``unsafe`` those to be reread."""
        from checker.findings import Repaired
        from checker.repairing import fixing

        done = fixing.repair(self._own(doc), self.engine, unsafe=unsafe, narrowings=narrowings)
        return Repaired(done.doc.text, done.rounds, done.fixed, done.review, done.wanted, done.doc.laid_out.fault)

    def _own(self, doc: Document) -> Document:
        if self.config.names is None or doc.names_file is not None:
            return doc
        return doc.with_names(self.config.names)
