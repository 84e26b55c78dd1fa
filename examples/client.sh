#!/bin/sh
# Asks the prediction service about names: client.sh ADDRESS NAME…
set -eu
address=$1
shift

# The columnar form of the `domains` signature; names have no character that JSON would want escaped.
names=$(printf '"%s",' "$@")
reply=$(curl -sS --fail-with-body -d "{\"inputs\":{\"domain\":[${names%,}]}}" "$address/v1/models/degas:predict")

# Without a JSON tool: the lists of the columns that are wanted, one value a line, side by side.
column() {
  printf '%s' "$reply" | sed "s/.*\"$1\":\[\([^]]*\)\].*/\1/" | tr -d '"' | sed 's/null//g' | tr ',' '\n'
}
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
for field in domain label score; do
  column "$field" >"$folder/$field"
  echo >>"$folder/$field"
done
paste "$folder/domain" "$folder/label" "$folder/score"
