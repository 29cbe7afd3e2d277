"""Names for things in running text, which no rule reads and no repair changes."""

from __future__ import annotations

from time import process_time

import pytest

from checker.text.document import CLEAR, OPAQUE, Document


def shown(text: str, path: str = "note.txt") -> str:
    """The text as rules see it, with one ``*`` for each thing."""
    masked = Document(text, path).masked.replace(CLEAR, "")
    while OPAQUE * 2 in masked:
        masked = masked.replace(OPAQUE * 2, OPAQUE)
    return masked.replace(OPAQUE, "*")


@pytest.mark.parametrize(
    "thing",
    [
        *(
            "max_size",
            "__init__",
            "_hidden",
            "pkg.mod_a.run()",
            "close()",
            "log(x)",
            "find(key=3)",
            "std::sort",
            "a->next",
        ),
        *(
            "org.example.tool",
            "rows[2:5]",
            "$home",
            "${PATH}",
            "%TEMP%",
            "--all",
            "--jobs=4",
            "@vue/core",
        ),
        *(
            "src/app/main.py",
            "README.md",
            ".env",
            "/usr/local/bin",
            "./run",
            "../up",
            "~/notes",
            "lib/parts/",
            "C:\\temp",
        ),
        *(
            "https://example.org/a?b=c",
            "example.com/docs",
            "text/html",
            "image/svg+xml",
            "Ctrl+C",
            "⌘+K",
            "v2.10.3-rc1",
        ),
        *("3.x", "0xFF", "a1b2c3d4e5", "#ffcc00", ":tada:", "'{'", '"?"', r"\d+", "[a-z]+", "<your-name>"),
        *("123e4567-e89b-12d3-a456-426614174000", "{% if x %}", "{{ page.title }}"),
    ],
)
def test_what_has_the_form_of_a_thing_is_one(thing: str) -> None:
    assert shown(f"They put {thing} there, and it works.") == "They put * there, and it works."
    assert shown(f"They put ({thing}).") == "They put (*)."


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("The half-open range [0, 5) and (0, π] is meant.", "The half-open range * and * is meant."),
        ("Both [0, 5] and (1, 2) are pairs.", "Both [0, 5] and (1, 2) are pairs."),
        ("Give http:// or https:// first.", "Give * or * first."),
        ("Put a blank to the right of , and ; but not here.", "Put a blank to the right of * and * but not here."),
        ("Write the dot . before it. Use the ? to ask.", "Write the dot * before it. Use the * to ask."),
        ("The for statement and an if/else block loop.", "The * statement and an * block loop."),
        ("Lines start with : here.", "Lines start with * here."),
        ("The mark is ; on one and : on the other.", "The mark is * on one and * on the other."),
        ("The Is trait and the And node bind.", "The * trait and the * node bind."),
        ("Write n ? n : 'one' there.", "Write * there."),
        ("Go to .. in the tree.", "Go to * in the tree."),
        ("[menu.main]\ntitle = 'Some Words'\nflag = true", "*\n*\n*"),
    ],
)
def test_what_stands_beside_it_makes_a_thing_of_a_mark_or_a_word(text: str, read: str) -> None:
    assert shown(text) == read


@pytest.mark.parametrize(
    "text",
    [
        "It rose by 3.5 percent to 1.500.000 on 12.05.2023 at 13:30.",
        "He and/or she left 24/7, in 2015/16, by the U.S./U.K. treaty.",
        "The person(s) said it was quiet(er) -- and left --but when?",
        "They left.The end came,he said . It was late !",
        "Mr. Smith of McDonald's met iPhone users e.g. at 5 p.m. on the No. 3 bus.",
        "Write to [1] and see Node.js or Amazon.com #1.",
        "He paid {0} and %s of __PH_1__ for ⟦1⟧.",
        "Who was it ? Ann : nobody else. Is it so ? yes, he said : it is.",
        "It ends the year with , as ever, a loss; the answer is : no, the key is : yes.",
        "In the statement for a while, an in-depth look at the by-law.",
    ],
)
def test_prose_is_no_thing(text: str) -> None:
    assert shown(text) == text


def test_markup_inside_a_thing_stays_and_blocks_begin_with_what_is_seen() -> None:
    doc = Document("main.py is **run_all**.\n\nfoo_bar\n", "a.md")
    assert [doc.masked[block.start : block.end].strip() for block in doc.blocks] == [
        f"is {CLEAR * 2}{OPAQUE * 7}{CLEAR * 2}."
    ]


@pytest.mark.parametrize(
    "unit", ["a_", "_", "a/", "a.", "--a", "(a,", "[a-z", "<a-", "Ctrl+", "\\", "a(", "{{", "the . ", ":a"]
)
def test_the_worst_text_takes_no_time(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    begun = process_time()
    assert len(Document(text, "a.txt").masked) == len(text)
    assert process_time() - begun < 2
