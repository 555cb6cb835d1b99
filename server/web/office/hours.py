"""Opening hours in a form: seven days, each with as many spans as it has; intake may end before closing."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from wtforms import Field

from server.domain.calendar import OpenDay, clock_of, minutes_of
from server.domain.errors import Refusal
from server.web.office.words import _, later

DAYS = (
    later("Monday"),
    later("Tuesday"),
    later("Wednesday"),
    later("Thursday"),
    later("Friday"),
    later("Saturday"),
    later("Sunday"),
)
MOST_SPANS = 6
_NOWHERE = -1
PARTS = ("opens", "intake_ends", "closes")


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedSpan:
    """One row as typed; without an end of intake it lasts until closing."""

    opens: str = ""
    intake_ends: str = ""
    closes: str = ""

    @property
    def is_blank(self) -> bool:
        return not (self.opens or self.intake_ends or self.closes)


class HoursField(Field):
    """``data`` are the open days; ``spans`` the rows of each day as typed; ``wrong`` what is wrong with a day."""

    data: tuple[OpenDay, ...]
    spans: list[list[TypedSpan]]
    wrong: dict[int, str]
    added_to: int
    """The day that has just got another row."""
    is_reshaped: bool
    """A button asked for another row or for copies, not for saving."""

    def process(self, formdata: Any, data: Any = (), extra_filters: Any = None) -> None:
        self.process_errors = []
        self.wrong, self.is_reshaped, self.added_to = {}, False, _NOWHERE
        self.data = tuple(data) if isinstance(data, tuple) else ()
        if not formdata:
            self.spans = [_rows(self.data, day) for day in range(len(DAYS))]
            return
        self.spans = [self._typed(formdata, day) for day in range(len(DAYS))]
        self._reshape(formdata)
        self.data = self._read()
        if self.wrong:
            first = min(self.wrong)
            self.process_errors = [f"{_(DAYS[first])}: {self.wrong[first]}"]

    def _typed(self, formdata: Any, day: int) -> list[TypedSpan]:
        spans = []
        for row in range(MOST_SPANS):
            typed = {part: clock_typed(formdata.get(f"{self.name}-{day}-{row}-{part}", "")) for part in PARTS}
            spans.append(TypedSpan(**typed))
        return [span for span in spans if not span.is_blank] or [TypedSpan()]

    def _reshape(self, formdata: Any) -> None:
        added = formdata.get(f"{self.name}-add", "")
        if added in tuple("0123456"):
            self.is_reshaped, self.added_to = True, int(added)
            self.spans[int(added)] = [*self.spans[int(added)], TypedSpan()][:MOST_SPANS]
        if formdata.get(f"{self.name}-copy"):
            self.is_reshaped = True
            self.spans[1:5] = [list(self.spans[0]) for _day in range(4)]

    def _read(self) -> tuple[OpenDay, ...]:
        found: list[OpenDay] = []
        for day, spans in enumerate(self.spans):
            try:
                of_day = sorted(_open_day(day, span) for span in spans if not span.is_blank)
            except (Refusal, ValueError):
                self.wrong[day] = _("write times as 08:30; intake ends after opening and not after closing")
                continue
            if any(following.opens < first.closes for first, following in pairwise(of_day)):
                self.wrong[day] = _("the spans must not overlap")
            found += of_day
        return tuple(found)


def _open_day(day: int, span: TypedSpan) -> OpenDay:
    return OpenDay(day, minutes_of(span.opens), minutes_of(span.intake_ends or span.closes), minutes_of(span.closes))


def _rows(hours: Sequence[OpenDay], day: int) -> list[TypedSpan]:
    spans = [
        TypedSpan(opens=clock_of(each.opens), intake_ends=clock_of(each.intake_ends), closes=clock_of(each.closes))
        for each in sorted(hours)
        if each.weekday == day
    ]
    return spans or [TypedSpan()]


def clock_typed(typed: str) -> str:
    """«9», «9.30» and «0930» are how people write times in a hurry."""
    plain = typed.strip().replace(".", ":").replace(",", ":").replace("-", ":")[:8]
    if plain.isdecimal():
        return f"{plain}:00" if len(plain) <= 2 else f"{plain[:-2]}:{plain[-2:]}"
    return plain
