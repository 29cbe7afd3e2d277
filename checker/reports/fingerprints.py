"""What a finding is known by when the lines around it move: its rule and the words around it, never its position."""

from __future__ import annotations

from collections import Counter
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.reports import CheckedArticle

__all__ = ["fingerprints"]

_AROUND = 4


def fingerprints(article: CheckedArticle) -> list[str]:
    """A fingerprint for each finding of an article, in their order.

    It is made of path, rule, the text marked and up to four words on either side, and a number that tells equal ones
    apart.
    """
    text = article.doc.text
    seen: Counter[str] = Counter()
    marks: list[str] = []
    for finding in article.findings:
        start, end = finding.span
        before = text[max(0, start - 60) : start].split()[-_AROUND:]
        after = text[end : end + 60].split()[:_AROUND]
        parts = [finding.path, finding.rule, *before, text[start:end], *after]
        known = "\0".join(parts)
        seen[known] += 1
        marks.append(blake2b(f"{known}\0{seen[known]}".encode("utf-8", "replace"), digest_size=16).hexdigest())
    return marks
