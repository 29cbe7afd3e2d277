"""The options that the language model of the user's own adds to the program's."""

from __future__ import annotations

from checker.option import Kind, Option

__all__ = ["LLM_BUDGET", "LLM_MODEL", "LLM_URL", "REQUIRE_LLM"]

LLM_URL = Option(
    "llm-url",
    Kind.TEXT,
    "off",
    "Ask a large language model too: the OpenAI-style chat endpoint at a URL.",
    "Rules",
    in_configuration=True,
    takes="“off” or a URL",
    metavar="URL|off",
    shown_default="off",
)
LLM_MODEL = Option(
    "llm-model",
    Kind.TEXT,
    "",
    "The model to ask at --llm-url, by the name it has there.",
    "Rules",
    in_configuration=True,
    takes="the name of a model",
    metavar="NAME",
)
LLM_BUDGET: Option[int | None] = Option(
    "llm-budget",
    Kind.COUNT,
    None,
    "Use at most this many tokens of the language model in a run.",
    "Rules",
    in_configuration=True,
    least=1,
    metavar="TOKENS",
)
REQUIRE_LLM = Option(
    "require-llm", Kind.FLAG, False, "Exit 2 when the language model could not read everything.", "Rules"
)
