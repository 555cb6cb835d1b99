"""The QR of a ticket's phone page, as a drawing that scales."""

import io
from urllib.parse import urlsplit

import segno

LONGEST_ADDRESS = 300
QUIET_MODULES = 4


class NotAnAddress(ValueError):
    """The text is no web address that a phone could open."""


def qr_of(address: str) -> bytes:
    """An SVG with its quiet zone, level M: a smudged screen is still read. Raises ``NotAnAddress``."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or len(address) > LONGEST_ADDRESS:
        raise NotAnAddress("address must be a web address")
    drawing = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawing,
        kind="svg",
        border=QUIET_MODULES,
        xmldecl=False,
        svgclass=None,
        lineclass=None,
        omitsize=True,
        light="#fff",
    )
    return drawing.getvalue()
