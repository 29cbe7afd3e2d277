"""What is found in an article, as plain data: vocabulary, findings, the score made of them, and the review."""

from checker.findings.finding import Edit, Finding, Fix, Hit, Related
from checker.findings.review import Repaired, Review
from checker.findings.score import Score, score
from checker.findings.vocabulary import Applicability, Category, Severity

__all__ = [
    "Applicability", "Category", "Edit", "Finding", "Fix", "Hit", "Related", "Repaired", "Review", "Score", "Severity",
    "score",
]  # fmt: skip
