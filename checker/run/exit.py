"""How a command ends: its exit code, and one line to standard error for what went wrong."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from checker.checking.catalog import CatalogError, UnknownRuleError
from checker.project.config import ConfigError
from checker.readers import MissingExtraError, PluginError, WrongOptionError
from checker.reports.plain_text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["FAILED", "FOUND", "OK", "ended", "say"]

OK, FOUND, FAILED = 0, 1, 2
MISTAKES = (ConfigError, CatalogError, UnknownRuleError, WrongOptionError, MissingExtraError, PluginError)
"""What is wrong with options, configuration or rule files, and ends a command with one line."""


def ended(command: Callable[[], int]) -> int:
    """The exit code that ``command`` returns, or ``FAILED`` when a mistake, Ctrl-C or a closed pipe ends it."""
    try:
        return command()
    except MISTAKES as error:
        say(str(error))
    except KeyboardInterrupt:
        say("stopped")
    except BrokenPipeError:
        # Whoever read the report has seen enough of it; nothing is to be flushed to them at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return FAILED


def say(message: str) -> None:
    """Write a line to standard error, where a report is not."""
    sys.stderr.write(f"copydesk: {one_line(message)}\n")
