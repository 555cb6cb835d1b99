#!/bin/sh
# environment.sh run|dev: makes or renews .venv with the locked packages and Cherha itself, editable; quick when nothing changed.
set -eu
cd "$(dirname "$0")/.."
. tooling/python.sh

kind=$1
venv=.venv

# Everything that decides what is installed, and where: an environment does not survive being moved.
wanted() {
    { pwd; cat "requirements/$1.txt" pyproject.toml hatch_build.py package-lock.json tooling/environment.sh; } | sha256sum
}

is_current() {
    "$venv/bin/python" -c '' 2>/dev/null && [ "$(cat "$venv/cherha-$kind" 2>/dev/null)" = "$(wanted "$kind")" ] &&
        [ -f server/contract/vendor/STAMP ] && [ -f hardware/printers/vendor/STAMP ]
}

install_locked() { # pip's warnings are for us, not for who starts a hall: shown only when it fails
    { PYTHONUNBUFFERED=1 "$venv/bin/python" -m pip install --disable-pip-version-check --no-input --progress-bar off \
        --require-hashes --requirement "requirements/$kind.txt" 2>"$venv/pip.log" || touch "$venv/failed"; } |
        "$venv/bin/python" tooling/progress.py "$(grep -c '==' "requirements/$kind.txt")"
    [ ! -e "$venv/failed" ] || { cat "$venv/pip.log" >&2 && return 1; }
}

if is_current; then
    exit 0
fi

if ! "$venv/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
    ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    python=$(find_python)
    echo "Making .venv with $("$python" --version) …"
    "$python" -m venv --clear "$venv"
fi
rm -f "$venv/failed" "$venv"/cherha-*

echo "Installing the locked Python packages (100 to 200 MB the first time) …"
install_locked || {
    echo "Installing the Python packages failed, see above; is the package index reachable from this machine?" >&2
    exit 1
}
echo "Installing Cherha and its browser parts from npm …"
"$venv/bin/python" -m pip install --disable-pip-version-check --no-input --quiet \
    --no-build-isolation --no-deps --editable . || {
    echo "Installing Cherha failed, see above." >&2
    exit 1
}

# The development packages include all that running needs.
wanted "$kind" >"$venv/cherha-$kind"
wanted run >"$venv/cherha-run"
