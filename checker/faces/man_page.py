"""The manual page, made from the commands and their options as ``--help`` has them (troff, with the macros of man).

click-man would leave the options out: those of typer are none of click's (``findings/``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["lines"]

_EXIT = (
    ("0", "Nothing was found, or nothing that counts."),
    ("1", "Findings are left."),
    ("2", "Something could not be done: standard error says what."),
)
_ENVIRONMENT = (
    ("COPYDESK_CACHE_DIR", "The folder for results that are kept."),
    ("COPYDESK_LLM_KEY", "The key for the large language model of --llm-url."),
    ("COPYDESK_DATA_DIR", "The folder for the small language model."),
    ("NO_COLOR, FORCE_COLOR", "No colours; colours also where the output is no terminal."),
)
_FILES = (
    ("copydesk.toml, pyproject.toml", "The configuration: the nearest one in an article's folder or above."),
    ("copydesk.names.toml", "How the project writes names."),
)


def lines(root: Any, version: str) -> Iterator[str]:
    """The page about a group of commands, as typer makes it of the application, a line at a time."""
    name = "copydesk"
    context = root.make_context(name, [], resilient_parsing=True)
    yield f'.TH {name.upper()} 1 "" "{name} {_escaped(version)}" "User Commands"'
    yield ".SH NAME"
    yield f"{name} \\- {_escaped(_sentence(root.help).rstrip('.'))}"
    yield ".SH SYNOPSIS"
    yield f".B {name}"
    yield "[\\fIoptions\\fR] \\fIcommand\\fR [\\fIarguments\\fR]"
    yield ".SH OPTIONS"
    yield from _records(root, context)
    yield ".SH COMMANDS"
    yield from _commands(root, context, "")
    for heading, entries in (("EXIT STATUS", _EXIT), ("ENVIRONMENT", _ENVIRONMENT), ("FILES", _FILES)):
        yield f".SH {heading}"
        yield from _listed(entries)


def _commands(group: Any, context: Any, before: str) -> Iterator[str]:
    for name, command in group.commands.items():
        if command.hidden:
            continue
        called = f"{before}{name}"
        own = command.make_context(name, [], parent=context, resilient_parsing=True)
        if hasattr(command, "commands"):
            yield from _commands(command, own, f"{called} ")
            continue
        yield f'.SS "{_escaped(called)}"'
        yield _escaped(" ".join((command.help or "").split()))
        yield from _records(command, own)


def _records(command: Any, context: Any) -> Iterator[str]:
    """The arguments and options of a command, as its help has them."""
    records = (parameter.get_help_record(context) for parameter in command.get_params(context))
    yield from _listed(record for record in records if record)


def _listed(entries: Iterable[tuple[str, str]]) -> Iterator[str]:
    for term, said in entries:
        yield ".TP"
        yield f"\\fB{_escaped(term)}\\fR"
        yield _escaped(" ".join(said.split()))


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    return text[:1].lower() + text[1:]


_GLYPHS = {
    "\\": "\\e",
    "-": "\\-",
    "“": "\\(lq",
    "”": "\\(rq",
    "’": "\\(cq",
    "–": "\\(en",
    "—": "\\(em",
    "…": "...",
}


def _escaped(text: str) -> str:
    """Text that troff reads as text; what ASCII lacks is written by its name or number."""
    text = re.sub(r"[\\“”’–—…-]", lambda found: _GLYPHS[found[0]], text)
    text = "".join(each if each.isascii() else f"\\[u{ord(each):04X}]" for each in text)
    return f"\\&{text}" if text[:1] in (".", "'") else text
