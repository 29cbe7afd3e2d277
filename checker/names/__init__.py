"""Names of people, places and organisations in an article, and which of them are one name in two spellings."""

from checker.names.mentions import Mention, Names, Use, names_of
from checker.names.romanization import fold, heard, skeleton
from checker.names.variants import Context, Pair, Verdict, compare, edits, is_pinyin, pairs

__all__ = [
    "Context", "Mention", "Names", "Pair", "Use", "Verdict",
    "compare", "edits", "fold", "heard", "is_pinyin", "names_of", "pairs", "skeleton",
]  # fmt: skip
