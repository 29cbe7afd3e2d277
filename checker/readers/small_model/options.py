"""The option that the small language model adds to the program's."""

from __future__ import annotations

from checker.option import Kind, Option

__all__ = ["DEEP", "FAST", "OFF", "READER"]

OFF, FAST, DEEP = "off", "fast", "deep"
READER = Option(
    "reader",
    Kind.CHOICE,
    OFF,
    "Also read with a small language model, fast or with the same results on every processor; “copydesk reader "
    "install” gets it.",
    "Rules",
    in_configuration=True,
    choices=(OFF, FAST, DEEP),
    metavar="fast|deep|off",
    shown_default=OFF,
)
