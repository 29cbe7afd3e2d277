"""What a finding is known by when the lines around it move: its rule and the words around it, never its position."""

from __future__ import annotations

from collections import Counter
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.document import Document
    from checker.rule import Finding

__all__ = ["fingerprints"]

_AROUND = 4
_REACH = 60


def fingerprints(doc: Document, findings: Sequence[Finding], path: str) -> list[str]:
    """A fingerprint for each finding of an article, in their order.

    It is made of ``path``, rule, the text marked and up to four words on either side in its sentence, and a number
    that tells equal ones apart.
    """
    seen: Counter[str] = Counter()
    marks: list[str] = []
    for finding in findings:
        start, end = finding.span
        if sentence := doc.sentence_at(start):
            first, last = sentence.start, max(end, sentence.end)
        else:
            first, last = max(0, start - _REACH), end + _REACH
        before = doc.text[max(first, start - _REACH) : start].split()[-_AROUND:]
        after = doc.text[end : min(last, end + _REACH)].split()[:_AROUND]
        marked = " ".join(doc.text[start:end].split())
        known = "\0".join([path, finding.rule, " ".join(before), marked, " ".join(after)])
        seen[known] += 1
        marks.append(blake2b(f"{known}\0{seen[known]}".encode("utf-8", "replace"), digest_size=16).hexdigest())
    return marks
