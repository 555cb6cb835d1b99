"""What a display with a few signs says to the person at the window. Pure."""

from dataclasses import dataclass

from hardware.buttons.ports import Shown
from hardware.buttons.protocol import Lamp

AWAY = "-"
"""So many dashes as there are signs: no server."""
NOBODY = "0"


@dataclass(frozen=True, slots=True)
class Sign:
    """Text for a display; ``is_refusal``: it is to catch the eye, since a press came to nothing."""

    text: str
    is_refusal: bool = False
    is_call: bool = False


def sign_of(shown: Shown, signs: int, *, is_whole_label: bool = False) -> Sign:
    """The number of the ticket in hand, its last digits where there is no room for more."""
    number = _number(shown.label, signs, is_whole_label=is_whole_label)
    match shown.lamp:
        case Lamp.DOUBLE:
            return Sign(AWAY * signs)
        case Lamp.FAST:
            return Sign(number or AWAY * signs, is_refusal=True)
        case Lamp.SLOW:
            return Sign(NOBODY.rjust(signs))
        case Lamp.STEADY:
            return Sign(number, is_call=True)
        case _:
            return Sign(number)


def _number(label: str | None, signs: int, *, is_whole_label: bool) -> str:
    if label is None:
        return ""
    text = label.replace("\u00a0", " ")
    return text if is_whole_label and len(text) <= signs else "".join(filter(str.isdecimal, text))[-signs:]
