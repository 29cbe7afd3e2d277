"""Say how often each rule is right by people, and how well the score agrees with them.

    python scripts/score_against_people.py DATA GOLD [--write]

The first is rules/precision.tsv, by which findings count; the second the second half of docs/score.md. Texts of a
language are scored as if nothing from that language had been judged. With ``--reader`` the small model reads along, all
but MQM's articles and Markdown, which are many: an hour on one core, unless it has read them before.

DATA holds articles.jsonl.gz (translations of one article by people and by machines, some with direct assessments),
mqm.*.jsonl.gz (segments with the points that MQM's annotators gave), and clean-*.jsonl.gz (edited English). GOLD holds
NAME.txt and NAME.gold.json with the errors that annotators marked, NAME beginning with the language. Nothing of the
texts is kept.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path
from statistics import correlation, mean, median, quantiles
from time import process_time
from typing import TYPE_CHECKING, Any, NamedTuple

from evidence import language_of, marked, rows

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from checker.checking import catalog, evidence  # noqa: E402 -- the checkout this script lies in comes first
from checker.checking.engine import Engine  # noqa: E402
from checker.findings.score import (  # noqa: E402
    FOUND,
    READ,
    SHORTEST_BANDED,
    UNSEEN,
    Score,
    points,
    points_of,
    value_of,
)
from checker.findings.vocabulary import Category, Severity  # noqa: E402
from checker.text.document import Document  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from checker.findings import Review

ENGINE = Engine(catalog.select(catalog.load(), catalog.Selection()))
PAGE = ROOT / "docs" / "score.md"
TABLE = catalog.BUILTIN / "precision.tsv"
FROM_HERE_ON = "<!-- What follows is written by scripts/score_against_people.py. -->"


class Mark(NamedTuple):
    """A stretch that annotators marked, and which share of those who read it did."""

    start: int
    end: int
    share: float


class Text(NamedTuple):
    """A text, where it is from, and what people said of it.

    ``set`` is what it was published in. ``marks`` are what annotators marked, and none where the text was written by
    people and is taken to be right; ``None`` where nobody had a say. ``points`` are those that annotators gave all of
    it, ``errors`` how many they marked, ``assessed`` the mean of direct assessments, each normed by its assessor.
    """

    kind: str
    language: str
    name: str
    system: str
    is_machine: bool
    text: str
    set: str = ""
    marks: tuple[Mark, ...] | None = None
    points: float | None = None
    errors: int = 0
    assessed: float | None = None


class Checked(NamedTuple):
    """A text with what was found in it, and the CPU seconds of that.

    ``judged`` has what people had a say on, each slip once: the rule that found it, and the share that marked it.
    """

    of: Text
    review: Review
    judged: list[tuple[str, float]]
    seconds: float


class Scored(NamedTuple):
    """A text with its score, what people said of it, and the CPU seconds of checking and of scoring it."""

    of: Text
    score: Score
    checking: float
    scoring: float

    @property
    def points(self) -> float:
        """The annotators' points per 1,000 words."""
        return 1000 * (self.of.points or 0.0) / self.score.words


def main() -> None:
    """Score all texts, and print or write what comes of it."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("data", type=Path)
    options.add_argument("gold", type=Path)
    options.add_argument("--reader", action="store_true", help="have the small model read along as well")
    options.add_argument("--write", action="store_true", help="into rules/precision.tsv and docs/score.md")
    asked = options.parse_args()
    texts = [*annotated(asked.gold), *translated(asked.data), *segmented(asked.data), *edited(asked.data)]
    with ProcessPoolExecutor() as pool:
        checked = list(pool.map(checked_text, texts, chunksize=20))
        to_read = [text for text in texts if text.kind in READ_KINDS] if asked.reader else []
        read = list(pool.map(read_text, to_read, chunksize=5))
    sections: list[Iterable[str]] = [page(all_scored(checked, checked))]
    if read:
        sections += [("", "# With the small model", ""), page(all_scored(read, checked))]
    lines = "\n".join(line for section in sections for line in section) + "\n"
    if not asked.write:
        sys.stdout.write(lines)
        return
    table = sorted(judgements(checked).items())
    rows = "".join(f"{name}\t{found.right:.1f}\t{found.judged}\n" for name, found in table)
    TABLE.write_text(f"rule\tright\tjudged\n{rows}", "utf-8")
    head = PAGE.read_text("utf-8").partition(FROM_HERE_ON)[0]
    PAGE.write_text(f"{head}{FROM_HERE_ON}\n\n{lines}", "utf-8")


READ_KINDS = "annotated", "articles", "edited news"


@cache
def reading_engine() -> Engine:
    """The rules, and the small model beside them."""
    from checker.readers.small_model import installed, options
    from checker.readers.small_model.reading import LanguageModel

    return Engine(ENGINE.rules, [LanguageModel(installed.folder(), options.DEEP, print)])


def read_text(text: Text) -> Checked:
    """A text checked, and read by the small model."""
    return checked_text(text, reading_engine())


def checked_text(text: Text, engine: Engine = ENGINE) -> Checked:
    """A text checked, with what people said of each finding."""
    doc = Document(text.text, "a.md" if text.name.endswith(".md") else "a.txt")
    begun = process_time()
    review = engine.review(doc)
    findings = review.findings
    seconds = process_time() - begun
    judged: dict[tuple[str, str], float] = {}
    for finding in findings if text.marks is not None else ():
        start, end = finding.span
        shares = (mark.share for mark in text.marks or () if mark.start < end and start < mark.end)
        judged.setdefault((finding.rule, finding.excerpt), min(1.0, math.fsum(shares)))
    told = [(rule, share) for (rule, _), share in judged.items()]
    return Checked(text._replace(text="", marks=None), review, told, seconds)


def all_scored(some: Sequence[Checked], known: Iterable[Checked]) -> list[Scored]:
    """Texts scored, those of each language by what ``known`` texts of the others tell of the rules."""
    known = tuple(known)
    scored: list[Scored] = []
    for language in sorted({each.of.language for each in some}):
        elsewhere = judgements(each for each in known if each.of.language != language)
        own = [each for each in some if each.of.language == language and each.review.words >= SHORTEST_BANDED]
        scored += (scored_text(each, elsewhere) for each in own)
    return scored


def judgements(checked: Iterable[Checked]) -> dict[str, evidence.Judged]:
    """How many findings of each rule, and of each row of one, people had a say on, and how many they marked."""
    table: defaultdict[str, evidence.Judged] = defaultdict(evidence.Judged)
    for each in checked:
        for name, share in each.judged:
            for key in {name, name.partition("/")[0]}:
                right, judged = table[key]
                table[key] = evidence.Judged(right + share, judged + 1)
    return table


def scored_text(checked: Checked, table: Mapping[str, evidence.Judged]) -> Scored:
    """A text scored by what is known of how often rules are right.

    What wording the reader finds odd in annotated articles is left out, since it learnt that from those; what it thinks
    of sentences and of articles it did not.
    """
    findings = tuple(
        finding if finding.reader else finding._replace(precision=evidence.precision_of(finding.rule, table))
        for finding in checked.review.findings
        if not (finding.rule == "reader/odd-wording" and checked.of.kind == "annotated")
    )
    review = replace(checked.review, findings=findings)
    start = process_time()
    made = review.score
    _ = made.grade, made.band
    return Scored(checked.of, made, checked.seconds, process_time() - start)


# -- What people said --------------------------------------------------------------------------------------------------


def annotated(gold: Path) -> Iterator[Text]:
    """Articles of weak systems in which an annotator marked what is wrong, without the source."""
    for file in sorted(gold.glob("*.gold.json")):
        name = file.name.removesuffix(".gold.json")
        errors = json.loads(file.read_text("utf-8"))["errors"]
        text = (gold / f"{name}.txt").read_text("utf-8")
        language = re.match(r"([a-z]{2})\d*-", name)
        yield Text(
            "annotated",
            language[1] if language else "other",
            name,
            "",
            is_machine=True,
            text=text,
            marks=tuple(Mark(*span, 1.0) for span in marked(text, errors)),
            points=math.fsum(points(category_of(error), Severity.of(error["severity"])) for error in errors),
            errors=len(errors),
        )


def category_of(error: dict[str, Any]) -> Category:
    """Punctuation, whose minor errors weigh less, or another category."""
    return Category.PUNCTUATION if "punctuation" in error.get("category", "").lower() else Category.GRAMMAR


def translated(data: Path) -> Iterator[Text]:
    """Whole articles, each translated by people and by machines."""
    for row in rows(data / "articles.jsonl.gz"):
        is_machine = row["kind"] == "mt"
        yield Text(
            "articles",
            language_of(row["doc_id"]),
            row["doc_id"],
            row["system"],
            is_machine,
            row["text"],
            set=row["doc_id"].partition(":")[0],
            marks=None if is_machine else (),
            assessed=mean(row["da_z"]) if row["da_z"] else None,
        )


def segmented(data: Path) -> Iterator[Text]:
    """Articles of which MQM's annotators marked each segment against its source; means over who read one."""
    for file in sorted(data.glob("mqm.*.jsonl.gz")):
        read: defaultdict[tuple[str, str, str], defaultdict[int, list[dict[str, Any]]]]
        read = defaultdict(lambda: defaultdict(list))
        for row in rows(file):
            read[row["doc_id"], row["system"], row["kind"]][int(row["seg"])].append(row)
        for (name, system, kind), segments in read.items():
            text = ""
            marks: list[Mark] = []
            for _, ratings in sorted(segments.items()):
                text += "\n\n" if text else ""
                marks += (
                    Mark(len(text) + error["start"], len(text) + error["end"], 1 / len(ratings))
                    for rating in ratings
                    for error in rating["errors"]
                    if error["severity"] != "neutral" and error["start"] is not None
                )
                text += ratings[0]["mt"]
            yield Text(
                file.name.removesuffix(".jsonl.gz"),
                language_of(file.name),
                name,
                system,
                kind == "mt",
                text,
                marks=tuple(marks),
                points=math.fsum(mean(rating["weight"] for rating in ratings) for ratings in segments.values()),
            )


def edited(data: Path) -> Iterator[Text]:
    """English that was written as such and edited."""
    for kind, ending in (("news", ".txt"), ("markdown", ".md")):
        for number, row in enumerate(rows(data / f"clean-{kind}.jsonl.gz")):
            yield Text(f"edited {kind}", "en", f"{number}{ending}", "", is_machine=False, text=row["text"], marks=())


# -- How far the score agrees ------------------------------------------------------------------------------------------


def page(scored: Sequence[Scored]) -> Iterator[str]:
    """The lines of the page."""
    of_kind: defaultdict[str, list[Scored]] = defaultdict(list)
    for each in scored:
        of_kind[each.of.kind].append(each)
    annotations = [each for each in scored if each.of.points]
    yield from ("## Which of two translations is better", "")
    yield from better_of_two(of_kind["articles"])
    yield from ("", "## Whether it ranks as people do", "")
    yield from ranking(of_kind)
    yield from ("", "## Whether the band is as wide as it says", "")
    yield from bands(annotations)
    yield from ("", "## What texts are worth", "")
    yield from worth(of_kind)
    yield from ("", "## Fitting", "")
    fit, error = fitted(annotations)
    if any(each.score.quality is not None for each in annotations):
        yield f"What the reader's expectation weighs: {fit.read:.1f}."
    else:
        yield f"Points that annotators give where nothing is found: {fit.unseen:.0f}; for each found: {fit.found:.2f}."
    yield f"Mean absolute error of the natural logarithm of their points: {error:.2f}."
    share = sum(each.scoring for each in scored) / sum(each.checking for each in scored)
    yield f"Scoring takes {share:.1%} of the time that checking takes."


def better_of_two(articles: Iterable[Scored]) -> Iterator[str]:
    """How often a person's translation of an article is worth more than a machine's."""
    versions: defaultdict[str, list[Scored]] = defaultdict(list)
    for each in articles:
        versions[each.of.name].append(each)
    won: Counter[tuple[str, str]] = Counter()
    met: Counter[tuple[str, str]] = Counter()
    for translations in versions.values():
        human = next((each for each in translations if each.of.system == "refA"), None)
        for machine in translations if human else ():
            if human and machine.of.is_machine:
                key = machine.of.set, machine.of.system
                difference = human.score.expected - machine.score.expected
                won[key] += 2 if difference < 0 else difference == 0
                met[key] += 1
    yield from ("| languages, year | system | pairs | the person's above |", "|---|---|--:|--:|")
    for key in sorted(met):
        yield f"| {key[0]} | {key[1]} | {met[key]} | {won[key] / met[key] / 2:.2f} |"
    yield f"| all | | {met.total()} | {won.total() / met.total() / 2:.2f} |"


def ranking(of_kind: dict[str, list[Scored]]) -> Iterator[str]:
    """Correlations with what annotators and assessors gave."""
    yield from ("| texts | people gave | how many | Spearman | Pearson |", "|---|---|--:|--:|--:|")
    sets: list[tuple[str, str, list[Scored], Callable[[Scored], float]]] = [
        (
            "annotated, ten languages",
            "errors per word",
            of_kind["annotated"],
            lambda each: each.of.errors / each.score.words,
        ),
        ("annotated, ten languages", "points per word", of_kind["annotated"], lambda each: each.points),
    ]
    sets += [
        (f"{kind}, Chinese", "points per word", of_kind[kind], lambda each: each.points)
        for kind in of_kind
        if "mqm" in kind
    ]
    for pair in sorted({each.of.set for each in of_kind["articles"] if each.of.assessed is not None}):
        assessed = [each for each in of_kind["articles"] if each.of.set == pair and each.of.assessed is not None]
        sets.append((f"articles, {pair}", "direct assessment", assessed, lambda each: -(each.of.assessed or 0.0)))
    for name, what, texts, given in sets:
        by_us, by_people = [each.score.expected for each in texts], list(map(given, texts))
        ranked = correlation(ranks(by_us), ranks(by_people))
        yield f"| {name} | {what} | {len(texts)} | {ranked:.2f} | {correlation(by_us, by_people):.2f} |"


def ranks(values: Sequence[float]) -> list[float]:
    """The rank of each value, equal ones sharing the mean of theirs."""
    places: defaultdict[float, list[int]] = defaultdict(list)
    for place, value in enumerate(sorted(values)):
        places[value].append(place)
    return [mean(places[value]) for value in values]


def group_of(each: Scored) -> str:
    """The language of an annotated article, or the set of a Chinese one: what is held out together."""
    return each.of.language if each.of.kind == "annotated" else each.of.kind


def bands(annotations: Sequence[Scored]) -> Iterator[str]:
    """How often the value that the annotators' points give lies in the band; also when the language was held out."""
    groups: defaultdict[str, list[Scored]] = defaultdict(list)
    for each in annotations:
        groups[group_of(each)].append(each)
    yield from ("| texts | how many | in the band | fitted without them |", "|---|--:|--:|--:|")
    inside: Counter[str] = Counter()
    held: Counter[str] = Counter()
    for group, texts in sorted(groups.items()):
        fit, _ = fitted([each for each in annotations if group_of(each) != group])
        inside[group] = sum(is_in_band(each, each.score.expected) for each in texts)
        held[group] = sum(is_in_band(each, fit.expected(each.score)) for each in texts)
        yield f"| {group} | {len(texts)} | {inside[group] / len(texts):.2f} | {held[group] / len(texts):.2f} |"
    weak = [group for group in groups if not group.startswith("mqm")]
    for name, some in (("annotated, all", weak), ("all", list(groups))):
        count = sum(len(groups[group]) for group in some)
        shares = (sum(counter[group] for group in some) / count for counter in (inside, held))
        yield f"| {name} | {count} | {' | '.join(f'{share:.2f}' for share in shares)} |"


def is_in_band(each: Scored, expected: float) -> bool:
    """Whether the value that the annotators gave lies in the band about what was expected."""
    times = each.score.spread
    return expected / times <= each.points <= expected * times


def worth(of_kind: dict[str, list[Scored]]) -> Iterator[str]:
    """The values of texts of each kind, by ours and by the annotators' points."""
    yield from (
        "| texts | how many | a tenth are under | half | a tenth are over | half, by annotators | A B C D E |",
        "|---|--:|--:|--:|--:|--:|---|",
    )
    kinds: dict[str, list[Scored]] = {}
    for kind, texts in of_kind.items():
        for is_machine in (False, True):
            if some := [each for each in texts if each.of.is_machine is is_machine and each.score.value is not None]:
                by_whom = "" if kind.startswith("edited") else ", by machines" if is_machine else ", by people"
                kinds[kind + by_whom] = some
    for kind, texts in sorted(kinds.items()):
        values = [each.score.value or 0.0 for each in texts]
        tenths = quantiles(values, n=10)
        grades = Counter(each.score.grade for each in texts)
        given = [value_of(each.points) for each in texts if each.of.points is not None]
        by_annotators = f"{median(given):.0f}" if given else ""
        counts = " ".join(str(grades[grade]) for grade in "ABCDE")
        low, half, high = tenths[0], median(values), tenths[-1]
        yield f"| {kind} | {len(texts)} | {low:.0f} | {half:.0f} | {high:.0f} | {by_annotators} | {counts} |"


class Fit(NamedTuple):
    """The constants of the same names in ``checker/findings/score.py``."""

    unseen: float = UNSEEN
    found: float = FOUND
    read: float = READ

    def expected(self, score: Score) -> float:
        """``Score.expected`` with these constants."""
        by_found = self.unseen + self.found * score.per_thousand
        return (
            by_found if score.quality is None else by_found ** (1 - self.read) * points_of(score.quality) ** self.read
        )


def fitted(annotations: Sequence[Scored]) -> tuple[Fit, float]:
    """The constants for which what is expected is nearest to what annotators gave, and how near that is.

    Nearest by the absolute difference of logarithms. A language, or set, weighs as the square root of its articles:
    Chinese news has sixty times as many as all others. What a reader's expectation weighs is fitted where one read, all
    else where none did.
    """
    sizes = Counter(map(group_of, annotations))
    weights = [sizes[group_of(each)] ** -0.5 for each in annotations]

    def error(fit: Fit) -> float:
        of_each = (abs(math.log(fit.expected(each.score) / each.points)) for each in annotations)
        return math.fsum(weight * each for weight, each in zip(weights, of_each, strict=True)) / math.fsum(weights)

    if any(each.score.quality is not None for each in annotations):
        candidates = [Fit(read=tenths / 10) for tenths in range(11)]
    else:
        candidates = [Fit(unseen, quarters / 4) for unseen in range(60, 210, 10) for quarters in range(2, 17)]
    return min(((fit, error(fit)) for fit in candidates), key=lambda each: each[1])


if __name__ == "__main__":
    main()
