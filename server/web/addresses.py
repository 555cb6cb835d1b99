"""Where a page may send its reader: only on within this server."""

import re

_OWN = re.compile(r"/(?!/)[^\\\x00-\x20\x7f]*")
"""A path. Browsers read a backslash as a slash and drop blanks, so that «/<tab>/elsewhere» would lead elsewhere."""


def own_path(asked: str, otherwise: str) -> str:
    """The path that was asked for, if it is one of ours."""
    return asked if _OWN.fullmatch(asked) else otherwise
