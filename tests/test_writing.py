"""Writing repaired files: whole or not at all, by nobody else's leave, with the real thing."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.checking.edits import Edit
from checker.project.source import LARGEST, Source, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
NOBODY = 65534
OLD = b"A hour passed. " * 2_000
NEW = b"An hour passed. " * 2_000


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "checker", "check", "--no-cache", *map(str, arguments)]


def environment() -> dict[str, str]:
    # On a full disk Python would leave half a module's bytecode behind, and stumble over it from then on.
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}


def fix(*arguments: object, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command("--fix", *arguments), cwd=folder, env=environment(), capture_output=True, text=True, check=False
    )


@pytest.fixture
def plain_user() -> Iterator[Path]:
    """A folder of somebody who is not root, as whom the test then runs."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if os.geteuid() == 0:
            os.chown(folder, NOBODY, NOBODY)
            os.seteuid(NOBODY)
            try:
                yield folder
            finally:
                os.seteuid(0)
        else:
            yield folder
        folder.chmod(0o700)


def test_a_read_only_file_is_left_alone(plain_user: Path) -> None:
    path = plain_user / "a.md"
    path.write_bytes(OLD)
    path.chmod(0o444)
    with pytest.raises(SourceError, match="left as it was"):
        Source.read(path).edited([Edit(0, 1, "An")]).write()
    assert path.read_bytes() == OLD
    assert [file.name for file in plain_user.iterdir()] == ["a.md"]


def test_in_a_read_only_folder_a_file_is_left_alone(plain_user: Path) -> None:
    path = plain_user / "a.md"
    path.write_bytes(OLD)
    plain_user.chmod(0o500)
    with pytest.raises(SourceError, match="left as it was"):
        Source.read(path).edited([Edit(0, 1, "An")]).write()
    assert path.read_bytes() == OLD


@pytest.mark.slow
def test_a_file_on_a_full_disk_stays_whole(tmp_path: Path) -> None:
    """The limit on a file's size stands for the disk: the operating system stops the writing half way."""
    path = tmp_path / "a.md"
    path.write_bytes(OLD)

    def little_room() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))

    done = subprocess.run(
        command("--fix", "a.md"), cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False,
        preexec_fn=little_room,
    )  # fmt: skip
    assert done.returncode == 2
    assert "a.md: cannot be written, left as it was" in done.stderr
    assert path.read_bytes() == OLD
    assert [file.name for file in tmp_path.iterdir()] == ["a.md"]


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0 or sys.platform != "linux", reason="only root mounts")
def test_a_file_on_a_disk_that_is_full_stays_whole(tmp_path: Path) -> None:
    mount = ["mount", "-t", "tmpfs", "-o", "size=48k", "none", str(tmp_path)]
    mounted = subprocess.run(mount, capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("not allowed to mount")
    try:
        (tmp_path / "a.md").write_bytes(OLD)
        done = fix("a.md", folder=tmp_path)
        assert (done.returncode, "No space left" in done.stderr) == (2, True)
        assert (tmp_path / "a.md").read_bytes() == OLD
        assert [file.name for file in tmp_path.iterdir()] == ["a.md"]
    finally:
        subprocess.run(["umount", tmp_path], check=True)


def test_what_another_program_wrote_meanwhile_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(OLD)
    source = Source.read(path)
    path.write_text("Theirs.")
    with pytest.raises(SourceError, match="changed by another program in the meantime"):
        source.edited([Edit(0, 1, "An")]).write(instead_of=source)
    assert path.read_text() == "Theirs."
    assert [file.name for file in tmp_path.iterdir()] == ["a.md"]


def test_the_owner_is_kept(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root gives files away")
    path = tmp_path / "a.md"
    path.write_bytes(OLD)
    os.chown(path, NOBODY, NOBODY)
    path.chmod(0o640)
    Source.read(path).edited([Edit(0, 1, "An")]).write()
    status = path.stat()
    assert (status.st_uid, status.st_gid, status.st_mode & 0o777) == (NOBODY, NOBODY, 0o640)


def test_another_hard_link_keeps_the_old_text(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(OLD)
    (tmp_path / "other.md").hardlink_to(path)
    Source.read(path).edited([Edit(0, 1, "An")]).write()
    assert path.read_bytes() != OLD
    assert (tmp_path / "other.md").read_bytes() == OLD


def test_links_out_of_a_folder_are_followed_only_when_named(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "outside.md").write_bytes(OLD)
    (inside / "link.md").symlink_to("../outside.md")
    os.mkfifo(inside / "pipe.md")
    fix(".", folder=inside)
    assert (tmp_path / "outside.md").read_bytes() == OLD
    fix("link.md", folder=inside)
    assert (tmp_path / "outside.md").read_bytes() == NEW
    assert (inside / "link.md").is_symlink()


@pytest.mark.slow
def test_two_runs_at_once_leave_whole_files(tmp_path: Path) -> None:
    for number in range(8):
        (tmp_path / f"{number}.md").write_bytes(OLD)
    runs = [subprocess.Popen(command("--fix", "-q", "."), cwd=tmp_path, env=environment()) for _ in range(2)]
    for run in runs:
        run.wait()
    assert {file.read_bytes() for file in tmp_path.iterdir()} == {NEW}
    assert len(list(tmp_path.iterdir())) == 8


def test_a_file_that_is_too_large_is_named(tmp_path: Path) -> None:
    with (tmp_path / "a.md").open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(SourceError, match=r"a\.md: larger than 20 MB"):
        Source.read(tmp_path / "a.md")


@pytest.mark.slow
def test_a_run_that_is_killed_leaves_whole_files(tmp_path: Path) -> None:
    kills = int(os.environ.get("COPYDESK_KILLS", "100"))
    dice = random.Random()
    half_way = 0
    for turn in range(kills):
        for number in range(12):
            (tmp_path / f"{number}.md").write_bytes(OLD)
        run = subprocess.Popen(command("--fix", "-q", "."), cwd=tmp_path, env=environment())
        if turn % 4:  # most runs are killed while they write
            while run.poll() is None and (tmp_path / "0.md").stat().st_size == len(OLD):
                time.sleep(0.002)
            time.sleep(dice.uniform(0, 0.2))
        else:
            time.sleep(dice.uniform(0, 1))
        run.kill()
        run.wait()
        texts = {file.read_bytes() for file in tmp_path.glob("[0-9]*.md")}
        assert texts <= {OLD, NEW}
        half_way += len(texts)
        for left in tmp_path.glob(".*.md.*"):
            left.unlink()
    assert half_way > kills  # some were killed with some of the files written
