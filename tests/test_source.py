"""Reading files as they are, and writing back nothing but the edits."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.checking.edits import Edit, apply_edits
from checker.project.source import Source, SourceError

if TYPE_CHECKING:
    from pathlib import Path


def write(path: Path, data: bytes) -> Source:
    path.write_bytes(data)
    return Source.read(path)


def test_byte_order_mark_line_ends_and_missing_final_newline_are_kept(tmp_path: Path) -> None:
    source = write(tmp_path / "a.txt", b"\xef\xbb\xbfone\r\ntwo\nthe the\rend")
    assert source.text == "one\ntwo\nthe the\nend"
    at = source.text.index("the the")
    edited = source.edited([Edit(at, at + 7, "the")])
    edited.write()
    assert (tmp_path / "a.txt").read_bytes() == b"\xef\xbb\xbfone\r\ntwo\nthe\rend"


@pytest.mark.parametrize(("raw", "expected"), [("a\r\nb", "a\r\nX\r\nb"), ("a\rb", "a\rX\rb"), ("a\nb", "a\nX\nb")])
def test_new_lines_end_as_those_of_the_file_do(raw: str, expected: str) -> None:
    source = Source.decode(None, raw.encode())  # type: ignore[arg-type]
    assert source.edited([Edit(2, 2, "X\n")]).raw == expected


@given(st.text(st.sampled_from("ab\r\n😀"), max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_an_edit_of_the_text_is_the_same_edit_of_the_file(raw: str, first: int, second: int) -> None:
    source = Source.decode(None, raw.encode())  # type: ignore[arg-type]
    start, end = sorted((min(first, len(source.text)), min(second, len(source.text))))
    edited = source.edited([Edit(start, end, "X")])
    assert edited.text == apply_edits(source.text, [Edit(start, end, "X")])
    before, _, after = edited.raw.partition("X")
    assert raw.startswith(before)
    assert raw.endswith(after)


def test_the_mode_is_kept_and_no_other_file_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    path.chmod(0o640)
    Source.read(path).edited([Edit(0, 3, "new")]).write()
    assert path.read_text() == "new"
    assert path.stat().st_mode & 0o777 == 0o640
    assert [file.name for file in tmp_path.iterdir()] == ["a.txt"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to("real.txt")
    Source.read(tmp_path / "link.txt").edited([Edit(0, 3, "new")]).write()
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "new"


def test_what_is_not_utf8_is_named_with_the_byte(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"a\.txt: not UTF-8 \(byte 4\)"):
        write(tmp_path / "a.txt", b"cafe\xff")


def test_what_is_no_text_is_left_alone(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"a\.txt: not text \(it has a NUL byte, at 2\)"):
        write(tmp_path / "a.txt", b"\x89P\0NG")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"gone\.txt: No such file"):
        Source.read(tmp_path / "gone.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_leaves_the_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(SourceError, match="left as it was"):
            Source.read(path).edited([Edit(0, 3, "new")]).write()
    finally:
        tmp_path.chmod(0o700)
    assert path.read_text() == "old"


@pytest.mark.parametrize(
    ("data", "expected"),
    [(b"a\nb\n", "\n"), (b"a\r\nb\r\n", "\r\n"), (b"a\rb", "\r"), (b"a\r\nb\n", ""), (b"a\r\r\n", ""), (b"a", "\n")],
)
def test_how_all_lines_end_is_known(data: bytes, expected: str, tmp_path: Path) -> None:
    assert Source.decode(tmp_path / "a.md", data).line_end == expected
