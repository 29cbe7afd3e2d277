"""The options that LanguageTool adds to the program's."""

from __future__ import annotations

from checker.option import Kind, Option

__all__ = ["LANGUAGETOOL", "REQUIRE_LANGUAGETOOL"]

LANGUAGETOOL = Option(
    "languagetool",
    Kind.TEXT,
    "off",
    "Ask LanguageTool too: start a server for this run, or use the one at a URL.",
    "Rules",
    in_configuration=True,
    takes="“auto”, “off” or a URL",
    metavar="auto|URL|off",
    shown_default="off",
)
REQUIRE_LANGUAGETOOL = Option(
    "require-languagetool", Kind.FLAG, False, "Exit 2 when LanguageTool had to be skipped.", "Rules"
)
