"""Names of people, places and organisations in an article, and which of them are one name in two spellings."""

from checker.names.mentions import Mention, Names, Use, names_of
from checker.names.romanization import fold, heard, skeleton, with_digraphs
from checker.names.variants import Context, Pair, Verdict, compare, edits, is_pinyin, nearly_alike, pairs, roughly_alike

__all__ = [
    "Context", "Mention", "Names", "Pair", "Use", "Verdict",
    "compare", "edits", "fold", "heard", "is_pinyin", "names_of", "nearly_alike", "pairs",
    "roughly_alike", "skeleton", "with_digraphs",
]  # fmt: skip
