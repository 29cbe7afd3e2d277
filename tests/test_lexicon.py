"""The word list answers what it promises, whatever state its cache is in."""

from __future__ import annotations

import importlib.util
import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from checker.lexicon import foreign_words, wordlist
from checker.store import cache as kept
from checker.store import word_lists

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty cache folder, and a lexicon that was not opened yet."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("COPYDESK_CACHE_DIR", str(folder))
    kept.folder.cache_clear()
    forget()
    yield folder
    kept.folder.cache_clear()
    forget()


def forget() -> None:
    tables: tuple[Any, ...] = wordlist._lexicon, wordlist._common_words, wordlist._common_by_length
    for cached in (*tables, wordlist.is_word, wordlist.similar):
        cached.cache_clear()
    wordlist._zipf_of.clear()


def only_file(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


@pytest.mark.parametrize(
    "word",
    """
    house Houses government's dogs' naïve naïvely o'clock won't don’t re-elected kitchen-garden decriminalised
    decriminalized reinjecting patchier woundedness webhook colour color anaesthesia anesthesia unitemised auditability
    """.split(),
)
def test_words_and_what_english_makes_of_them_are_words(word: str) -> None:
    assert wordlist.is_word(word)


@pytest.mark.parametrize(
    "word", "trevel alcohl kitcheneers brendelium recieve Goverment beteen intrigated conjections".split()
)
def test_slips_and_made_up_words_are_not(word: str) -> None:
    assert not wordlist.is_word(word)


def test_frequencies_are_on_the_zipf_scale() -> None:
    assert wordlist.zipf("the") == pytest.approx(7.73, abs=0.05)
    assert wordlist.zipf("The") == wordlist.zipf("the") > wordlist.zipf("house") > wordlist.zipf("lexicon") > 0
    assert wordlist.zipf("xyzzyx") == wordlist.zipf("") == 0


@pytest.mark.parametrize("word", ["\ud800", "a\nb", "the\nof", "\0", "é" * 5000, "-", "'", "'s", "--a", "”"])
def test_odd_strings_do_no_harm(word: str) -> None:
    wordlist.is_word(word)
    wordlist.similar(word[:20])
    assert wordlist.zipf(word) == 0 or word == "'s"


def test_a_word_is_as_common_as_what_it_is_made_of() -> None:
    assert wordlist.commonest_root("unkind") == wordlist.zipf("kind")
    assert wordlist.commonest_root("coffeepot") == min(wordlist.zipf("coffee"), wordlist.zipf("pot"))
    assert wordlist.commonest_root("halberd") == wordlist.zipf("halberd") > 0
    assert wordlist.commonest_root("qzvrx") == 0


def test_similar_words_come_nearest_and_most_common_first() -> None:
    assert wordlist.similar("trevel")[0] == "travel"
    assert wordlist.similar("kitchn", distance=1) == ("kitchen",)
    assert wordlist.similar("alcohool")[0] == "alcohol"
    assert "house" not in wordlist.similar("house")


@pytest.mark.parametrize("distance", [1, 2])
@pytest.mark.parametrize(
    "word", "teh cat hosue govermnent trevel xpress internatoinal kitchenn a éclairs recieveed ab accomodatoin".split()
)
def test_no_similar_word_is_missed(word: str, distance: int) -> None:
    every = [other for words in wordlist._common_by_length().values() for other in words if wordlist._is_whole(other)]
    found = extract(word, every, scorer=OSA.distance, score_cutoff=distance, limit=None)
    assert set(wordlist.similar(word, distance=distance, limit=10_000)) == {other for other, *_ in found} - {word}


def test_no_misspelling_is_a_correction_of_another() -> None:
    assert not set(wordlist.MISSPELLINGS) & set(wordlist.MISSPELLINGS.values())
    assert all(map(wordlist.is_word, wordlist.MISSPELLINGS.values()))


def test_the_cache_is_written_once_for_its_owner_only_and_used(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert wordlist.is_word("house")
    file = only_file(cache)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700
    forget()
    monkeypatch.setattr(wordlist, "_read", pytest.fail)
    assert wordlist.is_word("house")
    assert not wordlist.is_word("trevel")


@pytest.mark.slow
@pytest.mark.parametrize("spoil", ["empty", "short", "other format", "flipped bit", "longer", "other source"])
def test_a_damaged_cache_is_made_anew(cache: Path, spoil: str) -> None:
    wordlist.zipf("house")
    file = only_file(cache)
    good = file.read_bytes()
    middle = len(good) // 2
    bad = {
        "empty": b"",
        "short": good[:middle],
        "other format": b"X" + good[1:],
        "flipped bit": good[:middle] + bytes([good[middle] ^ 1]) + good[middle + 1 :],
        "longer": good + b"x",
        "other source": good[:8] + bytes(8) + good[16:],
    }[spoil]
    file.write_bytes(bad)
    forget()
    assert wordlist.is_word("house")
    assert only_file(cache).read_bytes() == good


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no owners of files here")
def test_a_cache_that_others_could_have_written_is_not_trusted(cache: Path) -> None:
    wordlist.zipf("house")
    file = only_file(cache)
    file.chmod(0o666)
    forget()
    assert wordlist.is_word("house")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_without_a_place_to_write_the_list_is_kept_in_memory(cache: Path) -> None:
    cache.write_text("a file where the folder should be")
    assert wordlist.is_word("house")
    assert not wordlist.is_word("trevel")
    assert cache.is_file()


def test_a_write_that_fails_leaves_nothing_behind(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: Path, _target: Path) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "replace", full)
    assert wordlist.is_word("house")
    assert list(cache.iterdir()) == []


@pytest.mark.usefixtures("cache")
def test_without_a_source_nothing_is_called_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    assert not wordlist.is_available()
    assert wordlist.is_word("trevel")
    assert wordlist.zipf("house") == 0
    assert wordlist.similar("trevel") == ()


def test_a_terminal_is_told_of_the_first_use_only(
    cache: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    wordlist.zipf("house")
    assert "word list" in capsys.readouterr().err
    assert cache.is_dir()
    forget()
    wordlist.zipf("house")
    assert capsys.readouterr().err == ""


LISTS = sorted(Path(wordlist.__file__).parent.parent.rglob("data/*.txt"))


@pytest.mark.parametrize("file", LISTS, ids=lambda file: file.stem)
def test_a_file_of_word_lists_says_where_they_are_from_and_has_each_once(file: Path) -> None:
    head, *_ = file.read_text("utf-8").partition("\n[")
    assert "Source: " in head
    lists = word_lists.read(str(file.parent.parent / "module.py"), file.stem)
    assert lists
    assert file.read_text("utf-8").count("\n[") == len(lists)
    for name, words in lists.items():
        assert words.split(), name
        assert not set("[]\"'#") & set(words.replace("'", "")), name


def test_small_words_of_other_languages_are_read_from_their_file() -> None:
    assert foreign_words.is_of_small_words_only("zu")
    assert not foreign_words.is_of_small_words_only("fr")
    assert "zu" in dict(foreign_words.said_by("ukuthi")[1])
