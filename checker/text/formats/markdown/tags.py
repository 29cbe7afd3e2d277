"""Tags of HTML and JSX, and the templates that may stand in them."""

from __future__ import annotations

import re

from checker.text.pattern import lazy

__all__ = ["BROKEN_TAG", "LONGEST_TAG", "TAG"]

LONGEST_TAG = 20_000
"""Characters; where one has more, it is none."""

_BRACES = r"\{ (?: [^{}\0] | \{ (?: [^{}\0] | \{ [^{}\0]*+ \} )*+ \} )*+ \}"
_TEMPLATE = r"\{\{ [^{}\0]{0,200}+ \}\} | \{% [^%\0]{0,200}+ %\}"

TAG = lazy(
    rf"""
    </? (?P<name> [A-Za-z] [\w.:-]*+ )
    (?:
        \s++ [^\s"'<>/={{}}\0]++                        # an attribute
        (?: \s*+ = \s*+ (?:
            " (?: {_TEMPLATE} | [^"\0] )*+ "
          | ' (?: {_TEMPLATE} | [^'\0] )*+ '
          | {_BRACES}
          | [^\s"'=<>`{{}}\0]++
        ) )?+
      | \s*+ {_BRACES}                                  # spread or templated attributes
    )*+
    \s*+ /? >
  | < (?: /? > | [!?] [^<>\0]{{0,1000}}+ > )            # <>, </>, <!DOCTYPE html>
    """,
    re.VERBOSE,
)

BROKEN_TAG = lazy(r"<(?P<name>[A-Za-z][\w-]{0,30})\s+[\w:-]{1,50}=[^<>\0]{0,1000}>")
"""One with a quotation mark too many or too few."""
