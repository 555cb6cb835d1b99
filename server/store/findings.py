"""What ``cherha doctor`` says of the database, in plain words."""

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """How much it matters."""

    WELL = "well"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Say:
    """One sentence in both languages."""

    uk: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at: ``check`` is its stable name, ``which`` the file, hall or setting in question."""

    check: str
    grade: Grade
    which: str
    what: Say
    remedy: Say | None = None
    """What to do; None when all is well."""


def well(check: str, which: str, *, uk: str, en: str) -> Finding:
    """Nothing to do."""
    return Finding(check=check, grade=Grade.WELL, which=which, what=Say(uk, en))


def warning(check: str, which: str, what: Say, remedy: Say) -> Finding:
    """The hall works, but somebody should see to it this week."""
    return Finding(check=check, grade=Grade.WARNING, which=which, what=what, remedy=remedy)


def fault(check: str, which: str, what: Say, remedy: Say) -> Finding:
    """The hall does not work, or what it writes may be lost."""
    return Finding(check=check, grade=Grade.FAULT, which=which, what=what, remedy=remedy)
