#!/bin/sh
# Writes requirements/*.txt and package-lock.json anew: exact versions, each with its hashes, no registry named.
set -eu
cd "$(dirname "$0")/.."
. tooling/python.sh

tools=build/lock-tools
[ -x "$tools/bin/uv" ] || {
    python=$(find_python)
    "$python" -m venv "$tools"
    "$tools/bin/pip" install --quiet --disable-pip-version-check uv
}

lock() { # lock <name> <uv arguments…>
    name=$1
    shift
    "$tools/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
        --no-emit-index-url --no-emit-find-links --upgrade pyproject.toml requirements/build.in "$@" \
        --output-file "requirements/$name.txt"
    sed -i "1i # Written by \`make lock\` from pyproject.toml and requirements/build.in." "requirements/$name.txt"
    echo "requirements/$name.txt: $(grep -c '==' "requirements/$name.txt") packages"
}

lock run
lock postgresql --extra postgresql --constraint requirements/run.txt
lock dev --extra dev --constraint requirements/postgresql.txt

npm=npm
[ -x .venv/bin/npm ] && npm=.venv/bin/npm
PATH="$PWD/.venv/bin:$PATH" "$npm" install --package-lock-only --omit-lockfile-registry-resolved --ignore-scripts \
    --no-audit --no-fund --loglevel=error
echo "package-lock.json: $(grep -c '"integrity"' package-lock.json) packages"
