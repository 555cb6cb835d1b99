"""Dated hours in a form: rows of a date with its spans, none of which is a closed day; and days of the month."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count, pairwise, takewhile
from typing import Any

from wtforms import Field

from server.domain.calendar import DatedHours, Span, clock_of, minutes_of
from server.domain.errors import Refusal
from server.web.office.hours import MOST_SPANS, PARTS, TypedSpan, clock_typed
from server.web.office.words import _

_NOWHERE = -1
_RUN = re.compile(r"(\d{1,2})(?:\s*[-–—]\s*(\d{1,2}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRow:
    """One date as typed."""

    day: str = ""
    is_holiday: bool = False
    spans: tuple[TypedSpan, ...] = (TypedSpan(),)

    @property
    def is_blank(self) -> bool:
        return not self.day and all(span.is_blank for span in self.spans)


class DatesField(Field):
    """``data`` are the dated hours; ``rows`` what was typed, the last one blank; ``wrong`` what is wrong with a row."""

    data: tuple[DatedHours, ...]
    rows: list[DateRow]
    wrong: dict[int, str]
    added_to: int
    """The row that has just come, or has just got another span."""
    is_reshaped: bool
    """A button asked for another row or span, not for saving."""

    def process(self, formdata: Any, data: Any = (), extra_filters: Any = None) -> None:
        self.process_errors = []
        self.wrong, self.is_reshaped, self.added_to = {}, False, _NOWHERE
        self.data = data if isinstance(data, tuple) else ()
        if not formdata:
            self.rows = [*map(_row_of, self.data), DateRow()]
            return
        self.rows = self._typed(formdata)
        self._reshape(formdata)
        self.data = self._read()
        if self.wrong:
            self.process_errors = [next(iter(self.wrong.values()))]
        if not self.rows or not self.rows[-1].is_blank:
            self.rows.append(DateRow())

    def _typed(self, formdata: Any) -> list[DateRow]:
        rows = []
        for number in takewhile(lambda number: f"{self.name}-{number}-day" in formdata, count()):
            row = DateRow(
                day=formdata.get(f"{self.name}-{number}-day", "").strip(),
                is_holiday=bool(formdata.get(f"{self.name}-{number}-holiday")),
                spans=self._spans(formdata, number),
            )
            if formdata.get(f"{self.name}-remove") == str(number):
                self.is_reshaped = True
            elif not row.is_blank:
                rows.append(row)
        return rows

    def _spans(self, formdata: Any, number: int) -> tuple[TypedSpan, ...]:
        spans = []
        for place in range(MOST_SPANS):
            typed = {part: clock_typed(formdata.get(f"{self.name}-{number}-{place}-{part}", "")) for part in PARTS}
            spans.append(TypedSpan(**typed))
        return tuple(span for span in spans if not span.is_blank) or (TypedSpan(),)

    def _reshape(self, formdata: Any) -> None:
        if formdata.get(f"{self.name}-more"):
            self.is_reshaped, self.added_to = True, len(self.rows)
            self.rows.append(DateRow())
        added = formdata.get(f"{self.name}-add", "")
        if added.isdecimal() and int(added) < len(self.rows):
            row = self.rows[int(added)]
            self.is_reshaped, self.added_to = True, int(added)
            self.rows[int(added)] = replace(row, spans=(*row.spans, TypedSpan())[:MOST_SPANS])

    def _read(self) -> tuple[DatedHours, ...]:
        found: dict[date, DatedHours] = {}
        for number, row in enumerate(self.rows):
            if row.is_blank:
                continue
            try:
                dated = _dated(row)
            except (Refusal, ValueError) as error:
                self.wrong[number] = _why_wrong(error)
                continue
            if dated.day in found:
                self.wrong[number] = _("this date is there already")
            elif any(following.opens < first.closes for first, following in pairwise(dated.spans)):
                self.wrong[number] = _("the spans must not overlap")
            found[dated.day] = dated
        return tuple(found[day] for day in sorted(found))


def month_days_of(typed: str) -> tuple[int, ...] | None:
    """«1–5, 20» as days; None when it cannot be read."""
    days: set[int] = set()
    for part in filter(None, (part.strip() for part in typed.split(","))):
        match = _RUN.fullmatch(part)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= first <= last <= 31:
            return None
        days.update(range(first, last + 1))
    return tuple(sorted(days))


def month_days_said(days: Sequence[int]) -> str:
    """Days as «1–5, 20»."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


def _row_of(dated: DatedHours) -> DateRow:
    spans = tuple(
        TypedSpan(opens=clock_of(span.opens), intake_ends=clock_of(span.intake_ends), closes=clock_of(span.closes))
        for span in dated.spans
    )
    return DateRow(day=dated.day.isoformat(), is_holiday=dated.is_holiday, spans=spans or (TypedSpan(),))


def _dated(row: DateRow) -> DatedHours:
    day = date.fromisoformat(row.day)
    spans = sorted(
        Span(minutes_of(span.opens), minutes_of(span.intake_ends or span.closes), minutes_of(span.closes))
        for span in row.spans
        if not span.is_blank
    )
    return DatedHours(day=day, spans=tuple(spans), is_holiday=row.is_holiday)


def _why_wrong(error: Exception) -> str:
    if isinstance(error, Refusal):
        return _("write times as 08:30; intake ends after opening and not after closing")
    return _("choose a date")
