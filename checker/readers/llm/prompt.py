"""What a model is asked: the task, examples of it, and the paragraph, which is data and never a part of the task.

In the manner of GEMBA-MQM, which has errors described by MQM with a few examples, and of those who ask for spans by
their exact words rather than by offsets, which models cannot count. The words are those of ``prompt.toml``.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.findings import Category, Severity

if TYPE_CHECKING:
    from checker.readers.llm.pieces import Piece

__all__ = ["CATEGORIES", "SEVERITIES", "Message", "messages_for", "schema", "told"]

Message = dict[str, str]

_UNKNOWN_TO_IT = (Category.ENCODING, Category.ORGANIZATIONAL_STYLE)
CATEGORIES = tuple(
    category for category in Category if category.dimension != "design-and-markup" and category not in _UNKNOWN_TO_IT
)
"""The types of errors that a model may name: what can be told from words alone, without the house style."""

SEVERITIES = (Severity.NEUTRAL, Severity.MINOR, Severity.MAJOR)
"""How grave it may call one. What is critical, and costs an article its grade, is for a person to say."""


def schema() -> dict[str, Any]:
    """The form of an answer, as JSON Schema."""
    fields: dict[str, dict[str, Any]] = {
        "quote": {"type": "string"},
        "before": {"type": "string"},
        "after": {"type": "string"},
        "category": {"type": "string", "enum": [category.value for category in CATEGORIES]},
        "severity": {"type": "string", "enum": [severity.word for severity in SEVERITIES]},
        "reason": {"type": "string"},
        "replacement": {"type": "string"},
    }
    errors = {"type": "array", "items": _object(fields)}
    return _object({"errors": errors})


def _object(fields: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


@cache
def told() -> dict[str, Any]:
    """The task, its examples and their version, as shipped."""
    import tomllib

    return tomllib.loads(Path(__file__).with_name("prompt.toml").read_text("utf-8"))


@cache
def _opening() -> tuple[Message, ...]:
    """How every conversation begins; servers that keep what they have read read it once."""
    categories = ", ".join(f"“{category.value}”" for category in CATEGORIES)
    messages = [{"role": "system", "content": told()["task"].strip().replace("{categories}", categories)}]
    for example in told()["example"]:
        shown = {name: value for name, value in example.items() if name != "errors"}
        messages.append({"role": "user", "content": _as_json(shown)})
        messages.append({"role": "assistant", "content": _as_json({"errors": example["errors"]})})
    return tuple(messages)


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def messages_for(piece: Piece) -> tuple[Message, ...]:
    """The conversation that ends with the question about a paragraph."""
    fields: dict[str, Any] = {
        "paragraph": piece.text,
        "before": piece.before,
        "after": piece.after,
        "names": piece.names,
        "source": piece.source,
    }
    asked = {name: value for name, value in fields.items() if value}
    return (*_opening(), {"role": "user", "content": _as_json(asked)})
