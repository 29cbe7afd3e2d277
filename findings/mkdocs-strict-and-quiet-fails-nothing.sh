#!/usr/bin/env bash
# mkdocs 1.6.1: with --strict a build ends with an error where a page links to what is not there. With --quiet beside it the
# same build prints its warning and exits 0, so that a check of links in CI that was made less talkative fails no more.
#
# Output seen: “loud: 1”, “quiet: 0”. Exits 1 when either is otherwise.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check mkdocs==1.6.1
mkdir -p "$folder/project/docs"
printf 'site_name: Harbour\n' > "$folder/project/mkdocs.yml"
printf '# Harbour\n\nSee [the tides](tides.md).\n' > "$folder/project/docs/index.md" # there is no tides.md
cd "$folder/project"
loud=0
"$folder/venv/bin/mkdocs" build --strict --site-dir "$folder/one" 2> "$folder/said" || loud=$?
tail -n 1 "$folder/said"
quiet=0
"$folder/venv/bin/mkdocs" build --strict --quiet --site-dir "$folder/two" || quiet=$?
echo "loud: $loud"
echo "quiet: $quiet"
[ "$loud" = 1 ] && [ "$quiet" = 0 ]
