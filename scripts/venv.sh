#!/usr/bin/env bash
# Usage: scripts/venv.sh NAME
# Makes the Python environment .venv/NAME from the pins in scripts/requirements/NAME.txt, if it is not there as pinned,
# and prints its folder.
set -euo pipefail
cd "$(dirname "$0")/.."

pins="$PWD/scripts/requirements/$1.txt"
folder="$PWD/.venv/$1"

if ! cmp -s "$pins" "$folder/pins.txt"; then
  rm -rf "$folder"
  {
    python3 -m venv "$folder"
    "$folder/bin/pip" install --quiet --disable-pip-version-check --no-deps --requirement "$pins"
  } >&2
  cp "$pins" "$folder/pins.txt"
fi
echo "$folder"
