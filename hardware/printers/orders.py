"""The ESC/POS orders this package gives besides pictures."""

INITIALISE = b"\x1b@"
AUTOMATIC_STATUS_ON = b"\x1da\x0e"
"""Report changes of online, error and paper state; the button and the drawer are of no interest."""
ASK_PAPER = b"\x1dr\x01"
"""Answered in its turn, so after the cut before it."""
ASK_FULL_STATUS = b"\x10\x04\x14"
"""Custom's own DLE EOT 20, answered at once with six bytes; what else speaks ESC/POS does not know it."""
CLEAR_BUFFERS = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
"""DLE DC4 8, obeyed at once even in the middle of a picture; answered with 37 25 00."""

_FIRST_DIGIT, _LAST_DIGIT = 0x20, 0x7E
_RADIX = _LAST_DIGIT - _FIRST_DIGIT + 1


def ask_realtime(number: int) -> bytes:
    """DLE EOT 1 (printer), 2 (why offline), 3 (error) or 4 (paper)."""
    return bytes((0x10, 0x04, number))


def ask_process(process_id: bytes) -> bytes:
    """GS ( H: "say so when everything before this has been printed"."""
    return b"\x1d(H\x06\x00\x30\x30" + process_id


def process_id(count: int) -> bytes:
    """Four characters for a count, ascending with it; they begin again after 81 million."""
    digits = []
    for _ in range(4):
        count, digit = divmod(count, _RADIX)
        digits.append(_FIRST_DIGIT + digit)
    return bytes(reversed(digits))
