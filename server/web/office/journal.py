"""The journal, newest first: what happened, when, and who did it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from flask import Blueprint, render_template, request

from server.contract.terms import Language
from server.domain.events import Event
from server.usecases.kept import JournalEntry
from server.usecases.ports import Records
from server.web import guards
from server.web.languages import page_language
from server.web.office.happenings import GROUPS
from server.web.office.names import Names, names_of
from server.web.office.plan import Plan, plan_of
from server.web.office.sentences import sentence
from server.web.parts import parts

journal = Blueprint("journal", __name__, url_prefix="/journal")

_A_PAGE = 50
_CHUNK = 500
_MOST_SCANNED = 20_000
"""A rare kind in a journal of years must not hold up a reader; the page goes on where this one stopped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry as people read it."""

    sequence: int
    day: str
    clock: str
    instant: str
    author: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """The lines of a page; ``older`` is where the next one begins, None at the beginning of the journal."""

    lines: tuple[Line, ...]
    older: int | None


@journal.get("/")
def show() -> str:
    """``?kind=`` a group of events, ``?before=`` a sequence."""
    group = request.args.get("kind", "")
    before = request.args.get("before", type=int)
    kinds = GROUPS[group][1] if group in GROUPS else ()
    language = page_language()
    pages = parts().store.read(
        guards.hall_of_page(), lambda records: _pages(records, before, kinds=kinds, language=language)
    )
    return render_template("office/journal.html", pages=pages, groups=GROUPS, group=group, before=before)


def _pages(records: Records, before: int | None, *, kinds: Collection[type[Event]], language: Language) -> Pages:
    plan = plan_of(records)
    found: list[JournalEntry] = []
    older: int | None = None
    for entry, is_last in _backwards(records, before, chunk=_CHUNK if kinds else _A_PAGE):
        if not kinds or type(entry.event) in kinds:
            found.append(entry)
        if len(found) == _A_PAGE or is_last:
            older = entry.sequence if entry.sequence > 1 else None
            break
    names = names_of(records, plan, [entry.event for entry in found], language)
    return Pages(lines=tuple(_line(entry, plan, names) for entry in found), older=older)


def _backwards(records: Records, before: int | None, *, chunk: int) -> Iterator[tuple[JournalEntry, bool]]:
    """Entries from the newest on, each with whether it is the last that may be looked at."""
    end = records.journal.sequence()
    upto = end if before is None else min(end, before - 1)
    stop = max(0, upto - _MOST_SCANNED)
    while upto > stop:
        after = max(stop, upto - chunk)
        for entry in reversed(records.journal.entries(after=after, limit=upto - after)):
            yield entry, entry.sequence == stop + 1
        upto = after


def _line(entry: JournalEntry, plan: Plan, names: Names) -> Line:
    local = entry.moment.wall.astimezone(plan.hall.zone)
    return Line(
        sequence=entry.sequence,
        day=local.strftime("%d.%m.%Y"),
        clock=local.strftime("%H:%M:%S"),
        instant=local.isoformat(timespec="seconds"),
        author=names.author(entry.actor),
        sentence=sentence(entry.event, names),
    )
