"""Write docs/rules.md from the rules themselves, or with --check say whether it is up to date."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from checker import catalog  # noqa: E402 -- the checkout this script lies in comes first
from checker.reports.rulebook import as_markdown  # noqa: E402

PAGE = ROOT / "docs" / "rules.md"


def main(*arguments: str) -> int:
    """Write the page, or compare it."""
    page = as_markdown(catalog.load())
    if "--check" in arguments:
        if PAGE.exists() and PAGE.read_text("utf-8") == page:
            return 0
        print("docs/rules.md is not up to date: run “python scripts/rules_page.py”", file=sys.stderr)
        return 1
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
