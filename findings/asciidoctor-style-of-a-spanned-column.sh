#!/usr/bin/env bash
# Asciidoctor 2.2.8 (npm; core 2.0.23): the style of a cell goes by how many cells its row has so far, not by its column.
#
# In [cols="1m,1"] the first column is monospace. Its cell "x" spans two rows, so "two" stands in the second column, below
# "one". It is the first cell of its row, though, and is shown in monospace, as the first column is. (A monospace cell is
# code to a translator; here it is prose.)
#
# Output seen: <p class="tableblock"><code>two</code></p> below <p class="tableblock">one</p>. Exits 1 when otherwise.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts asciidoctor@2.2.8
cat > show.mjs <<'END'
import asciidoctor from 'asciidoctor'

const text = '[cols="1m,1"]\n|===\n.2+|x |one\n|two\n|===\n'
const page = String(asciidoctor().convert(text, { safe: 'safe' }))
const cells = [...page.matchAll(/<p class="tableblock">(.*?)<\/p>/g)].map((found) => found[1])
console.log(cells.join('\n'))
const expected = ['<code>x</code>', 'one', '<code>two</code>']
process.exitCode = JSON.stringify(cells) === JSON.stringify(expected) ? 0 : 1
END
node show.mjs
