"""What can be done about findings in an editor: repairs, options, directives, an entry in the names file.

An action that needs the article to be read once more is offered without its edits, and made when it is chosen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from lsprotocol import types

from checker.checking.suppression import UNUSED
from checker.faces.lsp.diagnostics import diagnostic
from checker.findings import Applicability, Category
from checker.findings.quoting import quoted
from checker.repairing.fixing import allowed
from checker.reports.plain_text import counted, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.faces.lsp.articles import Checked
    from checker.findings import Edit, Finding

__all__ = ["ADD_NAME", "FIX_ALL", "KINDS", "Choice", "offered", "safe"]

FIX_ALL = "source.fixAll.copydesk"
_QUICK_FIX = types.CodeActionKind.QuickFix.value
KINDS = (_QUICK_FIX, FIX_ALL)
ADD_NAME = "copydesk.addName"
"""The command that puts a spelling into the names file: of an article by its address, of a kind."""

_OF_NAMES = frozenset({Category.NAME_FORMAT, Category.SPELLING, Category.INCONSISTENT_TERM})
_MOST_WORDS = 4
_MOST_OPTIONS = 9
_LONGEST = 60


class Choice(NamedTuple):
    """What an action does: ``repair``, ``option``, ``here``, ``file`` or ``all``, about which finding."""

    uri: str
    version: int | None
    what: str
    fingerprint: str = ""
    number: int = 0

    @classmethod
    def of(cls, data: Any) -> Choice | None:
        """The choice that an editor sends back; ``None`` for anything else."""
        if not isinstance(data, dict):
            return None
        values = [data.get(name) for name in cls._fields]
        return cls(*values) if isinstance(data.get("uri"), str) and isinstance(data.get("number"), int) else None  # type: ignore[arg-type]


def offered(
    checked: Checked, findings: Sequence[Finding], wanted: Iterable[str] | None, *, versioned: bool
) -> list[types.CodeAction]:
    """The actions for these findings of an article, and for all of it; of the kinds ``wanted``, where those are named.

    ``versioned``: an edit may say of which version of the article it is.
    """
    actions = [action for finding in findings for action in _about(checked, finding, versioned=versioned)]
    if count := len(safe(checked.findings)):
        title = f"Make {counted(count, 'safe repair')} in this file"
        actions.append(types.CodeAction(title, FIX_ALL, data=_data(checked, "all")))
    if wanted is None:
        return actions
    kinds = tuple(wanted)
    return [
        action for action in actions if any(f"{action.kind}.".startswith(f"{kind}." if kind else "") for kind in kinds)
    ]


def safe(findings: Iterable[Finding]) -> list[Finding]:
    """The findings whose repair can be made without asking."""
    return [finding for finding in findings if allowed(finding, unsafe=False)]


def _about(checked: Checked, finding: Finding, *, versioned: bool) -> Iterator[types.CodeAction]:
    marks = [diagnostic(checked, finding)]

    def action(title: str, choice: dict[str, Any], edits: Iterable[Edit] = (), **more: Any) -> types.CodeAction:
        made = checked.workspace_edit(edits, versioned=versioned) if edits else None
        return types.CodeAction(title, _QUICK_FIX, diagnostics=marks, edit=made, data=choice, **more)

    for number, text in enumerate(finding.to_read[:_MOST_OPTIONS], 1):
        if number == 1 and finding.fix:
            choice = _data(checked, "repair", finding.fingerprint)
            is_decided = finding.fix.applicability is not Applicability.DISPLAY
            title = _title(finding, text, reread=finding.fix.applicability is Applicability.UNSAFE)
            yield action(title, choice, finding.fix.edits, is_preferred=is_decided or None)
        elif len(finding.to_read) > 1:
            yield action(_title(finding, text), _data(checked, "option", finding.fingerprint, number))
    if finding.rule != UNUSED:
        if name := _name(finding):
            command = types.Command("Add to the names", ADD_NAME, arguments=[checked.uri, *name])
            title = f"Add “{name[0]}” to the names file"
            yield types.CodeAction(title, _QUICK_FIX, diagnostics=marks, command=command)
        yield action(f"Ignore {finding.rule} here", _data(checked, "here", finding.fingerprint))
        yield action(f"Ignore {finding.rule} in this file", _data(checked, "file", finding.fingerprint))


def _data(checked: Checked, what: str, fingerprint: str = "", number: int = 0) -> dict[str, Any]:
    return Choice(checked.uri, checked.version, what, fingerprint, number)._asdict()


def _title(finding: Finding, text: str, *, reread: bool = False) -> str:
    new = f"Write {quoted(_short(text))}" if text else f"Take out {quoted(_short(finding.excerpt))}"
    return f"{new} (reread the sentence)" if reread else new


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _LONGEST else f"{line[:40]} … {line[-15:]}"


def _name(finding: Finding) -> tuple[str, str] | None:
    """The spelling that a names file could list, and its kind."""
    spelling = " ".join(finding.excerpt.split())
    is_words = spelling.isprintable() and any(map(str.isalpha, spelling)) and len(spelling.split()) <= _MOST_WORDS
    if finding.category not in _OF_NAMES or not is_words or len(spelling) > _LONGEST:
        return None
    is_person = finding.category is Category.NAME_FORMAT
    return spelling, "person" if is_person else "term"
