"""The command: what it prints, what it changes, how it exits, and what it says when it cannot."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from checker.checking import catalog
from checker.faces.cli import app
from checker.project.options import table

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "seeds" / "flawed" / "pentagon-airstrike.md"


def copydesk(*arguments: object, folder: Path, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command as a user would, in ``folder``."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "80", "PYTHONIOENCODING": "utf-8"}
    environment.pop("FORCE_COLOR", None)
    return subprocess.run(
        [sys.executable, "-m", "checker", *map(str, arguments)],
        cwd=folder,
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.md").write_text("An hour passed.\n")
    (tmp_path / "bad.md").write_text("A hour passed.\n")
    return tmp_path


def test_exit_codes_are_ruffs(folder: Path) -> None:
    assert copydesk("check", "good.md", folder=folder).returncode == 0
    assert copydesk("check", "bad.md", folder=folder).returncode == 1
    assert copydesk("check", "bad.md", "--exit-zero", folder=folder).returncode == 0
    assert copydesk("check", "bad.md", "--no-such-option", folder=folder).returncode == 2
    assert copydesk("check", "gone.md", folder=folder).returncode == 2


def test_the_full_report_says_where_what_and_how_to_repair(folder: Path) -> None:
    done = copydesk("check", "bad.md", folder=folder)
    (counted,) = {rule.precision for rule in catalog.load() if rule.name == "wrong-indefinite-article"}
    assert done.stdout == (
        "bad.md\n3 words, too short to score\n\n"
        "1:1 minor wrong-indefinite-article\n  A hour passed.\n  ▔\n"
        "  Write “an” before “hour”.\n  safe: “A” → “An”\n\n"
        f"MQM penalty points {counted:.1f}: linguistic conventions {counted:.1f} (minor)\n\n"
        "Found 1 finding in 1 article.\n1 safe repair can be made with --fix.\n"
        "This counts what rules see without the source: nothing that is omitted or\nfluently mistranslated.\n"
    )
    assert done.stderr == ""


def test_concise_and_json_reports(folder: Path) -> None:
    concise = copydesk("check", "--output-format", "concise", folder=folder)
    assert concise.stdout.splitlines() == [
        "bad.md:1:1: minor wrong-indefinite-article: [*] Write “an” before “hour”. [An]",
        "[*] 1 to be repaired with --fix.",
    ]
    (line,) = copydesk("check", "--output-format", "json-lines", folder=folder).stdout.splitlines()
    finding = json.loads(line)
    assert finding == {
        "path": "bad.md",
        "rule": "wrong-indefinite-article",
        "category": "linguistic-conventions/grammar",
        "severity": "minor",
        "start": 0,
        "end": 1,
        "line": 1,
        "column": 1,
        "end_line": 1,
        "end_column": 2,
        "excerpt": "A",
        "message": "Write “an” before “hour”.",
        "suggestions": ["An"],
        "fix": {"applicability": "safe", "edits": [{"start": 0, "end": 1, "text": "An"}]},
        "related": [],
        "shown": [],
        "entry": None,
        "context": "A hour passed.",
        "context_column": 1,
        "fingerprint": finding["fingerprint"],
        "reader": None,
        "confidence": None,
        "precision": finding["precision"],
        "agreeing": [],
    }
    articles = json.loads(copydesk("check", "--output-format", "json", folder=folder).stdout)
    assert [(article["path"], len(article["findings"])) for article in articles] == [("bad.md", 1), ("good.md", 0)]


def test_fix_repairs_the_file_and_diff_only_shows(folder: Path) -> None:
    shown = copydesk("check", "--diff", "bad.md", folder=folder)
    assert shown.returncode == 1
    assert "-A hour passed.\n+An hour passed.\n" in shown.stdout
    assert (folder / "bad.md").read_text() == "A hour passed.\n"
    done = copydesk("check", "--fix", "bad.md", folder=folder)
    assert (done.returncode, (folder / "bad.md").read_text()) == (0, "An hour passed.\n")
    assert done.stdout.endswith("Repaired 1 finding; nothing left.\n")
    assert copydesk("check", "--diff", "bad.md", folder=folder).returncode == 0


def test_standard_input_is_read_and_its_repair_written_to_standard_output(folder: Path) -> None:
    done = copydesk(
        "check", "-", "--stdin-filename", "draft.txt", "--output-format", "concise", folder=folder, stdin="A hour.\n"
    )
    assert done.stdout.startswith("draft.txt:1:1: minor")
    fixed = copydesk("check", "--fix", "-", folder=folder, stdin="A hour.\r\n")
    assert fixed.stdout.replace("\r\n", "\n") == "An hour.\n"


def test_one_bad_file_spoils_nothing(folder: Path) -> None:
    (folder / "latin.md").write_bytes(b"caf\xe9\n")
    done = copydesk("check", "--output-format", "concise", "latin.md", "gone.md", "bad.md", folder=folder)
    assert done.returncode == 2
    assert done.stdout.startswith("bad.md:1:1:")
    assert done.stderr.splitlines() == [
        "copydesk: latin.md: not UTF-8 (byte 3); save it as UTF-8 and try again",
        "copydesk: gone.md: No such file or directory",
    ]


def test_an_unknown_rule_is_answered_with_the_nearest(folder: Path) -> None:
    done = copydesk("check", "--select", "wrong-indefinit-article", folder=folder)
    assert done.returncode == 2
    assert done.stderr == (
        "copydesk: no rule, family or category is called “wrong-indefinit-article”; "
        "did you mean “wrong-indefinite-article”?\n"
    )


def test_part_of_a_name_is_answered_with_what_has_it(folder: Path) -> None:
    done = copydesk("explain", "grammar", folder=folder)
    assert done.stderr.endswith("called “grammar”; did you mean “linguistic-conventions/grammar”?\n")
    assert copydesk("explain", "linguistic-conventions/grammar", folder=folder).returncode == 0


@pytest.mark.parametrize(
    ("config", "key"),
    [
        ('ignore = ["stray-capitol"]', "ignore"),
        ("""per-file-ignores = {"*" = ["stray-capitol"]}""", "per-file-ignores"),
    ],
)
def test_an_unknown_rule_in_a_configuration_is_told_with_its_file(config: str, key: str, folder: Path) -> None:
    (folder / "copydesk.toml").write_text(f"{config}\n")
    done = copydesk("check", "bad.md", folder=folder)
    assert done.returncode == 2
    assert f"copydesk.toml: {key}: no rule, family or category is called “stray-capitol”; did you mean" in done.stderr


def test_a_field_that_no_record_has_is_told_with_those_there_are(folder: Path) -> None:
    (folder / "a.json").write_text('{"body": "A hour passed.", "meta": {"title": "Hours"}}\n')
    (folder / "b.csv").write_text('id,"text"\n1,A hour passed.\n')
    done = copydesk("check", "a.json", "--field", "meta.titel", folder=folder)
    assert (done.returncode, done.stderr) == (
        2,
        "copydesk: --field meta.titel: no record has it; a.json has “meta.title”, “body”\n",
    )
    done = copydesk("check", "b.csv", "--field", "body", folder=folder)
    assert (done.returncode, done.stderr) == (2, "copydesk: --field body: no record has it; b.csv has “id”, “text”\n")
    done = copydesk(
        "check",
        "-",
        "--stdin-filename",
        "new.json",
        "--field",
        "body",
        folder=folder,
        stdin='{"text": "A hour passed."}',
    )
    assert (done.returncode, done.stderr) == (2, "copydesk: --field body: no record has it; new.json has “text”\n")
    # Another file has it: nothing is wrong.
    assert copydesk("check", "a.json", "b.csv", "--field", "body", folder=folder).returncode == 1


def test_a_folder_that_the_configuration_above_excludes_stays_excluded(folder: Path) -> None:
    (folder / "old").mkdir()
    (folder / "old" / "a.md").write_text("A hour passed.\n")
    (folder / "old" / "copydesk.toml").write_text("preview = true\n")
    (folder / "copydesk.toml").write_text('exclude = ["old"]\n')
    assert copydesk("check", "--force-exclude", "old/a.md", folder=folder).returncode == 0
    assert copydesk("check", "--force-exclude", "a.md", folder=folder / "old").returncode == 0
    assert copydesk("check", "old/a.md", folder=folder).returncode == 1  # named, and not forced


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_what_the_output_cannot_encode_is_written_with_its_like(encoding: str, folder: Path) -> None:
    (folder / "bad.md").write_text("A hour “passed” in Łódź.\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "checker", "check", "bad.md"],
        cwd=folder,
        capture_output=True,
        encoding=encoding,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "80", "PYTHONIOENCODING": encoding},
        check=False,
    )
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert lines[5] == "  ^"
    assert "\\u0141" in lines[4]
    assert ('"passed"' if encoding == "ascii" else "“passed”") in lines[4]
    assert done.stdout.count(" > ") == 1


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ("[tool.copydesk]\nselct = []\n", "unknown option “selct”; did you mean “select”?"),
        ("[tool.copydesk]\nselect = 'a'\n", "“select” must be a list of strings"),
        ("[tool.copydesk]\npreview = 1\n", "“preview” must be true or false"),
        ("[tool.copydesk]\nfail-under = 'x'\n", "“fail-under” must be a number from 0 to 100"),
        ("[tool.copydesk]\noutput-format = 'pdf'\n", "there is no output format “pdf”"),
        ("[tool.copydesk]\nrules = ['gone']\n", "no such rule file or folder"),
        ("[tool.copydesk\n", "not valid TOML"),
    ],
)
def test_a_broken_configuration_is_told_in_one_line(folder: Path, config: str, message: str) -> None:
    (folder / "pyproject.toml").write_text(config)
    done = copydesk("check", folder=folder)
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
    assert copydesk("check", "good.md", "--isolated", folder=folder).returncode == 0


def test_configuration_selects_ignores_and_excludes(folder: Path) -> None:
    (folder / "drafts").mkdir()
    (folder / "drafts" / "worse.md").write_text("A hour.\n")
    (folder / "copydesk.toml").write_text("exclude = ['drafts']\n[per-file-ignores]\n'bad.*' = ['articles']\n")
    assert copydesk("check", folder=folder).returncode == 0
    assert copydesk("check", "--isolated", "--output-format", "concise", folder=folder).stdout.count(".md:") == 2
    (folder / "copydesk.toml").write_text("ignore = ['wrong-indefinite-article']\n")
    assert copydesk("check", folder=folder).returncode == 0
    assert copydesk("check", "--select", "wrong-indefinite-article", folder=folder).returncode == 1


def test_fail_under_decides_by_the_score(folder: Path) -> None:
    (folder / "long.md").write_text("A hour passed. " + "The ship came in at dawn. " * 60)
    assert copydesk("check", "long.md", "--fail-under", "50", "--select", "articles", folder=folder).returncode == 0
    assert copydesk("check", "long.md", "--fail-under", "99.9", "--select", "articles", folder=folder).returncode == 1
    assert copydesk("check", "long.md", "--fail-under-low", "50", "--select", "articles", folder=folder).returncode == 0
    assert copydesk("check", "long.md", "--fail-under-low", "75", "--select", "articles", folder=folder).returncode == 1


PHRASES = """
[violet-rain]
match = "violet rain"
suggest = "heavy rain"
why = "Rain is heavy."
category = "style/unidiomatic"
severity = "minor"
bad = ["The [violet rain -> heavy rain] came."]
"""

PYTHON_RULE = '''
from checker.text.document import Sentence
from checker.findings import Category, Severity
from checker.checking.rule import flag, rule

@rule(category=Category.AWKWARD, severity=Severity.MINOR, cues={"rain"}, bad=["The [rain] came."])
def any_rain(sentence: Sentence):
    """No rain here."""
    return [flag(word, "Rain.") for word in sentence.words if word.lower == "rain"]
'''


def test_own_rules_come_in_by_one_file(folder: Path) -> None:
    (folder / "house.toml").write_text(PHRASES)
    (folder / "house.py").write_text(PYTHON_RULE)
    (folder / "rain.md").write_text("The violet rain came.\n")
    concise = ["--output-format", "concise", "rain.md"]
    assert (
        "violet-rain: Rain is heavy. [heavy rain]"
        in copydesk("check", "--rules", "house.toml", *concise, folder=folder).stdout
    )
    assert "any-rain" in copydesk("check", "--rules", "house.py", *concise, folder=folder).stdout
    assert "Rain is heavy" in copydesk("explain", "violet-rain", "--rules", "house.toml", folder=folder).stdout


def test_programs_named_by_a_configuration_are_not_run_unasked(folder: Path) -> None:
    (folder / "house.py").write_text("raise SystemExit('run')")
    (folder / "copydesk.toml").write_text("rules = ['house.py']\n")
    done = copydesk("check", "good.md", folder=folder)
    assert done.returncode == 2
    assert "allow it with --allow-rules" in done.stderr
    (folder / "house.py").write_text(PYTHON_RULE)
    assert copydesk("check", "good.md", "--allow-rules", folder=folder).returncode == 0


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ("import nothing_of_this_name", "house.py:1: ModuleNotFoundError"),
        ("x = (", "house.py:1: SyntaxError"),
        (PYTHON_RULE.replace("any_rain", "wrong_indefinite_article"), "article” is already defined in"),
        (PYTHON_RULE.replace(": Sentence", ""), "must be a Sentence, a Document or a Pair"),
    ],
)
def test_a_rule_file_that_does_not_load_stops_the_program(folder: Path, rules: str, message: str) -> None:
    (folder / "house.py").write_text(rules)
    done = copydesk("check", "--rules", "house.py", folder=folder)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_rule_that_fails_is_named_and_the_other_files_are_checked(folder: Path) -> None:
    (folder / "house.py").write_text(PYTHON_RULE.replace("return [", "raise KeyError(1)\n    return ["))
    (folder / "rain.md").write_text("The rain came.\n")
    done = copydesk("check", "--rules", "house.py", "--output-format", "concise", folder=folder)
    assert done.returncode == 2
    assert "rain.md: the rule “any-rain” failed (KeyError: 1); leave it out with --ignore any-rain" in done.stderr
    assert "bad.md:1:1:" in done.stdout


def test_top_shows_the_worst(folder: Path) -> None:
    (folder / "bad.md").write_text("A hour went by. It took her a hour. Give him a hour!\n")
    assert (
        copydesk("check", "bad.md", "--top", "2", "--output-format", "concise", folder=folder).stdout.count(".md:") == 2
    )
    full = copydesk("check", "bad.md", "--top", "2", folder=folder).stdout
    assert "And 1 more, none of them worse; --top 0 shows all." in full
    assert "Found 3 findings in 1 article.\n3 safe repairs can be made with --fix." in full
    assert "more, none" not in copydesk("check", "bad.md", "--top", "0", folder=folder).stdout


def test_an_article_cannot_take_over_the_terminal(folder: Path) -> None:
    (folder / "bad.md").write_text("A hour \x1b]0;title\x07\x1b[31mred\u202e\u200b.\n")
    for form in ("full", "concise"):
        out = copydesk("check", "bad.md", "--output-format", form, folder=folder).stdout
        assert not set(out) & set("\x1b\x07\u202e\u200b")


def test_rules_and_explain(folder: Path) -> None:
    assert "wrong-indefinite-article" in copydesk("rules", folder=folder).stdout
    explained = copydesk("explain", "wrong-indefinite-article", folder=folder).stdout
    assert "✗ She waited [a] hour.\n✓ She waited an hour.\n" in explained
    several = copydesk("explain", "duplicate-headline", folder=folder).stdout
    assert "in Ulm\n\n  [Bridge closed after the storm in Ulm]\n\n  The bridge is closed.\n✓ # Bridge" in several
    assert not any(line != line.rstrip() for line in several.splitlines())
    assert copydesk("explain", "nothing-of-this-name", folder=folder).returncode == 2


def test_explain_takes_a_row_by_its_own_name_and_lists_a_family(folder: Path) -> None:
    row = copydesk("explain", "according-to-my-opinion", folder=folder).stdout
    assert row.startswith("calque/according-to-my-opinion")
    listed = copydesk("explain", "articles", folder=folder).stdout
    assert {"wrong-indefinite-article", "clashing-determiners"} <= set(listed.split())


def test_rules_are_tried_on_their_own_examples(folder: Path) -> None:
    (folder / "house.toml").write_text(
        '[defaults]\ncategory = "terminology/wrong-term"\nseverity = "minor"\n'
        '[spoon]\nmatch = "spoons"\nsuggest = "forks"\nwhy = "No."\n'
        'bad = ["Two [spoons -> knives]."]\ngood = ["A fork."]\n'
    )
    done = copydesk("rules", "--test", "--select", "spoon", "--rules", "house.toml", folder=folder)
    assert (done.returncode, done.stdout) == (
        1,
        "spoon: in “Two [spoons -> knives].” it offers: forks\nOf 1 rule tried 1 fails.\n",
    )
    done = copydesk("rules", "--test", "--select", "wrong-indefinite-article", folder=folder)
    assert (done.returncode, done.stdout) == (0, "1 rule does what its examples say.\n")


def test_several_articles_are_summed_up_worst_first(folder: Path) -> None:
    (folder / "worse.md").write_text("A hour and a egg passed.\n")
    out = copydesk("check", folder=folder).stdout
    table = out[out.index("article") :]
    assert table.index("worse.md") < table.index("bad.md")
    assert "good.md" not in out


def test_version(folder: Path) -> None:
    assert copydesk("--version", folder=folder).stdout.startswith("copydesk 0.")


def test_the_sample_is_not_changed_by_checking() -> None:
    before = SAMPLE.read_bytes()
    assert copydesk("check", SAMPLE, folder=ROOT).returncode == 1
    assert SAMPLE.read_bytes() == before


def test_the_page_of_rules_shows_an_example_of_each(folder: Path) -> None:
    page = copydesk("rules", "--markdown", "--select", "repetition", folder=folder).stdout
    assert "# Rules" in page
    assert "doubled-word" in page


@pytest.mark.parametrize("columns", [60, 80])
def test_help_cuts_no_name_however_narrow_it_is(columns: int) -> None:
    def help_of(command: str) -> str:
        return CliRunner().invoke(app, [command, "--help"], terminal_width=columns).output

    for command in ("check", "names", "rules", "explain", "config", "clean"):
        text = help_of(command)
        assert "…" not in text
        assert "..." not in re.sub(r"\[?(paths|files)\]?\.\.\.", "", text)
        assert max(map(len, text.splitlines())) <= columns
    text = help_of("check")
    for option in table():
        names = [f"--{option.name}", f"--no-{option.name}"] if option.tristate else [f"--{option.name}"]
        assert all(re.search(rf"{name}(?![\w-])", text) for name in names if option.on_command), option.name


def test_concise_counts_what_is_to_be_reread_apart(folder: Path) -> None:
    text = "He have a idea of it.\n"
    (folder / "bad.md").write_text(text)

    def last(*options: str) -> str:
        done = copydesk("check", "--output-format", "concise", "--no-cache", *options, "bad.md", folder=folder)
        return done.stdout.splitlines()[-1]

    assert last() == "[*] 1 to be repaired with --fix; 1 more with --unsafe-fixes."
    assert last("--unsafe-fixes") == "[*] 2 to be repaired with --fix."
    assert last("--ignore", "wrong-indefinite-article") == "1 to be repaired with --fix --unsafe-fixes."
    assert last("--fix").startswith("bad.md:1:4: minor subject-and-verb-disagree: After")


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("copydesk.toml", "slect = []\n", "unknown option “slect”; did you mean “select”?"),
        ("copydesk.toml", "ignore = ['no-such-rule']\n", "no-such-rule"),
        ("copydesk.toml", "rules = ['gone.toml']\n", "gone.toml"),
        ("pyproject.toml", "[tool.copydesk\n", "not valid TOML"),
        ("copydesk.names.toml", "people = 3\n", "copydesk.names.toml"),
    ],
)
def test_a_bad_configuration_costs_the_files_of_its_folder_alone(
    name: str, text: str, said: str, jobs: int, folder: Path
) -> None:
    broken = folder / "broken" / "deep"
    broken.mkdir(parents=True)
    (folder / "broken" / name).write_text(text)
    for number in range(40):
        (broken / f"{number}.md").write_text("A hour passed.\n")
    done = copydesk("check", "--output-format", "concise", "--jobs", jobs, folder=folder)
    assert done.stdout.splitlines()[0].startswith("bad.md:1:1: minor wrong-indefinite-article")
    assert "broken" not in done.stdout
    assert done.stderr.count("copydesk: ") == 1
    assert said in done.stderr
    assert done.returncode == 2
    assert copydesk("check", "--output-format", "sarif", folder=folder).returncode == 2


def test_a_bad_configuration_where_the_command_runs_ends_the_run(folder: Path) -> None:
    for text in ("slect = []\n", "ignore = ['no-such-rule']\n"):
        (folder / "copydesk.toml").write_text(text)
        done = copydesk("check", folder=folder)
        assert (done.returncode, done.stdout, done.stderr.count("copydesk: ")) == (2, "", 1)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("che", ["check"]),
        ("check --sel", ["--select"]),
        ("check --select typography,wrong-indef", ["typography,wrong-indefinite-article"]),
        ("check --output-format sar", ["sarif"]),
        ("explain wrong-indef", ["wrong-indefinite-article"]),
        ("check ba", []),  # bash completes files by itself
    ],
)
def test_bash_completes_options_rules_and_formats(typed: str, offered: list[str], folder: Path) -> None:
    (folder / "bin").mkdir()
    program = folder / "bin" / "copydesk"
    program.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m checker "$@"\n')
    program.chmod(0o755)
    script = f"""
        source <(copydesk generate-shell-completion bash)
        COMP_WORDS=(copydesk {typed})
        COMP_CWORD={len(typed.split())}
        _copydesk_completion copydesk
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"},
        check=False,
    )
    assert done.stdout.split() == offered, done.stderr
