#!/bin/sh
# The browser tests drive Debian's Chromium: installs it where that is allowed, else says how.
set -eu
cd "$(dirname "$0")/.."
. tooling/python.sh

if command -v chromium >/dev/null; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Debian's Chromium for the browser tests (some 100 MB) …"
    apt_install chromium && exit 0
fi
echo "No Chromium here, so the browser tests cannot run and the whole will count as failed: apt install chromium"
