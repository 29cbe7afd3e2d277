"""Reports as their readers take them: published schemas, limits, escapes, and columns in the unit each one counts."""

from __future__ import annotations

import json
import re
import time
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import junitparser
import pytest
from jsonschema import Draft7Validator, Draft202012Validator

from checker.checking import catalog
from checker.checking.engine import Engine
from checker.findings import Applicability, Category, Edit, Finding, Fix, Related, Review, Severity
from checker.reports import BY_NAME, MOST_SHOWN, CheckedArticle, Run, open_report
from checker.text.columns import Lines
from checker.text.document import Document
from checker.text.layout import Span

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent
RULES = catalog.select(catalog.load(), catalog.Selection())
OWN_SCHEMA = Draft202012Validator(json.loads((ROOT / "docs" / "report.schema.json").read_text("utf-8")))

ODD = "😀 قال a hour\nto 😀😀 the the, %0A::error::x\n"
"""Characters of four bytes and two UTF-16 units, and of two bytes and one unit."""


def article(doc: Document, *found: Finding) -> CheckedArticle:
    return CheckedArticle(doc.path, doc.text, Review(doc.word_count, found), found)


def finding(doc: Document, text: str, message: str = "Look here.", **more: Any) -> Finding:
    start = doc.text.index(text)
    span = Span(start, start + len(text))
    fix = Fix((Edit(*span, "x"),), Applicability.UNSAFE)
    values = {"severity": Severity.MINOR, "suggestions": ("x",), "fix": fix, **more}
    values["related"] = tuple(place.placed(doc) for place in values.get("related", ()))
    return Finding.at(
        doc, "some-rule", Category.GRAMMAR, values.pop("severity"), span, excerpt=text, message=message, **values
    )


def report(name: str, *articles: CheckedArticle, **more: Any) -> str:
    out = StringIO()
    made = open_report(name, out, Run(lambda: map(catalog.Description.of, RULES), files=len(articles), **more))
    for each in articles:
        made.add(each)
    made.close()
    return out.getvalue()


def checked() -> list[CheckedArticle]:
    """The flawed seeds and an article full of odd characters, checked."""
    files = sorted((ROOT / "seeds" / "flawed").glob("*.md"))
    docs = [Document(file.read_text("utf-8"), file.relative_to(ROOT).as_posix()) for file in files]
    docs += [Document(ODD, "odd näme %.md"), Document("All is well.\n", "clean.md")]
    return [article(doc, *Engine(RULES).check(doc)) for doc in docs]


CHECKED = checked()


@pytest.fixture(scope="module")
def sarif_schema(published: Callable[[str], Any]) -> Draft7Validator:
    return Draft7Validator(published("sarif-2.1.0"))


@pytest.mark.parametrize("name", BY_NAME)
def test_every_report_can_be_empty(name: str) -> None:
    text = report(name)
    if name in ("json", "gitlab", "sarif", "rdjson"):
        json.loads(text)
    if name == "junit":
        ET.fromstring(text)


def test_own_json_is_as_its_schema_says() -> None:
    OWN_SCHEMA.validate(json.loads(report("json", *CHECKED)))
    lines = report("json-lines", *CHECKED).splitlines()
    assert len(lines) == sum(len(each.findings) for each in CHECKED) > 20
    for line in lines:
        OWN_SCHEMA.validate(json.loads(line))


def test_sarif_is_as_its_schema_says(sarif_schema: Draft7Validator) -> None:
    log = json.loads(report("sarif", *CHECKED))
    sarif_schema.validate(log)
    assert not sarif_schema.is_valid({"version": "2.1.0"})
    (run,) = log["runs"]
    levels = [result["level"] for result in run["results"]]
    assert levels == sorted(levels, key=["error", "warning", "note"].index)
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert not uri.startswith(("/", "."))
        assert uri.isascii()


def test_sarif_links_to_a_page_of_a_built_in_rule_where_one_is_known() -> None:
    def links(**more: Any) -> dict[str, str | None]:
        log = json.loads(report("sarif", *CHECKED, **more))
        return {rule["id"]: rule.get("helpUri") for rule in log["runs"][0]["tool"]["driver"]["rules"]}

    assert set(links().values()) == {None}
    found = links(documentation="https://docs.example.org/copydesk/")
    assert found["doubled-word"] == "https://docs.example.org/copydesk/rules/index.html#doubled-word"


def test_sarif_counts_code_points_and_gives_no_offsets(sarif_schema: Draft7Validator) -> None:
    doc = Document(ODD, "a.md")
    fix = Fix((Edit(ODD.index("the the"), ODD.index("the the") + 7, "the"),), Applicability.SAFE)
    related = (Related(Span(0, 1), "Here too."),)
    log = json.loads(report("sarif", article(doc, finding(doc, "the the", fix=fix, related=related))))
    sarif_schema.validate(log)
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 2, "startColumn": 7, "endLine": 2, "endColumn": 14}
    assert run["results"][0]["fixes"][0]["artifactChanges"][0]["replacements"][0]["deletedRegion"] == region


def test_gitlab_has_what_it_asks_for_and_no_two_fingerprints_alike() -> None:
    """docs.gitlab.com, "Code Quality report format": the required members, and paths without a leading ``./``."""
    rows = json.loads(report("gitlab", *CHECKED))
    for row in rows:
        assert set(row) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert row["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert not row["location"]["path"].startswith((".", "/"))
        assert 1 <= row["location"]["lines"]["begin"] <= row["location"]["lines"]["end"]
    assert len({row["fingerprint"] for row in rows}) == len(rows)


def test_paths_are_told_from_the_repository_s_root(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    monkeypatch.chdir(tmp_path / "site")
    for path in ("a b.md", str(tmp_path / "site" / "a b.md"), "../site/a b.md"):
        doc = Document(ODD, path)
        for variable, expected in (("NONE", "a b.md"), ("GITHUB_WORKSPACE", "site/a b.md")):
            with monkeypatch.context() as context:
                context.delenv("GITHUB_WORKSPACE", raising=False)
                context.delenv("CI_PROJECT_DIR", raising=False)
                context.setenv(variable, str(tmp_path))
                (row,) = json.loads(report("gitlab", article(doc, finding(doc, "hour"))))
                assert row["location"]["path"] == expected
                assert f"file={expected}," in report("github", article(doc, finding(doc, "hour")))
                assert expected.replace(" ", "%20") in report("sarif", article(doc, finding(doc, "hour")))


def test_junit_is_read_back_by_a_reader() -> None:
    text = report("junit", *CHECKED)
    suites = junitparser.JUnitXml.fromstring(text.encode())
    (suite,) = suites
    cases = list(suite)
    flawed = [each for each in CHECKED if each.findings]
    assert (suite.tests, suite.failures, suite.errors) == (len(CHECKED), len(flawed), 0)
    assert [case.name for case in cases] == [each.path for each in CHECKED]
    assert [case.name for case in cases if case.result] == [each.path for each in flawed]


def test_junit_stays_xml_whatever_the_article_holds() -> None:
    doc = Document('bad \x00\x1b\ufffe\uffff ]]> <b> & " text\n', '<&".md')
    text = report("junit", article(doc, finding(doc, doc.text.strip(), message="Odd \x01\ufffe <&>")))
    (case,) = ET.fromstring(text).iter("testcase")
    assert case.get("name") == '<&".md'
    assert "<U+FFFE>" in case.findtext("failure", "")


def test_rdjson_counts_utf_8_bytes() -> None:
    """The members and their types in reviewdog's protocol buffer; its columns count bytes, its ends are exclusive."""
    doc = Document(ODD, "a.md")
    result = json.loads(report("rdjson", article(doc, finding(doc, "the the"), finding(doc, "hour"))))
    assert set(result) == {"source", "diagnostics"}
    first, second = result["diagnostics"]
    assert set(first) == {"message", "location", "severity", "code", "suggestions"}
    assert first["severity"] in ("ERROR", "WARNING", "INFO")
    assert first["location"]["range"] == {"start": {"line": 2, "column": 13}, "end": {"line": 2, "column": 20}}
    assert first["suggestions"] == [{"range": first["location"]["range"], "text": "x"}]
    line = ODD.splitlines()[0]
    assert second["location"]["range"]["start"]["column"] == len(line[: line.index("hour")].encode()) + 1 == 15


def test_columns_in_each_unit() -> None:
    position = Lines(ODD).position
    at = ODD.index("the the")
    assert position(at, "code-points") == (2, 7)
    assert position(at, "utf-16") == (2, 9)
    assert position(at, "utf-8") == (2, 13)
    arabic = ODD.index("a hour")
    assert [position(arabic, unit)[1] for unit in ("code-points", "utf-16", "utf-8")] == [7, 8, 13]


def test_github_shows_the_ten_worst_of_a_kind_and_says_how_many_more() -> None:
    text = " ".join(f"w{number}" for number in range(100)) + "\n"
    doc = Document(text, "a.md")
    majors = [finding(doc, f"w{number} ", severity=Severity.MAJOR) for number in range(12)]
    criticals = [finding(doc, f"w{number} ", severity=Severity.CRITICAL) for number in range(20, 24)]
    minors = [finding(doc, f"w{number} ") for number in range(30, 33)]
    lines = report("github", article(doc, *majors[:6]), article(doc, *majors[6:], *criticals, *minors)).splitlines()
    kinds = [line.split(" ")[0] for line in lines]
    assert kinds == ["::error"] * 10 + ["::warning"] * 3 + ["6"]
    assert all(f"col={doc.text.index(f'w{number} ') + 1}," in "".join(lines[:4]) for number in range(20, 24))
    assert lines[-1] == "6 more findings are not annotated; run copydesk for the full report."


def many(findings: int, between: str) -> CheckedArticle:
    """An article with so many findings, the last of them the worst."""
    doc = Document(f"wrong{between}" * findings, "a.md")
    places = [match.span() for match in re.finditer("wrong", doc.text)]
    one = finding(doc, "wrong")
    found = [one._replace(span=Span(*place)) for place in places]
    found[-1] = found[-1]._replace(severity=Severity.CRITICAL, rule="worst-rule")
    return article(doc, *found)


@pytest.mark.parametrize("between", ["\n", " "])
def test_of_very_many_findings_the_full_report_shows_the_worst_and_says_how_many_more(between: str) -> None:
    """On one line too: its report looked at the rest of the line for each finding, and took minutes."""
    start = time.monotonic()
    text = report("full", many(20_000, between))
    assert time.monotonic() - start < 10
    assert text.count("some-rule") == MOST_SHOWN - 1
    assert text.count("worst-rule") == 1
    assert text.index("some-rule") < text.index("worst-rule")
    assert "And 19,500 more, none of them worse; --top 0 shows all." in text
    assert "Found 20,000 findings in 1 article." in text
    assert report("full", many(1_000, between), most=0).count("some-rule") == 999


def test_of_very_many_findings_junit_has_the_worst_and_the_other_formats_have_all() -> None:
    found = many(1_000, "\n")
    failure = next(ET.fromstring(report("junit", found)).iter("failure"))
    assert (failure.text or "").splitlines()[-1] == "and 500 more, none of them worse"
    assert str(failure.get("message")).startswith("1,000 found: ")
    for name in ("json", "json-lines", "gitlab", "rdjson", "sarif", "concise"):
        assert report(name, found).count("Look here.") == 1_000
    assert report("github", found).splitlines()[-1].startswith("989 more findings are not annotated")
    assert "some-rule      999" in report("statistics", found.worst(2))


def test_sarif_leaves_out_what_github_would_refuse_and_says_so(
    sarif_schema: Draft7Validator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("checker.reports.sarif.MOST", 25)
    said: list[str] = []
    log = json.loads(report("sarif", many(30, "\n"), say=said.append))
    sarif_schema.validate(log)
    (run,) = log["runs"]
    assert len(run["results"]) == 25
    assert run["results"][0]["ruleId"] == "worst-rule"
    assert said == ["Only the 25 worst of 30 findings are in this SARIF log."]
    assert run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"] == said[0]


def test_github_s_escapes() -> None:
    doc = Document(ODD, "a:b,c%.md")
    (line,) = report("github", article(doc, finding(doc, "the the, %0A::error::x", "50% of “::a,b”"))).splitlines()
    assert line == (
        "::warning file=a%3Ab%2Cc%25.md,line=2,endLine=2,col=7,endColumn=29,title=some-rule"
        "::50%25 of “::a,b” Suggestion: “x”."
    )
    several = finding(doc, "hour\nto", suggestions=("",))
    (line,) = report("github", article(doc, several)).splitlines()
    assert "line=1,endLine=2,title=" in line
    assert line.endswith("Suggestion: delete it.")


def test_statistics_count_by_rule() -> None:
    doc = Document("A hour. A hour. She saw the the cat.\n", "a.md")
    lines = report("statistics", article(doc, *Engine(RULES).check(doc))).splitlines()
    assert lines[1].split() == ["wrong-indefinite-article", "2", "100%", "100%"]
    assert lines[-1].split() == ["all", "rules", "3", "100%", "100%"]


def test_the_full_report_in_a_file_has_no_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" not in report("full", *CHECKED)


def on_terminal(monkeypatch: pytest.MonkeyPatch, *articles: CheckedArticle) -> str:
    """What the full report writes to a terminal."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    out = StringIO()
    monkeypatch.setattr("sys.stdout", out)
    made = open_report("full", out, Run(lambda: (), files=len(articles)))
    for each in articles:
        made.add(each)
    made.close()
    return out.getvalue()


def test_places_on_a_terminal_can_be_clicked_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    name = "ä b\x1b]8;;x.md"
    (tmp_path / name).write_text("A hour.\n")
    doc = Document("\nA hour, the the.\n", name)
    other = Related(Span(9, 12), "It stands here.")
    written = on_terminal(monkeypatch, article(doc, finding(doc, "hour", related=(other,))))
    links = re.findall(r"\x1b\]8;id=\d+;([^\x1b]+)\x1b\\\x1b\[36m([^\x1b]*)", written)
    address = (tmp_path / name).as_uri() + "#2"
    assert links == [(address, "ä b<U+001B>]8;;x.md:2:3"), (address, "2:9 ")]
    elsewhere = on_terminal(monkeypatch, article(Document("A hour.\n", "gone.md"), finding(doc, "hour")))
    assert "gone.md:2:3" in elsewhere
    assert "\x1b]8" not in elsewhere


def test_the_table_has_articles_with_findings_and_counts_the_rest() -> None:
    lines = report("full", *CHECKED).splitlines()
    table = lines[next(number for number, line in enumerate(lines) if line.startswith("article ")) :]
    assert not any(line.startswith("clean.md") for line in table)
    assert any(line.startswith(f"all {len(CHECKED)}, ") and "without" in line for line in table)
