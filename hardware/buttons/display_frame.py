"""A frame for a display as a template lays it down. Pure."""

_ADDRESS = "{address}"


def framed(template: str, encoding: str, address: int, text: str) -> bytes:
    """``{address}`` is one byte, ``{number}`` the same in digits, ``{text}`` the text; letters that the encoding lacks
    are question marks. Raises ``LookupError``, ``ValueError``, ``AttributeError`` or ``TypeError`` for what is no
    template, or no encoding.
    """
    # One byte, whatever the encoding makes of a character with that number.
    parts = (part.format(number=address, text=text).encode(encoding, "replace") for part in template.split(_ADDRESS))
    return bytes([address]).join(parts)
