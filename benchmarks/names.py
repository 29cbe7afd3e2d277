"""What names cost: in one article, and over thousands in one ``copydesk names`` run.

    python benchmarks/names.py [ARTICLES]

Prints the milliseconds that the names of a 400-word article take, and time and peak memory of ``copydesk names`` over
so many made-up articles (10,000 unless told) and over a tenth of them: once with as many names in both, once with
names that grow with the articles.
"""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from checker.names import names_of, pairs
from checker.text.document import Document

ARTICLE = Path(__file__).parent.parent / "seeds" / "flawed" / "pentagon-airstrike.md"
_ONSETS = "b ch d f g h k l m n p r s sh t v z kh gr st".split()
_VOWELS = "a e i o u".split()
_MEASURED = (
    "import resource, sys; from checker.faces.cli import app; "
    "code = app(sys.argv[1:], standalone_mode=False); "
    "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
)


def one_article(rounds: int = 200) -> float:
    """Milliseconds for the names of an article of 400 words and their variants, after the first time."""
    text = ARTICLE.read_text("utf-8")
    times: list[float] = []
    for _ in range(rounds):
        doc = Document(text, str(ARTICLE))
        words, _ = doc.word_count, doc.sentences
        start = perf_counter()
        list(pairs(names_of(doc)))
        times.append(1000 * (perf_counter() - start) * 400 / words)
    return median(times)


def made_name(chance: random.Random) -> str:
    """A name of two words that no list holds."""
    words = (
        "".join(chance.choice(_ONSETS) + chance.choice(_VOWELS) for _ in range(chance.randint(2, 4))).capitalize()
        for _ in range(2)
    )
    return " ".join(words)


def write_articles(folder: Path, articles: int, names: int) -> None:
    """Articles of some 400 words that name so many people in all."""
    chance = random.Random(1)
    people = [made_name(chance) for _ in range(names)]
    filler = (
        "the council met again on the matter of the new road and the old bridge over the river which many call slow"
    )
    for number in range(articles):
        here = [chance.choice(people) for _ in range(8)]
        lines = [f"Then {chance.choice(here)} said that {filler}, and {chance.choice(here)} agreed." for _ in range(14)]
        (folder / f"{number:05}.txt").write_text("\n\n".join(lines), "utf-8")


def many_articles(articles: int, names: int) -> tuple[float, float]:
    """Seconds and peak megabytes of ``copydesk names`` over so many articles that name so many people."""
    with TemporaryDirectory() as folder:
        write_articles(Path(folder), articles, names)
        start = perf_counter()
        command = [sys.executable, "-c", _MEASURED, "names", "--isolated", folder]
        done = subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        return perf_counter() - start, int(done.stderr.split()[-1]) / 1024


def main(articles: int = 10_000) -> None:
    """Measure and print."""
    print(f"names of a 400-word article: {one_article():.2f} ms")
    for count, names in ((articles // 10, 2_000), (articles, 2_000), (articles, 50_000)):
        seconds, megabytes = many_articles(count, names)
        print(f"copydesk names, {count:,} articles, up to {names:,} names: {seconds:.1f} s, {megabytes:.0f} MB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
