#!/bin/sh
# The units are held to what systemd-analyze says: installs it where that is allowed; else those tests are skipped.
set -eu
cd "$(dirname "$0")/.."
. tooling/python.sh

if command -v systemd-analyze >/dev/null; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing systemd's own checks for the units …"
    apt_install systemd && exit 0
fi
echo "No systemd-analyze here, so the units are not checked: apt install systemd"
