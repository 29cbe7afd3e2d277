#!/usr/bin/env bash
# tokenizers 0.22.1: with ByteLevel(trim_offsets=True), a token that is nothing but the space before a word is given the
# place (n, n), the end of the space, so that by its offsets it stands nowhere.
#
# GPT-2's scheme writes a space as "Ġ" at the start of the next token; where no merge joins the two, as before digits in
# vocabularies that keep each digit apart, "Ġ" is a token of its own. Without trimming it is at (n - 1, n). Whoever looks
# for "the last token of this word" by offsets meets a token that ends where the next begins and covers no character.
#
# Output seen: trimmed (3, 3), untrimmed (2, 3). Exits 1 when either is otherwise.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet tokenizers==0.22.1
"$folder/bin/python" - <<'END'
from tokenizers import Tokenizer, models, pre_tokenizers, processors

vocabulary = {symbol: number for number, symbol in enumerate(["a", "t", "Ġ", "7", "at"])}
for trim, expected in ((True, (3, 3)), (False, (2, 3))):
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=[("a", "t")]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=trim)
    encoding = tokenizer.encode("at 7")
    print(f"trim_offsets={trim}: {list(zip(encoding.tokens, encoding.offsets))}")
    assert encoding.tokens == ["at", "Ġ", "7"], encoding.tokens
    assert encoding.offsets[1] == expected, encoding.offsets
END
