"""One thing, one form: the forms in which an article writes a thing, and which of them it keeps to."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from checker.checking.rule import Hit, Related, flag, span_of

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

    from checker.text.document import Document, Located
    from checker.text.layout import Span

__all__ = ["Clash", "Forms", "minority"]

Form = TypeVar("Form", bound="Hashable")

_MOST_RELATED = 3
"""Places of the kept form that a finding names."""


class Clash(NamedTuple, Generic[Form]):
    """A form that an article gives up, the one that it keeps, and where each stands.

    ``decided`` is whether the article, or what is known of the forms, tells which to keep; where they are as good, the
    first is kept.
    """

    wrong: Form
    places: Sequence[Span]
    right: Form
    kept: Sequence[Span]
    decided: bool

    @property
    def share(self) -> str:
        """How many of all places have the form that is given up, in words."""
        return f"this way {len(self.places)} of {len(self.places) + len(self.kept)} times"

    def hits(
        self,
        doc: Document,
        *,
        new: Callable[[Span, Clash[Form]], str | None] | None = None,
        message: str = "“{wrong}” is “{right}” elsewhere ({share}).",
    ) -> Iterator[Hit]:
        """A hit on each place of the form that is given up.

        ``new`` makes the text to put there of the place and the clash; where it gives none, or is none, no repair is
        offered. ``message`` may name ``wrong`` and ``right``, as the article has them, and ``share``.
        """
        kept = doc.masked[slice(*self.kept[0])]
        related = [Related(span, f"“{doc.masked[slice(*span)]}” here") for span in self.kept[:_MOST_RELATED]]
        for span in self.places:
            said = message.format(wrong=doc.masked[slice(*span)], right=kept, share=self.share)
            repair = new(span, self) if new else None
            yield flag(span, said, unsafe=repair, decided=self.decided, related=related)


class Forms(Generic[Form]):
    """The forms of several things in one article, with the places of each."""

    def __init__(self) -> None:
        self._things: dict[Hashable, dict[Form, list[Span]]] = defaultdict(lambda: defaultdict(list))

    def add(self, thing: Hashable, form: Form, where: Located | re.Match[str] | tuple[int, int]) -> Span:
        """Note that the article writes ``thing`` in this form there, and give the place; call it in reading order."""
        span = span_of(where)
        self._things[thing][form].append(span)
        return span

    def of(self, thing: Hashable) -> Mapping[Form, Sequence[Span]]:
        """The forms of one thing and their places."""
        return self._things.get(thing, {})

    def clashes(
        self, *, known: Callable[[Form], bool] = lambda _: False, better: Callable[[Form], bool] = lambda _: False
    ) -> Iterator[Clash[Form]]:
        """What the article writes in several forms, each form but the one that is kept.

        A ``known`` form is kept before the commonest, and of two as common the ``better`` one.
        """
        for written in self._things.values():
            yield from minority(written, known=known, better=better)


def minority(
    written: Mapping[Form, Sequence[Span]],
    *,
    known: Callable[[Form], bool] = lambda _: False,
    better: Callable[[Form], bool] = lambda _: False,
) -> Iterator[Clash[Form]]:
    """The forms of one thing but the one that is kept: see ``Forms.clashes``."""
    if len(written) < 2:
        return
    standing = {form: (known(form), len(places), better(form)) for form, places in written.items()}
    right = min(written, key=lambda form: ([-int(mark) for mark in standing[form]], written[form][0]))
    for form, places in written.items():
        if form != right:
            yield Clash(form, places, right, written[right], standing[form] < standing[right])
