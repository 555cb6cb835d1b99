#!/bin/sh
# The store's tests start a PostgreSQL of their own: installs Debian's where that is allowed, else says how.
set -eu
cd "$(dirname "$0")/.."
. tooling/python.sh

for programs in /usr/lib/postgresql/*/bin; do
    if [ -x "$programs/initdb" ]; then
        exit 0
    fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Debian's PostgreSQL for the store's tests (some 60 MB) …"
    apt_install postgresql && exit 0
fi
echo "No PostgreSQL here, so its tests cannot run and the whole will count as failed: apt install postgresql"
