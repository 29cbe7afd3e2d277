"""The engine: finds which rules have a say where, runs them, and makes findings of their hits."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import defaultdict
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from checker.checking import suppression
from checker.checking.edits import along, apply_edits, changes_facts, edits_for, encoded, without_empty_lines
from checker.checking.reader import UnreadError
from checker.checking.rule import Expired, Rule, RuleError
from checker.english.words import is_identifier
from checker.findings.finding import WORDS_OF_AN_EDITOR, Finding, Fix, Hit, fingerprinted
from checker.findings.quoting import legible
from checker.findings.review import Quality, Review, Trouble
from checker.findings.score import ceiling
from checker.findings.vocabulary import Applicability, Category
from checker.text.document import CLEAR, OPAQUE, Document, Sentence
from checker.text.translation import Pair, pairs

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from checker.checking.catalog import Selection
    from checker.checking.reader import Reader
    from checker.checking.rule import Tokens
    from checker.text.layout import Block, Span

__all__ = ["Engine"]


_Part = Document | Sentence | Pair
"""What a rule reads at a time."""


class _Cued(NamedTuple):
    """The numbers of the rules that a word is a cue of: wherever it stands, or between such tokens as each asks for."""

    anywhere: list[int]
    beside: list[tuple[int, Tokens | None, Tokens | None]]


class Engine:
    """A set of rules made ready to run over articles, and readers who are heard after them.

    Of what readers find, only what all ``selections`` want is taken. ``doubtful`` has what is doubtful heard in every
    article, not only where other findings show that nobody edited it.
    """

    def __init__(
        self,
        rules: Iterable[Rule],
        readers: Iterable[Reader] = (),
        selections: Iterable[Selection] = (),
        *,
        doubtful: bool = False,
        unknown: Callable[[str], str] = lambda _: "",
    ) -> None:
        self._hears_doubts = doubtful
        self._unknown = unknown
        self.rules = tuple(rules)
        self.readers = tuple(readers)
        self._selections = tuple(selections)
        self._asked_for = frozenset(name for selection in self._selections for name in selection.select)
        self._order = {rule.name: number for number, rule in enumerate(self.rules)}
        self._everywhere = tuple(rule for rule in self.rules if rule.scope == "sentence" and not rule.cues)
        self._of_pairs = tuple(rule for rule in self.rules if rule.scope == "pair")
        self._documents_always: list[int] = []
        self._documents_by_cue: dict[str, list[int]] = defaultdict(list)
        by_cue: dict[str, _Cued] = defaultdict(lambda: _Cued([], []))
        for number, rule in enumerate(self.rules):
            if rule.scope == "pair":
                continue
            if rule.scope == "document":
                if not rule.cues:
                    self._documents_always.append(number)
                for cue in rule.cues:
                    self._documents_by_cue[cue].append(number)
                continue
            for cue in rule.cues:
                before, after = rule.before.get(cue), rule.after.get(cue)
                if before or after:
                    by_cue[cue].beside.append((number, before, after))
                else:
                    by_cue[cue].anywhere.append(number)
        self._by_cue = dict(by_cue)
        self._cues = frozenset(by_cue)
        self._document_cues = frozenset(self._documents_by_cue)

    def check(self, doc: Document) -> list[Finding]:
        """All findings on an article in reading order, less those that its directives suppress.

        Raises ``RuleError`` when a rule fails.
        """
        review = self.review(doc)
        for trouble in review.troubles:
            raise RuleError(f"{doc.path or 'text'}: {trouble.message}")
        return list(review.findings)

    def review(self, doc: Document) -> Review:
        """All that is to be said of an article; a rule that fails is left out of it, and named among the troubles."""
        begun = [(reader, reader.begin(doc, self._asked_for)) for reader in self.readers]
        found, troubles = self._found(doc)
        words = doc.word_count
        if doc.beside:
            more, failed = self._found(doc.beside)
            found += [finding._replace(fix=None) for finding in more]
            troubles += failed
            words += doc.beside.word_count
        distinct = _distinct(found, self._order)
        advised = {}
        quality = None
        read = []
        for reader, pending in begun:
            theirs = []
            try:
                for rule, hit in pending.findings():
                    if all(selection.wants(rule) for selection in self._selections):
                        advised[rule.name] = rule
                        theirs.append(_finding(doc, rule, hit)._replace(reader=reader.name))
                quality = quality or _allowed(pending.quality(), distinct, words)
                read.append(reader.name)
            except UnreadError:
                pass  # what it says of the rest holds
            except Exception as error:  # noqa: BLE001 -- whatever a reader does wrong costs what it found here alone
                troubles.append(Trouble(reader.name, f"{reader.name} failed ({type(error).__name__}: {error})"))
                continue
            _hear(distinct, _distinct(theirs, self._order), reader.name)
        kept = self._kept(doc, distinct, advised.values())
        return Review(
            words,
            tuple(kept),
            quality,
            tuple(troubles),
            doc.not_scored,
            tuple(read),
            has_source=bool((doc.source or doc.laid_out.pairs) and pairs(doc)),
        )

    def glance(
        self, doc: Document, blocks: Sequence[Block], kept: Iterable[Finding], known: Iterable[Finding]
    ) -> list[Finding]:
        """All findings on an article, where only local rules are asked, and of some blocks only.

        ``kept`` are those elsewhere; ``known`` were found in these blocks before they were changed: what rules that are
        not local said is said still, what is doubtful is heard where it was.
        """
        part = doc.part(blocks)
        changed = set(blocks)
        sentences = {sentence for sentence in doc.sentences if sentence.block in changed}
        of_sentences, of_blocks = _Heard(doc), _Heard(part)
        for rule, parts in self._called(doc, of_sentences.troubles):
            if rule.scope == "sentence":
                of_sentences.ask(rule, [sentence for sentence in parts if sentence in sentences])
        for rule, whole in self._called(part, of_blocks.troubles):
            if rule.local:
                of_blocks.ask(rule, whole)
        found = [finding for finding in known if not self._is_local(finding.rule)]
        were = {(finding.rule, finding.span) for finding in known}
        for heard in (of_sentences, of_blocks):
            hits = heard.sure + [finding for _, finding in heard.doubtful if (finding.rule, finding.span) in were]
            found += (finding for finding in hits if part.block_at(finding.span.start))  # some look between blocks, too
        every = self._kept(doc, [*kept, *_distinct(found, self._order)], ())
        # Not all rules were asked: a directive is without effect where it was.
        every = [finding for finding in every if finding.rule != suppression.UNUSED]
        every += (finding for finding in (*kept, *known) if finding.rule == suppression.UNUSED)
        return self._in_order(every)

    def _is_local(self, name: str) -> bool:
        return name in self._order and self.rules[self._order[name]].is_local

    def _kept(self, doc: Document, distinct: Iterable[Finding], advised: Iterable[Rule]) -> list[Finding]:
        """What of findings is reported, in reading order: less what names and directives silence."""
        if doc.layout.names:
            distinct = [finding for finding in distinct if not _is_name(doc, finding.span)]
        if doc.names_file:
            from checker.names import names_file  # only where a project has one

            distinct = [finding for finding in distinct if not names_file.vouches_for(doc, finding.span)]
        kept = suppression.apply(doc, distinct, (*self.rules, *advised), self._unknown)
        return fingerprinted(doc, self._in_order(kept))

    def _in_order(self, findings: Iterable[Finding]) -> list[Finding]:
        return sorted(findings, key=lambda finding: (finding.span, self._order.get(finding.rule, -1)))

    def _found(self, doc: Document) -> tuple[list[Finding], list[Trouble]]:
        """What the rules find, those of one after those of another, and which of them failed.

        What is doubtful is left out of an article that seems to have been edited, and rules that find nothing else are
        not asked there.
        """
        heard = _Heard(doc)
        waiting: list[tuple[Rule, Iterable[_Part]]] = []
        for rule, parts in self._called(doc, heard.troubles):
            if rule.is_doubtful:
                waiting.append((rule, parts))
            else:
                heard.ask(rule, parts)
        apart = 0.0 if self._hears_doubts else _words_apart(doc, heard.sure)
        if apart > WORDS_OF_AN_EDITOR:
            return heard.sure, heard.troubles
        for rule, parts in waiting:
            heard.ask(rule, parts)
        return heard.sure + [finding for within, finding in heard.doubtful if apart <= within], heard.troubles

    def _called(self, doc: Document, troubles: list[Trouble]) -> Iterator[tuple[Rule, Iterable[_Part]]]:
        """Each rule that may have a say in an article, with the parts it is to look at."""
        forms = doc.forms
        with_cue = self._with_cue(doc, troubles)
        for number in sorted(with_cue):
            rule = self.rules[number]
            if rule.needs and any(map(forms.isdisjoint, rule.needs)):
                continue
            called: Iterable[Sentence] = set().union(*with_cue[number])
            for need in rule.needs:
                called = [sentence for sentence in called if sentence.holds(need)]
            if called:
                yield rule, called
        for rule in self._everywhere:
            yield rule, doc.sentences
        cued = map(self._documents_by_cue.__getitem__, forms & self._document_cues)
        for number in sorted({*self._documents_always, *chain.from_iterable(cued)}):
            rule = self.rules[number]
            if not (rule.needs and any(map(forms.isdisjoint, rule.needs))):
                yield rule, (doc,)
        if self._of_pairs and (doc.source or doc.laid_out.pairs):
            translated = [pair for pair in pairs(doc) if pair.is_translated]
            for rule in self._of_pairs:
                yield rule, translated

    def _with_cue(self, doc: Document, troubles: list[Trouble]) -> dict[int, list[list[Sentence]]]:
        """For each sentence rule by its number, the sentences that hold a cue between such tokens as it asks for."""
        failed: dict[int, Exception] = {}
        while True:
            try:
                found = self._among_cues(doc, failed.keys())
            except _FailedError as failure:  # a function that tells of a token is the rule's own
                failed[failure.number] = failure.error
                continue
            troubles += (_trouble(self.rules[number], error) for number, error in failed.items())
            return {number: sentences for number, sentences in found.items() if number not in failed}

    def _among_cues(self, doc: Document, failed: Collection[int]) -> dict[int, list[list[Sentence]]]:
        """As ``_with_cue``, without asking the rules that ``failed``; raises ``_FailedError`` when another does."""
        found: dict[int, list[list[Sentence]]] = defaultdict(list)
        before, after = ["", *doc.lowers], [*doc.lowers[1:], ""]
        for first in doc.first_tokens[1:-1]:
            before[first] = after[first - 1] = ""
        sentence_of = doc.sentence_of
        try:
            for cue in doc.forms & self._cues:
                anywhere, beside = self._by_cue[cue]
                if anywhere:
                    sentences = doc.holders(cue)
                    for number in anywhere:
                        found[number].append(sentences)
                if not beside:
                    continue
                places = doc.places[cue]
                if len(places) == 1:  # as of most cues; nothing need be collected
                    sentences, left, right = [sentence_of[places[0]]], before[places[0]], after[places[0]]
                    for number, is_before, is_after in beside:
                        if (
                            number not in failed
                            and (not is_before or left in is_before)
                            and (not is_after or right in is_after)
                        ):
                            found[number].append(sentences)
                    continue
                befores, afters = [before[place] for place in places], [after[place] for place in places]
                for number, is_before, is_after in beside:
                    if number in failed:
                        continue
                    if (is_before and is_before.isdisjoint(befores)) or (is_after and is_after.isdisjoint(afters)):
                        continue
                    here = [
                        sentence_of[place]
                        for place, left, right in zip(places, befores, afters, strict=True)
                        if (not is_before or left in is_before) and (not is_after or right in is_after)
                    ]
                    found[number].append(here)
        except Exception as error:
            raise _FailedError(number, error) from error
        return found


def _allowed(quality: Quality | None, findings: Iterable[Finding], words: int) -> Quality | None:
    """What a reader thinks of an article, but no better than the gravest of what rules found allows."""
    by_rules = [finding for finding in findings if finding.reader is None]
    return quality and quality._replace(value=min(quality.value, ceiling(by_rules, words)))


class _Heard:
    """What rules find in an article, what is doubtful with the words it is heard within, and which rules failed."""

    def __init__(self, doc: Document) -> None:
        self._doc = doc
        self.sure: list[Finding] = []
        self.doubtful: list[tuple[int, Finding]] = []
        self.troubles: list[Trouble] = []

    def ask(self, rule: Rule, parts: Iterable[_Part]) -> None:
        """Add what a rule finds in parts of the article; nothing, and a trouble, when it fails."""
        look = rule.look
        before, doubts = len(self.sure), len(self.doubtful)
        try:
            for part in parts:
                for hit in look(part):
                    finding = _finding(self._doc, rule, hit)
                    if hit.doubtful or rule.is_doubtful:
                        self.doubtful.append((hit.within, finding))
                    else:
                        self.sure.append(finding)
        except Expired as expired:
            expired.rule = rule.name
            raise
        except Exception as error:  # noqa: BLE001 -- whatever a rule does wrong costs that rule alone
            del self.sure[before:], self.doubtful[doubts:]
            self.troubles.append(_trouble(rule, error))


class _FailedError(Exception):
    def __init__(self, number: int, error: Exception) -> None:
        self.number = number
        self.error = error


def _trouble(rule: Rule, error: Exception) -> Trouble:
    return Trouble(
        rule.name,
        f"the rule “{rule.name}” failed ({type(error).__name__}: {error}); leave it out with --ignore {rule.name}",
    )


def _words_apart(doc: Document, found: Iterable[Finding]) -> float:
    """In how many words one thing was found beyond doubt; endless unless several rules found something."""
    places = {finding.span.start: finding.rule for finding in found}
    return doc.word_count / len(places) if len(set(places.values())) >= _FEWEST_RULES else math.inf


_FEWEST_RULES = 2
"""Of edited news articles two rules find something in hardly any."""


def _finding(doc: Document, rule: Rule, hit: Hit) -> Finding:
    span = doc.whole(hit.span)
    old = doc.legible[slice(*hit.span)].replace(CLEAR, "")
    suggestions: list[str] = []
    shown: list[str] = []
    fix: Fix | None = None
    if hit.mends or not old.strip(f"{OPAQUE} \n"):
        old = doc.text[slice(*span)]  # the markup itself is at fault
    if hit.mends:
        inside = [edit for edit in hit.mends if span.start <= edit.start and edit.end <= span.end]
        suggestions.append(apply_edits(doc.text, inside, *span))
        fix = Fix(hit.mends, hit.applicability)
    for replacement in hit.replacements:
        edits = edits_for(doc, hit.span, replacement)
        if edits is None or OPAQUE in replacement or _cuts_identifier(doc, hit.span):
            continue
        also = None if any(map(doc.touches_mask, hit.also)) else encoded(doc, hit.also)
        whole = None if also is None else along(doc, (*edits, *also))
        if also is None or whole is None:
            continue
        suggestions.append(apply_edits(doc.text, edits, *span))
        shown.append(replacement)
        if fix is None:
            if (bare := without_empty_lines(doc, edits)) != edits:
                whole = tuple(sorted((*bare, *also)))
            fix = Fix(whole, _trusted(doc, hit, span, replacement))
    return Finding.at(
        doc,
        rule.name,
        rule.category,
        hit.severity or rule.severity,
        span,
        excerpt=old,
        message=legible(hit.message),
        suggestions=tuple(suggestions),
        shown=() if shown == suggestions else tuple(shown),
        fix=fix,
        related=tuple([related.placed(doc) for related in hit.related]),
        entry=hit.entry,
        confidence=hit.confidence,
        precision=rule.precision,
    )


def _cuts_identifier(doc: Document, span: Span) -> bool:
    """Whether a stretch begins or ends inside a word such as *OneDrive*, which is changed as a whole or not at all."""
    text = doc.masked
    for at in {span.start, span.end}:
        if 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum():
            before = _WORD_BEFORE.search(text, max(0, at - 60), at)
            after = _WORD_AFTER.match(text, at)
            if before and after and is_identifier(before.group() + after.group()):
                return True
    return False


_WORD_BEFORE = re.compile(r"[^\W_]+\Z")
_WORD_AFTER = re.compile(r"[^\W_]+")
_FIGURES = re.compile(r"\d+(?:[.,]\d+)*")


def _trusted(doc: Document, hit: Hit, span: Span, new: str) -> Applicability:
    """The hit's applicability, less where a figure or a negation would change: those are never changed unread.

    In a manual a figure may be a value, a notation or a count of what is shown, and is not changed at all; neither is
    what may not be English.
    """
    old = doc.legible[slice(*span)].replace(CLEAR, "")
    if hit.applicability is Applicability.DISPLAY or not doc.is_proven_english(span):
        return Applicability.DISPLAY
    if doc.is_technical and _FIGURES.findall(old) != _FIGURES.findall(new):
        return Applicability.DISPLAY
    if hit.applicability is Applicability.SAFE and changes_facts(old, new):
        return Applicability.UNSAFE
    return hit.applicability


def _is_name(doc: Document, span: Span) -> bool:
    """Whether a stretch lies in text that must match a name elsewhere."""
    at = bisect_right(doc.layout.names, span.start, key=attrgetter("start")) - 1
    return at >= 0 and span.end <= doc.layout.names[at].end


def _distinct(found: Iterable[Finding], order: dict[str, int]) -> list[Finding]:
    """Findings without those that say again what a better one says of the same stretch.

    What lies in a stretch that is safely taken out need not be repaired. Two are of one stretch when what they share is
    more than half of either. The more severe is kept, then the one with a repair, then the shorter.
    """
    kept: list[Finding] = []
    ranked = sorted(
        found,
        key=lambda finding: (
            finding.span.start,
            -finding.severity.value,
            not finding.suggestions,
            finding.span.end - finding.span.start,
            order.get(finding.rule, -1),
        ),
    )
    for finding in ranked:
        if kept and _takes_out(kept[-1]) and finding.span.end <= kept[-1].span.end:
            continue
        start = finding.span.start
        rivals = [other for other in kept[-8:] if other.span.end > start and _same_stretch(other, finding)]
        if not rivals:
            kept.append(finding)
        elif all(_weight(finding) > _weight(other) for other in rivals):
            kept = [other for other in kept if other not in rivals]
            kept.append(finding)
    return kept


def _hear(found: list[Finding], theirs: Iterable[Finding], reader: str) -> None:
    """Add what a reader found; where somebody had a say before, who knows better, only that the reader agrees."""
    said = tuple(found)
    for finding in theirs:
        # Who marks a word of a sentence has not said that the sentence makes no sense.
        is_same = _same_stretch if finding.category is Category.UNINTELLIGIBLE else _is_on_most
        same = [number for number, other in enumerate(said) if is_same(finding, other)]
        for number in same:
            if reader not in found[number].agreeing:
                found[number] = found[number]._replace(agreeing=(*found[number].agreeing, reader))
        if not same:
            found.append(finding)


def _is_on_most(one: Finding, other: Finding) -> bool:
    shared = min(one.span.end, other.span.end) - max(one.span.start, other.span.start)
    return 2 * shared > min(one.span.end - one.span.start, other.span.end - other.span.start)


def _takes_out(finding: Finding) -> bool:
    """Whether nothing of a stretch is left: a safe repair takes it out, or it is what a page has around an article."""
    if finding.suggestions != ("",) or finding.fix is None:
        return False
    is_furniture = finding.category is Category.LAYOUT and finding.fix.applicability is Applicability.UNSAFE
    return is_furniture or finding.fix.applicability is Applicability.SAFE


def _weight(finding: Finding) -> tuple[int, bool]:
    return finding.severity.value, bool(finding.suggestions)


def _same_stretch(one: Finding, other: Finding) -> bool:
    shared = min(one.span.end, other.span.end) - max(one.span.start, other.span.start)
    longer = max(one.span.end - one.span.start, other.span.end - other.span.start)
    return 2 * shared > longer
