#!/bin/sh
# Changes the rules one by one in a copy of the project, and tells which changes no test noticed.
set -eu
cd "$(dirname "$0")/.."
. tooling/python.sh

tools=build/mutation-tools
[ -x "$tools/bin/mutmut" ] || {
    "$(find_python)" -m venv "$tools"
    "$tools/bin/pip" install --quiet --disable-pip-version-check "mutmut>=3.8,<4"
}
# It runs the tests, so it sees what they need; the project itself it takes from the copy.
for packages in "$PWD"/.venv/lib/python3.*/site-packages; do
    for own in "$tools"/lib/python3.*/site-packages; do
        echo "$packages" >"$own/project.pth"
    done
done

copy=build/mutation
rm -rf "$copy"
mkdir -p "$copy"
git ls-files -z | xargs -0 cp --parents -t "$copy"
cd "$copy"
"../../$tools/bin/mutmut" run "$@" | tail -n 1
"../../$tools/bin/mutmut" results
