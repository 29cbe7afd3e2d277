"""Write rules/evidence.tsv: for each rule, and each row of one, in what articles it found something.

    python scripts/evidence.py DATA GOLD [--translated LANGUAGE=FOLDER ...] [--test-set FILE.xml ...]

DATA holds machine translations with the language they were made from (articles, mlqe.*, mqm.* and demetr, each
.jsonl.gz), human translations among them, and edited English (clean-news, clean-markdown); GOLD holds NAME.txt and
NAME.gold.json with the errors that annotators marked, NAME beginning with the language. A folder of ``--translated``
holds English articles that came from a language, in any format that is read. A ``--test-set`` is one of WMT's shared
tasks in XML: documents, each with what several systems and people made of it, which count as one article.

The columns: the rule; in how many translated articles it fired, and from which languages; its findings there; those in
human translations and edited English; those in the machine's sentences of mlqe for Nepali, Romanian and Russian, and
in the same after post-editing; of those in annotated articles, how many lie on a marked error, and how many there are.
Annotated articles do not count among the articles, since rules were written from some of them. Only counts are kept.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from checker.checking import catalog  # noqa: E402 -- the checkout this script lies in comes first
from checker.checking.engine import Engine  # noqa: E402
from checker.text import formats  # noqa: E402 -- the checkout this script lies in comes first
from checker.text.document import Document, Span  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

RULES = catalog.load()
ENGINE = Engine(RULES)


class Article(NamedTuple):
    """A text, what language it came from, and what it is: translated by a machine, or human."""

    name: str
    language: str
    is_machine: bool
    text: str
    path: str = "a.txt"


def main() -> None:
    """Run all rules over all texts and write the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("data", type=Path)
    options.add_argument("gold", type=Path)
    options.add_argument("--translated", action="append", default=[], metavar="LANGUAGE=FOLDER")
    options.add_argument("--test-set", action="append", default=[], type=Path, metavar="FILE.xml")
    asked = options.parse_args()
    articles: defaultdict[str, set[str]] = defaultdict(set)
    languages: defaultdict[str, set[str]] = defaultdict(set)
    machine: Counter[str] = Counter()
    human: Counter[str] = Counter()
    texts = [*corpus(asked.data), *folders(asked.translated), *test_sets(asked.test_set)]
    with ProcessPoolExecutor() as pool:
        for article, rules in zip(texts, pool.map(fired_in, texts, chunksize=50), strict=True):
            (machine if article.is_machine else human).update(rules)
            for rule in rules if article.is_machine else ():
                articles[rule].add(article.name)
                languages[rule].add(article.language)
    raw, edited = post_edits(asked.data)
    right, judged = annotated(asked.gold)
    lines = ["rule\tarticles\tlanguages\tmachine\thuman\traw\tedited\tright\tjudged"]
    for rule in sorted(rule.name for rule in RULES):
        counts = machine[rule], human[rule], raw[rule], edited[rule], right[rule], judged[rule]
        where = str(len(articles[rule])), " ".join(sorted(languages[rule]))
        lines.append("\t".join((rule, *where, *map(str, counts))))
    (ROOT / "rules" / "evidence.tsv").write_text("\n".join(lines) + "\n", "utf-8")


def fired_in(article: Article) -> list[str]:
    """The rules of all findings in an article."""
    return list(fired(article.text, article.path))


def fired(text: str, path: str = "a.txt") -> Iterator[str]:
    """The rules of all findings in a text."""
    return (finding.rule for finding in ENGINE.check(Document(text, path)))


def rows(file: Path) -> Iterator[dict[str, Any]]:
    """The rows of a compressed file of JSON lines."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def corpus(data: Path) -> Iterator[Article]:
    """The articles of the data folder, each once."""
    for row in rows(data / "articles.jsonl.gz"):
        yield Article(row["doc_id"], language_of(row["doc_id"]), row["kind"] == "mt", row["text"])
    for file in sorted(data.glob("mlqe.*.jsonl.gz")):
        for row in rows(file):
            yield Article(row["id"], language_of(file.name), is_machine=True, text=row["mt"])
    for file in sorted(data.glob("mqm.*.jsonl.gz")):
        segments: defaultdict[tuple[str, str, str], dict[int, str]] = defaultdict(dict)
        for row in rows(file):
            segments[row["doc_id"], row["system"], row["kind"]][int(row["seg"])] = row["mt"]
        for (name, _, kind), texts in segments.items():
            text = "\n\n".join(texts[number] for number in sorted(texts))
            yield Article(name, language_of(file.name), kind == "mt", text)
    seen = set()
    for row in rows(data / "demetr.jsonl.gz"):
        if row["mt"] not in seen:
            seen.add(row["mt"])
            yield Article(f"{row['lang']} {row['id']}", row["lang"][:2], is_machine=True, text=row["mt"])
    for name in ("clean-news", "clean-markdown"):
        for row in rows(data / f"{name}.jsonl.gz"):
            path = "a.md" if name == "clean-markdown" else "a.txt"
            yield Article(row["doc_id"], "en", is_machine=False, text=row["text"], path=path)


def language_of(name: str) -> str:
    """The language in “2023.ru-en:lenta.1” or “mlqe.et-en.dev.jsonl.gz”."""
    found = re.search(r"\b([a-z]{2})-en\b", name)
    return found[1] if found else name


def folders(asked: Iterable[str]) -> Iterator[Article]:
    """The English articles in folders of translations."""
    for option in asked:
        language, _, folder = option.partition("=")
        for file in sorted(Path(folder).rglob("*")):
            if file.suffix in formats.suffixes(with_fields=False) and file.is_file():
                text = file.read_text("utf-8", errors="replace")
                yield Article(str(file), language, is_machine=True, text=text, path=file.name)


def test_sets(files: Iterable[Path]) -> Iterator[Article]:
    """The English side of test sets of WMT, by machines (``hyp``) and by people (``ref``), each text once."""
    for file in files:
        for doc in ET.parse(file).getroot().iter("doc"):
            source = doc.find("src")
            language = source.attrib["lang"] if source is not None else doc.attrib["origlang"]
            seen = set()
            for side in [*doc.iter("hyp"), *doc.iter("ref")]:
                paragraphs = (" ".join((seg.text or "").strip() for seg in p.iter("seg")) for p in side.iter("p"))
                text = "\n\n".join(paragraphs)
                if side.get("lang") == "en" and text not in seen:
                    seen.add(text)
                    yield Article(doc.attrib["id"], language, side.tag == "hyp", text)


def post_edits(data: Path) -> tuple[Counter[str], Counter[str]]:
    """Findings in machine-translated sentences, and in the same sentences after people corrected them."""
    raw: Counter[str] = Counter()
    edited: Counter[str] = Counter()
    for language in ("ne", "ro", "ru"):
        for row in rows(data / f"mlqe.{language}-en.dev.jsonl.gz"):
            if row["pe"]:
                # Both sides in the same tokenised form, so that spacing tells nothing.
                raw.update(fired(detokenised(" ".join(row["mt_tokens"]))))
                edited.update(fired(detokenised(row["pe"])))
    return raw, edited


def annotated(gold: Path) -> tuple[Counter[str], Counter[str]]:
    """Findings that overlap a marked error, and all findings, by rule."""
    right: Counter[str] = Counter()
    judged: Counter[str] = Counter()
    for file in sorted(gold.glob("*.gold.json")):
        text = file.with_name(file.name.replace(".gold.json", ".txt")).read_text("utf-8")
        errors = list(marked(text, json.loads(file.read_text("utf-8"))["errors"]))
        for finding in ENGINE.check(Document(text, "a.txt")):
            judged[finding.rule] += 1
            right[finding.rule] += any(finding.span.start < end and start < finding.span.end for start, end in errors)
    return right, judged


def marked(text: str, errors: Iterable[dict[str, Any]]) -> Iterator[Span]:
    """Where the marked errors stand: each is a quotation and which of its occurrences is meant."""
    for error in errors:
        at = -1
        for _ in range(error.get("occurrence", 1)):
            at = text.find(error["quote"], at + 1)
        if at >= 0:
            yield Span(at, at + len(error["quote"]))


def detokenised(text: str) -> str:
    """Tokens with blanks between them, written as prose is."""
    text = re.sub(r" ([,.;:!?%)\]])", r"\1", text)
    text = re.sub(r"([(\[$]) ", r"\1", text)
    return re.sub(r" ('(?:s|re|ve|ll|d|m|t))\b", r"\1", text)


if __name__ == "__main__":
    main()
