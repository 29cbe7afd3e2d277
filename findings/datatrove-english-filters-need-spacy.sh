#!/usr/bin/env bash
# datatrove 0.10.1: the filters that are made for English need spaCy, which no extra but “multilingual” brings.
#
# `pip install "datatrove[io,processing]"`, as its README has it for filtering, gives GopherQualityFilter and the others of
# FineWeb's chain. They can be made; the first document ends the run, since “eng” is cut into words by spaCy.
#
# Output seen: "Please install `spacy` to use en word tokenizer". Exits 1 when otherwise.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet "datatrove[io,processing]==0.10.1"
"$folder/bin/python" - <<'END'
from datatrove.data import Document
from datatrove.pipeline.filters import GopherQualityFilter

quality = GopherQualityFilter()
try:
    quality.filter(Document("The ship came in at dawn, and the harbour was quiet then. " * 10, "1"))
except ImportError as error:
    print(error)
    assert "spacy" in str(error)
else:
    raise SystemExit("the filter works without spaCy")
END
