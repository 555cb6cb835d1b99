"""What the people of a hall decide for the day at hand: a suspension, and an early end of intake."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType

from server.contract.terms import ProblemCode, SuspensionReason
from server.domain.errors import Refusal
from server.domain.moment import Moment


@dataclass(frozen=True, slots=True)
class Suspension:
    """An alert or outage that stops every clock, until somebody ends it."""

    reason: SuspensionReason
    since: datetime

    def seconds(self, now: Moment) -> int:
        """How long it has lasted by the wall: hall time does not know."""
        return max(0, int((now.wall - self.since).total_seconds()))

    def repeats(self, now: Moment, every_minutes: int | None) -> int:
        """How often its text is to have been said again by now; None: never again."""
        return 0 if every_minutes is None else self.seconds(now) // (every_minutes * 60)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayState:
    """Kept over restarts; a suspension also over midnight."""

    suspension: Suspension | None = None
    resumed_ms: int | None = None
    """Hall time from which the time of grace counts: the end of the last suspension or power cut, or after a start of
    the server alone so long before it that the grace is shorter. The wall has run with it ever since.
    """
    intake_stopped_on: date | None = None
    """No more tickets are given on that day."""

    def suspended(self, reason: SuspensionReason, now: Moment) -> "DayState":
        """From now on, or for another reason from now on: the former beginning stays."""
        since = now.wall if self.suspension is None else self.suspension.since
        return replace(self, suspension=Suspension(reason, since))

    def resumed(self, now: Moment) -> "DayState":
        """The clocks go again."""
        return replace(self, suspension=None, resumed_ms=now.hall_ms)

    def powered(self, now: Moment) -> "DayState":
        """The power is back; whether the hall is suspended is for people to say."""
        return replace(self, resumed_ms=now.hall_ms)

    def restarted(self, now: Moment, *, away_ms: int, grace_seconds: int) -> "DayState":
        """The server alone was away, while the hall could see: the time of grace is at most as long as that."""
        from_ms = now.hall_ms - max(0, grace_seconds * 1000 - away_ms)
        return replace(self, resumed_ms=from_ms if self.resumed_ms is None else max(self.resumed_ms, from_ms))

    def check_not_suspended(self) -> None:
        """Nobody is called, and no visit begins, while people are in the shelter: refused with ``suspended``."""
        if self.suspension is not None:
            raise Refusal(ProblemCode.SUSPENDED)

    def missed_not_before_ms(self, grace_seconds: int) -> int:
        """The hall time before which nobody is marked missed: people need a while to come back from the shelter."""
        return 0 if self.resumed_ms is None else self.resumed_ms + grace_seconds * 1000


TITLES: MappingProxyType[SuspensionReason, MappingProxyType[str, str]] = MappingProxyType(
    {
        SuspensionReason.ALERT: MappingProxyType({"uk": "Повітряна тривога", "en": "Air-raid alert"}),
        SuspensionReason.OUTAGE: MappingProxyType({"uk": "Немає світла", "en": "Power outage"}),
    }
)
"""What a suspension is called, by language; screens show two languages at once."""

SHELTER_TEXT: MappingProxyType[str, str] = MappingProxyType(
    {
        "uk": "Будь ласка, пройдіть до найближчого укриття. Ваше місце в черзі збережено: після відбою прийом "
        "продовжиться, черга не зміниться.",
        "en": "Please go to the nearest shelter. Your place in line is kept: after the all-clear we go on in the "
        "same order.",
    }
)
"""What the office has not put better: where the shelter is, only it knows."""

OUTAGE_TEXT: MappingProxyType[str, str] = MappingProxyType(
    {
        "uk": "Прийом призупинено. Будь ласка, зачекайте. Ваше місце в черзі збережено: прийом продовжиться, черга "
        "не зміниться.",
        "en": "The service is suspended. Please wait: your place in line is kept, and we go on in the same order.",
    }
)

LONGEST_TEXT = 400
"""Signs of such a text: what a screen shows large, and a voice says before people have moved."""

RESUMED_TEXT: MappingProxyType[str, str] = MappingProxyType(
    {
        "uk": "Увага! Прийом відновлено. Черга не змінилася. Будь ласка, чекайте на виклик.",
        "en": "Attention! The service is resumed. The line is the same. Please wait to be called.",
    }
)
"""Said once at the end."""

_ATTENTION = MappingProxyType({"uk": "Увага!", "en": "Attention!"})


def proclaimed(reason: SuspensionReason, texts: Mapping[str, str]) -> dict[str, str]:
    """What is said aloud, in the languages that the office has put it in."""
    title = TITLES[reason]
    return {
        language: f"{_ATTENTION[language]} {title[language]}. {text}"
        for language, text in texts.items()
        if text.strip()
    }
