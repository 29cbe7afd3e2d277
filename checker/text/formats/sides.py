"""Which string of a record was translated from which other one of the same record."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from checker.text.layout import Translated

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

    from checker.text.formats.decoded import Decoded

__all__ = ["Sides"]


class Sides:
    """Gathers the strings of records; ``sources`` has for each field of sources that of their translations."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._sources = sources
        self._fields = {*sources, *sources.values()}
        self._found: defaultdict[tuple[Hashable, str], list[Decoded]] = defaultdict(list)

    def __bool__(self) -> bool:
        return bool(self._sources)

    def add(self, record: Hashable, field: str, value: Decoded) -> None:
        """Take note of a string in a field of a record, which is known by something that no other record has."""
        if field in self._fields:
            self._found[record, field].append(value)

    def pairs(self) -> Iterator[Translated]:
        """The translations with their sources, in reading order: of a record and a field the first with the first."""
        made = []
        for (record, field), values in self._found.items():
            if target := self._sources.get(field):
                for source, translation in zip(values, self._found.get((record, target), ()), strict=False):
                    said = translation.text, translation.span_of
                    made.append(Translated(translation.span, source.span, source.text, *said))
        yield from sorted(made, key=lambda pair: pair.target)
