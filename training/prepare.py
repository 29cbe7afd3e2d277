"""Make texts to learn from and to judge, each with what annotators marked, out of public data known by their hashes.

    python training/prepare.py DATA GOLD --out FOLDER

DATA holds the files that data.toml names; GOLD the annotated articles (NAME.txt with NAME.gold.json). None of their
text is kept in this repository. A line of a file in FOLDER is an object: ``id``, ``text``, ``suffix`` where it is not
plain text, ``article`` where several texts belong together, ``marks``, each from where to where and by which share
of its annotators, and ``points``, those that MQM gives for all of them; or ``assessed``, a direct assessment.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
import tomllib
from collections import defaultdict
from hashlib import file_digest, sha256
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING, Any

from checker.findings import Category, Severity
from checker.findings.score import points

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Row = dict[str, Any]

SEED = 1
MQM_ARTICLES = 50
POST_EDITS = 800
ASSESSED = 1200
"""Sentences of each language with direct assessments."""
MARKDOWN = 28
HUMAN_2023 = 34
MANUALS, FEWEST_OF_A_CHAPTER = 14_000, 150
MOST_EDITED = 0.75
"""Share of words that a post-editor changed from which on a sentence was written anew rather than mended."""


def rows(data: Path, name: str) -> Iterator[Row]:
    """The objects of a file that data.toml names; exits where it is another one."""
    known = tomllib.loads(Path(__file__).with_name("data.toml").read_text("utf-8"))
    file = data / name
    with file.open("rb") as opened:
        if file_digest(opened, "sha256").hexdigest() != known[name]["sha256"]:
            sys.exit(f"{file} is not the file that data.toml names")
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def gold(folder: Path) -> Iterator[Row]:
    """The annotated articles; where a quotation occurs several times, its mark says which is meant."""
    for file in sorted(folder.glob("*.gold.json")):
        name = file.name.removesuffix(".gold.json")
        text = (folder / f"{name}.txt").read_text("utf-8")
        marks = []
        errors = json.loads(file.read_text("utf-8"))["errors"]
        for error in errors:
            at = -1
            for _ in range(error.get("occurrence", 1)):
                at = text.find(error["quote"], at + 1)
                if at < 0:
                    break
            if at >= 0:
                marks.append((at, at + len(error["quote"]), 1.0))
        yield {"id": name, "text": text, "marks": marks, "points": sum(map(points_of, errors))}


def points_of(error: Row) -> float:
    """MQM's points for an error that an annotator marked."""
    is_mark = "punctuation" in error.get("category", "").lower()
    return points(Category.PUNCTUATION if is_mark else Category.GRAMMAR, Severity.of(error["severity"]))


def mqm(data: Path, name: str) -> Iterator[Row]:
    """Articles with the spans that professional translators marked, of one system each."""
    articles: dict[tuple[str, str], dict[int, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows(data, name):
        articles[row["doc_id"], row["system"]][row["seg"]].append(row)
    systems = sorted({system for _, system in articles})
    for article in shuffled({article for article, _ in articles})[:MQM_ARTICLES]:
        system = systems[int(sha256(article.encode()).hexdigest(), 16) % len(systems)]
        text, marks, given = "", [], 0.0
        for _, rated in sorted(articles[article, system].items()):
            given += mean(row["weight"] for row in rated)
            for row in rated:
                for error in row["errors"]:
                    if is_about_wording(error):
                        share = round(1 / len(rated), 3)
                        marks.append((len(text) + error["start"], len(text) + error["end"], share))
            text += rated[0]["mt"] + "\n\n"
        yield {"id": f"{article}:{system}", "text": text, "marks": marks, "points": given}


def is_about_wording(error: Row) -> bool:
    """Whether a mark of MQM is one that can be seen in words, and where."""
    return error["severity"] != "neutral" and "Punctuation" not in error["category"] and error["start"] is not None


def post_edits(data: Path, names: list[str]) -> Iterator[Row]:
    """Sentences of machine translation, with the words marked that a post-editor changed, and what they became."""
    pairs = [row for name in names for row in rows(data, name) if row["pe"] and row["hter"] < MOST_EDITED]
    by_id = {row["id"]: row for row in pairs}
    for name in shuffled(by_id)[:POST_EDITS]:
        row = by_id[name]
        text, at, marks = written(" ".join(row["mt_tokens"])), 0, []
        for token, tag in zip(row["mt_tokens"], row["mt_tags"], strict=True):
            start = text.find(token, at)
            if start < 0:
                continue
            at = start + len(token)
            if tag == "BAD":
                marks.append((start, at, 1.0))
        yield {"id": f"{name}:machine", "article": name, "text": text, "marks": marks}
        yield {"id": f"{name}:edited", "article": name, "text": written(row["pe"]), "marks": []}


def assessed(data: Path, languages: Iterable[str]) -> Iterator[Row]:
    """Sentences of machine translation with the mean of the direct assessments that people gave, each normed."""
    for language in languages:
        known = {row["id"]: row for row in rows(data, f"mlqe.{language}-en.train.jsonl.gz")}
        for name in shuffled(known)[:ASSESSED]:
            yield {"id": name, "text": known[name]["mt"], "assessed": known[name]["da_z_mean"]}


def written(tokens: str) -> str:
    """A sentence of which marks were set apart, as one writes it."""
    text = re.sub(r" ([,.;:!?%)\]])", r"\1", tokens)
    text = re.sub(r"([(\[$]) ", r"\1", text)
    return re.sub(r" ('(?:s|re|ve|ll|d|m|t))\b", r"\1", text)


def human(data: Path, *years: str) -> list[Row]:
    """What people translated, of some years and languages."""
    found = rows(data, "articles.jsonl.gz")
    return [
        {"id": f"{row['doc_id']}:{row['system']}", "article": row["doc_id"], "text": row["text"]}
        for row in found
        if row["kind"] == "ref" and row["doc_id"].startswith(years)
    ]


def manuals() -> Iterator[Row]:
    """The longer chapters of Python's reference, as this Python brings them: text that was edited, of another kind."""
    from pydoc_data.topics import topics

    words = 0
    for name, text in sorted(topics.items()):
        count = len(text.split())
        if count >= FEWEST_OF_A_CHAPTER and words < MANUALS:
            words += count
            yield {"id": name, "text": text, "suffix": ".rst"}


def shuffled(things: Any) -> list[Any]:
    """Things in an order that is always the same."""
    ordered = sorted(things)
    random.Random(SEED).shuffle(ordered)
    return ordered


def main() -> None:
    """Write all files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    data, out = asked.data, asked.out
    out.mkdir(parents=True, exist_ok=True)
    languages = ("et", "ne", "ro", "ru", "si")
    people = {row["id"]: row for row in human(data, "2023.ru", "2023.uk")}
    posts = {row["doc_id"]: row["text"] for row in rows(data, "clean-markdown.jsonl.gz")}
    made: dict[str, list[Row]] = {
        "gold": list(gold(asked.gold)),
        "mqm20": list(mqm(data, "mqm.wmt20.zh-en.jsonl.gz")),
        "mlqe": list(post_edits(data, [f"mlqe.{language}-en.train.jsonl.gz" for language in languages])),
        "assessed": list(assessed(data, languages)),
        "news": [{"id": row["doc_id"], "text": row["text"]} for row in rows(data, "clean-news.jsonl.gz")],
        "ja-human": human(data, "2022.ja"),
        "ru-uk-human": [people[name] for name in shuffled(people)[:HUMAN_2023]],
        "manuals": list(manuals()),
        "markdown": [{"id": name, "text": posts[name], "suffix": ".md"} for name in shuffled(posts)[:MARKDOWN]],
    }
    for name, texts in made.items():
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in texts)
        (out / f"{name}.jsonl").write_text("".join(lines), "utf-8")
        print(f"{name:12} {len(texts):5} texts {sum(len(row['text'].split()) for row in texts):7,} words")


if __name__ == "__main__":
    main()
