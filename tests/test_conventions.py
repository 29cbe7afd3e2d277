"""Conventions of this project that a reader could otherwise only hope for."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from graphlib import TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.checking import catalog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.checking.rule import Rule

ROOT = Path(__file__).parent.parent
RULES = catalog.load()
RULE_FILES = sorted((ROOT / "rules").glob("*.py"))
MODULES = sorted((ROOT / "checker").rglob("*.py"))

ALLOWED_IN_RULES = {"checking", "english", "findings", "lexicon", "names", "store", "text"}
NOT_IN_RULES = ("checker.checking.engine", "checker.checking.catalog", "checker.store.cache", "checker.store.plugins")
LAYERS = """
    option store lexicon text english names findings checking readers
    repairing desk reports project run corpus faces
""".split()
"""A module or package imports only itself and what stands before it here, inside functions and for type checking."""


def imports(path: Path, *, at_once: bool = False) -> set[str]:
    """All modules that a file imports; ``at_once`` only those imported when it is."""
    tree = ast.parse(path.read_text("utf-8"))
    found: set[str] = set()
    for node in tree.body if at_once else ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


@pytest.mark.parametrize("path", RULE_FILES, ids=lambda path: path.stem)
def test_a_rule_file_imports_only_the_standard_library_and_what_rules_are_made_of(path: Path) -> None:
    for name in imports(path, at_once=True):
        package, *rest = name.split(".")
        if package == "checker":
            assert rest[0] in ALLOWED_IN_RULES, name
            assert not name.startswith(NOT_IN_RULES), name
        else:
            assert package in sys.stdlib_module_names, name


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_point_one_way(path: Path) -> None:
    layer = path.relative_to(ROOT / "checker").parts[0].removesuffix(".py")
    if layer in ("__init__", "__main__"):
        return  # these two are the package's own faces
    for name in imports(path):
        package, *rest = name.split(".")
        if package == "checker" and rest and rest != ["__version__"]:
            assert LAYERS.index(rest[0]) <= LAYERS.index(layer), name


@pytest.mark.parametrize("path", [*RULE_FILES, *MODULES], ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_gives_a_name_twice(path: Path) -> None:
    """The second would be meant by all that is above it too."""
    names: Counter[str] = Counter()
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names[node.name] += 1
        elif isinstance(node, ast.Assign):
            names.update(target.id for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names[node.target.id] += 1
    assert [name for name, times in names.items() if times > 1] == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    files = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in MODULES}
    graph: dict[str, set[str]] = {}
    for name, path in files.items():
        found = {next((part for part in _prefixes(imported) if part in files), name) for imported in imports(path)}
        graph[name] = found - {name, "checker"}
    TopologicalSorter(graph).prepare()  # raises CycleError, which names the circle


def _prefixes(name: str) -> Iterator[str]:
    """A dotted name, and what is left of it without its last part, and so on."""
    while name:
        yield name
        name = name.rpartition(".")[0]


EVERYWHERE = {
    "doubled-word",
    "doubled-phrase",
    "repeated-loop",
    "stray-capital",
    "figure-at-sentence-start",
    "singular-after-figure",
    "missing-verb",
}
"""Rules without cues: they are called for every sentence, so there are few and they look no further than they must."""


def test_few_rules_look_at_every_sentence() -> None:
    assert {rule.name for rule in RULES if rule.scope == "sentence" and not rule.cues} <= EVERYWHERE


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_is_named_and_explained_as_others_are(rule: Rule) -> None:
    assert re.fullmatch(r"NAME(/NAME)?".replace("NAME", r"[a-z][a-z0-9]*(-[a-z0-9]+)*"), rule.name)
    assert re.search(r"[.?!。][\W_]*$", rule.summary)
    assert rule.cues == {cue.lower().replace("’", "'") for cue in rule.cues}


def test_names_of_rules_families_and_categories_differ() -> None:
    families = {rule.family for rule in RULES}
    categories = {name for rule in RULES for name in (rule.category.value, rule.category.dimension)}
    names = {name for rule in RULES for name in rule.name.split("/")}
    assert names & families == set()
    assert names & categories == set()
    assert families & categories == set()


HEAVY = (
    "rapidfuzz",
    "wordfreq",
    "ftfy",
    "difflib",
    "language_tool_python",
    "pyromark",
    "tomllib",
    "pathspec",
    "subprocess",
    "tomlkit",
    "asyncio",
    "pygls",
    "lsprotocol",
    "mcp",
    "watchfiles",
    "email",
    "hashlib",
    "checker.checking.engine",
    "checker.checking.phrases",
)


def test_checking_a_plain_text_imports_nothing_heavy(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("The ship came in at dawn, and nobody was there to meet it.\n")
    code = (
        "import sys; from checker.faces import session; "
        f"session.run(session.Options(paths=(__import__('pathlib').Path({str(article)!r}),), isolated=True)); "
        "print(*sorted(sys.modules), sep='\\n')"
    )
    for _ in range(2):  # the first run fills the cache folder; the second has all results from there
        done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert set(done.stdout.splitlines()) & set(HEAVY) == set()


def test_no_file_speaks_of_where_it_was_made() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout
    for name in tracked.splitlines():
        text = (ROOT / name).read_text("utf-8", errors="replace")
        assert not re.search(r"/(?:work|root|home)/\w", text), name


def test_each_test_that_the_list_of_threats_names_is_there() -> None:
    tests = "".join(path.read_text("utf-8") for path in (ROOT / "tests").glob("test_*.py"))
    named = re.findall(r"`(test_\w+)`", (ROOT / "docs" / "threats.md").read_text("utf-8"))
    assert named
    assert [name for name in named if f"def {name}(" not in tests] == []
