"""Labels as people read them: one Cyrillic letter, a no-break space, a number of at least three digits."""

from server.contract.terms import ProblemCode
from server.domain.errors import Refusal

LETTERS = "ГДЄЖИЇЛПУФЦЧШЩЮЯАБВЕЗІКМНОРСТХ"
"""Allowed letters, those without a Latin or digit look-alike first (Б reads as 6, З as 3); never Ь, Ґ, Й (unreadable
or misheard when called).
"""


def label_of(letter: str, number: int) -> str:
    """«Ж 042»; numbers above 999 simply grow."""
    return f"{letter}\u00a0{number:03d}"


def checked_letter(letter: str) -> str:
    """The label letter in upper case; refused with ``bad-value`` when it is not one of ``LETTERS``."""
    upper = letter.strip().upper()
    if len(upper) != 1 or upper not in LETTERS:
        raise Refusal(ProblemCode.BAD_VALUE, field="letter", reason=" ".join(LETTERS))
    return upper
