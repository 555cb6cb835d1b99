# Sourced. Finds a Python that can make an environment, and says in one line what to do when there is none.

find_python() {
    usable_python && return
    if ! is_new_enough "${PYTHON:-python3}"; then
        echo "Cherha needs Python 3.11 or newer, which '${PYTHON:-python3}' is not: apt install python3 python3-venv, or make PYTHON=/path/to/python …" >&2
        return 1
    fi
    # Debian cuts venv out of its python3.
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing Debian's python3-venv …" >&2
        apt_install python3-venv >&2 && usable_python && return
    fi
    echo "Python's venv module is missing: apt install python3-venv" >&2
    return 1
}

usable_python() {
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11 /usr/bin/python3}; do
        if is_new_enough "$candidate" && "$candidate" -c 'import ensurepip, venv' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

apt_install() {
    apt-get install --yes --quiet --no-install-recommends "$@" </dev/null >/dev/null 2>&1 ||
        { apt-get update --quiet >/dev/null && apt-get install --yes --quiet --no-install-recommends "$@" </dev/null >/dev/null; }
}
