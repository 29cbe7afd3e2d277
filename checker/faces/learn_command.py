"""``copydesk learn``: proposes a house style from edited articles, for a person to accept."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from checker.checking.habits import Habits
from checker.lexicon.wordlist import is_word
from checker.names import gazetteer
from checker.names.names_file import NamesFile
from checker.names.repository import OFTEN, Name, NamesOfOne, Repository
from checker.project.config import ConfigError
from checker.project.settings import NAMES_FILE, Folders
from checker.reports.plain_text import counted
from checker.run.articles import read_in_turn
from checker.run.exit import FAILED, OK, ended, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.project.options import Options

__all__ = ["proposal", "run"]

MOST = 60
"""So many words, and names, are proposed: more nobody reads."""


def run(files: Options, output: Path | None) -> int:
    """Read all articles and write the proposal, to a new file if one is named; returns the exit code."""
    return ended(lambda: _run(files, output))


def _run(options: Options, output: Path | None) -> int:
    if output and (output.exists() or output.is_symlink()):
        raise ConfigError(f"{output}: is there already, and is left as it is; name another file")
    folders = Folders(options)
    listed = folders.names_file(Path(NAMES_FILE)) or NamesFile(())
    listed = folders.here.desk_for(Path(NAMES_FILE), listed).config.names or listed  # with what the house accepts
    habits, repository = Habits(), Repository(listed)
    failed = False
    for source in read_in_turn(folders):
        if source is None:
            failed = True
            continue
        doc = folders.desk_for(source.path).document(source.text, str(source.path))
        habits.add(doc)
        repository.add(NamesOfOne.of(doc))
    if not habits.words:
        say("nothing to learn from: name files or folders with edited articles")
        return FAILED
    names = [name for name in repository.names() if _is_of_the_house(name, listed)]
    text = "\n".join(proposal(habits, names, output.name if output else "house.toml")) + "\n"
    if output:
        try:
            with output.open("x", encoding="utf-8", newline="\n") as made:
                made.write(text)
        except OSError as error:
            raise ConfigError(f"{output}: {error.strerror}") from None
        sys.stdout.write(f"{output}: a house style is proposed there. Read it before you use it.\n")
    else:
        sys.stdout.write(text)
    return FAILED if failed else OK


def _is_of_the_house(name: Name, listed: NamesFile) -> bool:
    """Whether a name stands in many articles, is not listed already, and has a word that is no English one."""
    words = [word for part in name.name.split() for word in part.split("-")]
    return (
        name.articles >= OFTEN
        and name.name not in listed.by_spelling
        and not name.name.isupper()
        and not all(gazetteer.is_known(word) or is_word(word.lower()) for word in words)
    )


def proposal(habits: Habits, names: Sequence[Name], file: str) -> Iterator[str]:
    """The lines of a house file; what the articles do not decide is told in comments."""
    yield f"# A house style, as {counted(habits.articles, 'article')} with {habits.words:,} words have it."
    yield "# Read it, take out what nobody meant, and name this file in copydesk.toml:"
    yield f"#     rules = [{json.dumps(file, ensure_ascii=False)}]"
    yield ""
    yield "[style]"
    for habit in habits.of_style():
        yield f"# {habit.counts}"
        yield (
            f'{habit.option} = "{habit.value}"'
            if habit.value
            else f'# {habit.option} = "…"  # no habit: decide, or leave it'
        )
    words = habits.unlisted()
    if words:
        listed = [(word.text, f"{counted(word.uses, 'time')} in {counted(word.articles, 'article')}") for word in words]
        yield from _accepted("Words that the dictionary does not know, and that several articles have.", listed)
    if names:
        listed = [(name.name, f"{counted(name.uses, 'time')} in {counted(name.articles, 'article')}") for name in names]
        yield from _accepted(
            "Names that stand in many articles. “copydesk names --write” keeps them with their variants.", listed
        )


def _accepted(head: str, entries: Sequence[tuple[str, str]]) -> Iterator[str]:
    """An entry that accepts words, each with its counts."""
    yield ""
    yield f"# {head}"
    yield "[[accept]]"
    yield "words = ["
    for text, counts in entries[:MOST]:
        yield f"    {json.dumps(text, ensure_ascii=False)},  # {counts}"
    yield "]"
    if len(entries) > MOST:
        yield f"# {len(entries) - MOST:,} more stand in fewer articles."
